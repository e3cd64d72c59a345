//! The line above every screen that says what the user decided and the provider does not have.

use crate::components::{Banner, Glyph, Tone};
use crate::features::shell::open_detail;
use crate::reading::use_reading;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, ActionState, ListActions, WaitingAction};
use balcao_domain::Collection;
use dioxus::prelude::*;

/// What the line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// So many were refused: the user decides.
    Refused(usize),
    /// So many wait for a connection.
    Queued(usize),
}

/// What is refused comes first. What waits is told only while something is in its way: it is gone
/// in a moment otherwise.
fn told(actions: &[WaitingAction], cut_off: bool) -> Option<Told> {
    let refused = |action: &&WaitingAction| matches!(action.state, ActionState::Refused(_));
    let unsent = |action: &&WaitingAction| action.state != ActionState::Accepted;
    match actions.iter().filter(refused).count() {
        0 => match actions.iter().filter(unsent).count() {
            0 => None,
            count => cut_off.then_some(Told::Queued(count)),
        },
        count => Some(Told::Refused(count)),
    }
}

/// The banner, when there is something to say.
#[component]
pub fn WaitingBanner(account: ReadSignal<AccountId>, cut_off: bool) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(&Collection::ALL, move || {
        // What became of an action may have been told to nobody: it is asked as often as the age.
        shared.freshness.read();
        Some(ListActions { account: account() })
    });
    let Some(Ok(actions)) = reading.get() else {
        return VNode::empty();
    };
    let (tone, glyph, text) = match told(&actions, cut_off) {
        None => return VNode::empty(),
        Some(Told::Refused(count)) => (
            Tone::Negative,
            Glyph::CircleX,
            t!("banner-refused", count = count),
        ),
        Some(Told::Queued(count)) => (
            Tone::Info,
            Glyph::Clock,
            t!("banner-waiting", count = count),
        ),
    };
    rsx! {
        div { class: "notices",
            Banner {
                tone,
                glyph,
                text,
                testid: "waiting-banner",
                action: t!("waiting-see"),
                onaction: move |()| {
                    let account = account();
                    open_detail(shared, Route::Waiting { account }, None);
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::waiting::tests::{change, refused};

    #[test]
    fn what_was_refused_is_told_always_and_what_waits_while_cut_off() {
        let queued = change(1, ActionState::Queued);
        let told_of = |states: &[ActionState], cut_off| {
            let actions: Vec<_> = (1..)
                .zip(states)
                .map(|(number, state)| change(number, state.clone()))
                .collect();
            told(&actions, cut_off)
        };
        assert_eq!(told(std::slice::from_ref(&queued), false), None);
        assert_eq!(told(&[queued], true), Some(Told::Queued(1)));
        assert_eq!(told_of(&[ActionState::Accepted], true), None);
        let both = [ActionState::Queued, refused()];
        assert_eq!(told_of(&both, false), Some(Told::Refused(1)));
    }
}
