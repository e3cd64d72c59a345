//! A button that opens a list of actions.

#[cfg(debug_assertions)]
pub mod example;
#[cfg(test)]
mod tests;

use super::roving::round;
use crate::components::{Glyph, Icon, Look};
use crate::host;
use dioxus::prelude::*;

/// One action of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// What it does.
    pub label: String,
    /// Its icon, if one.
    pub glyph: Option<Glyph>,
    /// Whether it cannot be taken back.
    pub danger: bool,
}

/// The button, and its menu while it is open. Arrow keys move, Enter chooses, Esc closes; the focus
/// goes back to the button.
#[component]
pub fn Menu(
    id: &'static str,
    label: String,
    items: Vec<MenuItem>,
    onchoose: EventHandler<usize>,
) -> Element {
    let mut open = use_signal(|| false);
    let mut close = move || {
        open.set(false);
        host::focus(id);
    };
    rsx! {
        div { class: "actions",
            button {
                id,
                class: Look::Plain.class(),
                r#type: "button",
                "aria-haspopup": "menu",
                "aria-expanded": if open() { "true" } else { "false" },
                "data-testid": id,
                onclick: move |_| open.toggle(),
                onkeydown: move |event| {
                    if event.key() == Key::ArrowDown {
                        event.prevent_default();
                        open.set(true);
                    }
                },
                "{label}"
                Icon { glyph: Glyph::ChevronDown, size: 16 }
            }
            if open() {
                div { class: "scrim", "aria-hidden": "true", onclick: move |_| open.set(false) }
                Items {
                    id,
                    items,
                    onclose: move |()| close(),
                    onchoose: move |place| {
                        close();
                        onchoose.call(place);
                    },
                }
            }
        }
    }
}

#[component]
fn Items(
    id: &'static str,
    items: Vec<MenuItem>,
    onclose: EventHandler<()>,
    onchoose: EventHandler<usize>,
) -> Element {
    let mut reached = use_signal(|| 0_usize);
    let count = items.len();
    use_effect(move || {
        host::focus(&format!("{id}-{reached}"));
    });
    rsx! {
        div {
            class: "actions-list",
            role: "menu",
            "aria-labelledby": id,
            onkeydown: move |event| match event.key() {
                Key::Escape | Key::Tab => {
                    event.prevent_default();
                    onclose.call(());
                }
                key => {
                    if let Some(place) = round(reached(), &key, count) {
                        event.prevent_default();
                        reached.set(place);
                    }
                }
            },
            for (place, item) in items.into_iter().enumerate() {
                button {
                    key: "{place}",
                    id: "{id}-{place}",
                    class: "actions-item",
                    r#type: "button",
                    role: "menuitem",
                    tabindex: if place == reached() { "0" } else { "-1" },
                    "data-danger": item.danger,
                    "data-testid": "{id}-{place}",
                    onclick: move |_| onchoose.call(place),
                    if let Some(glyph) = item.glyph {
                        Icon { glyph }
                    }
                    "{item.label}"
                }
            }
        }
    }
}
