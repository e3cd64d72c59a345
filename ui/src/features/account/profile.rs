//! *Meus Dados*, the plans, and the provider.

use super::names::field_names;
use super::requests::Requests;
use crate::components::{Button, Card, Empty, Fact, Facts, Glyph, Icon, Look};
use crate::features::home::PlanRow;
use crate::features::language::LanguageChoice;
use crate::features::shell::{open_detail, use_focus_back};
use crate::features::waiting::{ActionButtons, Offer, StateBadge};
use crate::route::Route;
use crate::shared::{Over, Shared};
use crate::words::t;
use balcao_bridge::{AccountId, CustomerProfile, WaitingField};
use balcao_domain::{Customer, Phone, PostalAddress, PostalCode, Provider, TaxId, User};
use dioxus::prelude::*;
use std::rc::Rc;

/// `Rua das Acácias, 120, Centro, São Paulo/SP, 01310-000`.
pub fn address_line(address: &PostalAddress) -> String {
    format!(
        "{}, {}, {}/{}, {}",
        address.street,
        address.district,
        address.city,
        address.state,
        PostalCode::mask_partial(&address.postal_code)
    )
}

/// What a CPF or CNPJ is called.
pub fn tax_id_name(tax_id: &TaxId) -> String {
    match tax_id {
        TaxId::Cpf(_) => t!("cpf"),
        TaxId::Cnpj(_) => t!("cnpj"),
    }
}

/// The cards of the screen; a detail may be open beside them.
#[component]
pub fn Profile(account: AccountId, profile: Rc<CustomerProfile>, open: bool) -> Element {
    use_focus_back(!open);
    let shared = use_context::<Shared>();
    let mut over = shared.over;
    let today = profile.freshness.today;
    let user = profile.user.clone();
    // A company's user is somebody else than the company.
    let acts_for_another = profile
        .customer
        .as_ref()
        .is_some_and(|customer| customer.tax_id != user.tax_id);
    rsx! {
        div { class: "account-cards",
            section {
                h2 { class: "section-title", {t!("my-data")} }
                Card { testid: "my-data",
                    match profile.customer.clone() {
                        Some(customer) => rsx! {
                            CustomerFacts { customer }
                        },
                        None => rsx! {
                            UserFacts { user: user.clone() }
                        },
                    }
                    WaitingFields { account, waiting: profile.waiting.clone() }
                    if profile.may_change && profile.customer.is_some() {
                        EditLink { account }
                    }
                }
            }
            if !profile.requests.is_empty() {
                Requests { account, requests: profile.requests.clone(), today }
            }
            if acts_for_another {
                section {
                    h2 { class: "section-title", {t!("signed-in-as")} }
                    Card { testid: "user-data",
                        UserFacts { user }
                    }
                }
            }
            section {
                h2 { class: "section-title", {t!("plans-title")} }
                if profile.plans.is_empty() {
                    Card {
                        Empty {
                            glyph: Glyph::Package,
                            title: t!("no-plans"),
                            text: t!("no-plans-text"),
                            testid: "no-plans",
                        }
                    }
                } else {
                    Card { rows: true,
                        for plan in profile.plans.iter().cloned() {
                            PlanRow { key: "{plan.id}", account, plan, today }
                        }
                    }
                }
            }
            section {
                h2 { class: "section-title", {t!("provider")} }
                Card { testid: "provider",
                    ProviderFacts { account, provider: profile.provider.clone() }
                }
            }
            section {
                h2 { class: "section-title", {t!("app-settings")} }
                Card { rows: true,
                    div { class: "row account-setting",
                        LanguageChoice {}
                    }
                    LinkRow {
                        id: "change-password",
                        to: Route::Password { account },
                        words: t!("password-change"),
                    }
                    LinkRow { id: "about", to: Route::About {}, words: t!("about") }
                }
            }
        }
        div { class: "account-actions",
            Button {
                glyph: Glyph::Plus,
                onclick: move |_| { navigator().push(Route::AddProvider {}); },
                {t!("add-provider")}
            }
            Button { glyph: Glyph::LogOut, testid: "sign-out", onclick: move |_| over.set(Some(Over::SigningOut)),
                {t!("sign-out")}
            }
        }
    }
}

