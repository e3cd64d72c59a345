//! Every screen has an address, so that back, forward and reload work.

use crate::app::Frame;
use crate::features::about::About;
use crate::features::account::{
    AccountPages, EditPane, PasswordPane, PlanPane, ProfileOnly, RequestPane,
};
use crate::features::add_provider::AddProvider;
use crate::features::bill::BillPane;
use crate::features::bills::{BillsPage, ListOnly};
#[cfg(debug_assertions)]
use crate::features::gallery::Gallery;
use crate::features::home::Home;
use crate::features::room::{
    ListView, RoomAddPane, RoomEditPane, RoomOnly, RoomPages, RoomPane, RoomRef, Services,
};
use crate::features::shell::{NotFound, Shell, Start};
use crate::features::sign_in::SignIn;
use crate::features::waiting::WaitingPane;
use balcao_bridge::AccountId;
use balcao_domain::{BillId, PlanId, RequestId};
use dioxus::prelude::*;
use uuid::Uuid;

/// The addresses. Layouts stand around what follows them.
#[derive(Debug, Clone, PartialEq, Routable)]
#[rustfmt::skip]
pub enum Route {
    #[layout(Frame)]
        #[redirect("/index.html", || Route::Start {})]
        #[route("/")]
        Start {},
        #[route("/add")]
        AddProvider {},
        #[route("/sign-in?:address")]
        SignIn { address: String },
        #[route("/about")]
        About {},
        #[cfg(debug_assertions)]
        #[route("/dev/gallery")]
        Gallery {},
        #[nest("/account/:account")]
            #[layout(Shell)]
                #[route("/home")]
                Home { account: AccountId },
                #[layout(BillsPage)]
                    #[route("/bills", ListOnly)]
                    Bills { account: AccountId },
                    #[route("/bills/:bill", BillPane)]
                    Bill { account: AccountId, bill: BillId },
                #[end_layout]
                #[route("/services")]
                Services { account: AccountId },
                #[layout(AccountPages)]
                    #[route("/profile", ProfileOnly)]
                    Profile { account: AccountId },
                    #[route("/plans/:plan", PlanPane)]
                    Plan { account: AccountId, plan: PlanId },
                    #[route("/profile/edit", EditPane)]
                    EditProfile { account: AccountId },
                    #[route("/password", PasswordPane)]
                    Password { account: AccountId },
                    #[route("/requests/:request", RequestPane)]
                    ProfileRequest { account: AccountId, request: RequestId },
                    #[route("/waiting", WaitingPane)]
                    Waiting { account: AccountId },
                #[end_layout]
                #[layout(RoomPages)]
                    #[route("/:room?:..view", RoomOnly)]
                    Room { account: AccountId, room: RoomRef, view: ListView },
                    #[route("/:room/new?:..view", RoomAddPane)]
                    RoomAdd { account: AccountId, room: RoomRef, view: ListView },
                    #[route("/:room/:row?:..view", RoomPane)]
                    RoomRow { account: AccountId, room: RoomRef, row: Uuid, view: ListView },
                    #[route("/:room/:row/edit?:..view", RoomEditPane)]
                    RoomEdit { account: AccountId, room: RoomRef, row: Uuid, view: ListView },
                #[end_layout]
            #[end_layout]
        #[end_nest]
        #[route("/:..segments")]
        NotFound { segments: Vec<String> },
}

/// The places of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// *Início*.
    Home,
    /// *Faturas*.
    Bills,
    /// *Serviços*: the rooms, where the navigation has no place for them.
    Services,
    /// A room.
    Room(RoomRef),
    /// *Conta*.
    Account,
}

