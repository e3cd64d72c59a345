//! Documents to download: a browser's own *Salvar como*.

use crate::api::Own;
use crate::refusal::Refusal;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use balcao_bridge::{AccountId, OpenDocument};
use balcao_domain::{Collection, DocumentKind, DocumentRef};
use uuid::Uuid;

/// A document, as the core has it.
pub async fn document(
    Own(session): Own,
    asked: Result<Path<(AccountId, Collection, Uuid, DocumentKind)>, PathRejection>,
) -> Result<impl IntoResponse, Refusal> {
    let Path((account, of, id, kind)) = asked.map_err(|_| Refusal::unknown_command())?;
    let document = DocumentRef { of, id, kind };
    let found = session
        .core
        .document(OpenDocument { account, document })
        .await?;
    let about = [
        (CONTENT_TYPE, found.kind.media_type().to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", found.name),
        ),
    ];
    Ok((about, found.bytes))
}
