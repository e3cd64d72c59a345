//! When a detail closes, the focus goes back to the row it was opened from.

use crate::host;
use crate::shared::Shared;
use dioxus::prelude::*;

/// For the list that holds the rows: it is there alone again once `closed`. Focusing a row also
/// scrolls to it, where the list had given way to the detail.
pub fn use_focus_back(closed: bool) {
    let mut shared = use_context::<Shared>();
    use_effect(use_reactive!(|(closed,)| {
        let row = shared.opened_from.peek().clone();
        if closed && row.is_some_and(|row| host::focus(&row)) {
            shared.opened_from.set(None);
        }
    }));
}
