//! How far an action has come, in colour, icon and word; and why it was refused, in words.

use crate::components::{Badge, Glyph, Tone};
use crate::features::account::refused_field_words;
use crate::words::{sentence, t};
use balcao_bridge::{ActionState, AppError, ErrorCode};
use dioxus::prelude::*;

/// The mark of an action.
#[component]
pub fn StateBadge(state: ActionState) -> Element {
    let (tone, glyph, word) = match state {
        ActionState::Queued => (Tone::Warning, Glyph::Clock, t!("waiting-queued")),
        ActionState::Sending => (Tone::Info, Glyph::ArrowUp, t!("waiting-sending")),
        ActionState::Accepted => (Tone::Info, Glyph::Check, t!("waiting-accepted")),
        ActionState::Refused(_) => (Tone::Negative, Glyph::CircleX, t!("waiting-refused")),
    };
    rsx! {
        Badge { tone, glyph, word, testid: "action-state" }
    }
}

/// Why the portal refused: a field of the form in the form's own words.
pub fn refusal_words(error: &AppError) -> String {
    let argument = |name: &str| error.args.get(name).map_or("", String::as_str);
    let about_a_field = (error.code == ErrorCode::InvalidRequest)
        .then(|| refused_field_words(argument("field"), argument("reason")))
        .flatten();
    about_a_field.unwrap_or_else(|| sentence(error))
}
