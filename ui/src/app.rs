//! The root: what every screen shares, and what happens outside the screens.

use crate::components::LiveRegion;
use crate::host::{self, Happening, Shortcut};
use crate::route::Route;
use crate::shared::Shared;
use balcao_bridge::{Event, SetVisible};
use dioxus::prelude::*;

/// The whole interface.
#[component]
pub fn App() -> Element {
    let shared = use_context_provider(Shared::new);
    use_future(move || async move {
        shared.read_info().await;
        shared.read_accounts().await;
    });
    rsx! {
        Router::<Route> {}
        LiveRegion { text: shared.told }
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
    rsx! {
        Outlet::<Route> {}
    }
}

async fn react(mut shared: Shared, happening: Happening) {
    match happening {
        Happening::Told(Event::Accounts) => {
            shared.read_info().await;
            shared.read_accounts().await;
            shared.read_again();
        }
        Happening::Told(Event::Changed { .. } | Event::Checked { .. }) | Happening::Ticked => {
            shared.read_again();
        }
        Happening::Wide(wide) => shared.wide.set(wide),
        Happening::Scrolled { path, top } => {
            if let Ok(Route::Bills { .. }) = path.parse() {
                shared.bills.write().scroll(top);
            }
        }
        Happening::Seen(visible) => {
            // Told for the checks' sake only: when it fails, the next one tells it again.
            let _ = host::call(SetVisible { visible }).await;
        }
        Happening::Pressed(Shortcut::Check) => {
            if let Some(account) = route().account() {
                shared.check(account).await;
            }
        }
        Happening::Pressed(Shortcut::Search) => {
            host::focus("search");
        }
        Happening::Pressed(Shortcut::Close) => {
            if let Some(list) = route().list() {
                navigator().push(list);
            }
        }
    }
}

fn route() -> Route {
    router().current()
}
