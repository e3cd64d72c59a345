//! One of a few, all in sight.

#[cfg(debug_assertions)]
pub mod example;

use dioxus::prelude::*;

/// Radio buttons side by side; the browser gives them the arrow keys.
#[component]
pub fn Segmented(
    id: &'static str,
    label: String,
    options: Vec<String>,
    /// The place of the chosen option.
    chosen: usize,
    onchoose: EventHandler<usize>,
) -> Element {
    rsx! {
        fieldset { class: "segmented", "data-testid": id,
            legend { class: "unseen", "{label}" }
            for (place, option) in options.into_iter().enumerate() {
                label { key: "{place}", class: "segment",
                    input {
                        class: "segment-input",
                        r#type: "radio",
                        name: id,
                        value: "{place}",
                        checked: place == chosen,
                        "data-testid": "{id}-{place}",
                        onchange: move |_| onchoose.call(place),
                    }
                    span { class: "segment-words", "{option}" }
                }
            }
        }
    }
}
