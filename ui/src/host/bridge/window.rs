//! Behind a window: Tauri's own calls and events.

use super::{broken, bytes_of, object, read};
use balcao_bridge::{AppError, Event, wire};
use js_sys::{Function, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What Tauri puts into the pages of its windows.
const INTERNALS: &str = "__TAURI_INTERNALS__";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke, catch)]
    async fn invoke(command: &str, arguments: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback, catch)]
    fn transform_callback(callback: &Function, once: bool) -> Result<JsValue, JsValue>;
}

/// Whether the page is a window's.
pub fn is_there() -> bool {
    web_sys::window().is_some_and(|window| Reflect::has(&window, &INTERNALS.into()) == Ok(true))
}

/// Calls the core.
pub async fn call(command: &str, request: &[u8]) -> Result<Vec<u8>, AppError> {
    let request = wire::to_text(request).into();
    match invoke(command, &object(&[("req", request)])).await {
        Ok(answer) => Ok(bytes_of(&answer)),
        Err(refusal) => Err(read(&refusal).unwrap_or_else(|| broken("call"))),
    }
}

/// Has `tell` called with each event of the core.
pub async fn subscribe(tell: impl Fn(Event) + 'static) {
    let tell = Rc::new(tell);
    let told = Rc::clone(&tell);
    let callback = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        let payload = Reflect::get(&message, &"payload".into());
        if let Some(event) = payload.ok().as_ref().and_then(read) {
            told(event);
        }
    });
    let subscribed = async {
        let handler = transform_callback(callback.as_ref().unchecked_ref(), false)?;
        let target = object(&[("kind", "Any".into())]);
        let arguments = object(&[
            ("event", Event::CHANNEL.into()),
            ("target", target.into()),
            ("handler", handler),
        ]);
        invoke("plugin:event|listen", &arguments).await
    };
    if subscribed.await.is_ok() {
        callback.forget();
        // Whatever changed before was told to nobody.
        tell(Event::Accounts);
    }
}
