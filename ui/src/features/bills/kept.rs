//! The list as it was left: what was looked at and how far down, for when one comes back to it.

use super::BillsView;
use balcao_bridge::{AccountId, BillFilter};
use balcao_domain::CustomerId;

/// The list of one customer in one account; another's starts over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptBills {
    whose: Option<(AccountId, CustomerId)>,
    view: BillsView,
    /// In CSS pixels from its top.
    scrolled: f64,
    /// Whether its rows are on the screen. What scrolls before or after is something else.
    shown: bool,
}

impl KeptBills {
    /// Someone comes to the list, perhaps back to it; answers what to look at.
    pub fn enter(&mut self, account: AccountId, customer: Option<CustomerId>) -> BillsView {
        let whose = customer.map(|customer| (account, customer));
        if self.whose != whose {
            *self = Self {
                whose,
                ..Self::default()
            };
        }
        self.view.clone()
    }

    /// Someone is sent to the list, to look at some of it only.
    pub fn prepare(
        &mut self,
        account: AccountId,
        customer: Option<CustomerId>,
        filter: BillFilter,
    ) {
        self.enter(account, customer);
        let mut view = BillsView::default();
        view.choose(filter);
        self.look_at(view);
    }

    /// Something else of it is looked at, from the top on.
    pub fn look_at(&mut self, view: BillsView) {
        if self.view != view {
            self.view = view;
            self.scrolled = 0.0;
        }
    }

    /// Its rows are on the screen; answers how far down they were left.
    pub fn show(&mut self) -> f64 {
        self.shown = true;
        self.scrolled
    }

    /// It is scrolled.
    pub fn scroll(&mut self, to: f64) {
        if self.shown {
            self.scrolled = to;
        }
    }

    /// It gives way to something else.
    pub fn leave(&mut self) {
        self.shown = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ACCOUNT: AccountId = AccountId(Uuid::from_u128(1));

    fn customer(n: u128) -> Option<CustomerId> {
        Some(CustomerId::new(Uuid::from_u128(n)))
    }

    fn looked_through() -> KeptBills {
        let mut kept = KeptBills::default();
        let mut view = kept.enter(ACCOUNT, customer(2));
        view.choose(BillFilter::Paid);
        view.search_for("fibra".into());
        kept.look_at(view);
        kept.show();
        kept.scroll(640.0);
        kept.leave();
        kept
    }

    #[test]
    fn filters_and_place_are_as_they_were_left() {
        let mut kept = looked_through();
        let view = kept.enter(ACCOUNT, customer(2));
        assert_eq!((view.filter(), view.search()), (BillFilter::Paid, "fibra"));
        kept.look_at(view);
        assert_eq!(kept.show(), 640.0);
    }

    #[test]
    fn what_scrolls_while_the_list_is_not_there_does_not_count() {
        let mut kept = looked_through();
        kept.scroll(0.0);
        kept.enter(ACCOUNT, customer(2));
        kept.scroll(12.0);
        assert_eq!(kept.show(), 640.0);
    }

    #[test]
    fn another_customer_or_account_starts_over() {
        let other = AccountId(Uuid::from_u128(9));
        for (account, whose) in [(ACCOUNT, customer(3)), (other, customer(2))] {
            let mut kept = looked_through();
            assert_eq!(kept.enter(account, whose), BillsView::default());
            assert_eq!(kept.show(), 0.0);
            kept.leave();
            assert_eq!(kept.enter(ACCOUNT, customer(2)), BillsView::default());
        }
    }

    #[test]
    fn whoever_is_sent_to_overdue_bills_sees_all_of_them() {
        let mut kept = looked_through();
        kept.prepare(ACCOUNT, customer(2), BillFilter::Overdue);
        let view = kept.enter(ACCOUNT, customer(2));
        assert_eq!((view.filter(), view.search()), (BillFilter::Overdue, ""));
        assert_eq!(kept.show(), 0.0);
    }

    #[test]
    fn another_filter_starts_at_the_top() {
        let mut kept = looked_through();
        let mut view = kept.enter(ACCOUNT, customer(2));
        view.choose(BillFilter::All);
        kept.look_at(view);
        assert_eq!(kept.show(), 0.0);
    }
}
