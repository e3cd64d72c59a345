//! Performing a decision: its effect falls on the rows of its owner, in one transaction with its key,
//! its answer and what follows from it.

use std::collections::{BTreeMap, BTreeSet};

use balcao_contract::cursor::RowKey;
use balcao_contract::{Accepted, AcceptedRecord};
use balcao_domain::decision::{Needed, Refused, Rows};
use balcao_domain::{
    Access, Action, Collection, Customer, Issuer, Made, Owner, ProfileChangeRequest, RequestId,
    RequestState, RowId, Synced,
};
use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use super::action_keys::{ActionKey, Answer};
use super::changes::Writing;
use super::log::log;
use super::stored::{Asking, Sent, on_the_wire};
use super::{Store, StoreError, customers, profile_requests};
use crate::scope::{Denied, Scope};

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

/// The rows that one effect falls on, and what it puts.
#[derive(Default)]
struct Falling {
    rows: BTreeMap<RowKey, Value>,
    /// The rows that were there.
    found: BTreeSet<RowKey>,
    put: Vec<RowKey>,
}

impl Falling {
    fn hold<T: Synced>(&mut self, row: &T) {
        let key = (T::COLLECTION, row.id());
        self.rows.insert(key, json!(row));
        self.found.insert(key);
    }
}

impl Rows for Falling {
    fn get<T: Synced>(&self, id: RowId) -> Option<T> {
        let row = self.rows.get(&(T::COLLECTION, id))?;
        serde_json::from_value(row.clone()).ok()
    }

    fn all<T: Synced>(&self) -> Vec<T> {
        let of = self.rows.keys().filter(|(of, _)| *of == T::COLLECTION);
        of.filter_map(|(_, id)| self.get(*id)).collect()
    }

    fn put<T: Synced>(&mut self, row: T) {
        let key = (T::COLLECTION, row.id());
        self.rows.insert(key, json!(row));
        self.put.retain(|put| *put != key);
        self.put.push(key);
    }
}

/// The rows that an effect reads, as they are.
async fn read(
    db: &impl ConnectionTrait,
    provider: Issuer,
    action: &Action,
) -> Result<Falling, StoreError> {
    let mut falling = Falling::default();
    let Owner::Customer(owner) = action.owner() else {
        return Ok(falling);
    };
    for needed in action.needs() {
        match needed {
            Needed::Row(Collection::Customers, _) => {
                let row = customers::find(db, provider, owner).await?;
                row.iter().for_each(|row| falling.hold(row));
            }
            Needed::Row(Collection::ProfileRequests, RowId::Uuid(id)) => {
                let row = profile_requests::find(db, provider, RequestId::new(id)).await?;
                let row = row.filter(|row| row.customer == owner);
                row.iter().for_each(|row| falling.hold(row));
            }
            Needed::All(Collection::ProfileRequests) => {
                let rows = profile_requests::of_customer(db, provider, owner).await?;
                rows.iter().for_each(|row| falling.hold(row));
            }
            Needed::Row(..) | Needed::All(_) => return Err(StoreError::Unreadable("a need")),
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
    ) -> Result<Result<(), NotDone>, StoreError> {
        if let Err(denied) = scope.demand_of(action.owner(), Access::Decide(action.kind())) {
            return Ok(Err(denied.into()));
        }
        let mut falling = read(&self.db, scope.provider(), action).await?;
        let effect = action.effect(&made(scope, key, Utc::now()), &mut falling);
        Ok(effect.map_err(NotDone::from))
    }

    /// Performs a decision and what follows from it: a request that needs nobody's approval is
    /// approved at once.
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
        let owner = action.owner();
        if let Err(denied) = scope.demand_of(owner, Access::Decide(action.kind())) {
            return Ok(Err(denied.into()));
        }
        let Some(stream) = owner.stream() else {
            return Ok(Err(Denied::NotFound.into()));
        };
        let provider = scope.provider();
        let writing = self.write(now).await?;
        writing.hold(log(scope, stream)).await?;
        let mut falling = read(&writing.tx, provider, action).await?;
        if let Err(refused) = action.effect(&made(scope, key, now), &mut falling) {
            return Ok(Err(refused.into()));
        }
        let mut touched = writing.put_all(provider, &falling, now).await?;
        // Named in the answer whether they changed or not: who asks may hold an older form of them.
        touched.extend(
            action
                .needs()
                .into_iter()
                .filter_map(|needed| match needed {
                    Needed::Row(collection, id) => Some((collection, id)),
                    Needed::All(_) => None,
                }),
        );
        touched.retain(|(collection, _)| scope.reads(stream, *collection));
        let records = writing.records(scope, owner, touched).await?;
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
        if let Err(denied) = scope.demand_of(action.owner(), Access::Decide(action.kind())) {
            return Ok(Err(denied));
        }
        let Some(stream) = action.owner().stream() else {
            return Ok(Err(Denied::NotFound));
        };
        // Read before the rows, so that they are at least as new as it says.
        let seq = self.head(scope, stream).await?.seq;
        let asking = Asking {
            store: self,
            scope,
            stream,
            now: Utc::now(),
        };
        let mut records = Vec::new();
        for needed in action.needs() {
            let (collection, id) = match needed {
                Needed::Row(collection, id) => (collection, id),
                Needed::All(collection) => (collection, key.into()),
            };
            if !scope.reads(stream, collection) {
                continue;
            }
            if let Some(Sent::Row(put)) = asking.sent_one(collection, id).await? {
                records.push(AcceptedRecord {
                    collection,
                    id,
                    put,
                });
            }
        }
        Ok(Ok(Accepted {
            stream,
            seq,
            records,
            already_done: true,
        }))
    }
}

