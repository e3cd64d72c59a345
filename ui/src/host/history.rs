//! The page's history, for the router: where a screen is, and how far it was scrolled when it was
//! left.
//!
//! Dioxus has one too, but only together with its `eval`, which the content security policy forbids.

use super::happening::on;
use dioxus_history::{History, provide_history_context};
use js_sys::Array;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, ScrollRestoration, Window};

/// Gives the router below the history of the page's window.
pub fn provide_history() {
    if let Some(history) = PageHistory::take_over() {
        provide_history_context(Rc::new(history));
    }
}

struct PageHistory {
    window: Window,
    history: web_sys::History,
}

impl PageHistory {
    /// Takes scrolling over from the browser, which would do it before the screen is drawn.
    fn take_over() -> Option<Self> {
        let window = web_sys::window()?;
        let history = window.history().ok()?;
        history
            .set_scroll_restoration(ScrollRestoration::Manual)
            .ok()?;
        Some(Self { window, history })
    }

    fn scrolled(&self) -> JsValue {
        let at = |place: Result<f64, JsValue>| place.unwrap_or_default().into();
        Array::of2(&at(self.window.scroll_x()), &at(self.window.scroll_y())).into()
    }

    /// Notes how far the screen is scrolled, before it is left.
    fn remember(&self) {
        let _ = self.history.replace_state(&self.scrolled(), "");
    }
}

impl History for PageHistory {
    fn current_route(&self) -> String {
        let location = self.window.location();
        let path = location.pathname().unwrap_or_else(|_| "/".into());
        path + &location.search().unwrap_or_default()
    }

    fn go_back(&self) {
        let _ = self.history.back();
    }

    fn go_forward(&self) {
        let _ = self.history.forward();
    }

    fn push(&self, route: String) {
        if route == self.current_route() {
            return;
        }
        self.remember();
        let _ = self
            .history
            .push_state_with_url(&JsValue::NULL, "", Some(&route));
        self.window.scroll_to_with_x_and_y(0.0, 0.0);
    }

    fn replace(&self, route: String) {
        let _ = self
            .history
            .replace_state_with_url(&JsValue::NULL, "", Some(&route));
        self.window.scroll_to_with_x_and_y(0.0, 0.0);
    }

    fn updater(&self, moved: Arc<dyn Fn() + Send + Sync>) {
        let (window, history) = (self.window.clone(), self.history.clone());
        on(&self.window, "popstate", move |_: Event| {
            moved();
            let Some(scrolled) = history.state().ok().and_then(|it| it.dyn_into().ok()) else {
                return;
            };
            scroll_when_drawn(&window, scrolled);
        });
    }
}

fn scroll_when_drawn(window: &Window, to: Array) {
    let scrolling = window.clone();
    let scroll = Closure::once_into_js(move || {
        let at = |place| to.get(place).as_f64().unwrap_or_default();
        scrolling.scroll_to_with_x_and_y(at(0), at(1));
    });
    let _ = window.request_animation_frame(scroll.unchecked_ref());
}
