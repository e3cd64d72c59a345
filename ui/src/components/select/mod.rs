//! One of several, from the system's own list.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon, described_by};
use dioxus::prelude::*;

/// A select with its label above; a bare one has its label for screen readers only.
#[component]
pub fn Select(
    id: String,
    label: String,
    options: Vec<String>,
    /// The place of the chosen option; none shows the first.
    chosen: Option<usize>,
    onchoose: EventHandler<usize>,
    #[props(default)] bare: bool,
    /// Whether what is wrong with it stands below, by [`crate::components::FieldError`].
    #[props(default)]
    wrong: bool,
    #[props(default)] help: Option<String>,
    #[props(default)] required: bool,
) -> Element {
    rsx! {
        div { class: if bare { "select" } else { "field select" },
            label {
                class: if bare { "unseen" } else { "field-label" },
                r#for: "{id}",
                "{label}"
            }
            span { class: "select-box",
                select {
                    id: "{id}",
                    class: "select-input",
                    "data-testid": "{id}",
                    "aria-required": required.then_some("true"),
                    "aria-invalid": wrong.then_some("true"),
                    "aria-describedby": described_by(&id, help.is_some(), wrong),
                    onchange: move |event| {
                        if let Ok(place) = event.value().parse() {
                            onchoose.call(place);
                        }
                    },
                    for (place, option) in options.into_iter().enumerate() {
                        option {
                            key: "{place}",
                            value: "{place}",
                            selected: chosen == Some(place),
                            "{option}"
                        }
                    }
                }
                Icon { glyph: Glyph::ChevronDown, size: 16 }
            }
            if let Some(help) = &help {
                p { id: "{id}-help", class: "field-help", "{help}" }
            }
        }
    }
}