/// What is shown already and the provider does not have, by action.
#[component]
fn WaitingFields(account: AccountId, waiting: Vec<WaitingField>) -> Element {
    let mut actions = waiting.clone();
    actions.dedup_by_key(|field| field.action);
    let fields = |action| {
        let of_it = waiting.iter().filter(move |field| field.action == action);
        field_names(of_it.map(|field| field.field))
    };
    rsx! {
        for WaitingField { action, state, .. } in actions {
            div { key: "{action}", class: "waiting-fields", "data-testid": "waiting-fields",
                div { class: "waiting-head",
                    p { class: "waiting-title", {fields(action)} }
                    StateBadge { state: state.clone() }
                }
                ActionButtons { account, id: action, state, offer: Offer::Form }
            }
        }
    }
}

/// *Editar meus dados*.
#[component]
fn EditLink(account: AccountId) -> Element {
    let shared = use_context::<Shared>();
    let to = Route::EditProfile { account };
    let is_open = use_route::<Route>() == to;
    rsx! {
        a {
            id: "edit-profile",
            class: "{Look::Plain.class()} account-edit",
            href: to.href(),
            "aria-current": is_open.then_some("true"),
            "data-testid": "edit-profile",
            onclick: move |event| {
                event.prevent_default();
                open_detail(shared, to.clone(), Some("edit-profile".to_owned()));
            },
            {t!("edit-profile")}
        }
    }
}

/// A row that leads on.
#[component]
fn LinkRow(id: &'static str, to: Route, words: String) -> Element {
    let shared = use_context::<Shared>();
    rsx! {
        a {
            id,
            class: "row",
            href: to.href(),
            "data-testid": id,
            onclick: move |event| {
                event.prevent_default();
                open_detail(shared, to.clone(), Some(id.to_owned()));
            },
            span { class: "row-body",
                span { class: "row-title", "{words}" }
            }
            Icon { glyph: Glyph::ChevronRight }
        }
    }
}

#[component]
fn CustomerFacts(customer: Customer) -> Element {
    rsx! {
        Facts {
            Fact { name: t!("fact-name"), value: customer.name.clone(), testid: "customer-name" }
            if let Some(trading_name) = customer.trading_name {
                Fact { name: t!("fact-trading-name"), value: trading_name }
            }
            Fact {
                name: tax_id_name(&customer.tax_id),
                value: customer.tax_id.formatted(),
                testid: "customer-tax-id",
            }
            Fact { name: t!("fact-email"), value: customer.email }
            Fact { name: t!("fact-phone"), value: Phone::mask_partial(&customer.phone) }
            Fact { name: t!("fact-address"), value: address_line(&customer.address) }
        }
    }
}

#[component]
fn UserFacts(user: User) -> Element {
    rsx! {
        Facts {
            Fact { name: t!("fact-name"), value: user.name }
            Fact { name: tax_id_name(&user.tax_id), value: user.tax_id.formatted() }
            Fact { name: t!("fact-email"), value: user.email }
            if let Some(job_title) = user.job_title {
                Fact { name: t!("fact-job-title"), value: job_title }
            }
        }
    }
}

#[component]
fn ProviderFacts(account: AccountId, provider: Provider) -> Element {
    let shared = use_context::<Shared>();
    let local = shared
        .info
        .read()
        .as_ref()
        .is_some_and(|info| info.local_certificate);
    let address = shared.account(account).map(|summary| summary.address);
    rsx! {
        Facts {
            Fact { name: t!("fact-name"), value: provider.name }
            Fact { name: t!("fact-legal-name"), value: provider.legal_name }
            Fact { name: tax_id_name(&provider.tax_id), value: provider.tax_id.formatted() }
            Fact { name: t!("fact-phone"), value: provider.support.phone }
            Fact { name: t!("fact-email"), value: provider.support.email }
            if let Some(address) = address {
                Fact { name: t!("address-label"), value: address }
            }
            if local {
                Fact { name: t!("fact-certificate"), value: t!("local-certificate") }
            }
        }
    }
}
