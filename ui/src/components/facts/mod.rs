//! Facts: a name and what it says.

#[cfg(debug_assertions)]
pub mod example;

use dioxus::prelude::*;

/// A list of [`Fact`]s.
#[component]
pub fn Facts(children: Element) -> Element {
    rsx! {
        dl { class: "facts", {children} }
    }
}

/// One fact, or the total of those above. Figures stand in even widths.
#[component]
pub fn Fact(
    name: String,
    value: String,
    #[props(default)] total: bool,
    #[props(default)] testid: Option<&'static str>,
) -> Element {
    rsx! {
        div { class: if total { "fact fact-total" } else { "fact" },
            dt { "{name}" }
            dd { class: "figures", "data-testid": testid, "{value}" }
        }
    }
}
