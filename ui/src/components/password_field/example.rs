//! Passwords: hidden, and refused.

use super::PasswordField;
use dioxus::prelude::*;

/// The states of a password field.
pub fn example() -> Element {
    let mut typed = use_signal(|| "segredo".to_owned());
    rsx! {
        PasswordField {
            id: "example-password",
            label: "Senha",
            value: typed(),
            wrong: false,
            error: None,
            oninput: move |text| typed.set(text),
        }
        PasswordField {
            id: "example-password-wrong",
            label: "Senha",
            value: "outra",
            wrong: true,
            error: "Usuário ou Senha Inválida",
            oninput: |_| {},
        }
    }
}
