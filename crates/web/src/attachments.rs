//! Files that come with a call: a browser's own *Anexar*.
//!
//! `POST /api/<command>/file` carries the file as its body, the command's request as text in one
//! header and the file's name, percent-encoded, in another: neither stands in an address, which
//! servers in between write down.

use crate::api::Own;
use crate::refusal::Refusal;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
use balcao_bridge::{AppError, wire};
use balcao_client::GivenFile;
use futures_util::StreamExt;
use percent_encoding::percent_decode;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

const REQUEST: &str = "balcao-request";
const NAME: &str = "balcao-file-name";

/// A page that sends nothing for so long sends nothing more.
const STALLED: Duration = Duration::from_secs(60);

/// However slowly it sends, by then the largest file has come.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Answers a command that takes a file. The file is read once the core would take it, and no
/// further than that.
pub async fn call(
    Own(session): Own,
    Path(command): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Vec<u8>, Refusal> {
    let request = request(&headers).ok_or_else(|| Refusal::malformed(StatusCode::BAD_REQUEST))?;
    // Of a session's files there is one in memory that nobody has judged yet.
    let _only = session.attaching.lock().await;
    let file = read(name(&headers), length(&headers), body);
    let answered = session.core.dispatch_with_file(&command, &request, file);
    Ok(answered.await?)
}

fn request(headers: &HeaderMap) -> Option<Vec<u8>> {
    wire::of_text(headers.get(REQUEST)?.to_str().ok()?).ok()
}

/// Empty when the page says none: the core names such a file itself.
fn name(headers: &HeaderMap) -> String {
    let encoded = headers.get(NAME).map(|name| name.as_bytes());
    let name = percent_decode(encoded.unwrap_or_default());
    name.decode_utf8_lossy().into_owned()
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn read(name: String, length: Option<usize>, body: Body) -> Result<GivenFile, AppError> {
    let too_large = || AppError::invalid("proof", "too_large");
    let unreadable = || AppError::invalid("proof", "unreadable");
    if length.is_some_and(|length| length > GivenFile::LARGEST) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut pieces = body.into_data_stream();
    let end = Instant::now() + LONGEST;
    loop {
        let soon = end.min(Instant::now() + STALLED);
        let piece = timeout_at(soon, pieces.next()).await;
        let Some(piece) = piece.map_err(|_| unreadable())? else {
            return Ok(GivenFile { name, bytes });
        };
        let piece = piece.map_err(|_| unreadable())?;
        if bytes.len() + piece.len() > GivenFile::LARGEST {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use futures_util::stream::{self, pending};
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const TOO_LARGE: &str = "too_large";

    async fn refused(length: Option<usize>, body: Body) -> String {
        let refused = read("conta.pdf".into(), length, body).await.unwrap_err();
        refused.args["reason"].clone()
    }

    #[tokio::test]
    async fn a_file_comes_whole_under_its_name() {
        let mut headers = HeaderMap::new();
        headers.insert(NAME, "conta%20de%20%C3%A1gua.pdf".parse().unwrap());
        let largest = vec![7; GivenFile::LARGEST];
        let read = read(name(&headers), None, Body::from(largest.clone())).await;
        let file = GivenFile {
            name: "conta de água.pdf".into(),
            bytes: largest,
        };
        assert!(read == Ok(file));
        assert_eq!(name(&HeaderMap::new()), "");
    }

    #[tokio::test]
    async fn of_one_that_is_too_large_no_more_is_read_than_tells_so() {
        let one_more = GivenFile::LARGEST + 1;
        let told = refused(Some(one_more), Body::from_stream(pending::<Piece>())).await;
        assert_eq!(told, TOO_LARGE);
        // One that does not say how long it is has no end.
        let sent = AtomicUsize::new(0);
        let endless = stream::repeat_with(move || {
            sent.fetch_add(1, Ordering::Relaxed);
            assert!(sent.load(Ordering::Relaxed) <= GivenFile::LARGEST / PIECE.len() + 1);
            Piece::Ok(Bytes::from_static(PIECE))
        });
        assert_eq!(refused(None, Body::from_stream(endless)).await, TOO_LARGE);
    }

    type Piece = Result<Bytes, Infallible>;
    const PIECE: &[u8] = &[7; 64 * 1024];

    #[tokio::test(start_paused = true)]
    async fn one_that_is_cut_or_stalls_is_none() {
        let cut = stream::iter([Ok(Bytes::from_static(b"%PDF-")), Err("cut")]);
        assert_eq!(refused(Some(9), Body::from_stream(cut)).await, "unreadable");
        let stalled = Body::from_stream(pending::<Piece>());
        assert_eq!(refused(Some(9), stalled).await, "unreadable");
        // A byte now and then is not a file either.
        let drops = stream::unfold((), |()| async {
            tokio::time::sleep(STALLED / 2).await;
            Some((Piece::Ok(Bytes::from_static(b"%")), ()))
        });
        assert_eq!(refused(None, Body::from_stream(drops)).await, "unreadable");
    }
}
