//! Reads a file as it arrives.

use super::answer::accepted;
use super::failure::{broken, host};
use crate::portal::{Answer, Arriving, Pieces, PortalError, Sent};
use reqwest::header::{CONTENT_DISPOSITION, ETAG};
use reqwest::{Response, StatusCode};

/// What a file is called whose portal gave it no name that is one.
const NAMELESS: &str = "documento.pdf";

/// The file that an answer carries, or that it names as held.
pub(super) async fn of(response: Response) -> Result<Sent, PortalError> {
    if response.status() == StatusCode::NOT_MODIFIED {
        return Ok(Sent::Unchanged);
    }
    let response = accepted(response).await?;
    let header = |name| response.headers().get(name)?.to_str().ok();
    let not_a_portal = || PortalError::NotAPortal {
        host: host(response.url()),
    };
    Ok(Sent::File(Arriving {
        etag: header(ETAG).ok_or_else(not_a_portal)?.to_owned(),
        name: header(CONTENT_DISPOSITION).map_or_else(|| NAMELESS.to_owned(), file_name),
        total: response.content_length(),
        pieces: Box::new(Body(response)),
    }))
}

struct Body(Response);

impl Pieces for Body {
    fn next(&mut self) -> Answer<'_, Option<Vec<u8>>> {
        Box::pin(async move {
            let piece = self.0.chunk().await;
            let piece = piece.map_err(|error| broken(error, self.0.url()))?;
            Ok(piece.map(|piece| piece.to_vec()))
        })
    }
}

/// The name in a `Content-Disposition`, where it is one that every file system takes, that leads
/// nowhere else, and that no system takes for a program or a page: a PDF's.
fn file_name(disposition: &str) -> String {
    let named = disposition
        .split(';')
        .filter_map(|part| part.trim().strip_prefix("filename="));
    let mut names = named.map(|name| name.trim_matches('"'));
    let plain = |name: &&str| {
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_pdf = name
            .strip_suffix(".pdf")
            .is_some_and(|stem| !stem.is_empty());
        is_pdf && name.len() <= 100 && !name.starts_with('.') && name.chars().all(letters)
    };
    names.find(plain).unwrap_or(NAMELESS).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_elsewhere_is_none() {
        let name = |text: &str| file_name(&format!("attachment; filename=\"{text}\""));
        assert_eq!(name("fatura-004812.pdf"), "fatura-004812.pdf");
        let long = format!("{}.pdf", "x".repeat(97));
        for wrong in [
            "",
            ".bashrc",
            ".pdf",
            "../a.pdf",
            "a/b.pdf",
            "a\\b.pdf",
            "a b.pdf",
            "boleto.pdf.exe",
            "x.html",
            &long,
        ] {
            assert_eq!(name(wrong), NAMELESS, "{wrong}");
        }
        assert_eq!(file_name("attachment"), NAMELESS);
    }
}
