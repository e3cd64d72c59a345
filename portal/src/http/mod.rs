//! The portal over HTTP: one file an endpoint.

mod acting;
mod bills;
mod body;
mod calls;
mod documents;
mod health;
mod hints;
mod log;
mod patience;
mod perform;
mod pix_hook;
mod proofs;
mod refusal;
mod rows;
mod scoped;
mod session;
mod sync;
mod uploads;
mod well_known;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::from_fn;
use axum::routing::{get, post};
use balcao_contract::{ProblemCode, paths};
use balcao_domain::{AttachProof, Decision, DecisionKind, DocumentRef, every_document};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
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
        .route(paths::PASSWORD, post(session::change_password))
        .route(paths::HINTS, get(hints::hints))
        .route(paths::SYNC, get(sync::sync))
        .route(paths::BILLS, get(rows::bills))
        .route(&format!("{}/{{id}}", paths::BILLS), get(bills::one))
        .route(paths::PLANS, get(rows::plans))
        .route(paths::CALLS, get(calls::list))
        .route(
            &format!("{}/{{proof}}", AttachProof::ROUTE),
            get(proofs::one),
        )
        .route(
            &format!("{}/{{sha256}}", paths::UPLOADS),
            get(uploads::state).put(uploads::add),
        )
        .route(paths::PIX_HOOK, post(pix_hook::receive))
        // What the central bank's API has banks append to the address that they were given.
        .route(&format!("{}/pix", paths::PIX_HOOK), post(pix_hook::receive));
    let provider = DecisionKind::ALL
        .into_iter()
        .fold(provider, |router, kind| {
            let act = move |portal, request| acting::act(kind, portal, request);
            router.route(kind.route(), post(act))
        });
    let provider = every_document().fold(provider, |router, (of, kind)| {
        let one = move |portal, asked, scope, path, headers| {
            documents::one((of, kind), portal, asked, scope, path, headers)
        };
        router.route(&DocumentRef::route(of, kind), get(one))
    });
    // A PDF is compressed inside, and its length is what progress is shown by.
    let wanted = DefaultPredicate::new().and(NotForContentType::const_new("application/pdf"));
    // Every answer is somebody's own, or about to change.
    let no_store = HeaderValue::from_static("no-store");
    let nosniff = HeaderValue::from_static("nosniff");
    // Two years, as preload lists want; never plain HTTP again (RFC 6797).
    let secure = HeaderValue::from_static("max-age=63072000");
    Router::new()
        .route(paths::WELL_KNOWN, get(well_known::well_known))
        .route("/health", get(health::health))
        .nest("/{slug}", provider)
        .fallback(|| async { Refusal::from(ProblemCode::NotFound) })
        .method_not_allowed_fallback(|| async { Refusal::method_not_allowed() })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new().gzip(true).compress_when(wanted))
        .layer(CatchPanicLayer::custom(refusal::panicked))
        .layer(from_fn(patience::patience))
        .layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, no_store))
        .layer(SetResponseHeaderLayer::overriding(
            X_CONTENT_TYPE_OPTIONS,
            nosniff,
        ))
        .layer(SetResponseHeaderLayer::overriding(
            STRICT_TRANSPORT_SECURITY,
            secure,
        ))
        .layer(from_fn(log::log))
        .with_state(portal)
}
