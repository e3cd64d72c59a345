//! `GET /v1/bills`, `GET /v1/bills/{id}`.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use balcao_contract::ProblemCode;
use balcao_domain::{Access, Bill, Collection};

use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::Scope;

/// The bills of all customers whose bills the user may read.
pub async fn list(State(portal): State<Portal>, scope: Scope) -> Result<Json<Vec<Bill>>, Refusal> {
    let mut bills = Vec::new();
    for customer in scope.demand_some(Access::Read(Collection::Bills))? {
        let all = portal.store.bills_after(&scope, customer, None, usize::MAX);
        bills.extend(all.await?);
    }
    Ok(Json(bills))
}

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
