//! The root: what every screen shares, and what happens outside the screens.

use crate::components::{LiveRegion, ToastRegion, use_toasts};
use crate::features::keyboard_help::KeyboardHelp;
use crate::features::shell::{close_detail, copy_pix, go_to, places};
use crate::host::{self, Happening, Shortcut};
use crate::route::{Place, Route};
use crate::shared::{Fetching, Over, Pulled, Shared, Uploading};
use balcao_bridge::{AccountId, Event, SetVisible};
use dioxus::prelude::*;

/// The whole interface.
#[component]
pub fn App() -> Element {
    let toasts = use_toasts();
    let shared = use_context_provider(|| Shared::new(toasts));
    use_hook(host::provide_history);
    use_future(move || async move {
        shared.read_info().await;
        shared.read_accounts().await;
    });
    rsx! {
        Router::<Route> {}
        LiveRegion { text: shared.told }
        ToastRegion { toasts }
    }
}

/// What stands around every screen: nothing to see, but here is listened to what happens.
#[component]
pub fn Frame() -> Element {
    let shared = use_context::<Shared>();
    let happenings = use_coroutine(
        move |mut happenings: UnboundedReceiver<Happening>| async move {
            while let Ok(happening) = happenings.recv().await {
                react(shared, happening).await;
            }
        },
    );
    use_hook(|| {
        let queue = happenings.tx();
        host::listen(move |happening| {
            // Fails only when the page is being left.
            let _ = queue.unbounded_send(happening);
        });
    });
    let mut over = shared.over;
    rsx! {
        Outlet::<Route> {}
        if over() == Some(Over::Keys) {
            KeyboardHelp { onclose: move |()| over.set(None) }
        }
    }
}

async fn react(mut shared: Shared, happening: Happening) {
    match happening {
        Happening::Told(Event::Accounts) => {
            shared.read_info().await;
            shared.read_accounts().await;
            shared.read_again();
        }
        Happening::Told(Event::Changed {
            account,
            collections,
            ..
        }) => {
            if shown() == Some(account) {
                shared.read_changed(&collections);
            }
        }
        Happening::Told(Event::Checked { account }) => {
            if shown() == Some(account) {
                shared.read_freshness(account).await;
            }
        }
        Happening::Ticked => match shown() {
            Some(account) => {
                // A notice may have come without an event.
                shared.read_accounts().await;
                shared.read_freshness(account).await;
            }
            None => shared.forget_freshness(),
        },
        Happening::Told(Event::Fetching {
            document,
            received,
            total,
            ..
        }) => shared.fetching.set(Some(Fetching {
            document,
            received,
            total,
        })),
        Happening::Told(Event::Uploading {
            action,
            sent,
            total,
            ..
        }) => shared.uploading.set(Some(Uploading {
            action,
            sent,
            total,
        })),
        Happening::Wide(wide) => shared.wide.set(wide),
        Happening::Scrolled { path, top } => {
            if let Ok(Route::Bills { .. }) = path.parse() {
                shared.bills.write().scroll(top);
            }
        }
        Happening::Seen(visible) => {
            // Told for the checks' sake only: when it fails, the next one tells it again.
            let _ = host::call(SetVisible { visible }).await;
            if visible {
                // A window that slept may have missed what was told.
                shared.read_again();
            }
        }
        Happening::Pulled(far) => shared.pulled.set(far.then_some(Pulled::Far)),
        Happening::LetGo => drop(spawn(check_as_pulled(shared))),
        Happening::Pressed(shortcut) => obey(shared, shortcut),
    }
}

/// The account that is shown, if any.
fn shown() -> Option<AccountId> {
    router().current::<Route>().account()
}

async fn check_as_pulled(mut shared: Shared) {
    if let Some(account) = shown() {
        shared.pulled.set(Some(Pulled::Asking));
        shared.check(account).await;
    }
    shared.pulled.set(None);
}

/// Does what a shortcut asks for, where that means something. Nothing here is waited for: the next
/// key is answered whatever the network does.
fn obey(mut shared: Shared, shortcut: Shortcut) {
    let route: Route = router().current();
    match (shortcut, route.account()) {
        (Shortcut::Keys, _) => shared.over.set(Some(Over::Keys)),
        (Shortcut::Commands, Some(_)) => shared.over.set(Some(Over::Commands)),
        (Shortcut::Go(place), Some(account)) => {
            if may_go(shared, account, place) {
                go_to(shared, place.route(account));
            }
        }
        (Shortcut::Check, Some(account)) => drop(spawn(shared.check(account))),
        (Shortcut::CopyPix, Some(account)) => {
            if let Route::Bill { bill, .. } = route {
                spawn(copy_pix(shared, account, bill));
            }
        }
        (Shortcut::Search, account) => {
            // A screen without a list is searched by what can be done from it.
            if !host::focus("search") && account.is_some() {
                shared.over.set(Some(Over::Commands));
            }
        }
        (Shortcut::Next, _) => step(&route, 1),
        (Shortcut::Previous, _) => step(&route, -1),
        (Shortcut::Open, _) => host::press_row(),
        (Shortcut::Close, _) => close_detail(shared),
        (Shortcut::Commands | Shortcut::Go(_) | Shortcut::Check | Shortcut::CopyPix, None) => {}
    }
}

fn may_go(shared: Shared, account: AccountId, place: Place) -> bool {
    let account = shared.account(account);
    account.is_some_and(|account| places(&account).contains(&place))
}

/// Moves through a list; what is open beside it follows.
fn step(route: &Route, by: isize) {
    if host::focus_row(by) && route.list().is_some() {
        host::press_row();
    }
}
