//! Documents that the portal makes: tagged PDF/A-2a, the same bytes each time for the same content.

mod bill;
mod sheet;
mod typeface;

pub use bill::{BillSheet, bill};

use balcao_domain::Sha256Digest;
use sha2::{Digest, Sha256};

/// A document, ready to be sent.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is called when somebody keeps it.
    pub name: String,
    /// The PDF.
    pub bytes: Vec<u8>,
}

impl Document {
    /// Its strong entity tag (RFC 9110, 8.8.3): other bytes have another.
    pub fn etag(&self) -> String {
        let digest = Sha256Digest::new(Sha256::digest(&self.bytes).into());
        format!("\"{digest}\"")
    }
}

/// Why a document was not made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The bundled fonts do not read.
    #[error("a bundled font does not read")]
    Font,
    /// What was drawn is no document.
    #[error("no document came of it: {0}")]
    Pdf(String),
}
