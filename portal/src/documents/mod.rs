//! Documents that the portal makes: tagged PDF/A-2a, the same bytes each time for the same content.

mod bill;
mod sheet;
mod typeface;

pub use bill::{BillSheet, bill};

use balcao_domain::Sha256Digest;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A document, ready to be sent.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is called when somebody keeps it.
    pub name: String,
    /// The PDF.
    pub bytes: Vec<u8>,
}

/// Counted up whenever the same content is drawn otherwise.
const DRAWN: u8 = 1;

/// The strong entity tag (RFC 9110, 8.8.3) of what is drawn of some content: the same content is the
/// same bytes.
///
/// # Errors
/// When the content is no JSON.
pub fn etag(content: &impl Serialize) -> Result<String, DocumentError> {
    let content = serde_json::to_vec(content)?;
    let digest = Sha256::new().chain_update([DRAWN]).chain_update(content);
    let digest = Sha256Digest::new(digest.finalize().into());
    Ok(format!("\"{digest}\""))
}

/// Why a document was not made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The bundled fonts do not read.
    #[error("a bundled font does not read")]
    Font,
    /// Its content has no form to be told by.
    #[error(transparent)]
    Content(#[from] serde_json::Error),
    /// What was drawn is no document.
    #[error("no document came of it: {0}")]
    Pdf(String),
}
