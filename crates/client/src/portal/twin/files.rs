//! Documents: of the right bill, and as plain as a PDF can be.

use super::Twin;
use crate::portal::{Answer, Arriving, Base, Pieces, PortalError, Sent};
use balcao_contract::{ProblemCode, paths};
use balcao_domain::{Access, Bill, Collection, Sensitive, Stream};
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
            let of_user = user.grants.iter().filter(|grant| {
                let read = Access::Read(Collection::Bills);
                read.lacks(&grant.roles).is_none()
            });
            let of_user = of_user.map(|grant| Stream::Customer(grant.customer));
            let mut bills = of_user.flat_map(|stream| hosted.rows.all::<Bill>(stream));
            let bill = bills.find(|bill| paths::bill_pdf(bill.id) == path);
            let bill = bill.ok_or(PortalError::refused(ProblemCode::NotFound))?;
            Ok(answer(&bill, held, faults.garble, faults.cut_after))
        })
    }
}

fn answer(bill: &Bill, held: Option<&str>, garble: bool, cut_after: Option<usize>) -> Sent {
    let bytes = if garble {
        b"<!doctype html>".to_vec()
    } else {
        pdf(&format!("Fatura {} {:?}", bill.number_text(), bill.state))
    };
    let etag = format!("\"{:x?}\"", &Sha256::digest(&bytes)[..8]);
    if held == Some(&etag) {
        return Sent::Unchanged;
    }
    let total = u64::try_from(bytes.len()).ok();
    Sent::File(Arriving {
        etag,
        name: format!("fatura-{:06}.pdf", bill.number),
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
