//! *Alterar a Senha* (MC-40): what a new one must be is told while it is typed.

use crate::components::{Button, FieldError, Glyph, Icon, Look, PasswordField, Switch};
use crate::features::shell::{Detail, close_detail};
use crate::host;
use crate::reading::{Shown, use_reading};
use crate::shared::Shared;
use crate::words::{refused_field, sentence, t};
use balcao_bridge::{AccountId, AppError, ChangePassword, GetFreshness};
use balcao_domain::{PasswordRule, Sensitive};
use dioxus::prelude::*;

/// The form. What is typed is kept nowhere.
#[component]
pub fn PasswordPane(account: ReadSignal<AccountId>) -> Element {
    let reading = use_reading(&[], move || Some(GetFreshness { account: account() }));
    let title = t!("password-change");
    rsx! {
        Detail {
            account: account(),
            label: title.clone(),
            testid: "password-form",
            pane_title: title.clone(),
            title,
            way_out: t!("back"),
            shown: Shown::of(&reading.get(), |freshness| freshness),
            Form { account: account() }
        }
    }
}

#[component]
fn Form(account: AccountId) -> Element {
    let shared = use_context::<Shared>();
    let mut old = use_signal(String::new);
    let mut new = use_signal(String::new);
    let mut end_others = use_signal(|| true);
    let mut tried = use_signal(|| false);
    let mut busy = use_signal(|| false);
    let mut refused = use_signal(|| None::<AppError>);
    let send = move |event: FormEvent| async move {
        event.prevent_default();
        tried.set(true);
        refused.set(None);
        if busy() || old.read().is_empty() || PasswordRule::broken(&new(), &old(), None).is_some() {
            return;
        }
        busy.set(true);
        let change = ChangePassword {
            account,
            old: Sensitive::new(old()),
            new: Sensitive::new(new()),
            end_others: end_others(),
        };
        let changed = host::call(change).await;
        busy.set(false);
        match changed {
            Ok(()) => {
                shared.say(t!("password-changed"));
                close_detail(shared);
            }
            Err(error) => refused.set(Some(error)),
        }
    };
    let told = refused.read();
    let field = told.as_ref().and_then(refused_field);
    let old_error = match field {
        Some(("old", _)) => Some(t!("password-wrong")),
        _ => (tried() && old.read().is_empty()).then(|| t!("fault-empty")),
    };
    let new_error = match field {
        Some(("new", code)) => Some(rule_words(code)),
        _ => None,
    };
    let other = told.as_ref().filter(|_| field.is_none());
    rsx! {
        form { class: "form", novalidate: true, onsubmit: send,
            div { class: "form-part",
                PasswordField {
                    id: "old-password",
                    label: t!("password-old"),
                    value: old(),
                    wrong: old_error.is_some(),
                    error: old_error,
                    testid: "old-password",
                    error_testid: "old-password-error",
                    oninput: move |text| old.set(text),
                }
                PasswordField {
                    id: "new-password",
                    label: t!("password-new"),
                    value: new(),
                    wrong: new_error.is_some(),
                    error: new_error,
                    autocomplete: "new-password",
                    testid: "new-password",
                    error_testid: "new-password-error",
                    oninput: move |text| new.set(text),
                }
                Rules { new: new(), old: old(), tried: tried() }
                Switch {
                    id: "end-others",
                    label: t!("password-end-others"),
                    on: end_others(),
                    help: t!("password-end-others-help"),
                    onswitch: move |on| end_others.set(on),
                }
            }
            FieldError {
                id: "password-form",
                error: other.map(sentence),
                code: other.map(|error| error.code),
            }
            div { class: "form-actions",
                Button { look: Look::Primary, submit: true, busy: busy(), testid: "password-save",
                    {t!("password-change")}
                }
            }
        }
    }
}

/// Each rule, and whether what is typed keeps it; nothing is wrong before it was tried.
#[component]
fn Rules(new: String, old: String, tried: bool) -> Element {
    let rules = PasswordRule::ALL.map(|rule| {
        let holds = !new.is_empty() && rule.holds(&new, &old, None);
        let (class, glyph) = match (holds, tried) {
            (true, _) => ("rule rule-kept", Glyph::CircleCheck),
            (false, true) => ("rule rule-broken", Glyph::CircleX),
            (false, false) => ("rule", Glyph::Info),
        };
        (class, glyph, rule_words(rule.code()))
    });
    rsx! {
        ul { class: "rules", "aria-label": t!("password-rules"), "data-testid": "password-rules",
            for (class, glyph, words) in rules {
                li { key: "{words}", class,
                    Icon { glyph, size: 16 }
                    "{words}"
                }
            }
        }
    }
}

/// A rule in words, by its code.
fn rule_words(code: &str) -> String {
    match code {
        "too_short" => t!("password-length", count = PasswordRule::SHORTEST),
        "unreadable" => t!("password-readable"),
        "tax_id" => t!("password-not-tax-id"),
        _ => t!("password-different"),
    }
}
