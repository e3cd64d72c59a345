//! The optimistic overlay: cached rows with the effects of what was decided drawn in, until they
//! come true. What an effect is, the decision itself says.

use super::queue::{Entry, State};
use crate::cache::listed;
use crate::cache::meta::Meta;
use crate::db::DbError;
use balcao_bridge::ActionState;
use balcao_domain::decision::Rows;
use balcao_domain::{Collection, CustomerId, Listed, Made, Owner, RowId, Synced, User, UserId};
use rusqlite::Connection;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Where an action stands, for the interface.
pub(crate) fn state(state: &State) -> ActionState {
    match state {
        State::Queued => ActionState::Queued,
        State::Sending => ActionState::Sending,
        State::Accepted(_) => ActionState::Accepted,
        State::Refused(error) => ActionState::Refused(error.clone()),
    }
}

/// Where the rows lie that effects fall on.
pub(crate) trait Cached {
    /// A row's JSON, if it is there.
    fn json(&self, collection: Collection, id: RowId) -> Result<Option<String>, DbError>;

    /// The ids of an owner's rows of a collection.
    fn ids(&self, collection: Collection, owner: Owner) -> Result<Vec<RowId>, DbError>;
}

impl Cached for Connection {
    fn json(&self, collection: Collection, id: RowId) -> Result<Option<String>, DbError> {
        listed::json(self, collection, id)
    }

    fn ids(&self, collection: Collection, owner: Owner) -> Result<Vec<RowId>, DbError> {
        listed::ids(self, collection, owner)
    }
}

/// The rows of one owner that are drawn otherwise than they are cached, or not cached at all, as
/// JSON.
#[derive(Debug, Default)]
pub(crate) struct Drawn(BTreeMap<(Collection, RowId), String>);

impl Drawn {
    /// Draws what waits, in the order it was decided. A refused action is not drawn, and one whose
    /// effect the rows refuse by now neither.
    pub fn of(connection: &Connection, owner: Owner, entries: &[Entry]) -> Result<Self, DbError> {
        if entries.is_empty() {
            return Ok(Self::default());
        }
        let user = match Meta::read(connection)?.user {
            Some(user) => Some(user),
            None => listed::only::<User>(connection)?.map(|user| user.id),
        };
        match user {
            Some(by) => Self::over(connection, owner, entries, by),
            None => Ok(Self::default()),
        }
    }

    /// The same over rows that lie anywhere, decided by a user.
    pub fn over(
        cached: &dyn Cached,
        owner: Owner,
        entries: &[Entry],
        by: UserId,
    ) -> Result<Self, DbError> {
        let mut drawn = Self::default();
        let is_drawn = |entry: &&Entry| {
            entry.action.owner() == owner && !matches!(entry.state, State::Refused(_))
        };
        for entry in entries.iter().filter(is_drawn) {
            drawn.draw(cached, owner, entry, by)?;
        }
        Ok(drawn)
    }

    fn draw(
        &mut self,
        cached: &dyn Cached,
        owner: Owner,
        entry: &Entry,
        by: UserId,
    ) -> Result<(), DbError> {
        let made = Made {
            id: entry.id.0,
            at: entry.made_at,
            by,
        };
        let mut over = Over {
            cached,
            owner,
            drawn: self,
            put: BTreeMap::new(),
            failed: RefCell::default(),
        };
        let effect = entry.action.clone().tidied().effect(&made, &mut over);
        let Over { put, failed, .. } = over;
        if let Some(error) = failed.into_inner() {
            return Err(error);
        }
        if effect.is_ok() {
            self.0.extend(put);
        }
        Ok(())
    }

    /// A row as it is drawn, or as it is cached.
    pub fn get<T: Listed>(&self, connection: &Connection, id: RowId) -> Result<Option<T>, DbError> {
        match self.drawn(id)? {
            Some(row) => Ok(Some(row)),
            None => listed::get(connection, id),
        }
    }

    /// Every row that is drawn, as JSON.
    #[cfg(any(test, feature = "suite"))]
    pub fn rows(&self) -> &BTreeMap<(Collection, RowId), String> {
        &self.0
    }

    /// A row that is drawn.
    pub fn drawn<T: Synced>(&self, id: RowId) -> Result<Option<T>, DbError> {
        let row = self.0.get(&(T::COLLECTION, id));
        Ok(row.map(|row| serde_json::from_str(row)).transpose()?)
    }

    /// Every row of a customer as it is drawn, or as it is cached, by id.
    pub fn of_customer<T: Listed>(
        &self,
        connection: &Connection,
        customer: CustomerId,
    ) -> Result<Vec<T>, DbError> {
        let cached = listed::of_customer::<T>(connection, customer)?;
        let mut rows: BTreeMap<RowId, T> = cached.into_iter().map(|row| (row.id(), row)).collect();
        for ((collection, id), row) in &self.0 {
            if *collection == T::COLLECTION {
                rows.insert(*id, serde_json::from_str(row)?);
            }
        }
        Ok(rows.into_values().collect())
    }
}

/// The rows that one effect falls on.
struct Over<'a> {
    cached: &'a dyn Cached,
    owner: Owner,
    drawn: &'a Drawn,
    put: BTreeMap<(Collection, RowId), String>,
    failed: RefCell<Option<DbError>>,
}

impl Over<'_> {
    fn or_failed<T>(&self, answer: Result<T, DbError>, otherwise: T) -> T {
        answer.unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            otherwise
        })
    }

    fn json(&self, collection: Collection, id: RowId) -> Result<Option<String>, DbError> {
        if let Some(json) = self.put.get(&(collection, id)) {
            return Ok(Some(json.clone()));
        }
        if let Some(row) = self.drawn.0.get(&(collection, id)) {
            return Ok(Some(row.clone()));
        }
        self.cached.json(collection, id)
    }

    fn read<T: Synced>(&self, id: RowId) -> Result<Option<T>, DbError> {
        let json = self.json(T::COLLECTION, id)?;
        Ok(json.as_deref().map(serde_json::from_str).transpose()?)
    }

    fn ids(&self, collection: Collection) -> Result<Vec<RowId>, DbError> {
        let mut ids = self.cached.ids(collection, self.owner)?;
        let drawn = self.drawn.0.keys().chain(self.put.keys());
        ids.extend(drawn.filter(|(of, _)| *of == collection).map(|(_, id)| *id));
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }
}

impl Rows for Over<'_> {
    fn get<T: Synced>(&self, id: RowId) -> Option<T> {
        self.or_failed(self.read(id), None)
    }

    fn all<T: Synced>(&self) -> Vec<T> {
        let ids = self.or_failed(self.ids(T::COLLECTION), Vec::new());
        ids.into_iter().filter_map(|id| self.get(id)).collect()
    }

    fn put<T: Synced>(&mut self, row: T) {
        match serde_json::to_string(&row) {
            Ok(json) => drop(self.put.insert((T::COLLECTION, row.id()), json)),
            Err(error) => drop(self.failed.borrow_mut().get_or_insert(error.into())),
        }
    }
}

#[cfg(test)]
mod tests;