impl Route {
    /// The account it shows, if one.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Home { account }
            | Self::Bills { account }
            | Self::Bill { account, .. }
            | Self::Profile { account }
            | Self::Plan { account, .. }
            | Self::EditProfile { account }
            | Self::Password { account }
            | Self::ProfileRequest { account, .. }
            | Self::Waiting { account }
            | Self::Services { account }
            | Self::Room { account, .. }
            | Self::RoomAdd { account, .. }
            | Self::RoomRow { account, .. }
            | Self::RoomEdit { account, .. } => Some(*account),
            Self::Start {}
            | Self::AddProvider {}
            | Self::SignIn { .. }
            | Self::About {}
            | Self::NotFound { .. } => None,
            #[cfg(debug_assertions)]
            Self::Gallery {} => None,
        }
    }

    /// The place it belongs to, if one.
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Home { .. } => Some(Place::Home),
            Self::Bills { .. } | Self::Bill { .. } => Some(Place::Bills),
            Self::Profile { .. }
            | Self::Plan { .. }
            | Self::EditProfile { .. }
            | Self::Password { .. }
            | Self::ProfileRequest { .. }
            | Self::Waiting { .. } => Some(Place::Account),
            Self::Services { .. } => Some(Place::Services),
            Self::Room { room, .. }
            | Self::RoomAdd { room, .. }
            | Self::RoomRow { room, .. }
            | Self::RoomEdit { room, .. } => Some(Place::Room(*room)),
            Self::Start {}
            | Self::AddProvider {}
            | Self::SignIn { .. }
            | Self::About {}
            | Self::NotFound { .. } => None,
            #[cfg(debug_assertions)]
            Self::Gallery {} => None,
        }
    }

    /// The room it belongs to, if one.
    pub const fn room(&self) -> Option<RoomRef> {
        match self.place() {
            Some(Place::Room(room)) => Some(room),
            _ => None,
        }
    }

    /// The row of a room that is open, if one.
    pub const fn row(&self) -> Option<Uuid> {
        match self {
            Self::RoomRow { row, .. } | Self::RoomEdit { row, .. } => Some(*row),
            _ => None,
        }
    }

    /// What of a room's list is looked at, if it is a room's.
    pub const fn view(&self) -> Option<&ListView> {
        match self {
            Self::Room { view, .. }
            | Self::RoomAdd { view, .. }
            | Self::RoomRow { view, .. }
            | Self::RoomEdit { view, .. } => Some(view),
            _ => None,
        }
    }

    /// The same, with something else of the list looked at.
    #[must_use]
    pub fn with_view(mut self, looked_at: ListView) -> Self {
        if let Self::Room { view, .. }
        | Self::RoomAdd { view, .. }
        | Self::RoomRow { view, .. }
        | Self::RoomEdit { view, .. } = &mut self
        {
            *view = looked_at;
        }
        self
    }

    /// The same, whatever of the list is looked at.
    #[must_use]
    pub fn bare(self) -> Self {
        self.with_view(ListView::default())
    }

    /// Its address in a link.
    pub fn href(&self) -> String {
        let address = self.to_string();
        // An empty query is none.
        address.trim_end_matches('?').to_owned()
    }

    /// What a detail closes to, which is its list, or for a row's form the row; none where nothing is open.
    pub fn list(&self) -> Option<Self> {
        match self {
            Self::Bill { account, .. } => Some(Self::Bills { account: *account }),
            Self::Plan { account, .. }
            | Self::EditProfile { account }
            | Self::Password { account }
            | Self::ProfileRequest { account, .. }
            | Self::Waiting { account } => Some(Self::Profile { account: *account }),
            Self::RoomAdd {
                account,
                room,
                view,
            }
            | Self::RoomRow {
                account,
                room,
                view,
                ..
            } => Some(Self::Room {
                account: *account,
                room: *room,
                view: view.clone(),
            }),
            Self::RoomEdit {
                account,
                room,
                row,
                view,
            } => Some(Self::RoomRow {
                account: *account,
                room: *room,
                row: *row,
                view: view.clone(),
            }),
            Self::About {} => Some(Self::Start {}),
            _ => None,
        }
    }
}

impl Place {
    /// Its address in an account.
    pub fn route(self, account: AccountId) -> Route {
        match self {
            Self::Home => Route::Home { account },
            Self::Bills => Route::Bills { account },
            Self::Services => Route::Services { account },
            Self::Room(room) => Route::Room {
                account,
                room,
                view: ListView::default(),
            },
            Self::Account => Route::Profile { account },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    const ACCOUNT: AccountId = AccountId(Uuid::from_u128(7));

    #[test]
    fn every_detail_has_an_address_that_reads_back() {
        for route in [
            Route::Start {},
            Route::AddProvider {},
            Route::SignIn {
                address: "localhost:8443/rede-horizonte".into(),
            },
            Route::About {},
            Route::Home { account: ACCOUNT },
            Route::Bills { account: ACCOUNT },
            Route::Bill {
                account: ACCOUNT,
                bill: BillId::new(Uuid::from_u128(8)),
            },
            Route::Profile { account: ACCOUNT },
            Route::Plan {
                account: ACCOUNT,
                plan: PlanId::new(Uuid::from_u128(9)),
            },
            Route::EditProfile { account: ACCOUNT },
            Route::Password { account: ACCOUNT },
            Route::ProfileRequest {
                account: ACCOUNT,
                request: RequestId::new(Uuid::from_u128(10)),
            },
            Route::Waiting { account: ACCOUNT },
            Route::Services { account: ACCOUNT },
        ]
        .into_iter()
        .chain(RoomRef::all().flat_map(|room| {
            let (account, row) = (ACCOUNT, Uuid::from_u128(11));
            let views = [
                "",
                "filter=open&period=2026-01/2026-11&more=1&q=é 100% & mais",
            ];
            views.map(ListView::from).into_iter().flat_map(move |view| {
                [
                    Route::Room {
                        account,
                        room,
                        view: view.clone(),
                    },
                    Route::RoomAdd {
                        account,
                        room,
                        view: view.clone(),
                    },
                    Route::RoomRow {
                        account,
                        room,
                        row,
                        view: view.clone(),
                    },
                    Route::RoomEdit {
                        account,
                        room,
                        row,
                        view,
                    },
                ]
            })
        })) {
            let address = route.href();
            assert_eq!(address.parse::<Route>().ok(), Some(route), "{address}");
        }
    }

    /// The whole-system tests look at every route that stands in their list.
    #[test]
    fn the_list_of_the_whole_system_tests_names_every_route() {
        let listed: BTreeSet<_> = include_str!("../../tests/whole/routes.txt")
            .lines()
            .collect();
        let routes: BTreeSet<String> = Route::flatten_site_map()
            .map(|segments| segments.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(
            routes.iter().map(String::as_str).collect::<BTreeSet<_>>(),
            listed
        );
    }

    #[test]
    fn closing_a_detail_leads_to_its_list() {
        let bill = Route::Bill {
            account: ACCOUNT,
            bill: BillId::new(Uuid::from_u128(8)),
        };
        assert_eq!(bill.list(), Some(Route::Bills { account: ACCOUNT }));
        assert_eq!(Route::Home { account: ACCOUNT }.list(), None);
    }
}
