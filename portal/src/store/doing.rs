//! Performing a decision: its effect falls on the rows of its owner, in one transaction with its key,
//! its answer and what follows from it.

use std::collections::BTreeSet;

use balcao_contract::cursor::RowKey;
use balcao_contract::sync::RawRow;
use balcao_contract::{Accepted, AcceptedRecord, Change, Falling};
use balcao_domain::decision::{Needed, Refused};
use balcao_domain::{Access, Action, Collection, Issuer, Made, Stream, for_each_collection};
use chrono::{DateTime, SubsecRound, Utc};
use uuid::Uuid;

use super::action_keys::{ActionKey, Answer};
use super::changes::{Writing, Written};
use super::log::log;
use super::stored::{Asking, Sent};
use super::{Store, StoreError};
use crate::scope::{Denied, Scope};

/// How many rows are read at once where an effect needs all of them.
const PAGE: usize = 1_000;

/// Why a decision is not performed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// The user may not decide it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The rows refuse it.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// The rows that an effect reads, as they are. Of all of a collection those that do not read are left
/// out; without a row that it names it cannot be.
async fn read(asking: Asking<'_>, action: &Action) -> Result<Falling, StoreError> {
    let mut falling = Falling::default();
    for needed in action.needs() {
        match needed {
            Needed::Row(collection, id) => {
                if let Some(row) = asking.raw_one(collection, id).await? {
                    falling.hold((collection, id), row);
                }
            }
            Needed::All(collection) => {
                let mut after = None;
                loop {
                    let page = asking.raw_page(collection, after, PAGE).await?;
                    let is_last = page.len() < PAGE;
                    for (id, row) in page {
                        after = Some(id);
                        row.into_iter()
                            .for_each(|row| falling.hold((collection, id), row));
                    }
                    if is_last {
                        break;
                    }
                }
            }
        }
    }
    Ok(falling)
}

fn made(scope: &Scope, key: ActionKey, now: DateTime<Utc>) -> Made {
    Made {
        id: key.id,
        // As exactly as it is stored.
        at: now.trunc_subsecs(0),
        by: scope.user(),
    }
}

/// The stream whose rows a decision is about, for one who may take it.
fn may(scope: &Scope, action: &Action) -> Result<Stream, Denied> {
    let owner = action.owner();
    scope.demand_of(owner, Access::Decide(action.kind()))?;
    owner.stream().ok_or(Denied::NotFound)
}

impl Store {
    /// Whether a decision could be performed at this moment.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn performable(
        &self,
        scope: &Scope,
        key: ActionKey,
        action: &Action,
        now: DateTime<Utc>,
    ) -> Result<Result<(), NotDone>, StoreError> {
        let stream = match may(scope, action) {
            Ok(stream) => stream,
            Err(denied) => return Ok(Err(denied.into())),
        };
        let asking = Asking {
            db: &(&self.db).into(),
            scope,
            stream,
            now,
        };
        let mut falling = read(asking, action).await?;
        let effect = action.effect(&made(scope, key, now), &mut falling);
        Ok(effect.map_err(NotDone::from))
    }

    /// Performs a decision and what follows from it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the key was used; those of the database.
    pub async fn perform(
        &self,
        scope: &Scope,
        key: ActionKey,
        action: &Action,
        now: DateTime<Utc>,
    ) -> Result<Result<Answer, NotDone>, StoreError> {
        let stream = match may(scope, action) {
            Ok(stream) => stream,
            Err(denied) => return Ok(Err(denied.into())),
        };
        let writing = self.write(now).await?;
        writing.hold(log(scope, stream)).await?;
        let db = (&writing.tx).into();
        let asking = Asking {
            db: &db,
            scope,
            stream,
            now,
        };
        let mut falling = read(asking, action).await?;
        if let Err(refused) = action.effect(&made(scope, key, now), &mut falling) {
            return Ok(Err(refused.into()));
        }
        let changes = falling.into_changes().map_err(|_| unreadable())?;
        let mut touched = writing.change(scope.provider(), &changes).await?;
        // Named in the answer whether they changed or not: who asks may hold an older form of them.
        touched.extend(named(action));
        let records = records(asking, touched).await?;
        drop(db);
        let ends = (stream, log(scope, stream));
        let answer = writing.accept(key, ends, records, now).await?;
        Ok(Ok(answer))
    }

    /// The rows that an action made or could have changed, as they are now: for one whose answer
    /// was kept no longer.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn present(
        &self,
        scope: &Scope,
        key: Uuid,
        action: &Action,
    ) -> Result<Result<Accepted, Denied>, StoreError> {
        let stream = match may(scope, action) {
            Ok(stream) => stream,
            Err(denied) => return Ok(Err(denied)),
        };
        let asking = Asking {
            db: &(&self.db).into(),
            scope,
            stream,
            now: Utc::now(),
        };
        // Read before the rows, so that they are at least as new as it says.
        let seq = self.head(scope, stream).await?.seq;
        let mut touched: BTreeSet<_> = named(action).collect();
        for needed in action.needs() {
            if let Needed::All(collection) = needed
                && asking.raw_one(collection, key.into()).await?.is_some()
            {
                touched.insert((collection, key.into()));
            }
        }
        Ok(Ok(Accepted {
            stream,
            seq,
            records: records(asking, touched).await?,
            already_done: true,
        }))
    }
}

