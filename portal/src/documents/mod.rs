//! Documents that the portal makes: tagged PDF/A-2a, the same bytes each time for the same content.

mod bill;
mod paper;
mod rooms;
mod sheet;
mod typeface;

use balcao_domain::{
    AnyRow, Customer, DocumentKind, Documented, Provider, Sha256Digest, for_each_documented,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a document is drawn of.
pub struct Drawing {
    /// Who made the row out.
    pub provider: Provider,
    /// To whom.
    pub customer: Customer,
    /// The row.
    pub row: AnyRow,
}

impl Drawing {
    /// The strong entity tag (RFC 9110, 8.8.3) of what is drawn: the same content is the same bytes.
    ///
    /// # Errors
    /// When the content is no JSON.
    pub fn etag(&self) -> Result<String, DocumentError> {
        etag(&(&self.provider, &self.customer, &self.row))
    }
}

/// Draws a document; none where the portal draws none of such a row.
///
/// # Errors
/// Those of [`DocumentError`].
pub fn draw(of: &Drawing, kind: DocumentKind) -> Result<Option<Vec<u8>>, DocumentError> {
    let (provider, customer) = (&of.provider, &of.customer);
    match (&of.row, kind) {
        (AnyRow::Bills(bill), DocumentKind::Pdf) => bill::pdf(provider, customer, bill).map(Some),
        (AnyRow::FiscalDocuments(note), DocumentKind::Pdf) => {
            rooms::fiscal_documents::summary(provider, customer, note).map(Some)
        }
        _ => Ok(None),
    }
}

macro_rules! names {
    ($($variant:ident: $row:ident;)*) => {
        /// What a row's document is called; none where it has no such document.
        pub fn name_of(row: &AnyRow, kind: DocumentKind) -> Option<String> {
            match row {
                $(AnyRow::$variant(row) => row.document_name(kind),)*
                _ => None,
            }
        }
    };
}

for_each_documented!(names);

/// The strong entity tag of bytes.
pub fn etag_of(bytes: &[u8]) -> String {
    let digest = Sha256Digest::new(Sha256::digest(bytes).into());
    format!("\"{digest}\"")
}

/// Counted up whenever the same content is drawn otherwise.
const DRAWN: u8 = 1;

fn etag(content: &impl Serialize) -> Result<String, DocumentError> {
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
