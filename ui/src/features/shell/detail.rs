//! Details open from where one is and close back to it. Through several, one beside the other, no
//! history piles up: each takes the place of the one before.

use crate::host;
use crate::route::Route;
use crate::shared::Shared;
use dioxus::prelude::*;

/// How a detail was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    detail: Route,
    /// The element it was opened from, if a row.
    row: Option<String>,
    /// Whether what one came from is the entry before it in the history.
    leads_back: bool,
    /// Whether it is what was shown last, so that the focus belongs back on its row.
    was_shown: bool,
}

impl Opened {
    /// A detail is opened while something else is shown, and perhaps another was opened before.
    fn from(here: &Route, before: Option<&Self>, detail: Route, row: Option<String>) -> Self {
        let leads_back = if takes_place_of(&detail, here) {
            before.is_some_and(|before| before.is_way_back_from(here))
        } else {
            true
        };
        Self {
            detail: detail.bare(),
            row,
            leads_back,
            was_shown: false,
        }
    }

    /// Whether going back leads to where this detail was opened from.
    fn is_way_back_from(&self, detail: &Route) -> bool {
        self.leads_back && self.detail == detail.clone().bare()
    }
}

/// Whether a detail stands where another of the same list stood.
fn takes_place_of(detail: &Route, here: &Route) -> bool {
    let list_of = |route: &Route| route.list().map(Route::bare);
    here.list().is_some() && list_of(here) == list_of(detail)
}

/// Opens a detail, from a row or from elsewhere.
pub fn open_detail(shared: Shared, detail: Route, row: Option<String>) {
    let mut opened = shared.opened;
    let here: Route = router().current();
    let now = Opened::from(&here, opened.peek().as_ref(), detail.clone(), row);
    opened.set(Some(now));
    if takes_place_of(&detail, &here) {
        navigator().replace(detail);
    } else {
        navigator().push(detail);
    }
}

/// Closes the detail that is open, if one: back to where it was opened from. One whose address was
/// opened directly gives way to its list.
pub fn close_detail(shared: Shared) {
    let here: Route = router().current();
    let Some(list) = here.list() else {
        return;
    };
    let opened = shared.opened.peek().clone();
    if opened.is_some_and(|opened| opened.is_way_back_from(&here)) {
        navigator().go_back();
    } else {
        navigator().replace(list);
    }
}

/// Goes somewhere else, where the focus begins at the top even if a row there was opened before.
pub fn go_to(shared: Shared, route: Route) {
    let mut opened = shared.opened;
    if let Some(opened) = opened.write().as_mut() {
        opened.was_shown = false;
    }
    navigator().push(route);
}

/// For a detail: it is shown, newly opened or come back to by the browser's own ways.
pub fn use_shown() {
    let here = use_route::<Route>();
    let mut opened = use_context::<Shared>().opened;
    use_effect(use_reactive!(|(here,)| {
        if let Some(opened) = opened.write().as_mut() {
            opened.was_shown = opened.detail == here.bare();
        }
    }));
}

/// For what holds the rows: once it is there alone again, the focus goes back to the row that was
/// opened. Focusing a row also scrolls to it, where the list had given way to the detail.
pub fn use_focus_back(alone: bool) {
    let mut opened = use_context::<Shared>().opened;
    use_effect(use_reactive!(|(alone,)| {
        if let Some(opened) = opened.write().as_mut()
            && alone
            && opened.was_shown
            && opened.row.as_deref().is_some_and(host::focus)
        {
            opened.was_shown = false;
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_bridge::AccountId;
    use balcao_domain::{BillId, PlanId};
    use uuid::Uuid;

    const ACCOUNT: AccountId = AccountId(Uuid::from_u128(7));

    fn bill(number: u128) -> Route {
        Route::Bill {
            account: ACCOUNT,
            bill: BillId::new(Uuid::from_u128(number)),
        }
    }

    fn plan() -> Route {
        Route::Plan {
            account: ACCOUNT,
            plan: PlanId::new(Uuid::from_u128(9)),
        }
    }

    #[test]
    fn a_detail_opened_from_a_list_or_from_home_leads_back_there() {
        for here in [
            Route::Bills { account: ACCOUNT },
            Route::Home { account: ACCOUNT },
            plan(),
        ] {
            let opened = Opened::from(&here, None, bill(1), None);
            assert!(opened.is_way_back_from(&bill(1)), "{here}");
            assert!(!opened.is_way_back_from(&bill(2)), "{here}");
        }
    }

    #[test]
    fn moving_through_a_list_leads_back_to_where_the_first_was_opened() {
        let list = Route::Bills { account: ACCOUNT };
        let first = Opened::from(&list, None, bill(1), None);
        assert!(takes_place_of(&bill(2), &bill(1)));
        let second = Opened::from(&bill(1), Some(&first), bill(2), None);
        assert!(second.is_way_back_from(&bill(2)));
    }

    #[test]
    fn a_detail_whose_address_was_opened_directly_leads_back_to_nothing() {
        let next = Opened::from(&bill(1), None, bill(2), None);
        assert!(!next.is_way_back_from(&bill(2)));
        assert!(!takes_place_of(&plan(), &bill(1)));
    }
}
