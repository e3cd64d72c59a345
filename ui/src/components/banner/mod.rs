//! A line above a screen's content that says what stands in its way.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon, SupportCode, Tone};
use balcao_bridge::ErrorCode;
use dioxus::prelude::*;

/// A banner: what it says, the code where support may be asked, and perhaps what to do, as a button.
#[component]
pub fn Banner(
    tone: Tone,
    glyph: Glyph,
    text: String,
    testid: &'static str,
    #[props(default)] code: Option<ErrorCode>,
    #[props(default)] action: Option<String>,
    #[props(default)] onaction: Option<EventHandler<()>>,
) -> Element {
    rsx! {
        div { class: "banner {tone.class()}", role: "status", "data-testid": testid,
            Icon { glyph, size: 18 }
            p { class: "banner-text",
                "{text}"
                if let Some(code) = code {
                    SupportCode { code }
                }
            }
            if let (Some(action), Some(onaction)) = (action, onaction) {
                button {
                    class: "banner-action",
                    r#type: "button",
                    "data-testid": "{testid}-action",
                    onclick: move |_| onaction.call(()),
                    "{action}"
                }
            }
        }
    }
}