impl Writing {
    /// Puts what an effect has put; answers what was touched by it and by what follows.
    async fn put_all(
        &self,
        provider: Issuer,
        falling: &Falling,
        now: DateTime<Utc>,
    ) -> Result<BTreeSet<RowKey>, StoreError> {
        let mut touched = BTreeSet::new();
        for key in &falling.put {
            let (collection, id) = *key;
            touched.insert(*key);
            match collection {
                Collection::Customers => {
                    let row: Option<Customer> = falling.get(id);
                    self.put(provider, &written(row)?).await?;
                }
                Collection::ProfileRequests => {
                    let row: ProfileChangeRequest = written(falling.get(id))?;
                    if !falling.found.contains(key)
                        && profile_requests::is_taken(&self.tx, row.id).await?
                    {
                        // Somebody else's, whose id was guessed.
                        return Err(StoreError::Exists);
                    }
                    if row.state != RequestState::Pending {
                        self.put(provider, &row).await?;
                        continue;
                    }
                    let customer = row.customer.uuid().into();
                    let row = self.ask(provider, row, now).await?;
                    if row.state == RequestState::Approved {
                        touched.insert((Collection::Customers, customer));
                    }
                }
                _ => return Err(StoreError::Unreadable("an effect")),
            }
        }
        Ok(touched)
    }

    /// The rows as they are once all is done.
    async fn records(
        &self,
        scope: &Scope,
        owner: Owner,
        touched: BTreeSet<RowKey>,
    ) -> Result<Vec<AcceptedRecord>, StoreError> {
        let provider = scope.provider();
        let mut records = Vec::new();
        for (collection, id) in touched {
            let put = match (collection, id, owner) {
                (Collection::Customers, _, Owner::Customer(customer)) => {
                    let row = customers::find(&self.tx, provider, customer).await?;
                    on_the_wire(written(row)?, scope)?
                }
                (Collection::ProfileRequests, RowId::Uuid(id), _) => {
                    let id = RequestId::new(id);
                    let row = profile_requests::find(&self.tx, provider, id).await?;
                    on_the_wire(written(row)?, scope)?
                }
                _ => return Err(StoreError::Unreadable("an effect")),
            };
            records.extend(put.map(|put| AcceptedRecord {
                collection,
                id,
                put,
            }));
        }
        Ok(records)
    }
}

fn written<T>(row: Option<T>) -> Result<T, StoreError> {
    row.ok_or(StoreError::Unreadable("an effect"))
}
