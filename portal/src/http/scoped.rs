//! Who is asked and who asks, from the path and the token.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::HeaderValue;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use balcao_contract::{ProblemCode, SYNC_SCHEMA_HEADER};
use balcao_domain::Provider;

use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::{Scope, System};
use crate::token::TokenHash;

/// The provider that the path begins with.
pub struct Asked(pub Provider);

impl FromRequestParts<Portal> for Asked {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let not_found = || Refusal::from(ProblemCode::NotFound);
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, portal).await;
        let Path(path) = path.map_err(|_| not_found())?;
        let slug = path.get("slug").ok_or_else(not_found)?;
        let provider = portal.store.provider(System, slug).await?;
        provider.map(Self).ok_or_else(not_found)
    }
}

/// The token of `Authorization: Bearer`, as its hash.
pub struct Bearer(pub TokenHash);

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = Refusal;

    /// A request without a token is answered like one whose token is over: renewing, or signing
    /// in, is what helps.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        bearer(parts)
            .map(|token| Self(TokenHash::of(token)))
            .ok_or_else(|| ProblemCode::TokenExpired.into())
    }
}

/// The text after `Bearer`, whose case does not count (RFC 9110, 11.1).
fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl FromRequestParts<Portal> for Scope {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let Asked(provider) = Asked::from_request_parts(parts, portal).await?;
        let Bearer(token) = Bearer::from_request_parts(parts, portal).await?;
        let now = portal.clock.now();
        let scope = portal.store.authorize(System, &provider, token, now);
        let scope = scope.await??;
        let schema = parts
            .headers
            .get(SYNC_SCHEMA_HEADER)
            .map(schema)
            .transpose();
        Ok(match schema? {
            Some(schema) => scope.in_app_of(schema),
            None => scope,
        })
    }
}

fn schema(number: &HeaderValue) -> Result<u32, Refusal> {
    let number = number.to_str().ok().and_then(|number| number.parse().ok());
    number.ok_or_else(|| Refusal::invalid_field(SYNC_SCHEMA_HEADER, "not_a_number"))
}
