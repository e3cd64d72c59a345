//! A file on its way from the page to the server. `fetch` tells nobody how far it has come.

use super::{attention, broken, bytes_of};
use balcao_bridge::{AppError, ErrorCode, wire};
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::prelude::*;
use web_sys::{File, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

/// Posts it with a command's request; `told` hears how many bytes have gone.
pub async fn post(
    command: &str,
    request: &[u8],
    file: &File,
    mut told: impl FnMut(u64),
) -> Result<Vec<u8>, AppError> {
    let not_begun = |_| broken("upload");
    let upload = Upload(XmlHttpRequest::new().map_err(not_begun)?);
    let xhr = &upload.0;
    xhr.open_with_async("POST", &format!("/api/{command}/file"), true)
        .map_err(not_begun)?;
    xhr.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    let name = js_sys::encode_uri_component(&file.name());
    for (header, value) in [
        ("balcao-call", "1"),
        ("balcao-idle", &attention::idle_seconds().to_string()),
        ("balcao-request", &wire::to_text(request)),
        ("balcao-file-name", &String::from(name)),
        ("content-type", "application/octet-stream"),
    ] {
        xhr.set_request_header(header, value).map_err(not_begun)?;
    }
    let course = Rc::new(Course::default());
    let going = Rc::clone(&course);
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        // A whole number of bytes.
        going.come_to(event.loaded() as u64);
    });
    let ending = Rc::clone(&course);
    let on_end = Closure::<dyn Fn()>::new(move || ending.end());
    if let Ok(sending) = xhr.upload() {
        sending.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    }
    xhr.set_onloadend(Some(on_end.as_ref().unchecked_ref()));
    xhr.send_with_opt_blob(Some(file)).map_err(not_begun)?;
    while let Some(sent) = poll_fn(|context| course.next(context)).await {
        told(sent);
    }
    upload.answer()
}

/// Given up when nobody waits for it any more.
struct Upload(XmlHttpRequest);

impl Upload {
    fn answer(&self) -> Result<Vec<u8>, AppError> {
        let bytes = self.0.response().as_ref().map(bytes_of).unwrap_or_default();
        match self.0.status() {
            Ok(200) => Ok(bytes),
            Ok(0) | Err(_) => Err(AppError::new(ErrorCode::Offline)),
            Ok(_) => Err(wire::decode(&bytes).unwrap_or_else(|_| broken("call"))),
        }
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Before the closures are gone that it would call.
        self.0.set_onloadend(None);
        if let Ok(sending) = self.0.upload() {
            sending.set_onprogress(None);
        }
        let _ = self.0.abort();
    }
}

/// How far it is, as the browser tells and the task that waits hears.
#[derive(Default)]
struct Course {
    sent: Cell<Option<u64>>,
    is_over: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Course {
    fn come_to(&self, sent: u64) {
        self.sent.set(Some(sent));
        self.wake();
    }

    fn end(&self) {
        self.is_over.set(true);
        self.wake();
    }

    fn wake(&self) {
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    fn next(&self, context: &Context<'_>) -> Poll<Option<u64>> {
        if let Some(sent) = self.sent.take() {
            Poll::Ready(Some(sent))
        } else if self.is_over.get() {
            Poll::Ready(None)
        } else {
            *self.waiting.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        }
    }
}
