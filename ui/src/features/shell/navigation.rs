//! The places one can go: a bar below on phones, a rail on tablets, a sidebar on desktops.

use super::go_to;
use crate::components::{Avatar, Glyph, Icon};
use crate::features::room::rooms_of;
use crate::route::{Place, Route};
use crate::shared::{Shared, chosen};
use crate::words::t;
use balcao_bridge::AccountSummary;
use balcao_domain::{Access, Collection, Role};
use dioxus::prelude::*;

/// The places that the user's roles in the chosen customer allow.
pub fn places(account: &AccountSummary) -> Vec<Place> {
    let mut places = vec![Place::Home];
    if may(account, Access::Read(Collection::Bills)) {
        places.push(Place::Bills);
    }
    let rooms = rooms_of(account);
    if !rooms.is_empty() {
        places.push(Place::Services);
    }
    places.extend(rooms.into_iter().map(Place::Room));
    places.push(Place::Account);
    places
}

/// Whether the provider has switched something on, and the user's roles in the chosen customer
/// allow it.
pub fn may(account: &AccountSummary, access: Access) -> bool {
    let module = access.module();
    module.is_none_or(|module| account.modules.contains(&module))
        && roles(account).iter().any(|role| role.allows(access))
}

fn roles(account: &AccountSummary) -> &[Role] {
    let chosen = chosen(account);
    account
        .customers
        .iter()
        .find(|customer| Some(customer.id) == chosen)
        .map_or(&[], |customer| &customer.roles)
}

/// A place's icon and name.
pub fn place_words(place: Place) -> (Glyph, String) {
    match place {
        Place::Home => (Glyph::House, t!("nav-home")),
        Place::Bills => (Glyph::ReceiptText, t!("nav-bills")),
        Place::Services => (Glyph::LayoutGrid, t!("nav-services")),
        Place::Room(room) => (room.glyph, (room.words.title)()),
        Place::Account => (Glyph::CircleUserRound, t!("nav-account")),
    }
}

/// What a user is to a customer, in words.
pub fn role_words(role: Role) -> String {
    match role {
        Role::Customer => t!("role-customer"),
        Role::Finance => t!("role-finance"),
        Role::Technical => t!("role-technical"),
        Role::OrgAdmin => t!("role-org-admin"),
        Role::ClientAdmin => t!("role-client-admin"),
        Role::Signatory => t!("role-signatory"),
        Role::Manager => t!("role-manager"),
        Role::Inspector => t!("role-inspector"),
        Role::ServiceController => t!("role-service-controller"),
        Role::Operator => t!("role-operator"),
        Role::Administrator => t!("role-administrator"),
        Role::Master => t!("role-master"),
    }
}

/// The navigation, and who is signed in.
#[component]
pub fn Navigation(account: AccountSummary) -> Element {
    let here = use_route::<Route>().place();
    let shared = use_context::<Shared>();
    let wide = (shared.wide)();
    // Rooms have their own places where there is room for them.
    let is_shown = |place: &Place| match place {
        Place::Services => !wide,
        Place::Room(room) => wide || room.in_bar,
        Place::Home | Place::Bills | Place::Account => true,
    };
    let is_here = |place: Place| match (place, here) {
        (Place::Services, Some(Place::Room(room))) => wide || !room.in_bar,
        (place, here) => here == Some(place),
    };
    let role = roles(&account).first().copied().map(role_words);
    rsx! {
        nav { class: "places", "aria-label": t!("nav-label"),
            for place in places(&account).into_iter().filter(is_shown) {
                PlaceLink {
                    key: "{place.route(account.id)}",
                    place,
                    to: place.route(account.id),
                    here: is_here(place),
                }
            }
        }
        aside { class: "who", "aria-label": t!("signed-in-as"),
            Avatar { initials: account.initials.clone() }
            div { class: "who-names",
                p { class: "who-name", "{account.user_name}" }
                p { class: "who-role", {role.unwrap_or_default()} }
            }
        }
    }
}

#[component]
fn PlaceLink(place: Place, to: Route, here: bool) -> Element {
    let shared = use_context::<Shared>();
    let (glyph, word) = place_words(place);
    let testid = match place {
        Place::Home => "nav-home".to_owned(),
        Place::Bills => "nav-bills".to_owned(),
        Place::Services => "nav-services".to_owned(),
        Place::Room(room) => format!("nav-{room}"),
        Place::Account => "nav-account".to_owned(),
    };
    rsx! {
        a {
            class: "place",
            href: to.href(),
            "aria-current": here.then_some("page"),
            "data-testid": testid,
            onclick: move |event| {
                event.prevent_default();
                go_to(shared, to.clone());
            },
            Icon { glyph, size: 22 }
            span { "{word}" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_bridge::{AccountId, AccountState, CustomerSummary};
    use balcao_domain::{CustomerId, Issuer};
    use uuid::Uuid;

    fn account(roles: Vec<Role>) -> AccountSummary {
        AccountSummary {
            left_out: balcao_bridge::LeftOut::default(),
            id: AccountId(Uuid::from_u128(1)),
            issuer: Issuer::new(Uuid::from_u128(2)),
            address: "localhost:8443/rede-horizonte".into(),
            provider_name: "Rede Horizonte".into(),
            brand: None,
            user_name: "Marina Silva".into(),
            initials: "MS".into(),
            customers: vec![CustomerSummary {
                id: CustomerId::new(Uuid::from_u128(3)),
                name: "Construtora Silva".into(),
                roles,
            }],
            selected: None,
            modules: vec![balcao_domain::Module::Bills, balcao_domain::Module::Plans],
            state: AccountState::Ready,
            notice: None,
        }
    }

    #[test]
    fn only_places_that_the_roles_allow_are_shown() {
        let finance = account(vec![Role::Finance]);
        let statement = Place::Room("statement".parse().unwrap());
        let bills = [Place::Home, Place::Bills, Place::Services, statement];
        assert_eq!(places(&finance), [&bills[..], &[Place::Account]].concat());
        let technical = account(vec![Role::Technical]);
        assert_eq!(places(&technical), [Place::Home, Place::Account]);
        let both = account(vec![Role::Technical, Role::Finance]);
        assert!(places(&both).contains(&Place::Bills));
    }
}
