//! `GET /v1/calls`: those of a period, however long ago.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use balcao_contract::{CallPage, CallsOf};
use balcao_domain::{Access, Collection};

use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::Scope;

/// A page of a customer's calls.
pub async fn list(
    State(portal): State<Portal>,
    scope: Scope,
    asked: Result<Query<CallsOf>, QueryRejection>,
) -> Result<Json<CallPage>, Refusal> {
    let Query(asked) = asked.map_err(|_| Refusal::invalid_field("query", "invalid"))?;
    scope.demand(asked.customer, Access::Read(Collection::Calls))?;
    let span = (asked.from, Some(asked.to));
    let one_more = CallPage::ROWS + 1;
    let found = portal
        .store
        .calls_after(&scope, asked.customer, span, asked.after, one_more);
    let mut calls = found.await?;
    let more = calls.len() > CallPage::ROWS;
    calls.truncate(CallPage::ROWS);
    Ok(Json(CallPage { calls, more }))
}
