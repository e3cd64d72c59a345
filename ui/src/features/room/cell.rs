//! What stands in a list's cells.

use crate::components::{Badge, Glyph, Tone};
use dioxus::prelude::*;

/// Where a row stands: colour, icon and word, always all three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowState {
    /// Its colour.
    pub tone: Tone,
    /// Its icon.
    pub glyph: Glyph,
    /// Its word.
    pub word: String,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, or figures.
    Words(String),
    /// An amount, which stands at the column's end.
    Amount(String),
    /// Where the row stands.
    State(RowState),
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl Cell {
    /// The class of a table's cell.
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Words(_) | Self::State(_) => "figures",
            Self::Amount(_) => "figures column-amount",
        }
    }
}

/// What stands in a cell.
#[component]
pub fn CellContent(cell: Cell) -> Element {
    match cell {
        Cell::Words(words) | Cell::Amount(words) => rsx! { "{words}" },
        Cell::State(state) => rsx! {
            StateMark { state }
        },
    }
}

/// Where a row stands.
#[component]
pub fn StateMark(state: RowState) -> Element {
    rsx! {
        Badge { tone: state.tone, glyph: state.glyph, word: state.word }
    }
}
