//! `GET /v1/bills/{id}`.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use balcao_contract::ProblemCode;
use balcao_domain::Bill;

use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::Scope;

/// One bill.
pub async fn one(
    State(portal): State<Portal>,
    scope: Scope,
    Path(path): Path<HashMap<String, String>>,
) -> Result<Json<Bill>, Refusal> {
    let id = path.get("id").and_then(|id| id.parse().ok());
    let id = id.ok_or(ProblemCode::NotFound)?;
    Ok(Json(portal.store.bill(&scope, id).await??))
}
