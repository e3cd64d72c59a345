//! A menu of three actions.

use super::{Menu, MenuItem};
use crate::components::Glyph;
use dioxus::prelude::*;

/// What the last choice was stands beside it.
pub fn example() -> Element {
    let mut chosen = use_signal(String::new);
    let item = |label: &str, glyph, danger| MenuItem {
        label: label.into(),
        glyph: Some(glyph),
        danger,
    };
    let items = vec![
        item("Copiar linha digitável", Glyph::Barcode, false),
        item("Alterar vencimento", Glyph::Calendar, false),
        item("Cancelar contrato", Glyph::CircleX, true),
    ];
    let labels: Vec<String> = items.iter().map(|item| item.label.clone()).collect();
    rsx! {
        Menu {
            id: "example-menu",
            label: "Mais ações",
            items,
            onchoose: move |place: usize| chosen.set(labels.get(place).cloned().unwrap_or_default()),
        }
        p { class: "row-note", "{chosen}" }
    }
}
