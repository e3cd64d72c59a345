//! *Entrar*: CPF or CNPJ, and the password (MC-09).

mod form;

use crate::components::{Avatar, Button, FieldError, Look, PageHead, PasswordField, TaxIdField};
use crate::features::shell::{Notices, use_brand};
use crate::host;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{sentence, t};
use balcao_bridge::{LookUpProvider, ProviderFound};
use dioxus::prelude::*;
use form::SignInForm;

/// The screen, for the provider at an address.
#[component]
pub fn SignIn(address: ReadSignal<String>) -> Element {
    let mut shared = use_context::<Shared>();
    let mut form = use_signal(SignInForm::default);
    let found = use_memo(move || {
        let found = shared.found.cloned();
        found.filter(|found| found.address == address())
    });
    use_brand(found().map(|found| found.brand));
    // Opened by its address, or to sign in again: who answers there is not known yet.
    use_future(move || async move {
        if found.peek().is_none() {
            let request = LookUpProvider {
                address: address.peek().clone(),
            };
            match host::call(request).await {
                Ok(provider) => shared.found.set(Some(provider)),
                Err(error) => form.write().refuse(error),
            }
        }
    });
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let Some(request) = form.write().send(&address.peek()) else {
            return;
        };
        spawn(async move {
            match host::call(request).await {
                Ok(account) => {
                    let navigator = navigator();
                    shared.read_accounts().await;
                    navigator.replace(Route::Home {
                        account: account.id,
                    });
                }
                Err(error) => {
                    form.write().refuse(error);
                    let (wait, words) = (form.peek().wait(), form.peek().error());
                    if let Some(seconds) = wait {
                        shared.tell(words.unwrap_or_default());
                        count_down(form, seconds).await;
                        shared.tell(t!("wait-is-over"));
                    }
                }
            }
        });
    };
    let state = form();
    rsx! {
        main { class: "entry entry-sign-in",
            form { class: "entry-form", novalidate: true, onsubmit: submit,
                Provider { address: address(), found: found() }
                PageHead { title: t!("sign-in") }
                Notices {}
                TaxIdField {
                    id: "tax-id",
                    label: t!("tax-id-label"),
                    value: state.tax_id.clone(),
                    wrong: state.is_wrong(),
                    error: state.tax_id_error(),
                    oninput: move |typed| form.write().tax_id = typed,
                }
                PasswordField {
                    id: "sign-in-password",
                    label: t!("password-label"),
                    value: state.password.clone(),
                    wrong: state.is_wrong(),
                    error: state.error(),
                    counting: state.must_wait(),
                    oninput: move |typed| form.write().password = typed,
                }
                div { class: "sign-in-action",
                    Button {
                        look: Look::Primary,
                        submit: true,
                        busy: state.is_sending() || state.must_wait(),
                        testid: "sign-in",
                        if state.is_sending() {
                            {t!("signing-in")}
                        } else {
                            {t!("sign-in")}
                        }
                    }
                }
                FieldError {
                    id: "look-up",
                    error: state.other_error().map(sentence),
                    code: state.other_error().map(|error| error.code),
                    testid: "sign-in-problem",
                }
            }
        }
    }
}

/// Ends when the seconds are over by the clock: timers alone stop while a phone sleeps.
async fn count_down(mut form: Signal<SignInForm>, seconds: u32) {
    let end = host::now() + f64::from(seconds) * 1_000.0;
    loop {
        // Negative becomes 0.
        let left = ((end - host::now()) / 1_000.0).ceil() as u32;
        form.write().wait_for(left.min(seconds));
        if left == 0 {
            return;
        }
        host::sleep(500).await;
    }
}

#[component]
fn Provider(address: String, found: Option<ProviderFound>) -> Element {
    let local = found.as_ref().is_some_and(|found| found.local_certificate);
    let initials = found.as_ref().map(|found| found.brand.initials.clone());
    let name = found.map_or_else(|| t!("provider"), |found| found.name);
    rsx! {
        div { class: "sign-in-provider", "data-testid": "sign-in-provider",
            Avatar { initials: initials.unwrap_or_default(), square: true }
            div { class: "found-names",
                p { class: "found-name", "{name}" }
                p { class: "found-certificate",
                    "{address}"
                    if local {
                        {" · "}
                        {t!("local-certificate")}
                    }
                }
            }
            button {
                class: "change-provider",
                r#type: "button",
                "data-testid": "change-provider",
                onclick: move |_| { navigator().push(Route::AddProvider {}); },
                {t!("change-provider")}
            }
        }
    }
}
