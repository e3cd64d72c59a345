//! A text area.

use super::TextArea;
use dioxus::prelude::*;

/// One with something in it.
pub fn example() -> Element {
    let mut value = use_signal(|| "A luz do modem está vermelha desde ontem.".to_owned());
    rsx! {
        TextArea {
            id: "example-text-area",
            label: "O que aconteceu?",
            value: value(),
            testid: "example-text-area",
            most: 50_usize,
            oninput: move |text| value.set(text),
        }
    }
}
