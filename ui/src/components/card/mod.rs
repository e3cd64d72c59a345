//! A card: what belongs together.

#[cfg(debug_assertions)]
pub mod example;

use dioxus::prelude::*;

/// A card; an urgent one has a red edge.
#[component]
pub fn Card(
    #[props(default)] urgent: bool,
    #[props(default)] rows: bool,
    #[props(default)] testid: Option<&'static str>,
    children: Element,
) -> Element {
    let class = match (urgent, rows) {
        (true, _) => "card card-urgent",
        (false, true) => "card card-rows",
        (false, false) => "card",
    };
    rsx! {
        div { class, "data-testid": testid, {children} }
    }
}
