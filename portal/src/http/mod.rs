//! The portal over HTTP: one file an endpoint.

mod bills;
mod body;
mod health;
mod log;
mod patience;
mod pix_hook;
mod plans;
mod refusal;
mod scoped;
mod session;
mod sync;
mod well_known;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use balcao_contract::{ProblemCode, paths};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::portal::Portal;
use refusal::Refusal;

/// The largest body that is read, in bytes: a bank tells of many payments at once.
const LARGEST_BODY: usize = 1024 * 1024;

/// Every path the portal answers.
pub fn router(portal: Portal) -> Router {
    let provider = Router::new()
        .route(
            paths::SESSION,
            post(session::sign_in).delete(session::sign_out),
        )
        .route(paths::SESSION_REFRESH, post(session::renew))
        .route(paths::SYNC, get(sync::sync))
        .route(paths::BILLS, get(bills::list))
        .route(&format!("{}/{{id}}", paths::BILLS), get(bills::one))
        .route(paths::PLANS, get(plans::list))
        .route(paths::PIX_HOOK, post(pix_hook::receive));
    // Every answer is somebody's own, or about to change.
    let no_store = HeaderValue::from_static("no-store");
    Router::new()
        .route(paths::WELL_KNOWN, get(well_known::well_known))
        .route("/health", get(health::health))
        .nest("/{slug}", provider)
        .fallback(|| async { Refusal::from(ProblemCode::NotFound) })
        .method_not_allowed_fallback(|| async { Refusal::method_not_allowed() })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new().gzip(true))
        .layer(CatchPanicLayer::custom(refusal::panicked))
        .layer(from_fn(patience::patience))
        .layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, no_store))
        .layer(from_fn(log::log))
        .with_state(portal)
}
