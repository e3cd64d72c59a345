//! The page's history, for the router: where a screen is, and how far it was scrolled when it was
//! left.
//!
//! Dioxus has one too, but only together with its `eval`, which the content security policy forbids.

use super::happening::{on, on_its_way};
use dioxus_history::{History, provide_history_context};
use js_sys::{Array, Date};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, ScrollRestoration, Window};

/// Gives the router below the history of the page's window.
pub fn provide_history() {
    if let Some(history) = PageHistory::take_over() {
        provide_history_context(Rc::new(history));
    }
}

/// For how many frames a screen that comes back may grow to where it was left: some ten seconds,
/// for what it shows may have to be read from a slow disk.
const FRAMES: u32 = 600;

/// What a person does to go elsewhere on the screen.
const BY_HAND: [&str; 4] = ["wheel", "touchstart", "pointerdown", "keydown"];

#[derive(Clone)]
struct PageHistory {
    window: Window,
    history: web_sys::History,
    places: Rc<Places>,
}

/// What scrolls by itself where there is room for the menu beside it.
const PANE: &str = ".content > .page, .split > .page";

/// How far a screen is scrolled down, in CSS pixels.
#[derive(Clone, Copy, Default)]
struct Offset {
    pane: f64,
    page: f64,
}

/// How far each entry of the history was scrolled: what *Back* leaves can no longer be asked.
#[derive(Default)]
struct Places {
    entry: Cell<f64>,
    scrolled: RefCell<Vec<(f64, Offset)>>,
    /// Whether the person has touched the page since the entry was come back to.
    by_hand: Cell<bool>,
}

impl Places {
    /// Entries are told apart by when they were made.
    fn begin(&self) {
        self.entry.set(Date::now());
    }

    fn note(&self, offset: Offset) {
        let entry = self.entry.get();
        let mut scrolled = self.scrolled.borrow_mut();
        match scrolled.iter_mut().find(|(known, _)| *known == entry) {
            Some((_, known)) => *known = offset,
            None => scrolled.push((entry, offset)),
        }
    }

    fn offset(&self, entry: f64) -> Option<Offset> {
        let scrolled = self.scrolled.borrow();
        let mut known = scrolled.iter().filter(|(known, _)| *known == entry);
        known.next().map(|(_, offset)| *offset)
    }
}

impl PageHistory {
    /// Takes scrolling over from the browser, which would do it before the screen is drawn.
    fn take_over() -> Option<Self> {
        let window = web_sys::window()?;
        let history = window.history().ok()?;
        history
            .set_scroll_restoration(ScrollRestoration::Manual)
            .ok()?;
        let this = Self {
            window,
            history,
            places: Rc::default(),
        };
        match this.state() {
            // The page was loaded again.
            Some((entry, _)) => this.places.entry.set(entry),
            None => this.places.begin(),
        }
        let (scrolling, places) = (this.window.clone(), Rc::clone(&this.places));
        on_its_way(&this.window, "scroll", move |_: Event| {
            places.note(scrolled(&scrolling));
        });
        for act in BY_HAND {
            let places = Rc::clone(&this.places);
            on(&this.window, act, move |_: Event| places.by_hand.set(true));
        }
        Some(this)
    }

    /// The entry that stands in the page's state, and how far it was scrolled.
    fn state(&self) -> Option<(f64, Offset)> {
        let state: Array = self.history.state().ok()?.dyn_into().ok()?;
        let at = |place| state.get(place).as_f64();
        let offset = Offset {
            pane: at(1)?,
            page: at(2)?,
        };
        Some((at(0)?, offset))
    }

    /// A screen whose rows come later is not tall enough at once. Whoever goes on in the meantime
    /// is left alone, and so is a pane that was there `before`: only what is beside it changed.
    fn scroll_when_drawn(&self, to: Offset, before: Option<Element>, frames: u32) {
        let (this, entry) = (self.clone(), self.places.entry.get());
        let scroll = Closure::once_into_js(move || {
            let left_alone = this.places.by_hand.get() || this.places.entry.get() != entry;
            if left_alone {
                return;
            }
            this.window.scroll_to_with_x_and_y(0.0, to.page);
            let drawn = pane(&this.window).filter(|pane| before.as_ref() != Some(pane));
            if let Some(pane) = &drawn {
                // As whole as it is told.
                pane.set_scroll_top(to.pane as i32);
            }
            let now = scrolled(&this.window);
            let waits = drawn.is_none() || now.pane + 1.0 < to.pane;
            let short = now.page + 1.0 < to.page || to.pane > 0.0 && waits;
            if frames > 0 && short {
                this.scroll_when_drawn(to, before, frames - 1);
            }
        });
        let _ = self.window.request_animation_frame(scroll.unchecked_ref());
    }

    /// Notes in the page's state how far the screen is scrolled, before it is left.
    fn remember(&self) {
        let state = state(self.places.entry.get(), scrolled(&self.window));
        let _ = self.history.replace_state(&state, "");
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
        let route = without_empty_query(&route);
        if *route == self.current_route() {
            return;
        }
        self.remember();
        self.places.begin();
        let top = state(self.places.entry.get(), Offset::default());
        let _ = self.history.push_state_with_url(&top, "", Some(route));
        self.window.scroll_to_with_x_and_y(0.0, 0.0);
    }

    fn replace(&self, route: String) {
        let route = without_empty_query(&route);
        let here = self.current_route();
        if path(&here) == path(route) {
            // Something else of the same list, which stays where it is.
            let as_it_is = state(self.places.entry.get(), scrolled(&self.window));
            let _ = self
                .history
                .replace_state_with_url(&as_it_is, "", Some(route));
            return;
        }
        let top = state(self.places.entry.get(), Offset::default());
        let _ = self.history.replace_state_with_url(&top, "", Some(route));
        self.window.scroll_to_with_x_and_y(0.0, 0.0);
    }

    fn updater(&self, moved: Arc<dyn Fn() + Send + Sync>) {
        let this = self.clone();
        on(&self.window, "popstate", move |_: Event| {
            let left = match this.state() {
                Some((entry, left)) => {
                    this.places.entry.set(entry);
                    this.places.offset(entry).unwrap_or(left)
                }
                None => {
                    this.places.begin();
                    Offset::default()
                }
            };
            let before = pane(&this.window);
            moved();
            this.places.by_hand.set(false);
            this.scroll_when_drawn(left, before, FRAMES);
        });
    }
}

/// The router writes one even when there is nothing in it.
fn without_empty_query(route: &str) -> &str {
    route.strip_suffix('?').unwrap_or(route)
}

fn path(route: &str) -> &str {
    route.split_once('?').map_or(route, |(path, _)| path)
}

fn pane(window: &Window) -> Option<Element> {
    window.document()?.query_selector(PANE).ok()?
}

fn scrolled(window: &Window) -> Offset {
    Offset {
        pane: pane(window).map_or(0.0, |pane| pane.scroll_top().into()),
        page: window.scroll_y().unwrap_or_default(),
    }
}

fn state(entry: f64, offset: Offset) -> JsValue {
    Array::of3(&entry.into(), &offset.pane.into(), &offset.page.into()).into()
}
