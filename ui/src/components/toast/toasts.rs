//! Which toast is shown, and for how long.

use dioxus::prelude::*;

/// How long it takes to read one.
const SHOWN_MS: i32 = 6_000;
/// How long one may think about undoing.
const UNDOABLE_MS: i32 = 12_000;

/// What a toast says.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// In words.
    pub text: String,
    /// What takes it back, where that is possible.
    pub undo: Option<Callback<()>>,
}

/// The toasts of a screen, one at a time: a new one takes the place of the one before.
#[derive(Clone, Copy, PartialEq)]
pub struct Toasts {
    shown: Signal<Option<Toast>>,
    held: Signal<bool>,
}

/// Toasts that end with the component that asks for them.
pub fn use_toasts() -> Toasts {
    let shown = use_signal(|| None);
    let held = use_signal(|| false);
    Toasts { shown, held }
}

impl Toasts {
    /// The one there is.
    pub fn shown(self) -> Option<Toast> {
        self.shown.cloned()
    }

    /// Shows one.
    pub fn show(mut self, toast: Toast) {
        self.held.set(false);
        self.shown.set(Some(toast));
    }

    /// Takes it away.
    pub fn dismiss(mut self) {
        self.shown.set(None);
    }

    /// Lets it stay, or go by itself from now on.
    pub fn hold(mut self, held: bool) {
        self.held.set(held);
    }

    /// In how many milliseconds it goes, if it does.
    pub fn ends_in(self) -> Option<i32> {
        let shown = self.shown.read();
        let toast = shown.as_ref().filter(|_| !*self.held.read())?;
        Some(if toast.undo.is_some() {
            UNDOABLE_MS
        } else {
            SHOWN_MS
        })
    }
}
