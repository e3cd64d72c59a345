//! Taking in all that a provider begins with.

use balcao_contract::sync::RawRow;
use balcao_domain::{AnyRow, Bill, Customer, Plan, ProfileChangeRequest, Provider, User};
use chrono::{DateTime, Utc};

use super::{Store, StoreError, credentials};
use crate::password::PasswordHash;
use crate::scope::System;

/// What a provider begins with.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The provider.
    pub provider: Provider,
    /// Its customers.
    pub customers: Vec<Customer>,
    /// Their sign-ins, each with a password.
    pub users: Vec<(User, PasswordHash)>,
    /// Their plans.
    pub plans: Vec<Plan>,
    /// Their bills.
    pub bills: Vec<Bill>,
    /// What they have asked to be changed of their data.
    pub requests: Vec<ProfileChangeRequest>,
    /// What else they have.
    pub rows: Vec<AnyRow>,
}

impl Store {
    /// Takes providers in with all that is theirs, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when something of it is there already; those of the database.
    pub async fn take_in(
        &self,
        _: System,
        openings: &[Opening],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let writing = self.write(now).await?;
        for opening in openings {
            let provider = opening.provider.issuer;
            writing.put(provider, &opening.provider).await?;
            for customer in &opening.customers {
                writing.put(provider, customer).await?;
            }
            for (user, password) in &opening.users {
                writing.put(provider, user).await?;
                credentials::set(&writing.tx, user.id, password).await?;
            }
            for plan in &opening.plans {
                writing.put(provider, plan).await?;
            }
            for bill in &opening.bills {
                writing.put(provider, bill).await?;
            }
            for request in &opening.requests {
                writing.put(provider, request).await?;
            }
            for row in &opening.rows {
                let put =
                    RawRow::of(row).map_err(|_| StoreError::Unreadable("a row to take in"))?;
                writing
                    .put_raw(provider, row.collection(), &put, true)
                    .await?;
            }
        }
        writing.commit().await
    }
}
