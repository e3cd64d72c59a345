//! Documents of rows: the PDF of a bill, the XML of a fiscal document. Each is named by its row and its
//! form, and lies at one path.

use crate::{Collection, RowId, Synced};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// The form of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Pages to be read.
    Pdf,
    /// Data for another program.
    Xml,
}

impl DocumentKind {
    /// Its name in paths, which is how files of it end.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xml => "xml",
        }
    }

    /// Its media type (RFC 6838).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xml => "application/xml",
        }
    }
}

/// A document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentRef {
    /// The collection of its row.
    pub of: Collection,
    /// Its row.
    pub id: Uuid,
    /// Its form.
    pub kind: DocumentKind,
}

impl DocumentRef {
    /// That of a row; none of usage, which has no documents.
    pub fn of<T: Documented>(row: &T, kind: DocumentKind) -> Option<Self> {
        let id = row.id().uuid()?;
        row.document_name(kind).map(|_| Self {
            of: T::COLLECTION,
            id,
            kind,
        })
    }

    /// The id of its row.
    pub fn row(self) -> RowId {
        self.id.into()
    }

    /// Where it is asked for, below the provider's base.
    pub fn path(self) -> String {
        self.to_string()
    }

    /// The document that is asked for at a path below the provider's base.
    pub fn at(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix("/v1/")?.split('/');
        let (name, id, kind) = (parts.next()?, parts.next()?, parts.next()?);
        let of = Collection::from_name(name)?;
        let kind = of.documents().iter().find(|it| it.name() == kind)?;
        let is_all = parts.next().is_none();
        is_all.then_some(Self {
            of,
            id: Uuid::try_parse(id).ok()?,
            kind: *kind,
        })
    }

    /// Where documents of a collection are asked for; a segment in braces stands for any.
    pub fn route(of: Collection, kind: DocumentKind) -> String {
        format!("/v1/{}/{{id}}/{}", of.name(), kind.name())
    }
}

impl fmt::Display for DocumentRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/v1/{}/{}/{}", self.of.name(), self.id, self.kind.name())
    }
}

/// A type whose rows have documents.
pub trait Documented: Synced {
    /// The forms that rows of it may have.
    const KINDS: &'static [DocumentKind];

    /// What this row's document is called when somebody keeps it; none where it has no such document.
    fn document_name(&self, kind: DocumentKind) -> Option<String>;
}

impl crate::Bill {
    /// Its PDF.
    pub const fn pdf(&self) -> DocumentRef {
        DocumentRef {
            of: Collection::Bills,
            id: self.id.uuid(),
            kind: DocumentKind::Pdf,
        }
    }
}

impl Documented for crate::Bill {
    const KINDS: &'static [DocumentKind] = &[DocumentKind::Pdf];

    fn document_name(&self, kind: DocumentKind) -> Option<String> {
        let pdf = kind == DocumentKind::Pdf;
        pdf.then(|| format!("fatura-{:06}.pdf", self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::every_document;

    #[test]
    fn a_document_s_path_is_its_row_s_and_the_bill_s_is_that_of_every_version() {
        let document = DocumentRef {
            of: Collection::Bills,
            id: Uuid::from_u128(7),
            kind: DocumentKind::Pdf,
        };
        let path = "/v1/bills/00000000-0000-0000-0000-000000000007/pdf";
        assert_eq!(document.path(), path);
        assert_eq!(DocumentRef::at(path), Some(document));
        for other in ["/v1/bills/7/pdf", "/v1/plans/7/pdf", "/v1/bills", ""] {
            assert_eq!(DocumentRef::at(other), None);
        }
        let route = DocumentRef::route(document.of, document.kind);
        assert_eq!(route, "/v1/bills/{id}/pdf");
    }

    #[test]
    fn every_document_is_of_a_collection_that_says_so() {
        let all: Vec<_> = every_document().collect();
        assert!(all.contains(&(Collection::Bills, DocumentKind::Pdf)));
        assert!(!all.iter().any(|(of, _)| *of == Collection::Plans));
        for (of, kind) in all {
            assert!(of.documents().contains(&kind));
        }
    }
}
