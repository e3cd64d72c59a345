//! `GET /v1/uploads/{sha256}?size=`, `PUT /v1/uploads/{sha256}?size=&offset=`.

use std::collections::HashMap;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use balcao_contract::{ProblemCode, UPLOAD_CHUNK, UploadState};
use serde::Deserialize;

use super::body;
use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::Scope;
use crate::uploads::Upload;

/// What the query says.
#[derive(Deserialize)]
pub struct Part {
    size: u32,
    offset: Option<u32>,
}

type Asked = Result<Query<Part>, QueryRejection>;

/// How far an upload has come.
pub async fn state(
    State(portal): State<Portal>,
    scope: Scope,
    Path(path): Path<HashMap<String, String>>,
    part: Asked,
) -> Result<Json<UploadState>, Refusal> {
    let (upload, _) = read(&path, part)?;
    Ok(Json(upload.state(&portal, &scope).await?))
}

/// Adds a part.
pub async fn add(
    State(portal): State<Portal>,
    scope: Scope,
    Path(path): Path<HashMap<String, String>>,
    part: Asked,
    request: Request,
) -> Result<Json<UploadState>, Refusal> {
    let (upload, offset) = read(&path, part)?;
    let offset = offset.ok_or_else(|| Refusal::invalid_field("offset", "missing"))?;
    let bytes = body::bytes(request, &portal).await?;
    if bytes.len() > UPLOAD_CHUNK {
        return Err(Refusal::too_large("body"));
    }
    Ok(Json(upload.add(&portal, &scope, offset, bytes).await?))
}

fn read(path: &HashMap<String, String>, part: Asked) -> Result<(Upload, Option<u32>), Refusal> {
    let sha256 = path.get("sha256").and_then(|digest| digest.parse().ok());
    let sha256 = sha256.ok_or(ProblemCode::NotFound)?;
    let Query(part) = part.map_err(|_| Refusal::invalid_field("size", "invalid"))?;
    let upload = Upload {
        sha256,
        size: part.size,
    };
    Ok((upload, part.offset))
}
