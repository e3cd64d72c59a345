//! Lists of rows: a page at a time, in the order of their ids, of all customers whose rows the user
//! may read; where there are more, `Link` (RFC 8288) names the next page.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::LINK;
use axum::http::{HeaderName, HeaderValue};
use axum::response::AppendHeaders;
use balcao_contract::paths;
use balcao_domain::{Access, Bill, Plan};
use serde::Deserialize;
use uuid::Uuid;

use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::Scope;
use crate::store::InTable;

/// How many rows a page holds at most.
const ROWS: usize = 200;

/// What the query says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The last row of the page before.
    after: Option<Uuid>,
}

type Asked = Result<Query<Page>, QueryRejection>;
type Listed<T> = (AppendHeaders<Vec<(HeaderName, HeaderValue)>>, Json<Vec<T>>);

/// `GET /v1/bills?after=ID`.
pub async fn bills(
    State(portal): State<Portal>,
    scope: Scope,
    asked: Asked,
) -> Result<Listed<Bill>, Refusal> {
    list(&portal, &scope, asked, paths::BILLS).await
}

/// `GET /v1/plans?after=ID`.
pub async fn plans(
    State(portal): State<Portal>,
    scope: Scope,
    asked: Asked,
) -> Result<Listed<Plan>, Refusal> {
    list(&portal, &scope, asked, paths::PLANS).await
}

async fn list<T: InTable>(
    portal: &Portal,
    scope: &Scope,
    asked: Asked,
    path: &str,
) -> Result<Listed<T>, Refusal> {
    let Query(Page { after }) = asked.map_err(|_| Refusal::invalid_field("after", "invalid"))?;
    scope.demand_some(Access::Read(T::COLLECTION))?;
    let mut rows = portal
        .store
        .readable_after::<T>(scope, after, ROWS + 1)
        .await?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let mut headers = Vec::new();
    if let Some(last) = rows.last().filter(|_| more) {
        // Relative to what was asked for, whatever stands before the provider's own paths.
        let name = path.rsplit('/').next().unwrap_or(path);
        let next = format!("<{name}?after={}>; rel=\"next\"", last.id());
        let next = HeaderValue::from_str(&next).map_err(|error| Refusal::unavailable(&error))?;
        headers.push((LINK, next));
    }
    Ok((AppendHeaders(headers), Json(rows)))
}
