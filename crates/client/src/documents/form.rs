//! Whether what came is in the form that was asked for.

use super::picture::{Turn, pages};
use balcao_bridge::{AppError, ErrorCode};
use balcao_domain::DocumentKind;

/// How many pages a document has; none of data. What is not of its form is refused.
pub(crate) async fn pages_of(
    turn: Turn,
    kind: DocumentKind,
    bytes: Vec<u8>,
) -> Result<u32, AppError> {
    match kind {
        DocumentKind::Pdf => pages(turn, bytes).await,
        DocumentKind::Xml if is_xml(&bytes) => Ok(0),
        DocumentKind::Xml => Err(AppError::new(ErrorCode::UnreadableDocument)),
    }
}

/// Begins as XML does, and not as the page that something on the way puts in its place. Nobody here
/// reads more of it: it is handed on as it came.
fn is_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let begins = |with: &[u8]| {
        let begin = bytes.get(..with.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(with))
    };
    begins(b"<") && !begins(b"<!doctype") && !begins(b"<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_hotel_is_no_xml() {
        for xml in [
            &b"<?xml version=\"1.0\"?><NFCom/>"[..],
            b"\xef\xbb\xbf<NFCom/>",
            b"<nfeProc/>",
        ] {
            assert!(is_xml(xml));
        }
        for other in [&b""[..], b"%PDF-1.7", b"<!DOCTYPE html>", b"<HTML>", b"{}"] {
            assert!(!is_xml(other));
        }
    }
}
