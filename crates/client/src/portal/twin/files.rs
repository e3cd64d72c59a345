//! Documents: of the right row, and as plain as a PDF can be.

use super::Twin;
use crate::portal::{Answer, Arriving, Base, Pieces, PortalError, Sent};
use balcao_contract::ProblemCode;
use balcao_domain::{
    Access, Collection, DocumentKind, DocumentRef, Documented, Sensitive, Stream,
    for_each_documented,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A PDF of one page with a text on it.
pub(crate) fn pdf(text: &str) -> Vec<u8> {
    let content = format!("BT /F 24 Tf 60 760 Td ({text}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
    ];
    let mut pdf = "%PDF-1.7\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(&objects) {
        writeln!(table, "{:010} 00000 n ", pdf.len()).unwrap();
        writeln!(pdf, "{number} 0 obj{object}endobj").unwrap();
    }
    let (start, size) = (pdf.len(), objects.len() + 1);
    write!(
        pdf,
        "xref\n0 {size}\n{table}trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF"
    )
    .unwrap();
    pdf.into_bytes()
}

impl Twin {
    pub(super) fn send<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        path: &'a str,
        held: Option<&'a str>,
    ) -> Answer<'a, Sent> {
        Box::pin(async move {
            let mut state = self.state();
            state.asked.files.push(held.map(str::to_owned));
            state.reach()?;
            let faults = state.faults.clone();
            let hosted = state.hosted(base)?;
            let user = hosted.user(access)?;
            let document = DocumentRef::at(path);
            let found = document.and_then(|document| {
                let read = Access::Read(document.of);
                let mut grants = user.grants.iter();
                let row = grants.find_map(|grant| {
                    let key = (document.of, document.row());
                    let row = hosted.rows.json(Stream::Customer(grant.customer), key);
                    row.filter(|_| read.lacks(&grant.roles).is_none())
                })?;
                let name = name_of(document, row)?;
                Some((document, row, name))
            });
            let (document, row, name) = found.ok_or(PortalError::refused(ProblemCode::NotFound))?;
            let bytes = match document.kind {
                _ if faults.garble => b"<!doctype html>".to_vec(),
                DocumentKind::Pdf => pdf(&format!("{name} {}", row["state"])),
                DocumentKind::Xml => format!("<documento>{name}</documento>").into_bytes(),
            };
            Ok(answer(name, bytes, held, faults.cut_after))
        })
    }
}

macro_rules! names {
    ($($variant:ident: $row:ident;)*) => {
        /// What a row's document is called; none where it has no such document.
        fn name_of(document: DocumentRef, row: &Value) -> Option<String> {
            match document.of {
                $(Collection::$variant => {
                    let row: balcao_domain::$row = serde_json::from_value(row.clone()).ok()?;
                    row.document_name(document.kind)
                })*
                _ => None,
            }
        }
    };
}

for_each_documented!(names);

fn answer(name: String, bytes: Vec<u8>, held: Option<&str>, cut_after: Option<usize>) -> Sent {
    let etag = format!("\"{:x?}\"", &Sha256::digest(&bytes)[..8]);
    if held == Some(&etag) {
        return Sent::Unchanged;
    }
    let total = u64::try_from(bytes.len()).ok();
    Sent::File(Arriving {
        etag,
        name,
        total,
        pieces: Box::new(InPieces {
            left: bytes,
            sent: 0,
            cut_after,
        }),
    })
}

/// Comes a hundred bytes at a time.
struct InPieces {
    left: Vec<u8>,
    sent: usize,
    cut_after: Option<usize>,
}

impl Pieces for InPieces {
    fn next(&mut self) -> Answer<'_, Option<Vec<u8>>> {
        Box::pin(async move {
            if self.cut_after == Some(self.sent) {
                return Err(PortalError::Offline);
            }
            self.sent += 1;
            let rest = self.left.split_off(self.left.len().min(100));
            let piece = std::mem::replace(&mut self.left, rest);
            Ok((!piece.is_empty()).then_some(piece))
        })
    }
}
