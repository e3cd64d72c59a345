//! Who answers at an address, and what vouches for it.

use crate::components::{Avatar, Glyph, Icon};
use crate::words::t;
use balcao_bridge::ProviderFound;
use dioxus::prelude::*;

/// The card of a provider that was found.
#[component]
pub fn ProviderCard(found: ProviderFound) -> Element {
    rsx! {
        div { class: "found", "data-testid": "lookup-result",
            Avatar { initials: found.brand.initials, square: true }
            div { class: "found-names",
                p { class: "found-name", "{found.name}" }
                p { class: "found-certificate", "data-testid": "certificate",
                    Icon { glyph: Glyph::Lock, size: 13 }
                    if found.local_certificate {
                        {t!("local-certificate")}
                    } else {
                        {t!("certificate-of", host = found.certificate_host)}
                    }
                }
            }
            span { class: "found-check",
                Icon { glyph: Glyph::CircleCheck }
            }
        }
    }
}
