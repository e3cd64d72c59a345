//! The rows that one decision falls on, and what becomes of them: whoever performs or draws a
//! decision holds the rows that it needs, runs its effect, and takes the changes.

use crate::cursor::RowKey;
use crate::sync::RawRow;
use balcao_domain::decision::Rows;
use balcao_domain::{RowId, Synced};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What a decision made of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which row.
    pub key: RowKey,
    /// As it was; none when it is new.
    pub before: Option<RawRow>,
    /// As it is now; none when it is gone.
    pub after: Option<RawRow>,
}

/// The rows that an effect falls on.
#[derive(Debug, Default)]
pub struct Falling {
    held: BTreeMap<RowKey, RawRow>,
    /// In the order in which the effect named them last.
    changes: Vec<(RowKey, Option<RawRow>)>,
    /// The first row that was no JSON of its type.
    failed: RefCell<Option<serde_json::Error>>,
}

impl Falling {
    /// Holds a row that is there.
    pub fn hold(&mut self, key: RowKey, row: RawRow) {
        self.held.insert(key, row);
    }

    /// What the effect made of rows.
    ///
    /// # Errors
    /// Those of `serde_json`, when a row was not of its type: what the effect did is then worth
    /// nothing.
    pub fn into_changes(mut self) -> Result<Vec<Change>, serde_json::Error> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let changes = self.changes.into_iter().map(|(key, after)| Change {
            key,
            before: self.held.remove(&key),
            after,
        });
        Ok(changes.collect())
    }

    fn now(&self, key: RowKey) -> Option<&RawRow> {
        let changed = self.changes.iter().find(|(changed, _)| *changed == key);
        match changed {
            Some((_, row)) => row.as_ref(),
            None => self.held.get(&key),
        }
    }

    fn change(&mut self, key: RowKey, row: Option<RawRow>) {
        self.changes.retain(|(changed, _)| *changed != key);
        self.changes.push((key, row));
    }

    fn fail(&self, error: serde_json::Error) {
        self.failed.borrow_mut().get_or_insert(error);
    }
}

impl Rows for Falling {
    fn get<T: Synced>(&self, id: RowId) -> Option<T> {
        let row = self.now((T::COLLECTION, id))?;
        row.read().map_err(|error| self.fail(error)).ok()
    }

    fn all<T: Synced>(&self) -> Vec<T> {
        let made = self.changes.iter().map(|(key, _)| *key);
        let mut ids: Vec<_> = made
            .chain(self.held.keys().copied())
            .filter(|(of, _)| *of == T::COLLECTION)
            .map(|(_, id)| id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| self.get(id)).collect()
    }

    fn put<T: Synced>(&mut self, row: T) {
        match RawRow::of(&row) {
            Ok(json) => self.change((T::COLLECTION, row.id()), Some(json)),
            Err(error) => self.fail(error),
        }
    }

    fn remove<T: Synced>(&mut self, id: RowId) {
        let key = (T::COLLECTION, id);
        if self.now(key).is_some() {
            self.change(key, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::{Cents, Collection, CustomerId, Plan, PlanId, PlanState, PostalAddress};
    use uuid::Uuid;

    fn plan(number: u128, name: &str) -> Plan {
        Plan {
            id: PlanId::new(Uuid::from_u128(number)),
            customer: CustomerId::new(Uuid::from_u128(9)),
            name: name.into(),
            state: PlanState::Active,
            since: "2026-01-01".parse().unwrap(),
            login: None,
            ip: None,
            price: Cents::new(1),
            due_day: 1,
            address: PostalAddress {
                street: String::new(),
                district: String::new(),
                city: String::new(),
                state: String::new(),
                postal_code: String::new(),
            },
        }
    }

    #[test]
    fn an_effect_reads_what_it_put_and_no_row_that_it_removed() {
        let key = |plan: &Plan| (Collection::Plans, plan.id());
        let (old, other) = (plan(1, "old"), plan(2, "other"));
        let mut rows = Falling::default();
        rows.hold(key(&old), RawRow::of(&old).unwrap());
        rows.hold(key(&other), RawRow::of(&other).unwrap());
        rows.put(plan(1, "new"));
        rows.put(plan(3, "made"));
        rows.remove::<Plan>(other.id());
        rows.remove::<Plan>(other.id());
        let names: Vec<_> = rows.all::<Plan>().into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["new", "made"]);
        let changes = rows.into_changes().unwrap();
        let changed: Vec<_> = changes
            .iter()
            .map(|it| (it.key, it.before.is_some(), it.after.is_some()))
            .collect();
        assert_eq!(
            changed,
            [
                (key(&old), true, true),
                (key(&plan(3, "")), false, true),
                (key(&other), true, false)
            ]
        );
    }

    #[test]
    fn what_is_no_row_of_its_type_makes_the_effect_worth_nothing() {
        let mut rows = Falling::default();
        let id = RowId::from(Uuid::from_u128(1));
        rows.hold((Collection::Plans, id), RawRow::of(&7).unwrap());
        assert_eq!(rows.get::<Plan>(id), None);
        assert!(rows.into_changes().is_err());
    }
}
