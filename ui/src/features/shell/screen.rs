//! What every screen and every detail that shows something read has around it: its title, how old
//! it is, what is wrong, grey shapes before it came, and its failure.

use super::Notices;
use super::detail::{close_detail, use_shown};
use crate::components::{ErrorPanel, FreshnessLine, PageHead, PaneHead, Skeleton};
use crate::features::waiting::WaitingBanner;
use crate::reading::Shown;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::AccountId;
use dioxus::prelude::*;

/// A screen.
#[component]
pub fn Screen(
    account: AccountId,
    class: &'static str,
    title: String,
    #[props(default)] window_title: Option<String>,
    shown: Shown,
    children: Element,
) -> Element {
    let shared = use_context::<Shared>();
    let freshness = shown.freshness().map(|read| shared.age(account, read));
    let wide = (shared.wide)();
    rsx! {
        div { class: "page {class}",
            PageHead { title, window_title,
                if let Some(freshness) = freshness.clone().filter(|_| wide) {
                    FreshnessLine { account, freshness }
                }
            }
            Notices { account, freshness: freshness.clone() }
            WaitingBanner { account, cut_off: freshness.as_ref().is_some_and(|it| it.problem.is_some()) }
            match shown {
                Shown::Waiting => rsx! {
                    Skeleton {}
                },
                Shown::Failed(error) => rsx! {
                    ErrorPanel {
                        error,
                        action: t!("try-again"),
                        onaction: move |()| shared.read_again(),
                    }
                },
                Shown::Read(_) => children,
            }
            if let Some(freshness) = freshness.filter(|_| !wide) {
                FreshnessLine { account, freshness }
            }
        }
    }
}

/// A detail: a pane beside its list, or a screen of its own.
#[component]
pub fn Detail(
    account: AccountId,
    label: String,
    testid: &'static str,
    /// Beside the list.
    pane_title: String,
    /// On a screen of its own.
    title: String,
    /// What the way out of a failure says.
    way_out: String,
    shown: Shown,
    children: Element,
) -> Element {
    use_shown();
    let shared = use_context::<Shared>();
    let close = move |()| close_detail(shared);
    let freshness = shown.freshness().map(|read| shared.age(account, read));
    let wide = (shared.wide)();
    rsx! {
        section { class: "page pane", "aria-label": label, "data-testid": testid,
            if wide {
                PaneHead { title: pane_title, onclose: close }
            } else {
                PageHead { title, onback: close }
                Notices { account, freshness: freshness.clone() }
            }
            match shown {
                Shown::Waiting => rsx! {
                    Skeleton { cards: 2 }
                },
                Shown::Failed(error) => rsx! {
                    ErrorPanel { error, action: way_out, onaction: close }
                },
                Shown::Read(_) => children,
            }
            if let Some(freshness) = freshness.filter(|_| !wide) {
                FreshnessLine { account, freshness }
            }
        }
    }
}
