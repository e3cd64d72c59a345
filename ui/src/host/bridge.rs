//! Calls to the core, and the one channel it tells by: through the window it lives behind, or
//! through the server that gave out the page.
//!
//! What crosses are bytes as [`wire`] has them.

mod browser;
mod upload;
mod window;

use super::attention;
use super::file::ChosenFile;
use balcao_bridge::{AppError, Command, ErrorCode, Event, TakesFile, wire};
use js_sys::{Object, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// Calls the core.
///
/// # Errors
/// The core's own; `offline` when the server of a browser's page does not answer; `unavailable`
/// when the call did not reach the core otherwise or its answer cannot be read.
pub async fn call<C: Command>(request: C) -> Result<C::Output, AppError> {
    let request = wire::encode(&request).map_err(|_| broken("request"))?;
    let answer = call_with_bytes(C::NAME, request).await?;
    wire::decode(&answer).map_err(|_| broken("answer"))
}

/// The part of a call that is the same for every command, so that it is there only once.
async fn call_with_bytes(command: &str, request: Vec<u8>) -> Result<Vec<u8>, AppError> {
    if window::is_there() {
        window::call(command, &request).await
    } else {
        browser::call(command, &request).await
    }
}

/// Calls the core with a file that the page was given, in a browser; `told` hears how many bytes
/// have gone.
///
/// # Errors
/// Those of [`call`].
pub async fn call_with_file<C: TakesFile>(
    request: C,
    file: &ChosenFile,
    told: impl FnMut(u64),
) -> Result<C::Output, AppError> {
    let request = wire::encode(&request).map_err(|_| broken("request"))?;
    let answer = browser::call_with_file(C::NAME, &request, file, told).await?;
    wire::decode(&answer).map_err(|_| broken("answer"))
}

/// Has `tell` called with each event of the core, for as long as the page lives.
pub async fn subscribe(tell: impl Fn(Event) + 'static) {
    if window::is_there() {
        window::subscribe(tell).await;
    } else {
        browser::subscribe(tell).await;
    }
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // Cannot fail: the object is new and neither frozen nor a proxy.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn bytes_of(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}

/// What came as the text of bytes.
fn read<T: DeserializeOwned>(text: &JsValue) -> Option<T> {
    wire::decode(&wire::of_text(&text.as_string()?).ok()?).ok()
}

pub(super) fn broken(part: &str) -> AppError {
    AppError::new(ErrorCode::Unavailable).with("broken", part)
}
