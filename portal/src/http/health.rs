//! `GET /health`: whether requests can be answered, for whoever starts and stops portals.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::refusal::Refusal;
use crate::portal::Portal;

/// The answer.
#[derive(Serialize)]
pub struct Health {
    status: &'static str,
}

/// 200 when the database answers, else 503.
pub async fn health(State(portal): State<Portal>) -> Result<Json<Health>, Refusal> {
    portal.store.ping().await?;
    Ok(Json(Health { status: "ok" }))
}
