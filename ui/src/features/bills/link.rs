//! A link to a bill, from what belongs to it.

use crate::components::{Card, Glyph, Icon};
use crate::features::shell::open_detail;
use crate::route::Route;
use crate::shared::Shared;
use balcao_bridge::AccountId;
use balcao_domain::BillId;
use dioxus::prelude::*;

/// The link, in words of whoever shows it.
#[component]
pub fn BillLink(account: AccountId, bill: BillId, words: String) -> Element {
    let shared = use_context::<Shared>();
    let to = Route::Bill { account, bill };
    rsx! {
        Card { rows: true,
            a {
                id: "bill-link",
                class: "row",
                href: to.href(),
                "data-testid": "bill-link",
                onclick: move |event| {
                    event.prevent_default();
                    open_detail(shared, to.clone(), Some("bill-link".into()));
                },
                Icon { glyph: Glyph::ReceiptText }
                span { class: "row-body",
                    span { class: "row-title", "{words}" }
                }
                Icon { glyph: Glyph::ChevronRight }
            }
        }
    }
}
