//! Copies a code, and says that it did: on the button and to screen readers.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Button, Glyph, Look};
use crate::host;
use crate::shared::Shared;
use crate::words::{explain, t};
use balcao_bridge::CopyText;
use dioxus::prelude::*;

/// How long the button says what came of it.
const SHOWN_MS: i32 = 2_500;

/// What came of the last press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Copied,
    Failed,
}

/// A button that puts a text on the clipboard. The text itself is never shown on it.
#[component]
pub fn CopyButton(
    text: String,
    label: String,
    told: String,
    look: Look,
    testid: &'static str,
) -> Element {
    let shared = use_context::<Shared>();
    // Counts presses, so that an earlier one does not end a later one's words.
    let mut presses = use_signal(|| 0_u32);
    let mut outcome = use_signal(|| None);
    let copy = move |_| {
        let text = text.clone();
        let told = told.clone();
        spawn(async move {
            presses += 1;
            let this = *presses.peek();
            match host::call(CopyText { text }).await {
                Ok(()) => {
                    outcome.set(Some(Outcome::Copied));
                    shared.tell(told);
                }
                Err(error) => {
                    outcome.set(Some(Outcome::Failed));
                    shared.tell(explain(&error).happened);
                }
            }
            host::sleep(SHOWN_MS).await;
            if *presses.peek() == this {
                outcome.set(None);
            }
        });
    };
    let (glyph, words) = match outcome() {
        None => (Glyph::Copy, label),
        Some(Outcome::Copied) => (Glyph::Check, t!("copied")),
        Some(Outcome::Failed) => (Glyph::CircleAlert, t!("not-copied")),
    };
    rsx! {
        Button { look, glyph, testid, onclick: copy, "{words}" }
    }
}
