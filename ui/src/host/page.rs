//! The page around the components: its title, its colours, where the focus is.

use crate::palette::Palette;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlDialogElement, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn element<E: JsCast>(id: &str) -> Option<E> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Names the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Puts a provider's colours on the page, through CSSOM: inline styles are not allowed.
pub fn set_palette(palette: &Palette) {
    let Some(root) = document()
        .and_then(|document| document.document_element())
        .and_then(|root| root.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    for (name, colour) in palette.properties() {
        let _ = root.style().set_property(name, &colour.hex());
    }
}

/// Gives the focus to the element with this id; answers whether it is there.
pub fn focus(id: &str) -> bool {
    element::<HtmlElement>(id).is_some_and(|element| element.focus().is_ok())
}

/// Scrolls so many CSS pixels down: the element with this id where it scrolls by itself, else the
/// page.
pub fn scroll_to(id: &str, top: f64) {
    if let Some(element) = element::<HtmlElement>(id) {
        // Whole pixels, fewer than an i32 holds: browsers cap the height of a page far below.
        element.set_scroll_top(top as i32);
    }
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, top);
    }
}

/// Opens a `dialog` over everything else; the browser keeps the focus inside.
pub fn show_dialog(id: &str) {
    if let Some(dialog) = element::<HtmlDialogElement>(id)
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Closes a `dialog`; the browser gives the focus back to where it came from.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = element::<HtmlDialogElement>(id) {
        dialog.close();
    }
}

/// Milliseconds since 1970, by this device's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Waits.
pub async fn sleep(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = JsFuture::from(promise).await;
}
