//! Status: colour, icon and word, always all three.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use dioxus::prelude::*;

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done, paid, on.
    Positive,
    /// Owed, overdue, off.
    Negative,
    /// Look here.
    Warning,
    /// Worth knowing.
    Info,
    /// Over.
    Neutral,
}

impl Tone {
    /// The class that carries the colours.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Positive => "tone-positive",
            Self::Negative => "tone-negative",
            Self::Warning => "tone-warning",
            Self::Info => "tone-info",
            Self::Neutral => "tone-neutral",
        }
    }
}

/// A status.
#[component]
pub fn Badge(
    tone: Tone,
    glyph: Glyph,
    word: String,
    #[props(default)] testid: Option<&'static str>,
) -> Element {
    rsx! {
        span { class: "badge {tone.class()}", "data-testid": testid,
            Icon { glyph, size: 14 }
            "{word}"
        }
    }
}
