//! When the interface itself fails: a page that says so, made without it.

use std::fmt::Write;
use std::panic::{self, PanicHookInfo};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, Element, HtmlElement};

/// The words of the page, fetched while there is still something to fetch them with.
#[derive(Debug, Clone)]
pub struct Words {
    /// What happened.
    pub title: String,
    /// What to do.
    pub advice: String,
    /// Before the code.
    pub code: String,
    /// On the button.
    pub reload: String,
}

/// Replaces the page when the interface panics. A boundary could not: wasm does not unwind.
pub fn show_a_page_on_panic(words: Words) {
    panic::set_hook(Box::new(move |info| {
        let place = place(info);
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            let _ = show(&document, &words, &place);
        }
    }));
}

/// Where it panicked, short enough to be read out: the file's name and the line.
fn place(info: &PanicHookInfo<'_>) -> String {
    let mut code = String::from("ui");
    if let Some(location) = info.location() {
        let file = location.file().rsplit(['/', '\\']).next();
        let file = file.and_then(|file| file.strip_suffix(".rs"));
        let _ = write!(code, "-{}-{}", file.unwrap_or("?"), location.line());
    }
    code
}

fn show(document: &Document, words: &Words, place: &str) -> Option<()> {
    let page = document.create_element("main").ok()?;
    page.set_class_name("failure");
    page.set_attribute("role", "alert").ok()?;
    let title = text(document, "h1", &words.title)?;
    let advice = text(document, "p", &words.advice)?;
    let code = text(document, "p", &format!("{} {place}", words.code))?;
    code.set_class_name("failure-code");
    let reload = text(document, "button", &words.reload)?;
    let again = Closure::<dyn Fn()>::new(|| {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    });
    reload
        .dyn_ref::<HtmlElement>()?
        .set_onclick(Some(again.as_ref().unchecked_ref()));
    again.forget();
    for part in [&title, &advice, &code, &reload] {
        page.append_child(part).ok()?;
    }
    let body = document.body()?;
    body.set_inner_html("");
    body.append_child(&page).ok()?;
    Some(())
}

fn text(document: &Document, tag: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}
