//! `GET /v1/plans`.

use axum::Json;
use axum::extract::State;
use balcao_domain::{Access, Collection, Plan};

use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::Scope;

/// The plans of all customers whose plans the user may read.
pub async fn list(State(portal): State<Portal>, scope: Scope) -> Result<Json<Vec<Plan>>, Refusal> {
    let mut plans = Vec::new();
    for customer in scope.demand_some(Access::Read(Collection::Plans))? {
        let all = portal.store.plans_after(&scope, customer, None, usize::MAX);
        plans.extend(all.await?);
    }
    Ok(Json(plans))
}
