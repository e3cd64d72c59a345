//! A licence: what it is of, and on demand its text as its authors wrote it.

use crate::components::{Glyph, Icon};
use crate::host;
use crate::words::{sentence, t};
use balcao_bridge::AppError;
use dioxus::prelude::*;

/// The licences of what is given out together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Licence {
    /// The app's own.
    Mit,
    /// The app's other.
    Apache,
    /// The typeface's.
    Inter,
    /// The icons'.
    Lucide,
}

impl Licence {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mit, Self::Apache, Self::Inter, Self::Lucide];

    fn words(self) -> String {
        match self {
            Self::Mit => t!("licence-mit"),
            Self::Apache => t!("licence-apache"),
            Self::Inter => t!("licence-inter"),
            Self::Lucide => t!("licence-lucide"),
        }
    }

    /// Where `cargo xtask ui` puts it.
    const fn file(self) -> &'static str {
        match self {
            Self::Mit => "notices/mit.txt",
            Self::Apache => "notices/apache.txt",
            Self::Inter => "notices/inter.txt",
            Self::Lucide => "notices/lucide.txt",
        }
    }
}

/// One licence; its text is read when it is opened.
#[component]
pub fn Notice(licence: Licence) -> Element {
    let mut text = use_signal(|| None::<Result<String, AppError>>);
    let read = move |_| {
        if !matches!(*text.peek(), Some(Ok(_))) {
            spawn(async move {
                let read = host::read_asset(licence.file()).await;
                text.set(Some(read));
            });
        }
    };
    rsx! {
        details { class: "notice",
            summary { class: "row", "data-testid": "licence", onclick: read,
                span { class: "row-body",
                    span { class: "row-title", {licence.words()} }
                }
                Icon { glyph: Glyph::ChevronDown }
            }
            match &*text.read() {
                // Its authors wrote it in English.
                Some(Ok(text)) => rsx! {
                    pre {
                        class: "notice-text",
                        lang: "en",
                        tabindex: "0",
                        role: "region",
                        "aria-label": licence.words(),
                        "{text}"
                    }
                },
                Some(Err(error)) => rsx! {
                    p { class: "notice-wait", role: "alert", {sentence(error)} }
                },
                None => rsx! {
                    p { class: "notice-wait", {t!("loading")} }
                },
            }
        }
    }
}
