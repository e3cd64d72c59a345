//! What of the bills is looked at: filter, period, search, order, how many.

use balcao_bridge::{AccountId, BillFilter, BillSort, ListBills};
use balcao_domain::{CustomerId, Period};

/// The state of the list; *a vencer* at first (MC-17, G4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillsView {
    filter: BillFilter,
    period: Option<Period>,
    search: String,
    sort: BillSort,
    descending: bool,
    pages: u32,
}

impl Default for BillsView {
    fn default() -> Self {
        Self {
            filter: BillFilter::Due,
            period: None,
            search: String::new(),
            sort: BillSort::DueOn,
            descending: false,
            pages: 1,
        }
    }
}

impl BillsView {
    /// Which bills.
    pub const fn filter(&self) -> BillFilter {
        self.filter
    }

    /// Of which months.
    pub const fn period(&self) -> Option<Period> {
        self.period
    }

    /// What is searched for.
    pub fn search(&self) -> &str {
        &self.search
    }

    /// Whether something is searched for.
    pub fn is_searched(&self) -> bool {
        !self.search.trim().is_empty()
    }

    /// Shows other bills: what is owed from the oldest on, the past from the newest back.
    pub fn choose(&mut self, filter: BillFilter) {
        if filter != self.filter {
            self.filter = filter;
            self.sort = BillSort::DueOn;
            self.descending = matches!(filter, BillFilter::Paid | BillFilter::All);
            self.pages = 1;
        }
    }

    /// Shows a period. Months gone by hold paid bills, which what is pending would hide.
    pub fn choose_period(&mut self, period: Option<Period>) {
        self.period = period;
        self.pages = 1;
        if period.is_some() && matches!(self.filter, BillFilter::Due | BillFilter::Overdue) {
            self.choose(BillFilter::All);
        }
    }

    /// Searches.
    pub fn search_for(&mut self, search: String) {
        self.search = search;
        self.pages = 1;
    }

    /// Sorts by a column; by the same one again, the other way round (DP-30).
    pub fn sort_by(&mut self, sort: BillSort) {
        if sort == self.sort {
            self.descending = !self.descending;
        } else {
            self.sort = sort;
            self.descending = false;
        }
        self.pages = 1;
    }

    /// Whether the list is in a column's order, and then whether it descends (DP-31).
    pub fn sorted(&self, sort: BillSort) -> Option<bool> {
        (self.sort == sort).then_some(self.descending)
    }

    /// One page more.
    pub fn show_more(&mut self) {
        self.pages += 1;
    }

    /// How many pages are looked at.
    pub const fn pages(&self) -> u32 {
        self.pages
    }

    /// The request that reads the first page of what is looked at.
    pub fn request(&self, account: AccountId, customer: CustomerId) -> ListBills {
        ListBills {
            account,
            customer,
            filter: self.filter,
            period: self.period,
            search: self.search.trim().to_owned(),
            sort: self.sort,
            descending: self.descending,
            after: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::Month;
    use uuid::Uuid;

    fn request(view: &BillsView) -> ListBills {
        let account = AccountId(Uuid::from_u128(1));
        let customer = CustomerId::new(Uuid::from_u128(2));
        view.request(account, customer)
    }

    #[test]
    fn mc_17_bills_to_fall_due_are_shown_first() {
        let request = request(&BillsView::default());
        assert_eq!(request.filter, BillFilter::Due);
        assert_eq!((request.sort, request.descending), (BillSort::DueOn, false));
        assert_eq!((request.period, request.after), (None, None));
    }

    #[test]
    fn mc_18_a_period_shows_everything_in_it() {
        let month = Month::new(2026, 3).unwrap();
        let period = Period::new(month, month);
        let mut view = BillsView::default();
        view.choose_period(period);
        assert_eq!((view.filter(), view.period()), (BillFilter::All, period));
        view.choose(BillFilter::Paid);
        view.choose_period(None);
        assert_eq!((view.filter(), view.period()), (BillFilter::Paid, None));
    }

    #[test]
    fn a_column_sorts_up_then_down() {
        let mut view = BillsView::default();
        view.sort_by(BillSort::Worth);
        assert_eq!(view.sorted(BillSort::Worth), Some(false));
        assert_eq!(view.sorted(BillSort::DueOn), None);
        view.sort_by(BillSort::Worth);
        assert_eq!(view.sorted(BillSort::Worth), Some(true));
    }

    #[test]
    fn more_bills_are_read_page_by_page_and_a_new_search_starts_over() {
        let mut view = BillsView::default();
        view.choose(BillFilter::Paid);
        view.show_more();
        assert_eq!(view.pages(), 2);
        view.search_for(" fibra ".into());
        assert_eq!(view.pages(), 1);
        let request = request(&view);
        assert_eq!(request.search, "fibra");
        assert!(request.descending);
    }
}
