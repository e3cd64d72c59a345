//! Signing in, staying signed in, signing out.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, State};
use axum::http::StatusCode;
use balcao_contract::{PasswordChange, ProblemCode, RefreshRequest, SignInRequest, Tokens};
use balcao_domain::PasswordRule;

use super::body::JsonBody;
use super::refusal::Refusal;
use super::scoped::{Asked, Bearer};
use crate::portal::Portal;
use crate::scope::{Scope, System};
use crate::store::{IssuedTokens, Subject};
use crate::token::TokenHash;

/// `POST /v1/session`. An unknown user and a wrong password are the same answer after the same
/// work (MC-10).
pub async fn sign_in(
    State(portal): State<Portal>,
    Asked(provider): Asked,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    JsonBody(request): JsonBody<SignInRequest>,
) -> Result<Json<Tokens>, Refusal> {
    let Portal { store, clock, .. } = &portal;
    let slug = provider.slug;
    let provider = provider.issuer;
    let account = Subject::account(provider, request.tax_id);
    let address = Subject::address(provider, peer.ip());
    store
        .count_try(System, &[account, address], clock.now())
        .await??;

    let credential = store.credential(System, provider, request.tax_id).await?;
    let (user, hash) = credential.unzip();
    let right = match portal.passwords.verify(request.password, hash).await {
        Ok(right) => right,
        Err(error) => {
            // Nobody's guess: it was not looked at.
            let now = clock.now();
            store
                .take_try_back(System, &[account, address], now)
                .await?;
            return Err(error.into());
        }
    };
    let (true, Some(user)) = (right, user) else {
        return Err(ProblemCode::InvalidCredentials.into());
    };

    let now = clock.now();
    store.forgive_try(System, account, address, now).await?;
    let tokens = store.begin_session(System, provider, user, now).await??;
    tracing::info!(provider = slug, "signed in");
    Ok(Json(answer(tokens)))
}

/// `POST /v1/session/refresh`.
pub async fn renew(
    State(portal): State<Portal>,
    Asked(provider): Asked,
    JsonBody(request): JsonBody<RefreshRequest>,
) -> Result<Json<Tokens>, Refusal> {
    let presented = TokenHash::of(request.refresh.expose());
    let now = portal.clock.now();
    let renewed = portal
        .store
        .renew(System, provider.issuer, presented, now)
        .await??;
    Ok(Json(answer(renewed)))
}

/// `POST /v1/session/password`. Whoever has a session guesses no faster than who signs in.
pub async fn change_password(
    State(portal): State<Portal>,
    scope: Scope,
    Bearer(token): Bearer,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    JsonBody(request): JsonBody<PasswordChange>,
) -> Result<StatusCode, Refusal> {
    let Portal { store, clock, .. } = &portal;
    let (provider, user) = (scope.provider(), scope.user());
    let found = store.credential_of(System, provider, user).await?;
    let (tax_id, hash) = found.ok_or(ProblemCode::AccessRemoved)?;
    let (old, new) = (request.old.expose(), request.new.expose());
    if let Some(rule) = PasswordRule::broken(new, old, Some(tax_id)) {
        return Err(Refusal::invalid_field("new", rule.code()));
    }
    let account = Subject::account(provider, tax_id);
    let address = Subject::address(provider, peer.ip());
    let tries = [account, address];
    store.count_try(System, &tries, clock.now()).await??;
    let right = match portal.passwords.verify(request.old, Some(hash)).await {
        Ok(right) => right,
        Err(error) => {
            // Nobody's guess: it was not looked at.
            store.take_try_back(System, &tries, clock.now()).await?;
            return Err(error.into());
        }
    };
    if !right {
        return Err(Refusal::invalid_field("old", "wrong"));
    }
    let new = portal.passwords.hash(request.new).await?;
    let now = clock.now();
    store.forgive_try(System, account, address, now).await?;
    let others = request.end_others.then_some(token);
    store
        .replace_password(System, user, &new, others, now)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /v1/session`. Ends the session even with a token that is over, and is content when
/// there is none: who leaves is gone either way.
pub async fn sign_out(
    State(portal): State<Portal>,
    Asked(provider): Asked,
    Bearer(token): Bearer,
) -> Result<StatusCode, Refusal> {
    let now = portal.clock.now();
    portal
        .store
        .end_session(System, provider.issuer, token, now)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn answer(issued: IssuedTokens) -> Tokens {
    Tokens {
        user: issued.user,
        access: issued.access,
        expires_in: u32::try_from(issued.access_life.num_seconds()).unwrap_or(0),
        refresh: issued.refresh,
    }
}
