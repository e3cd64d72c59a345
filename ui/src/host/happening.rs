//! What happens outside the components: the core tells, a key is pressed, the window is seen.

use super::bridge::subscribe;
use super::keys::{Keyboard, Press, Shortcut};
use super::pull::listen_to_pulling;
use super::rows::is_row;
use balcao_bridge::Event;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, EventTarget, KeyboardEvent, MediaQueryListEvent, VisibilityState};

/// From this width on there is room for sidebar, list and detail side by side.
const WIDE: &str = "(min-width: 1024px)";
/// How often ages are told anew.
const TICK_MS: i32 = 30_000;

/// Something that happened outside the components.
#[derive(Debug, Clone, PartialEq)]
pub enum Happening {
    /// The core told something.
    Told(Event),
    /// A shortcut was pressed.
    Pressed(Shortcut),
    /// The window is seen and has the focus, or no longer.
    Seen(bool),
    /// There is room for list and detail side by side, or no longer.
    Wide(bool),
    /// The page was scrolled, to so many CSS pixels from its top.
    Scrolled {
        /// Where it was then: it is scrolled, too, when one place gives way to another.
        path: String,
        /// How far.
        top: f64,
    },
    /// A finger pulled the page down far enough to ask the portal, or took that back.
    Pulled(bool),
    /// It let go there.
    LetGo,
    /// Half a minute went by.
    Ticked,
}

/// Has `tell` called with everything that happens from now on, and with how things stand.
pub fn listen(tell: impl Fn(Happening) + Clone + 'static) {
    let told = tell.clone();
    wasm_bindgen_futures::spawn_local(subscribe(move |event| told(Happening::Told(event))));
    listen_to_keys(tell.clone());
    listen_to_visibility(tell.clone());
    listen_to_width(tell.clone());
    listen_to_scrolling(tell.clone());
    listen_to_pulling(tell.clone());
    tick(tell);
}

pub(super) fn on<E: JsCast + 'static>(
    target: &EventTarget,
    name: &str,
    react: impl Fn(E) + 'static,
) {
    listen_on(target, name, false, react);
}

/// Hears, too, what happens to an element below and never comes up.
pub(super) fn on_its_way<E: JsCast + 'static>(
    target: &EventTarget,
    name: &str,
    react: impl Fn(E) + 'static,
) {
    listen_on(target, name, true, react);
}

fn listen_on<E: JsCast + 'static>(
    target: &EventTarget,
    name: &str,
    on_its_way: bool,
    react: impl Fn(E) + 'static,
) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Ok(event) = event.dyn_into::<E>() {
            react(event);
        }
    });
    let _ = target.add_event_listener_with_callback_and_bool(
        name,
        closure.as_ref().unchecked_ref(),
        on_its_way,
    );
    closure.forget();
}

fn listen_to_keys(tell: impl Fn(Happening) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let keyboard = RefCell::new(Keyboard::default());
    on(&window, "keydown", move |event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        let press = Press {
            key: event.key(),
            at: event.time_stamp(),
            // Ctrl and Alt together are AltGr, which types signs such as `/`.
            command: (event.ctrl_key() || event.meta_key()) && !event.alt_key(),
            typing: target.as_ref().is_some_and(is_typed_in),
            on_row: target.as_ref().is_some_and(is_row),
            taken: event.default_prevented(),
            in_dialog: is_dialog_open(),
        };
        if let Some(shortcut) = keyboard.borrow_mut().press(&press) {
            event.prevent_default();
            tell(Happening::Pressed(shortcut));
        }
    });
}

fn is_typed_in(element: &Element) -> bool {
    matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
}

fn is_dialog_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| matches!(document.query_selector("dialog[open]"), Ok(Some(_))))
}

fn listen_to_visibility(tell: impl Fn(Happening) + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Some(document) = window.document() else {
        return;
    };
    let looked_at = document.clone();
    let look = move |_: web_sys::Event| {
        let visible = looked_at.visibility_state() == VisibilityState::Visible;
        tell(Happening::Seen(
            visible && looked_at.has_focus().unwrap_or(true),
        ));
    };
    if let Ok(now) = web_sys::Event::new("look") {
        look(now);
    }
    on(&document, "visibilitychange", look.clone());
    on(&window, "focus", look.clone());
    on(&window, "blur", look);
}

fn listen_to_width(tell: impl Fn(Happening) + 'static) {
    let Some(Ok(Some(query))) = web_sys::window().map(|window| window.match_media(WIDE)) else {
        return;
    };
    tell(Happening::Wide(query.matches()));
    on(&query, "change", move |event: MediaQueryListEvent| {
        tell(Happening::Wide(event.matches()));
    });
}

fn listen_to_scrolling(tell: impl Fn(Happening) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let scrolled = window.clone();
    on(&window, "scroll", move |_: web_sys::Event| {
        if let (Ok(path), Ok(top)) = (scrolled.location().pathname(), scrolled.scroll_y()) {
            tell(Happening::Scrolled { path, top });
        }
    });
}

fn tick(tell: impl Fn(Happening) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let closure = Closure::<dyn Fn()>::new(move || tell(Happening::Ticked));
    let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(
        closure.as_ref().unchecked_ref(),
        TICK_MS,
    );
    closure.forget();
}
