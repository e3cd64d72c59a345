//! The demo: an empty database is filled with the named people.

use std::sync::Arc;

use balcao_bounds::NotRun;
use balcao_domain::{CivilDate, Sensitive};
use balcao_people::{CONSTRUTORA_TAX_ID, Cast, call, everyone};
use chrono::{DateTime, Utc};
use tokio::task::JoinSet;

use crate::password::{PasswordError, PasswordHash, Passwords};
use crate::scope::System;
use crate::store::{Opening, Store, StoreError};

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds somebody else.
    #[error("the database holds other providers; the demo wants one of its own")]
    Occupied,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Hashing failed.
    #[error(transparent)]
    Password(#[from] PasswordError),
}

/// Fills an empty database; one that holds the demo already is left as it is. Answers the cast.
///
/// # Errors
/// Those of [`DemoError`].
pub async fn fill(
    store: &Store,
    passwords: &Arc<Passwords>,
    today: CivilDate,
    seed: u64,
    now: DateTime<Utc>,
) -> Result<Vec<Cast>, DemoError> {
    let casts = everyone(today, seed);
    let present = store.providers(System).await?;
    let is_cast = |slug: &str| casts.iter().any(|cast| cast.provider.slug == slug);
    if !present.iter().all(|provider| is_cast(&provider.slug)) {
        return Err(DemoError::Occupied);
    }
    if present.is_empty() {
        let mut openings = Vec::with_capacity(casts.len());
        for cast in &casts {
            openings.push(opening(cast, passwords).await?);
        }
        store.take_in(System, &openings, now).await?;
    }
    Ok(casts)
}

/// Lets the company with the most lines make calls, until the portal counts so many.
///
/// # Errors
/// Those of the database.
pub async fn make_calls(
    store: &Store,
    casts: &[Cast],
    count: u64,
    today: CivilDate,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for cast in casts {
        if let Some(customer) = cast.customer_of(CONSTRUTORA_TAX_ID) {
            let issuer = cast.provider.issuer;
            let make = |id| call(id, count, today);
            store
                .take_in_calls(System, issuer, customer, count, make, now)
                .await?;
        }
    }
    Ok(())
}

async fn opening(cast: &Cast, passwords: &Arc<Passwords>) -> Result<Opening, PasswordError> {
    let mut hashing = JoinSet::new();
    for (place, person) in cast.people.iter().enumerate() {
        let passwords = Arc::clone(passwords);
        let password = Sensitive::new(person.password.to_owned());
        hashing
            .spawn(async move { Ok::<_, PasswordError>((place, passwords.hash(password).await?)) });
    }
    let mut hashes: Vec<(usize, PasswordHash)> = Vec::with_capacity(cast.people.len());
    while let Some(hashed) = hashing.join_next().await {
        hashes.push(hashed.map_err(|_| NotRun::Stopping)??);
    }
    hashes.sort_unstable_by_key(|(place, _)| *place);
    let users = cast.people.iter().map(|person| person.user.clone());
    Ok(Opening {
        provider: cast.provider.clone(),
        customers: cast.customers.clone(),
        users: users
            .zip(hashes.into_iter().map(|(_, hash)| hash))
            .collect(),
        plans: cast.plans.clone(),
        bills: cast.bills.clone(),
        requests: cast.requests.clone(),
        rows: cast.rows.clone(),
    })
}