/// The rows that a decision names.
fn named(action: &Action) -> impl Iterator<Item = RowKey> {
    let needs = action.needs().into_iter();
    needs.filter_map(|needed| match needed {
        Needed::Row(collection, id) => Some((collection, id)),
        Needed::All(_) => None,
    })
}

/// Rows as they are, for an answer: of those that the user reads and the app has a form for.
async fn records(
    asking: Asking<'_>,
    touched: BTreeSet<RowKey>,
) -> Result<Vec<AcceptedRecord>, StoreError> {
    let mut records = Vec::new();
    for (collection, id) in touched {
        if !asking.scope.reads(asking.stream, collection) {
            continue;
        }
        let put = match asking.sent_one(collection, id).await? {
            Some(Sent::Row(row)) => Some(row),
            None => None,
            Some(Sent::Unreadable | Sent::Unknown) => continue,
        };
        records.push(AcceptedRecord {
            collection,
            id,
            put,
        });
    }
    Ok(records)
}

impl Writing {
    /// Makes of rows what an effect made of them; answers which were touched by it and by what
    /// follows.
    async fn change(
        &self,
        provider: Issuer,
        changes: &[Change],
    ) -> Result<BTreeSet<RowKey>, StoreError> {
        let mut touched = BTreeSet::new();
        for change in changes {
            let (collection, _) = change.key;
            touched.insert(change.key);
            match (&change.before, &change.after) {
                (before, Some(row)) => {
                    let put = self.put_raw(provider, collection, row, before.is_none());
                    touched.extend(put.await?);
                }
                (Some(row), None) => self.remove_raw(provider, collection, row).await?,
                (None, None) => {}
            }
        }
        Ok(touched)
    }
}

const fn unreadable() -> StoreError {
    StoreError::Unreadable("an effect")
}

async fn put<T: Written>(
    writing: &Writing,
    provider: Issuer,
    row: &RawRow,
    is_new: bool,
) -> Result<Vec<RowKey>, StoreError> {
    let row: T = row.read().map_err(|_| unreadable())?;
    if is_new && row.is_taken(&writing.tx).await? {
        // Somebody else's, whose id was guessed.
        return Err(StoreError::Exists);
    }
    row.put_by_decision(writing, provider).await
}

async fn remove<T: Written>(
    writing: &Writing,
    provider: Issuer,
    row: &RawRow,
) -> Result<(), StoreError> {
    let row: T = row.read().map_err(|_| unreadable())?;
    row.remove_by_decision(writing, provider).await
}

/// What is done with rows as they are kept: usage is measured, nobody decides about it.
macro_rules! by_keeping {
    (listed, $done:expr) => {
        $done.await
    };
    (usage, $done:expr) => {
        Err(unreadable())
    };
}

macro_rules! any {
    ($(
        $variant:ident: $kept:ident $row:ident, $name:literal, $number:literal, $stream:ident,
        $module:expr, $since:literal, [$($role:ident),*];
    )*) => {
        impl Writing {
            /// Writes a row because a user decided so, or it comes with what a provider begins with;
            /// answers which others changed with it.
            pub(super) async fn put_raw(
                &self,
                provider: Issuer,
                collection: Collection,
                row: &RawRow,
                is_new: bool,
            ) -> Result<Vec<RowKey>, StoreError> {
                match collection {
                    $(Collection::$variant => by_keeping!(
                        $kept,
                        put::<balcao_domain::$row>(self, provider, row, is_new)
                    ),)*
                }
            }

            async fn remove_raw(
                &self,
                provider: Issuer,
                collection: Collection,
                row: &RawRow,
            ) -> Result<(), StoreError> {
                match collection {
                    $(Collection::$variant => by_keeping!(
                        $kept,
                        remove::<balcao_domain::$row>(self, provider, row)
                    ),)*
                }
            }
        }
    };
}

for_each_collection!(any);
