//! What sync reads: where a stream stands, its rows in order, and what changed since.

use std::collections::HashMap;

use balcao_contract::cursor::{Mark, RowKey};
use balcao_domain::{Collection, Stream};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseExecutor, QueryOrder, QuerySelect};

use super::changes::{self, Log, mark, row_id, streams};
use super::stored::{Asking, Sent};
use super::{Store, StoreError, at_most};
use crate::scope::{Scope, System};

/// A row as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its place in loading order.
    pub key: RowKey,
    /// The row.
    pub sent: Sent,
}

/// A line of the log, with the row as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its place.
    pub mark: Mark,
    /// What changed.
    pub key: RowKey,
    /// The row; none when it is gone.
    pub sent: Option<Sent>,
}

/// What a user's app is sent of a stream.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Whose it is.
    pub scope: &'a Scope,
    /// When it asks, which decides which usage is kept.
    pub now: DateTime<Utc>,
}

/// Which log a stream is, for this user.
pub(super) fn log(scope: &Scope, stream: Stream) -> Log {
    match stream {
        Stream::Provider => Log::Provider(scope.provider()),
        Stream::User => Log::User(scope.user()),
        Stream::Customer(id) => Log::Customer(id),
    }
}

fn asking<'a>(db: &'a DatabaseExecutor<'a>, reader: Reader<'a>, stream: Stream) -> Asking<'a> {
    Asking {
        db,
        scope: reader.scope,
        stream,
        now: reader.now,
    }
}

impl Store {
    /// Where a stream's log ends.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn head(&self, scope: &Scope, stream: Stream) -> Result<Mark, StoreError> {
        let name = log(scope, stream).name();
        match streams::Entity::find_by_id(name).one(&self.db).await? {
            Some(head) => mark(head.seq, &head.tag),
            None => Ok(Mark::START),
        }
    }

    /// Whether the log has this place, so that everything after it is still known.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn knows(
        &self,
        scope: &Scope,
        stream: Stream,
        place: Mark,
    ) -> Result<bool, StoreError> {
        let head = self.head(scope, stream).await?;
        if place == head {
            return Ok(true);
        }
        let Ok(seq) = i64::try_from(place.seq) else {
            return Ok(false);
        };
        let name = log(scope, stream).name();
        let find = |seq| changes::Entity::find_by_id((name.clone(), seq)).one(&self.db);
        if place == Mark::START {
            // Nothing stands there: it is known as long as the first line after it is.
            return Ok(find(1).await?.is_some());
        }
        Ok(find(seq).await?.is_some_and(|line| line.tag == place.tag))
    }

    /// At most `limit` rows of a stream that a reader is sent, after `after`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn rows_after(
        &self,
        reader: Reader<'_>,
        stream: Stream,
        after: Option<RowKey>,
        limit: usize,
    ) -> Result<Vec<Row>, StoreError> {
        let db = (&self.db).into();
        let asking = asking(&db, reader, stream);
        let mut rows = Vec::new();
        for collection in Collection::ALL {
            let after = match after {
                Some((last, _)) if collection < last => continue,
                Some((last, id)) if collection == last => Some(id),
                _ => None,
            };
            let room = limit.saturating_sub(rows.len());
            if room == 0 {
                break;
            }
            if reader.scope.reads(stream, collection) {
                let page = asking.sent_page(collection, after, room);
                rows.extend(page.await?.into_iter().map(|(id, sent)| Row {
                    key: (collection, id),
                    sent,
                }));
            }
        }
        Ok(rows)
    }

    /// At most `limit` lines of a stream's log after a known place, up to `until`.
    ///
    /// A row that several of them name is read once, for the last one; the lines before it are
    /// left out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn changes_after(
        &self,
        reader: Reader<'_>,
        stream: Stream,
        after: Mark,
        until: Mark,
        limit: usize,
    ) -> Result<(Vec<Change>, Mark), StoreError> {
        let lines = changes::Entity::find()
            .filter(changes::Column::Stream.eq(log(reader.scope, stream).name()))
            .filter(changes::Column::Seq.gt(after.seq))
            .filter(changes::Column::Seq.lte(until.seq))
            .order_by_asc(changes::Column::Seq)
            .limit(at_most(limit))
            .all(&self.db)
            .await?;
        let mut place = after;
        let mut last_of = HashMap::new();
        let mut named = Vec::with_capacity(lines.len());
        for line in lines {
            place = mark(line.seq, &line.tag)?;
            let Some(collection) = Collection::from_name(&line.collection) else {
                // A newer replica's: this one has no rows of it to send.
                continue;
            };
            let key = (collection, row_id(collection, line.id)?);
            last_of.insert(key, place.seq);
            named.push((place, key));
        }
        let db = (&self.db).into();
        let asking = asking(&db, reader, stream);
        let mut found = Vec::with_capacity(last_of.len());
        for (mark, key) in named {
            let (collection, id) = key;
            if last_of.get(&key) == Some(&mark.seq) && reader.scope.reads(stream, collection) {
                let sent = asking.sent_one(collection, id).await?;
                found.push(Change { mark, key, sent });
            }
        }
        Ok((found, place))
    }

    /// Forgets the lines of the log made before an instant; who stands among them loads afresh.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prune_log(&self, _: System, before: DateTime<Utc>) -> Result<(), StoreError> {
        changes::Entity::delete_many()
            .filter(changes::Column::MadeAt.lt(before.timestamp()))
            .exec(&self.db)
            .await?;
        Ok(())
    }
}
