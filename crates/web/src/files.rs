//! The built interface, read once: no path of a request ever reaches the file system.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

const INDEX: &str = "/index.html";

/// Files have the same names in every version, so a browser asks each time whether its copy is
/// still the one; all but the fonts, which do not change under their names.
const ASK_FIRST: &str = "no-cache";
const A_MONTH: &str = "public, max-age=2592000";

struct File {
    bytes: Bytes,
    media_type: &'static str,
    tag: String,
}

/// Every file of the interface, by the path it is asked for.
#[derive(Clone)]
pub struct Files(Arc<HashMap<String, File>>);

impl Files {
    /// Reads a folder that holds an `index.html`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut files = HashMap::new();
        read_into(&mut files, folder, "")?;
        if !files.contains_key(INDEX) {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "no index.html in it",
            ));
        }
        Ok(Self(Arc::new(files)))
    }

    /// The file of a path. Every other path outside `/assets` is one of the interface's own
    /// screens, which its router reads from the address.
    fn find(&self, path: &str) -> Option<&File> {
        let page = || (!path.starts_with("/assets/")).then(|| self.0.get(INDEX));
        self.0.get(path).or_else(|| page().flatten())
    }
}

fn read_into(files: &mut HashMap<String, File>, folder: &Path, below: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{below}/{name}");
        if entry.file_type()?.is_dir() {
            read_into(files, &entry.path(), &path)?;
        } else {
            let bytes = Bytes::from(fs::read(entry.path())?);
            let file = File {
                media_type: media_type(&name),
                tag: tag(&bytes),
                bytes,
            };
            files.insert(path, file);
        }
    }
    Ok(())
}

fn tag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let mut tag = String::from("\"");
    for byte in digest.iter().take(16) {
        // A text takes everything that is written to it.
        let _ = write!(tag, "{byte:02x}");
    }
    tag + "\""
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("ftl" | "txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

/// Answers a file, or the page that reads the address.
pub async fn get(State(files): State<Files>, uri: Uri, headers: HeaderMap) -> Response {
    let Some(file) = files.find(uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = match file.media_type {
        "font/woff2" => A_MONTH,
        _ => ASK_FIRST,
    };
    let about = [(CACHE_CONTROL, keep), (ETAG, file.tag.as_str())];
    if headers
        .get(IF_NONE_MATCH)
        .is_some_and(|tag| tag == &file.tag)
    {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, [(CONTENT_TYPE, file.media_type)], file.bytes.clone()).into_response()
}
