//! The page around the components: its title, its colours, where the focus is.

use crate::palette::Palette;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, HtmlDialogElement, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition,
};

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

pub(super) fn element<E: JsCast>(id: &str) -> Option<E> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Names the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Says in which language the page is, by its BCP 47 tag: to the browser, and to the loader, which
/// has to say something when the interface no longer can.
pub fn set_language(tag: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("data-spoken", tag);
    }
}

/// The languages this system is set to, as BCP 47 tags, the preferred one first.
pub fn languages() -> Vec<String> {
    let languages = web_sys::window().map(|window| window.navigator().languages());
    let tags = languages.iter().flat_map(|tags| tags.iter());
    tags.filter_map(|tag| tag.as_string()).collect()
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

/// Scrolls the element with this id into what is seen of the box around it, no further than needed.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = element::<Element>(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether this keyboard has a Cmd key, where others have Ctrl.
pub fn has_command_key() -> bool {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok());
    platform.is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// Scrolls the element with this id, so many CSS pixels from its top.
pub fn scroll_within(id: &str, top: f64) {
    if let Some(element) = element::<HtmlElement>(id) {
        // Whole pixels, fewer than an i32 holds: browsers cap the height of a page far below.
        element.set_scroll_top(top as i32);
    }
}

/// Scrolls so many CSS pixels down: the element with this id where it scrolls by itself, else the
/// page.
pub fn scroll_to(id: &str, top: f64) {
    scroll_within(id, top);
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
