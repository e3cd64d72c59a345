//! Calls to the core, and the one channel it tells by: through the window it lives behind, or
//! through the server that gave out the page.
//!
//! Everything crosses as JSON text read by serde_json, so that it has the very form that the
//! portal and the cache have.

mod browser;
mod window;

use balcao_bridge::{AppError, Command, ErrorCode, Event};
use js_sys::{JSON, Object, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// Calls the core.
///
/// # Errors
/// The core's own; `offline` when the server of a browser's page does not answer; `unavailable`
/// when the call did not reach the core otherwise or its answer cannot be read.
pub async fn call<C: Command>(request: C) -> Result<C::Output, AppError> {
    let request = serde_json::to_string(&request).map_err(|_| broken("request"))?;
    let answer = call_with_text(C::NAME, request).await?;
    serde_json::from_str(&answer).map_err(|_| broken("answer"))
}

/// The part of a call that is the same for every command, so that it is there only once.
async fn call_with_text(command: &str, request: String) -> Result<String, AppError> {
    if window::is_there() {
        window::call(command, &request).await
    } else {
        browser::call(command, &request).await
    }
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

/// `undefined`, the answer of a command that answers nothing, has no JSON: it reads as `null`.
fn text_of(value: &JsValue) -> String {
    let json = JSON::stringify(value)
        .ok()
        .and_then(|json| json.as_string());
    json.unwrap_or_else(|| "null".into())
}

fn read<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&text_of(value)).ok()
}

fn broken(part: &str) -> AppError {
    AppError::new(ErrorCode::Unavailable).with("broken", part)
}
