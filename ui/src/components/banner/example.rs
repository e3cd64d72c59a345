//! Banners: one that tells, one with something to do, one at length.

use super::Banner;
use crate::components::{Glyph, Tone};
use dioxus::prelude::*;

/// The kinds there are.
pub fn example() -> Element {
    rsx! {
        Banner {
            tone: Tone::Info,
            glyph: Glyph::Info,
            text: "Os dados guardados estavam danificados; o Balcão os busca de novo no provedor. Nada se perdeu.",
            testid: "example-banner",
        }
        Banner {
            tone: Tone::Warning,
            glyph: Glyph::CloudOff,
            text: "Sem conexão · dados de hoje, 07:40",
            testid: "example-banner-offline",
        }
        Banner {
            tone: Tone::Negative,
            glyph: Glyph::LogOut,
            text: "Sua sessão terminou",
            testid: "example-banner-action",
            action: "Entrar de novo",
            onaction: |()| {},
        }
    }
}
