//! What stands in the way of a screen being right, each in a banner of its own words.

use super::detail::open_detail;
use crate::components::{Banner, Glyph, Tone};
use crate::host;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{data_from, explain, sentence, t};
use balcao_bridge::{
    AccountId, AccountNotice, AccountState, AccountSummary, AppError, ErrorCode, Freshness,
    Profile, Retry, RetryKeychain,
};
use dioxus::prelude::*;

/// One thing that must be told.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Notice {
    /// Nothing is kept after the app closes.
    ThisSession,
    /// Nothing is kept, until the keychain is unlocked.
    KeychainLocked,
    /// What is shown stays as it is until signing in again.
    SignInNeeded,
    /// The cache was made anew.
    CacheRebuilt,
    /// What waited to be sent was damaged.
    OutboxSalvaged {
        /// What waits on.
        kept: u32,
        /// What is lost.
        lost: u32,
    },
    /// What waited to be sent cannot be read any more.
    OutboxUnreadable {
        /// How much.
        lost: u32,
    },
    /// What waited to be sent can be read again.
    OutboxRecovered {
        /// What waits on.
        kept: u32,
        /// What is lost.
        lost: u32,
    },
    /// Rows did not read, so that lists and sums lack them.
    LeftOut(u32),
    /// No connection.
    Offline,
    /// The portal could not be asked for another reason.
    Problem(AppError),
}

fn notices(
    profile: Option<Profile>,
    account: Option<&AccountSummary>,
    problem: Option<&AppError>,
) -> Vec<Notice> {
    let mut notices = Vec::new();
    match profile {
        Some(Profile::ThisSession) => notices.push(Notice::ThisSession),
        Some(Profile::KeychainLocked) => notices.push(Notice::KeychainLocked),
        Some(Profile::Device | Profile::Online) | None => {}
    }
    notices.extend(account.and_then(|account| account.notice).map(told_once));
    let ended = account.is_some_and(|account| account.state == AccountState::SignInNeeded);
    match problem {
        Some(problem) if problem.retry == Retry::SignIn => notices.push(Notice::SignInNeeded),
        _ if ended => notices.push(Notice::SignInNeeded),
        Some(problem) if matches!(problem.code, ErrorCode::Offline | ErrorCode::NotOffline) => {
            notices.push(Notice::Offline);
        }
        Some(problem) => notices.push(Notice::Problem(problem.clone())),
        None => {}
    }
    match account.map_or(0, |account| account.left_out.count) {
        0 => {}
        count => notices.push(Notice::LeftOut(count)),
    }
    notices
}

fn told_once(notice: AccountNotice) -> Notice {
    match notice {
        AccountNotice::CacheRebuilt => Notice::CacheRebuilt,
        AccountNotice::OutboxSalvaged { kept, lost } => Notice::OutboxSalvaged { kept, lost },
        AccountNotice::OutboxUnreadable { lost } => Notice::OutboxUnreadable { lost },
        AccountNotice::OutboxRecovered { kept, lost } => Notice::OutboxRecovered { kept, lost },
    }
}

/// The banners of a screen.
#[component]
pub fn Notices(account: Option<AccountId>, freshness: Option<Freshness>) -> Element {
    let shared = use_context::<Shared>();
    let profile = shared.info.read().as_ref().map(|info| info.profile);
    let summary = account.and_then(|account| shared.account(account));
    let problem = freshness
        .as_ref()
        .and_then(|freshness| freshness.problem.as_ref());
    let notices = notices(profile, summary.as_ref(), problem);
    if notices.is_empty() {
        return VNode::empty();
    }
    let data = freshness.as_ref().and_then(data_from);
    let address = summary.map(|summary| summary.address).unwrap_or_default();
    rsx! {
        div { class: "notices",
            for notice in notices {
                {banner(shared, notice, data.clone(), address.clone())}
            }
        }
    }
}

