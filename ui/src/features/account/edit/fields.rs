//! The fields, by what happens when they are changed (DP-38).

use super::form::{EditForm, has_trading_name, line_id};
use crate::components::{Fact, Facts, Field, FieldError, Glyph, Icon, Mask, MaskedField, Select};
use crate::features::account::names::{line_name, printed, printed_line};
use crate::features::account::profile::tax_id_name;
use crate::words::t;
use balcao_domain::{
    AddressLine, Customer, Phone, PostalAddress, PostalCode, ProfileField, Provider,
};
use dioxus::prelude::*;

/// *Muda na hora*.
#[component]
pub fn FreeFields(
    form: Signal<EditForm>,
    customer: ReadSignal<Customer>,
    ontyped: EventHandler<()>,
) -> Element {
    let (now, before) = (form.read(), customer.read());
    let shown = now.shown(&before);
    rsx! {
        fieldset { class: "form-part",
            legend { class: "form-title", {t!("edit-free")} }
            Field {
                id: "edit-email",
                label: t!("fact-email"),
                value: shown.email,
                testid: "edit-email",
                inputmode: "email",
                autocomplete: "email",
                help: was(ProfileField::Email, &before.email, &now),
                error: now.error(ProfileField::Email),
                oninput: move |text| typed(form, customer, ontyped, |it| it.email = text),
            }
            MaskedField {
                id: "edit-phone",
                label: t!("fact-phone"),
                mask: Mask::Phone,
                value: Mask::Phone.function()(&shown.phone),
                testid: "edit-phone",
                help: was(ProfileField::Phone, &before.phone, &now),
                error: now.error(ProfileField::Phone),
                oninput: move |text: String| {
                    typed(form, customer, ontyped, |it| {
                        it.phone = Phone::parse(&text).map_or(text, String::from);
                    });
                },
            }
        }
    }
}

/// *Passa por análise*. A change that is looked at already would give way to this one.
#[component]
pub fn FieldsWithApproval(
    form: Signal<EditForm>,
    customer: ReadSignal<Customer>,
    pending: bool,
    ontyped: EventHandler<()>,
) -> Element {
    let (now, before) = (form.read(), customer.read());
    let shown = now.shown(&before);
    rsx! {
        fieldset { class: "form-part",
            legend { class: "form-title", {t!("edit-approval")} }
            p { class: "form-text", {t!("edit-approval-text")} }
            if pending {
                p { class: "form-warning", "data-testid": "edit-pending",
                    Icon { glyph: Glyph::Info, size: 16 }
                    {t!("edit-pending")}
                }
            }
            Field {
                id: "edit-name",
                label: t!("fact-name"),
                value: shown.name.clone(),
                testid: "edit-name",
                autocomplete: "name",
                help: was(ProfileField::Name, &before.name, &now),
                error: now.error(ProfileField::Name),
                oninput: move |text| typed(form, customer, ontyped, |it| it.name = text),
            }
            if has_trading_name(&shown) {
                Field {
                    id: "edit-trading-name",
                    label: t!("fact-trading-name"),
                    value: shown.trading_name.clone().unwrap_or_default(),
                    testid: "edit-trading-name",
                    help: was(
                        ProfileField::TradingName,
                        before.trading_name.as_deref().unwrap_or_default(),
                        &now,
                    ),
                    error: now.error(ProfileField::TradingName),
                    oninput: move |text: String| {
                        typed(form, customer, ontyped, |it| {
                            it.trading_name = Some(text).filter(|text| !text.is_empty());
                        });
                    },
                }
            }
            Address { form, customer, address: shown.address, ontyped }
        }
    }
}

#[component]
fn Address(
    form: Signal<EditForm>,
    customer: ReadSignal<Customer>,
    address: PostalAddress,
    ontyped: EventHandler<()>,
) -> Element {
    let now = form.read();
    let before = customer.read().address.clone();
    let state = PostalAddress::STATES
        .iter()
        .position(|state| *state == address.state);
    let set = move |line: AddressLine, text: String| {
        typed(form, customer, ontyped, |it| {
            *it.address.line_mut(line) = text
        });
    };
    rsx! {
        MaskedField {
            id: line_id(AddressLine::PostalCode),
            label: line_name(AddressLine::PostalCode),
            mask: Mask::PostalCode,
            value: Mask::PostalCode.function()(&address.postal_code),
            testid: line_id(AddressLine::PostalCode),
            help: line_was(AddressLine::PostalCode, &before, &address),
            error: now.line_error(AddressLine::PostalCode),
            oninput: move |text: String| {
                let code = PostalCode::parse(&text).map_or(text, String::from);
                set(AddressLine::PostalCode, code);
            },
        }
        for line in [AddressLine::Street, AddressLine::District, AddressLine::City] {
            Field {
                key: "{line_id(line)}",
                id: line_id(line),
                label: line_name(line),
                value: address.line(line).clone(),
                help: line_was(line, &before, &address),
                testid: line_id(line),
                error: now.line_error(line),
                oninput: move |text| set(line, text),
            }
        }
        div {
            Select {
                id: line_id(AddressLine::State),
                label: line_name(AddressLine::State),
                options: PostalAddress::STATES.map(String::from).to_vec(),
                chosen: state,
                wrong: now.line_error(AddressLine::State).is_some(),
                onchoose: move |place: usize| {
                    if let Some(state) = PostalAddress::STATES.get(place) {
                        set(AddressLine::State, (*state).to_owned());
                    }
                },
            }
            FieldError { id: "edit-state", error: now.line_error(AddressLine::State) }
        }
    }
}

/// *Não muda por aqui*, and who can change it.
#[component]
pub fn LockedFields(customer: Customer, provider: Provider) -> Element {
    rsx! {
        section { class: "form-part", "data-testid": "edit-locked",
            h2 { class: "form-title",
                Icon { glyph: Glyph::Lock, size: 16 }
                {t!("edit-locked")}
            }
            Facts {
                Fact {
                    name: tax_id_name(&customer.tax_id),
                    value: customer.tax_id.formatted(),
                }
            }
            p { class: "form-text",
                {t!(
                    "edit-locked-text",
                    provider = provider.name.as_str(),
                    phone = provider.support.phone.as_str(),
                    email = provider.support.email.as_str()
                )}
            }
        }
    }
}

fn typed(
    mut form: Signal<EditForm>,
    customer: ReadSignal<Customer>,
    ontyped: EventHandler<()>,
    typed: impl FnOnce(&mut Customer),
) {
    form.write().type_into(&customer.peek(), typed);
    ontyped.call(());
}

/// What the provider has, under a field that differs from it.
fn was(field: ProfileField, before: &str, form: &EditForm) -> Option<String> {
    let words = || t!("edit-was", text = printed(field, before));
    form.is_changed(field).then(words)
}

/// The same under a line of the address.
fn line_was(line: AddressLine, before: &PostalAddress, now: &PostalAddress) -> Option<String> {
    let text = before.line(line);
    let words = || t!("edit-was", text = printed_line(line, text));
    (text != now.line(line)).then(words)
}
