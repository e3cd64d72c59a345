//! *Sobre*: the version, where data is kept, and under which licences all of it is given out.

mod notice;

use crate::components::{Card, Fact, Facts, PageHead};
use crate::features::shell::close_detail;
use crate::shared::{Shared, provider_words};
use crate::words::t;
use balcao_bridge::{AppInfo, LeftOut, Profile};
use dioxus::prelude::*;
use notice::{Licence, Notice};

/// The screen.
#[component]
pub fn About() -> Element {
    let shared = use_context::<Shared>();
    let info = shared.info.cloned();
    rsx! {
        main { class: "about",
            PageHead { title: t!("about"), onback: move |()| close_detail(shared) }
            if let Some(info) = info {
                App { info }
            }
            Diagnosis {}
            section { class: "about-licences",
                h2 { class: "section-title", {t!("licences")} }
                p { class: "about-text", {t!("licences-text")} }
                Card { rows: true,
                    for licence in Licence::ALL {
                        Notice { key: "{licence as u8}", licence }
                    }
                }
            }
        }
    }
}

#[component]
fn App(info: AppInfo) -> Element {
    rsx! {
        Card {
            Facts {
                Fact { name: t!("about-version"), value: info.version, testid: "version" }
            }
        }
        section {
            h2 { class: "section-title", {t!("about-data")} }
            p { class: "about-text", "data-testid": "about-data", {where_data_is(info.profile)} }
        }
    }
}

/// What did not read, here or at a portal, for whoever is asked for help.
#[component]
fn Diagnosis() -> Element {
    let shared = use_context::<Shared>();
    use_hook(|| spawn(shared.read_accounts()));
    let accounts = shared.accounts.cloned().and_then(Result::ok);
    let accounts = accounts.unwrap_or_default();
    let told = accounts.iter().filter(|it| it.left_out.count > 0);
    let told: Vec<_> = told.cloned().collect();
    if told.is_empty() {
        return VNode::empty();
    }
    rsx! {
        section { "data-testid": "diagnosis",
            h2 { class: "section-title", {t!("diagnosis")} }
            p { class: "about-text", {t!("diagnosis-text")} }
            for account in told {
                Card { key: "{account.id}",
                    Facts {
                        Fact {
                            name: provider_words(&account),
                            value: left_out_words(&account.left_out),
                            testid: "left-out",
                        }
                    }
                }
            }
        }
    }
}

fn where_data_is(profile: Profile) -> String {
    match profile {
        Profile::Device => t!("about-data-device"),
        Profile::ThisSession | Profile::KeychainLocked => t!("about-data-session"),
        Profile::Online => t!("about-data-online"),
    }
}

/// The first of them, and how many more there are.
fn left_out_words(left_out: &LeftOut) -> String {
    let first = left_out.first.join(", ");
    let shown = u32::try_from(left_out.first.len()).unwrap_or(u32::MAX);
    match left_out.count.saturating_sub(shown) {
        0 => first,
        more => t!("diagnosis-more", first = first, more = more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn disk_memory_and_server_are_told_apart() {
        let told = [Profile::Device, Profile::ThisSession, Profile::Online].map(where_data_is);
        assert_eq!(BTreeSet::from(told).len(), 3);
    }
}