fn banner(shared: Shared, notice: Notice, data: Option<String>, address: String) -> Element {
    match notice {
        Notice::ThisSession => rsx! {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::Lock,
                text: format!("{} {}", t!("banner-this-session"), t!("advice-keychain-absent")),
                testid: "this-session-banner",
            }
        },
        Notice::KeychainLocked => rsx! {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::Lock,
                text: t!("banner-keychain-locked"),
                testid: "keychain-banner",
                action: t!("try-again"),
                onaction: move |()| {
                    spawn(async move {
                        match host::call(RetryKeychain {}).await {
                            Ok(_) => {
                                shared.read_info().await;
                                shared.read_accounts().await;
                            }
                            Err(error) => shared.tell(explain(&error).happened),
                        }
                    });
                },
            }
        },
        Notice::SignInNeeded => rsx! {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::LogOut,
                text: with_data(t!("banner-session-ended"), data),
                testid: "session-banner",
                action: t!("sign-in-again"),
                onaction: move |()| {
                    navigator().push(Route::SignIn { address: address.clone() });
                },
            }
        },
        Notice::CacheRebuilt => rsx! {
            Banner {
                tone: Tone::Info,
                glyph: Glyph::Info,
                text: t!("banner-cache-rebuilt"),
                testid: "cache-banner",
            }
        },
        Notice::OutboxSalvaged { kept, lost } => rsx! {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::TriangleAlert,
                text: t!("banner-outbox-salvaged", kept = kept, lost = lost),
                testid: "outbox-banner",
            }
        },
        Notice::OutboxUnreadable { lost } => rsx! {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::TriangleAlert,
                text: t!("banner-outbox-unreadable", lost = lost),
                testid: "outbox-banner",
            }
        },
        Notice::OutboxRecovered { kept, lost } => rsx! {
            Banner {
                tone: if lost > 0 { Tone::Warning } else { Tone::Info },
                glyph: if lost > 0 { Glyph::TriangleAlert } else { Glyph::Info },
                text: t!("banner-outbox-recovered", kept = kept, lost = lost),
                testid: "outbox-banner",
            }
        },
        Notice::LeftOut(count) => rsx! {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::TriangleAlert,
                text: t!("banner-left-out", count = count),
                testid: "left-out-banner",
                action: t!("banner-left-out-see"),
                onaction: move |()| {
                    open_detail(shared, Route::About {}, None);
                },
            }
        },
        Notice::Offline => rsx! {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::CloudOff,
                text: with_data(t!("banner-offline"), data),
                testid: "offline-banner",
            }
        },
        Notice::Problem(error) => rsx! {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::TriangleAlert,
                text: sentence(&error),
                code: error.code,
                testid: "problem-banner",
            }
        },
    }
}

fn with_data(words: String, data: Option<String>) -> String {
    match data {
        Some(data) => t!("with-note", words = words, note = data),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::Issuer;
    use uuid::Uuid;

    #[test]
    fn what_was_lost_of_what_waited_is_told() {
        let salvaged = AccountNotice::OutboxSalvaged { kept: 3, lost: 1 };
        let account = account(Some(salvaged));
        let told = notices(Some(Profile::Device), Some(&account), None);
        assert_eq!(told, [Notice::OutboxSalvaged { kept: 3, lost: 1 }]);
    }

    #[test]
    fn what_lists_lack_is_told_on_every_screen() {
        let mut account = account(None);
        account.left_out.count = 2;
        let told = notices(Some(Profile::Device), Some(&account), None);
        assert_eq!(told, [Notice::LeftOut(2)]);
    }

    fn account(notice: Option<AccountNotice>) -> AccountSummary {
        AccountSummary {
            left_out: balcao_bridge::LeftOut::default(),
            id: AccountId(Uuid::from_u128(1)),
            issuer: Issuer::new(Uuid::from_u128(2)),
            address: "localhost:8443/rede-horizonte".into(),
            provider_name: "Rede Horizonte".into(),
            brand: None,
            user_name: "Ana Souza".into(),
            initials: "AS".into(),
            customers: Vec::new(),
            selected: None,
            modules: vec![balcao_domain::Module::Bills, balcao_domain::Module::Plans],
            state: AccountState::Ready,
            notice,
        }
    }

    fn told(profile: Profile, problem: Option<ErrorCode>) -> Vec<Notice> {
        let problem = problem.map(AppError::new);
        notices(Some(profile), None, problem.as_ref())
    }

    #[test]
    fn all_well_tells_nothing() {
        assert_eq!(told(Profile::Device, None), []);
        assert_eq!(told(Profile::Online, None), []);
    }

    #[test]
    fn no_keychain_and_no_connection_are_both_told() {
        assert_eq!(
            told(Profile::ThisSession, Some(ErrorCode::Offline)),
            [Notice::ThisSession, Notice::Offline]
        );
        assert_eq!(
            told(Profile::KeychainLocked, None),
            [Notice::KeychainLocked]
        );
    }

    #[test]
    fn an_ended_session_is_told_once_and_asks_to_sign_in() {
        assert_eq!(
            told(Profile::Device, Some(ErrorCode::SessionRevoked)),
            [Notice::SignInNeeded]
        );
    }

    #[test]
    fn other_problems_are_told_in_their_own_words() {
        assert_eq!(
            told(Profile::Device, Some(ErrorCode::UntrustedCertificate)),
            [Notice::Problem(AppError::new(
                ErrorCode::UntrustedCertificate
            ))]
        );
    }
}
