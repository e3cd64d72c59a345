//! The optimistic overlay: cached rows with the effects of what was decided drawn in, until they
//! come true. What an effect is, the decision itself says.

use super::queue::{Entry, State};
use crate::cache::listed;
use crate::cache::meta::Meta;
use crate::db::DbError;
use balcao_bridge::{ActionId, ActionState};
use balcao_contract::Falling;
use balcao_contract::cursor::RowKey;
use balcao_contract::sync::RawRow;
use balcao_domain::decision::Needed;
use balcao_domain::{Collection, CustomerId, Listed, Made, Owner, RowId, Synced, User, UserId};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

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

/// The rows of one owner that are drawn otherwise than they are cached, or not cached at all.
#[derive(Debug, Default)]
pub(crate) struct Drawn(BTreeMap<RowKey, Stroke>);

/// What is drawn of a row.
#[derive(Debug, Clone)]
pub(crate) struct Stroke {
    /// The row; none where it is drawn as gone.
    pub row: Option<RawRow>,
    /// The last action that drew it.
    pub by: ActionId,
}

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
        let mut falling = Falling::default();
        for needed in entry.action.needs() {
            for key in self.keys(cached, owner, needed)? {
                if let Some(row) = self.row(cached, key)? {
                    falling.hold(key, row);
                }
            }
        }
        let effect = entry.action.clone().tidied().effect(&made, &mut falling);
        let changes = falling.into_changes()?.into_iter();
        if effect.is_ok() {
            let by = entry.id;
            let stroke = |row| Stroke { row, by };
            let strokes = changes.map(|change| (change.key, stroke(change.after)));
            self.0.extend(strokes);
        }
        Ok(())
    }

    /// The rows that are needed, as far as they are there.
    fn keys(
        &self,
        cached: &dyn Cached,
        owner: Owner,
        needed: Needed,
    ) -> Result<BTreeSet<RowKey>, DbError> {
        Ok(match needed {
            Needed::Row(collection, id) => BTreeSet::from([(collection, id)]),
            Needed::All(collection) => {
                let ids = cached.ids(collection, owner)?;
                let cached = ids.into_iter().map(|id| (collection, id));
                let drawn = self.0.keys().filter(|(of, _)| *of == collection);
                cached.chain(drawn.copied()).collect()
            }
        })
    }

    fn row(&self, cached: &dyn Cached, key: RowKey) -> Result<Option<RawRow>, DbError> {
        if let Some(drawn) = self.0.get(&key) {
            return Ok(drawn.row.clone());
        }
        let json = cached.json(key.0, key.1)?;
        Ok(json.as_deref().map(serde_json::from_str).transpose()?)
    }

    /// A row as it is drawn, or as it is cached.
    pub fn get<T: Listed>(&self, connection: &Connection, id: RowId) -> Result<Option<T>, DbError> {
        match self.0.get(&(T::COLLECTION, id)) {
            Some(drawn) => read(drawn.row.as_ref()),
            None => listed::get(connection, id),
        }
    }

    /// Every row that is drawn.
    #[cfg(any(test, feature = "suite"))]
    pub fn rows(&self) -> &BTreeMap<RowKey, Stroke> {
        &self.0
    }

    /// A row that is drawn.
    #[cfg(test)]
    pub fn drawn<T: Synced>(&self, id: RowId) -> Result<Option<T>, DbError> {
        let drawn = self.0.get(&(T::COLLECTION, id));
        read(drawn.and_then(|drawn| drawn.row.as_ref()))
    }

    /// What is drawn of a collection, by id.
    pub fn changes_of(&self, collection: Collection) -> impl Iterator<Item = (RowId, &Stroke)> {
        let of = self.0.iter().filter(move |((of, _), _)| *of == collection);
        of.map(|((_, id), stroke)| (*id, stroke))
    }

    /// What is drawn of a row.
    pub fn stroke(&self, collection: Collection, id: RowId) -> Option<&Stroke> {
        self.0.get(&(collection, id))
    }

    /// Every row of a customer as it is drawn, or as it is cached, by id.
    pub fn of_customer<T: Listed>(
        &self,
        connection: &Connection,
        customer: CustomerId,
    ) -> Result<Vec<T>, DbError> {
        let cached = listed::of_customer::<T>(connection, customer)?;
        let mut rows: BTreeMap<RowId, T> = cached.into_iter().map(|row| (row.id(), row)).collect();
        for (id, stroke) in self.changes_of(T::COLLECTION) {
            match read(stroke.row.as_ref())? {
                Some(row) => rows.insert(id, row),
                None => rows.remove(&id),
            };
        }
        Ok(rows.into_values().collect())
    }
}

fn read<T: Synced>(row: Option<&RawRow>) -> Result<Option<T>, DbError> {
    Ok(row.map(RawRow::read).transpose()?)
}

#[cfg(test)]
mod tests;
