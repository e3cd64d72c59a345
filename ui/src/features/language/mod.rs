//! Which language everything is shown in. Each is called by its own name, so that whoever reads no
//! other finds it.

use crate::components::Select;
use crate::shared::Shared;
use crate::words::{choose, explain, language, t};
use balcao_bridge::Language;
use dioxus::prelude::*;

fn name(language: Language) -> String {
    match language {
        Language::Portuguese => t!("language-portuguese"),
        Language::English => t!("language-english"),
        Language::Spanish => t!("language-spanish"),
    }
}

/// Chooses the language; a bare one has its label for screen readers only.
#[component]
pub fn LanguageChoice(#[props(default)] bare: bool) -> Element {
    let shared = use_context::<Shared>();
    let language = language();
    rsx! {
        Select {
            id: "language",
            label: t!("language"),
            bare,
            options: Language::ALL.map(name).to_vec(),
            chosen: Language::ALL.iter().position(|each| *each == language),
            onchoose: move |place: usize| {
                let Some(wanted) = Language::ALL.get(place).copied() else {
                    return;
                };
                spawn(async move {
                    if let Err(error) = choose(wanted).await {
                        shared.say(explain(&error).happened);
                    }
                });
            },
        }
    }
}
