//! *Quem atende você?*: an address is looked up, and its provider shown before anything is sent.

mod provider_card;

pub use provider_card::ProviderCard;

use crate::components::{Button, Field, Glyph, Icon, Look, PageHead};
use crate::features::language::LanguageChoice;
use crate::features::shell::{Notices, use_brand};
use crate::host;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{Explanation, sentence, t};
use balcao_bridge::{AppError, ErrorCode, LookUpProvider, ProviderFound};
use dioxus::prelude::*;

/// How far the look-up is.
#[derive(Debug, Clone, Default, PartialEq)]
enum LookUp {
    /// Not asked yet, or something else was typed since.
    #[default]
    Open,
    /// Being asked.
    Asking,
    /// Who answers there.
    Found(ProviderFound),
    /// Why nobody does.
    Failed(AppError),
}

/// The state of the screen.
#[derive(Debug, Clone, Default, PartialEq)]
struct Address {
    typed: String,
    look_up: LookUp,
}

impl Address {
    /// Something was typed: what was found counts no longer.
    fn type_in(&mut self, typed: String) {
        if typed != self.typed {
            self.typed = typed;
            self.look_up = LookUp::Open;
        }
    }

    /// The address to ask for, when there is one and it is not being asked already.
    fn ask(&mut self) -> Option<String> {
        let address = self.typed.trim().to_owned();
        if address.is_empty() || self.look_up == LookUp::Asking {
            return None;
        }
        self.look_up = LookUp::Asking;
        Some(address)
    }

    /// What came of asking for `address`; too late when something else was typed meanwhile.
    fn answer(&mut self, address: &str, answer: Result<ProviderFound, AppError>) {
        if self.typed.trim() == address {
            self.look_up = match answer {
                Ok(found) => LookUp::Found(found),
                Err(error) => LookUp::Failed(error),
            };
        }
    }

    fn found(&self) -> Option<&ProviderFound> {
        match &self.look_up {
            LookUp::Found(found) => Some(found),
            _ => None,
        }
    }

    fn error(&self) -> Option<&AppError> {
        match &self.look_up {
            LookUp::Failed(error) => Some(error),
            _ => None,
        }
    }
}

fn error_words(error: &AppError) -> String {
    match error.code {
        ErrorCode::NotFound => Explanation {
            happened: t!("error-no-provider"),
            advice: t!("advice-no-provider"),
        }
        .told(),
        _ => sentence(error),
    }
}

/// The screen.
#[component]
pub fn AddProvider() -> Element {
    let mut shared = use_context::<Shared>();
    let mut address = use_signal(Address::default);
    let found = use_memo(move || address.read().found().cloned());
    use_brand(found().map(|found| found.brand));
    let has_accounts =
        matches!(&*shared.accounts.read(), Some(Ok(accounts)) if !accounts.is_empty());
    let submit = move |event: FormEvent| {
        event.prevent_default();
        if let Some(found) = found() {
            let address = found.address.clone();
            shared.found.set(Some(found));
            navigator().push(Route::SignIn { address });
            return;
        }
        let asked = address.write().ask();
        if let Some(asked) = asked {
            spawn(async move {
                let answer = host::call(LookUpProvider {
                    address: asked.clone(),
                })
                .await;
                address.write().answer(&asked, answer);
            });
        }
    };
    let asking = address.read().look_up == LookUp::Asking;
    rsx! {
        main { class: "entry",
            form { class: "entry-form", novalidate: true, onsubmit: submit,
                div { class: "entry-top",
                    span { class: "entry-mark",
                        Icon { glyph: Glyph::Store, size: 22 }
                    }
                    LanguageChoice { bare: true }
                }
                PageHead { title: t!("add-title") }
                p { class: "entry-lead", {t!("add-lead")} }
                Notices {}
                Field {
                    id: "address",
                    label: t!("address-label"),
                    value: address.read().typed.clone(),
                    testid: "address-field",
                    glyph: Glyph::Link,
                    inputmode: "url",
                    placeholder: t!("address-example"),
                    error: address.read().error().map(error_words),
                    code: address.read().error().map(|error| error.code),
                    oninput: move |typed| address.write().type_in(typed),
                }
                div { role: "status",
                    if let Some(found) = found() {
                        ProviderCard { found }
                    }
                }
                div { class: "entry-actions",
                    Button { look: Look::Primary, submit: true, busy: asking, testid: "continue",
                        if asking {
                            {t!("looking-up")}
                        } else if found().is_some() {
                            {t!("continue")}
                        } else {
                            {t!("look-up")}
                        }
                    }
                    if has_accounts {
                        Button {
                            testid: "back",
                            onclick: move |_| { navigator().push(Route::Start {}); },
                            {t!("back")}
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Address {
        let mut address = Address::default();
        address.type_in(text.into());
        address
    }

    #[test]
    fn an_address_is_asked_for_once_and_trimmed() {
        let mut address = typed(" cliente.redehorizonte.com.br ");
        let asked = address.ask();
        assert_eq!(asked.as_deref(), Some("cliente.redehorizonte.com.br"));
        assert_eq!(address.ask(), None);
        assert_eq!(typed("  ").ask(), None);
    }

    #[test]
    fn an_answer_to_what_was_typed_before_does_not_count() {
        let mut address = typed("localhost:8443");
        let asked = address.ask().unwrap();
        address.type_in("localhost:8444".into());
        address.answer(&asked, Err(AppError::new(ErrorCode::Offline)));
        assert_eq!(address.look_up, LookUp::Open);
    }

    #[test]
    fn st_14_what_goes_wrong_is_told_beside_the_field() {
        let mut address = typed("example.com");
        let asked = address.ask().unwrap();
        let error = AppError::new(ErrorCode::NotAPortal).with("host", "example.com");
        address.answer(&asked, Err(error));
        let words = error_words(address.error().unwrap());
        assert!(words.contains("example.com"), "{words}");
    }
}
