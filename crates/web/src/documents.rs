//! Documents to download: a browser's own *Salvar como*.

use crate::api::Own;
use crate::refusal::Refusal;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use balcao_bridge::OpenDocument;

/// A bill's PDF, as the core has it.
pub async fn bill(
    Own(session): Own,
    asked: Result<Path<OpenDocument>, PathRejection>,
) -> Result<impl IntoResponse, Refusal> {
    let Path(asked) = asked.map_err(|_| Refusal::unknown_command())?;
    let document = session.core.bill_document(asked).await?;
    let about = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", document.name),
        ),
    ];
    Ok((about, document.bytes))
}
