//! In a browser: the server that gave out the page keeps a core for this browser's session.

use super::broken;
use crate::host::attention;
use crate::host::page::sleep;
use balcao_bridge::{AppError, Command, CopyText, ErrorCode, Event};
use js_sys::{Object, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{EventSource, MessageEvent, RequestCredentials, RequestInit, Response, Window};

/// How long the server is left alone before it is asked for another session.
const PAUSE_MS: i32 = 2_000;

thread_local! {
    /// The one call that makes sure of the session. Everything else waits for it: calls sent
    /// together without a cookie would each begin a session of their own.
    static SESSION: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Calls the core.
pub async fn call(command: &str, request: &str) -> Result<String, AppError> {
    if command == CopyText::NAME {
        // The clipboard is here, not where the core is.
        return copy(request).await;
    }
    session().await?;
    post(command, request).await
}

/// Has `tell` called with each event of the core, and whenever some may have been missed.
pub async fn subscribe(tell: impl Fn(Event) + 'static) {
    attention::watch();
    let tell: Rc<dyn Fn(Event)> = Rc::new(tell);
    loop {
        if session().await.is_ok() {
            listen(&tell).await;
            // The server has ended the session, or began anew itself.
            SESSION.take();
            if session().await.is_ok() {
                tell(Event::Accounts);
            }
        }
        sleep(PAUSE_MS).await;
    }
}

/// Listens until the server refuses. A connection that breaks is taken up again by the browser.
async fn listen(tell: &Rc<dyn Fn(Event)>) {
    let Ok(source) = EventSource::new("/api/events") else {
        return;
    };
    let told = Rc::clone(tell);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let text = message.data().as_string().unwrap_or_default();
        if let Ok(event) = serde_json::from_str(&text) {
            told(event);
        }
    });
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let told = Rc::clone(tell);
    let opened = RefCell::new(false);
    let on_open = Closure::<dyn Fn()>::new(move || {
        if opened.replace(true) {
            told(Event::Accounts);
        }
    });
    source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    let refused = Promise::new(&mut |resolve, _| {
        let refusing = source.clone();
        let on_error = Closure::<dyn Fn()>::new(move || {
            if refusing.ready_state() == EventSource::CLOSED {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        source.set_onerror(Some(&on_error.into_js_value().unchecked_into()));
    });
    if let Some(window) = web_sys::window() {
        // A page that is left may be kept for going back, and its connection with it; a browser
        // has six for one server, and calls would soon wait for one that never comes.
        let leaving = source.clone();
        let on_leave = Closure::<dyn Fn()>::new(move || leaving.close());
        window.set_onpagehide(Some(&on_leave.into_js_value().unchecked_into()));
    }
    let _ = JsFuture::from(refused).await;
}

/// Waits until the browser has a session.
async fn session() -> Result<(), AppError> {
    let beginning = SESSION.with_borrow_mut(|session| session.get_or_insert_with(begin).clone());
    let begun = JsFuture::from(beginning.clone()).await;
    begun.map(drop).map_err(|refusal| {
        // The next call tries again, unless another already does.
        SESSION.with_borrow_mut(|session| {
            session.take_if(|current| Object::is(current, &beginning));
        });
        let refusal = refusal.as_string().unwrap_or_default();
        serde_json::from_str(&refusal).unwrap_or_else(|_| broken("session"))
    })
}

fn begin() -> Promise {
    future_to_promise(async {
        match post("session", "{}").await {
            Ok(_) => Ok(JsValue::NULL),
            Err(error) => Err(serde_json::to_string(&error).unwrap_or_default().into()),
        }
    })
}

async fn post(path: &str, body: &str) -> Result<String, AppError> {
    let window = window()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_credentials(RequestCredentials::SameOrigin);
    request.set_body(&body.into());
    request.set_headers(&super::object(&[
        ("content-type", "application/json".into()),
        ("balcao-call", "1".into()),
        ("balcao-idle", attention::idle_seconds().to_string().into()),
    ]));
    let answer = window.fetch_with_str_and_init(&format!("/api/{path}"), &request);
    let offline = |_| AppError::new(ErrorCode::Offline);
    let answer: Response = JsFuture::from(answer)
        .await
        .map_err(offline)?
        .unchecked_into();
    let text = answer.text().map_err(|_| broken("answer"))?;
    let text = JsFuture::from(text).await.map_err(offline)?;
    let text = text.as_string().unwrap_or_default();
    if answer.ok() {
        Ok(text)
    } else {
        Err(serde_json::from_str(&text).unwrap_or_else(|_| broken("call")))
    }
}

async fn copy(request: &str) -> Result<String, AppError> {
    let CopyText { text } = serde_json::from_str(request).map_err(|_| broken("request"))?;
    let clipboard = window()?.navigator().clipboard();
    // Not there in a page that did not come safely.
    if clipboard.is_undefined() {
        return Err(broken("clipboard"));
    }
    match JsFuture::from(clipboard.write_text(&text)).await {
        Ok(_) => Ok("null".into()),
        Err(_) => Err(broken("clipboard")),
    }
}

fn window() -> Result<Window, AppError> {
    web_sys::window().ok_or_else(|| broken("window"))
}
