//! What of a list is looked at. It stands in the address, so that a reload, a link and the way back show
//! the same.

use super::description::{RoomPeriod, RoomRef};
use balcao_bridge::{AccountId, ListRows};
use balcao_domain::{CustomerId, Period};
use std::fmt;

/// What is looked at, where it is otherwise than the room's list is at first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListView {
    filter: Option<String>,
    period: Option<Period>,
    search: String,
    /// The order's name, and whether it descends.
    order: Option<(String, bool)>,
    /// Pages beyond the first.
    more: u32,
}

impl ListView {
    /// The name of the filter.
    pub fn filter(&self, room: RoomRef) -> &str {
        let first = room.filters.first().map_or("", |filter| filter.name);
        self.filter.as_deref().unwrap_or(first)
    }

    /// The months.
    pub const fn period(&self) -> Option<Period> {
        self.period
    }

    /// What is searched for.
    pub fn search(&self) -> &str {
        &self.search
    }

    /// Whether it shows some of the rows only.
    pub fn is_narrowed(&self) -> bool {
        !self.search.trim().is_empty() || self.period.is_some() || self.filter.is_some()
    }

    /// The order's name, and whether it descends (DP-31).
    pub fn order(&self, room: RoomRef) -> (&str, bool) {
        match &self.order {
            Some((order, descending)) => (order, *descending),
            None => room.first,
        }
    }

    /// How many pages are looked at.
    pub const fn pages(&self) -> u32 {
        self.more + 1
    }

    /// Shows some of the rows.
    pub fn choose(&mut self, room: RoomRef, filter: &'static str) {
        let is_first = room
            .filters
            .first()
            .is_some_and(|first| first.name == filter);
        self.filter = (!is_first).then(|| filter.to_owned());
        self.more = 0;
    }

    /// Shows some months.
    pub fn choose_period(&mut self, period: Option<Period>) {
        self.period = period;
        self.more = 0;
    }

    /// Searches.
    pub fn search_for(&mut self, search: String) {
        self.search = search;
        self.more = 0;
    }

    /// By a column; by the same one again, the other way round (DP-30).
    pub fn sort_by(&mut self, room: RoomRef, order: &'static str) {
        let (now, descending) = self.order(room);
        let next = (order.to_owned(), now == order && !descending);
        self.order = Some(next).filter(|(order, down)| (order.as_str(), *down) != room.first);
        self.more = 0;
    }

    /// One page more.
    pub const fn show_more(&mut self) {
        self.more += 1;
    }

    /// The request that reads the first page; none before a period is chosen where one must be.
    pub fn request(
        &self,
        account: AccountId,
        customer: CustomerId,
        room: RoomRef,
    ) -> Option<ListRows> {
        if room.period == RoomPeriod::Needed && self.period.is_none() {
            return None;
        }
        let (order, descending) = self.order(room);
        Some(ListRows {
            account,
            of: room.of,
            customer,
            filter: self.filter(room).to_owned(),
            period: self.period,
            search: self.search.trim().to_owned(),
            order: order.to_owned(),
            descending,
            after: None,
        })
    }
}

/// Whoever writes an address by hand may not ask for the whole list at once.
const MOST_PAGES: u32 = 50;

/// The query of an address. What is searched for is the last of it, whatever stands in it.
impl fmt::Display for ListView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.filter.iter().map(|filter| format!("filter={filter}")));
        parts.extend(self.period.iter().map(|period| format!("period={period}")));
        if let Some((order, descending)) = &self.order {
            let sign = if *descending { "-" } else { "" };
            parts.push(format!("order={sign}{order}"));
        }
        if self.more > 0 {
            parts.push(format!("more={}", self.more));
        }
        if !self.search.is_empty() {
            // The router escapes what an address cannot hold, but for the sign it escapes by.
            parts.push(format!("q={}", self.search.replace('%', "%25")));
        }
        f.write_str(&parts.join("&"))
    }
}

/// What is unknown or wrong in a query is left out: the list is there all the same.
impl From<&str> for ListView {
    fn from(query: &str) -> Self {
        let mut view = Self::default();
        let (rest, search) = match query.strip_prefix("q=") {
            Some(search) => ("", search),
            None => query.split_once("&q=").unwrap_or((query, "")),
        };
        view.search = search.to_owned();
        for (name, value) in rest.split('&').filter_map(|part| part.split_once('=')) {
            match name {
                "filter" => view.filter = Some(value.to_owned()),
                "period" => view.period = value.parse().ok(),
                "order" => {
                    let descends = value.strip_prefix('-');
                    let order = descends.unwrap_or(value).to_owned();
                    view.order = Some((order, descends.is_some()));
                }
                "more" => view.more = value.parse().map_or(0, |more: u32| more.min(MOST_PAGES)),
                _ => {}
            }
        }
        view
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn contacts() -> RoomRef {
        "contacts".parse().unwrap()
    }

    #[test]
    fn dp_30_a_column_sorts_up_then_down_and_a_new_search_starts_over() {
        let room = contacts();
        let mut view = ListView::default();
        assert_eq!(view.order(room), ("name", false));
        view.show_more();
        view.sort_by(room, "kind");
        assert_eq!((view.order(room), view.pages()), (("kind", false), 1));
        view.sort_by(room, "kind");
        assert_eq!(view.order(room), ("kind", true));
        view.show_more();
        view.search_for(" ana ".into());
        let customer = CustomerId::new(Uuid::nil());
        let request = view.request(AccountId(Uuid::nil()), customer, room);
        assert_eq!((request.unwrap().search.as_str(), view.pages()), ("ana", 1));
    }

    #[test]
    fn what_the_list_is_at_first_stands_in_no_address() {
        let room = contacts();
        let mut view = ListView::default();
        view.sort_by(room, "name");
        view.sort_by(room, "name");
        view.search_for(String::new());
        assert_eq!(view.to_string(), "");
    }

    #[test]
    fn a_view_is_read_back_whatever_was_searched_for() {
        for search in ["", "ana", "100% & q=1?#é", "%41", "q=", "&q=", "a+b"] {
            let view = ListView {
                filter: Some("open".into()),
                period: "2026-01/2026-11".parse().ok(),
                search: search.into(),
                order: Some(("name".into(), true)),
                more: 2,
            };
            // As the router reads it: once unescaped.
            let query = view.to_string().replace("%25", "%");
            assert_eq!(ListView::from(query.as_str()), view, "{search}");
        }
    }

    #[test]
    fn what_is_wrong_in_an_address_is_left_out() {
        let view = ListView::from("period=2026-13/1&more=x&what=this&&=&order=-name&more=999999");
        assert_eq!(view.order(contacts()), ("name", true));
        assert_eq!((view.period(), view.pages()), (None, MOST_PAGES + 1));
    }
}
