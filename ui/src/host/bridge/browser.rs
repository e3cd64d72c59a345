//! In a browser: the server that gave out the page keeps a core for this browser's session.

use super::{ChosenFile, attention, broken, bytes_of, read, upload};
use crate::host::page::sleep;
use balcao_bridge::{
    AppError, Command, CopyText, ErrorCode, Event, GetAppInfo, GetPreferences, ListAccounts,
    LookUpProvider, SetLanguage, SignIn, wire,
};
use js_sys::{Object, Promise, Uint8Array};
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
pub async fn call(command: &str, request: &[u8]) -> Result<Vec<u8>, AppError> {
    if command == CopyText::NAME {
        // The clipboard is here, not where the core is.
        return copy(request).await;
    }
    let begun = begun_session().await?;
    match post(command, request).await {
        // Given up meanwhile, for somebody else. Nobody had signed in, so another one is as good.
        Err(error) if error.code == ErrorCode::SessionRevoked && is_before_sign_in(command) => {
            forget(&begun);
            session().await?;
            post(command, request).await
        }
        answer => answer,
    }
}

/// Whether a page calls it before anybody has signed in.
fn is_before_sign_in(command: &str) -> bool {
    [
        GetAppInfo::NAME,
        GetPreferences::NAME,
        SetLanguage::NAME,
        ListAccounts::NAME,
        LookUpProvider::NAME,
        SignIn::NAME,
    ]
    .contains(&command)
}

/// Calls the core with a file.
pub async fn call_with_file(
    command: &str,
    request: &[u8],
    file: &ChosenFile,
    told: impl FnMut(u64),
) -> Result<Vec<u8>, AppError> {
    session().await?;
    upload::post(command, request, file.inner(), told).await
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
        if let Some(event) = read(&message.data()) {
            told(event);
        }
    });
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let told = Rc::clone(tell);
    // Whatever changed before the line stood, the first time or again, was told to nobody.
    let on_open = Closure::<dyn Fn()>::new(move || told(Event::Accounts));
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
    begun_session().await.map(drop)
}

/// The same, with the call that made sure of it.
async fn begun_session() -> Result<Promise, AppError> {
    let beginning = SESSION.with_borrow_mut(|session| session.get_or_insert_with(begin).clone());
    match JsFuture::from(beginning.clone()).await {
        Ok(_) => Ok(beginning),
        Err(refusal) => {
            forget(&beginning);
            Err(read(&refusal).unwrap_or_else(|| broken("session")))
        }
    }
}

/// The next call makes sure of the session anew, unless another already does.
fn forget(begun: &Promise) {
    SESSION.with_borrow_mut(|session| {
        session.take_if(|current| Object::is(current, begun));
    });
}

fn begin() -> Promise {
    future_to_promise(async {
        match post("session", &[]).await {
            Ok(_) => Ok(JsValue::NULL),
            Err(error) => {
                let error = wire::encode(&error).unwrap_or_default();
                Err(wire::to_text(&error).into())
            }
        }
    })
}

async fn post(path: &str, body: &[u8]) -> Result<Vec<u8>, AppError> {
    let window = window()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_credentials(RequestCredentials::SameOrigin);
    request.set_body(&Uint8Array::from(body));
    request.set_headers(&super::object(&[
        ("content-type", "application/octet-stream".into()),
        ("balcao-call", "1".into()),
        ("balcao-idle", attention::idle_seconds().to_string().into()),
    ]));
    let answer = window.fetch_with_str_and_init(&format!("/api/{path}"), &request);
    let offline = |_| AppError::new(ErrorCode::Offline);
    let answer: Response = JsFuture::from(answer)
        .await
        .map_err(offline)?
        .unchecked_into();
    let bytes = answer.array_buffer().map_err(|_| broken("answer"))?;
    let bytes = JsFuture::from(bytes).await.map_err(offline)?;
    if answer.ok() {
        Ok(bytes_of(&bytes))
    } else {
        Err(wire::decode(&bytes_of(&bytes)).unwrap_or_else(|_| broken("call")))
    }
}

async fn copy(request: &[u8]) -> Result<Vec<u8>, AppError> {
    let CopyText { text } = wire::decode(request).map_err(|_| broken("request"))?;
    let clipboard = window()?.navigator().clipboard();
    // Not there in a page that did not come safely.
    if clipboard.is_undefined() {
        return Err(broken("clipboard"));
    }
    match JsFuture::from(clipboard.write_text(&text)).await {
        Ok(_) => Ok(Vec::new()),
        Err(_) => Err(broken("clipboard")),
    }
}

fn window() -> Result<Window, AppError> {
    web_sys::window().ok_or_else(|| broken("window"))
}
