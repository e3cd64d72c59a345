//! `GET /.well-known/balcao?path=…`: which provider is behind an address.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use balcao_contract::{API_VERSION, ProblemCode, WellKnown};
use balcao_domain::SignInMethod;
use serde::Deserialize;

use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::System;

/// What is asked.
#[derive(Deserialize)]
pub struct Asked {
    /// The path of the address, such as `/rede-horizonte`.
    #[serde(default)]
    path: String,
}

/// The provider of a path. An address without one is the only provider's, where there is one only.
pub async fn well_known(
    State(portal): State<Portal>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<WellKnown>, Refusal> {
    let Query(asked) = asked.map_err(|_| Refusal::invalid_field("path", "invalid"))?;
    let slug = asked.path.trim_matches('/');
    let provider = if slug.is_empty() {
        let mut all = portal.store.providers(System).await?;
        all.pop().filter(|_| all.is_empty())
    } else {
        portal.store.provider(System, slug).await?
    };
    let provider = provider.ok_or(ProblemCode::NotFound)?;
    Ok(Json(WellKnown {
        base: format!("{}/{}", portal.origin, provider.slug),
        provider,
        api_version: API_VERSION,
        sign_in: vec![SignInMethod::Password],
    }))
}
