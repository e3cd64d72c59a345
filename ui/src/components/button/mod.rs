//! Buttons.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use dioxus::prelude::*;

/// How much a button stands out; one *primary* a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// What this screen is for.
    Primary,
    /// The next best thing.
    Soft,
    /// One among several.
    #[default]
    Plain,
    /// What cannot be taken back.
    Danger,
}

impl Look {
    /// The classes of a button, or of a link that looks like one.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Soft => "button button-soft",
            Self::Plain => "button button-plain",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. A busy one says what it waits for in its words, and takes no second press.
#[component]
pub fn Button(
    #[props(default)] look: Look,
    #[props(default)] glyph: Option<Glyph>,
    #[props(default)] submit: bool,
    #[props(default)] busy: bool,
    #[props(default)] testid: Option<&'static str>,
    #[props(default)] onclick: Option<EventHandler<MouseEvent>>,
    children: Element,
) -> Element {
    rsx! {
        button {
            class: look.class(),
            r#type: if submit { "submit" } else { "button" },
            "aria-disabled": busy.then_some("true"),
            "data-testid": testid,
            onclick: move |event| {
                if busy {
                    event.prevent_default();
                } else if let Some(onclick) = onclick {
                    onclick.call(event);
                }
            },
            if let Some(glyph) = glyph {
                Icon { glyph }
            }
            {children}
        }
    }
}
