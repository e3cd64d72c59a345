//! Badges in every tone.

use super::{Badge, Tone};
use crate::components::Glyph;
use dioxus::prelude::*;

/// Every tone.
pub fn example() -> Element {
    rsx! {
        Badge { tone: Tone::Positive, glyph: Glyph::Check, word: "Pago" }
        Badge { tone: Tone::Negative, glyph: Glyph::CircleAlert, word: "Vencida há 6 dias" }
        Badge { tone: Tone::Warning, glyph: Glyph::WifiOff, word: "Suspenso" }
        Badge { tone: Tone::Info, glyph: Glyph::Clock, word: "Em ativação" }
        Badge { tone: Tone::Neutral, glyph: Glyph::CircleX, word: "Cancelado" }
    }
}
