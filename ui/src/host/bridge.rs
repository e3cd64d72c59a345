//! Calls to the core, and the one channel it tells by.
//!
//! Everything crosses as JSON text read by serde_json, so that it has the very form that the
//! portal and the cache have.

use balcao_bridge::{AppError, Command, ErrorCode, Event};
use js_sys::{Function, JSON, Object, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke, catch)]
    async fn invoke(command: &str, arguments: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback, catch)]
    fn transform_callback(callback: &Function, once: bool) -> Result<JsValue, JsValue>;
}

/// Calls the core.
///
/// # Errors
/// The core's own; `unavailable` when the call did not reach it or its answer cannot be read.
pub async fn call<C: Command>(request: C) -> Result<C::Output, AppError> {
    let request = serde_json::to_string(&request).map_err(|_| broken("request"))?;
    let answer = call_with_text(C::NAME, request).await?;
    serde_json::from_str(&answer).map_err(|_| broken("answer"))
}

/// The part of a call that is the same for every command, so that it is there only once.
async fn call_with_text(command: &str, request: String) -> Result<String, AppError> {
    let request = JSON::parse(&request).map_err(|_| broken("request"))?;
    match invoke(command, &object(&[("req", request)])).await {
        Ok(answer) => Ok(text_of(&answer)),
        Err(refusal) => Err(read(&refusal).unwrap_or_else(|| broken("call"))),
    }
}

/// Has `tell` called with each event of the core, for as long as the page lives.
pub async fn subscribe(tell: impl Fn(Event) + 'static) {
    let callback = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        let payload = Reflect::get(&message, &"payload".into());
        if let Some(event) = payload.ok().as_ref().and_then(read) {
            tell(event);
        }
    });
    let subscribed = async {
        let handler = transform_callback(callback.as_ref().unchecked_ref(), false)?;
        let target = object(&[("kind", "Any".into())]);
        let arguments = object(&[
            ("event", Event::CHANNEL.into()),
            ("target", target),
            ("handler", handler),
        ]);
        invoke("plugin:event|listen", &arguments).await
    };
    if subscribed.await.is_ok() {
        callback.forget();
    }
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // Cannot fail: the object is new and neither frozen nor a proxy.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
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
