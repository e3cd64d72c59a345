//! A text of several lines: label above, help, length and words about an error below.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{FieldFrame, described_by};
use crate::words::t;
use dioxus::prelude::*;

/// How much of the room must be taken before it is told how much there is.
const TOLD_FROM: usize = 80;

/// A text area. What it takes at most is told when there is little left.
#[component]
pub fn TextArea(
    id: &'static str,
    label: String,
    value: String,
    testid: &'static str,
    /// How many characters it takes.
    most: usize,
    oninput: EventHandler<String>,
    #[props(default)] help: Option<String>,
    #[props(default)] error: Option<String>,
    #[props(default)] required: bool,
) -> Element {
    let (wrong, length) = (error.is_some(), value.chars().count());
    let is_told = length * 100 >= most * TOLD_FROM;
    rsx! {
        FieldFrame { id, label, wrong, help: help.clone(), error,
            textarea {
                id,
                class: "text-area",
                rows: "5",
                value,
                "aria-required": required.then_some("true"),
                "aria-invalid": wrong.then_some("true"),
                "aria-describedby": described_by(id, help.is_some(), wrong),
                "data-testid": testid,
                oninput: move |event| oninput.call(event.value()),
            }
        }
        if is_told {
            p { class: "field-help figures", {t!("text-length", length = length, most = most)} }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::components::drawn;
    use dioxus::prelude::*;

    #[test]
    fn how_much_it_takes_is_told_when_little_is_left() {
        let long = drawn(|| {
            rsx! {
                super::TextArea {
                    id: "text",
                    label: "Mensagem",
                    value: "a".repeat(81),
                    testid: "text",
                    most: 100_usize,
                    oninput: |_| {},
                }
            }
        });
        assert!(long.contains("81 de 100"), "{long}");
        let short = drawn(|| {
            rsx! {
                super::TextArea {
                    id: "text",
                    label: "Mensagem",
                    value: "a",
                    testid: "text",
                    most: 100_usize,
                    oninput: |_| {},
                }
            }
        });
        assert!(!short.contains("de 100"), "{short}");
    }
}
