//! The head of a screen: its title, which takes the focus when the screen opens.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use crate::host;
use crate::words::t;
use dioxus::prelude::*;

/// The title, with a way back where there is one, and what stands at its right.
#[component]
pub fn PageHead(
    title: String,
    #[props(default)] window_title: Option<String>,
    #[props(default)] onback: Option<EventHandler<()>>,
    #[props(default)] children: Element,
) -> Element {
    let named = window_title.unwrap_or_else(|| title.clone());
    use_effect(use_reactive!(|(named,)| host::set_title(&t!(
        "window-title",
        screen = named
    ))));
    use_effect(|| {
        host::focus("page-title");
    });
    rsx! {
        div { class: "page-head", "data-back": onback.is_some(),
            if let Some(onback) = onback {
                button {
                    class: "page-back",
                    r#type: "button",
                    "aria-label": t!("back"),
                    "data-testid": "back",
                    onclick: move |_| onback.call(()),
                    Icon { glyph: Glyph::ChevronLeft }
                }
            }
            h1 {
                id: "page-title",
                tabindex: "-1",
                "{title}"
            }
            {children}
        }
    }
}
