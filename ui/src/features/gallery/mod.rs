//! Every component of the kit in its states, in development builds: to be looked at while one works
//! on it, and by the tests that look at every screen.

use crate::components::{Button, EXAMPLES};
use dioxus::prelude::*;

/// The gallery.
#[component]
pub fn Gallery() -> Element {
    rsx! {
        main { class: "gallery",
            for place in 0..EXAMPLES.len() {
                Shown { key: "{place}", place }
            }
            section { class: "gallery-entry",
                h2 { class: "gallery-name", "failure page" }
                Button { testid: "gallery-panic", onclick: stop, "Parar a tela" }
            }
        }
    }
}

/// What a mistake of ours would be: the page that follows is the loader's.
#[expect(
    clippy::panic,
    reason = "there is no other way to see what follows a panic"
)]
fn stop(_: Event<MouseData>) {
    panic!("asked for in the gallery");
}

/// One component. A scope of its own, since examples have state.
#[component]
fn Shown(place: usize) -> Element {
    let Some((name, example)) = EXAMPLES.get(place) else {
        return VNode::empty();
    };
    rsx! {
        section { class: "gallery-entry", "data-testid": "gallery-{name}",
            if place > 0 {
                h2 { class: "gallery-name", {name.replace('_', " ")} }
            }
            {example()}
        }
    }
}
