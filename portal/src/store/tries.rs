//! Sign-ins tried, and how long to wait after wrong ones.

use std::net::IpAddr;

use balcao_domain::{Issuer, TaxId};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{QuerySelect, Set};
use sha2::{Digest, Sha256};

use super::changes::Writing;
use super::{Store, StoreError};
use crate::scope::System;

/// The wait after the first wrong try that is one too many; it doubles with each further one.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(5);

/// The longest wait.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_tries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: Vec<u8>,
    pub wrong: i32,
    pub tried_at: i64,
    pub blocked_until: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Whose tries are counted together. Known to the database by a hash only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    hash: [u8; 32],
    /// How many wrong tries make the next one wait.
    patience: i32,
    /// When wrong tries are forgotten.
    memory: TimeDelta,
}

impl Subject {
    /// A sign-in, whether it exists or not.
    pub fn account(provider: Issuer, tax_id: TaxId) -> Self {
        let digest = Sha256::new()
            .chain_update("account")
            .chain_update(provider.uuid())
            .chain_update(tax_id.as_str());
        Self {
            hash: digest.finalize().into(),
            patience: 3,
            memory: TimeDelta::days(1),
        }
    }

    /// An address; of IPv6 the network, for a household has as many addresses as it likes. A
    /// provider's customers share addresses, so it takes far more to make one wait.
    pub fn address(address: IpAddr) -> Self {
        let digest = Sha256::new().chain_update("address");
        let digest = match address.to_canonical() {
            IpAddr::V4(v4) => digest.chain_update(v4.octets()),
            IpAddr::V6(v6) => digest.chain_update((v6.to_bits() >> 64).to_be_bytes()),
        };
        Self {
            hash: digest.finalize().into(),
            patience: 200,
            memory: TimeDelta::hours(1),
        }
    }

    fn wait_after(&self, wrong: i32) -> TimeDelta {
        if wrong < self.patience {
            return TimeDelta::zero();
        }
        let doublings = u32::try_from(wrong - self.patience).unwrap_or(0).min(16);
        (FIRST_WAIT * (1 << doublings)).min(LONGEST_WAIT)
    }
}

/// Too many wrong tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("throttled for {seconds} s")]
pub struct Throttled {
    /// How long to wait.
    pub seconds: u32,
}

impl Store {
    /// Counts a try as wrong before it is looked at, so that many at once do not slip through;
    /// [`Store::forgive_try`] takes it back. While one of the subjects has to wait, nothing is
    /// counted.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_try(
        &self,
        _: System,
        subjects: &[Subject],
        now: DateTime<Utc>,
    ) -> Result<Result<(), Throttled>, StoreError> {
        let writing = self.write(now).await?;
        for subject in subjects {
            let wrong = match writing.tried(subject).await? {
                Some(row) if row.blocked_until > now.timestamp() => {
                    let wait = row.blocked_until - now.timestamp();
                    let seconds = u32::try_from(wait).unwrap_or(u32::MAX);
                    return Ok(Err(Throttled { seconds }));
                }
                Some(row) if now.timestamp() - row.tried_at < subject.memory.num_seconds() => {
                    row.wrong.saturating_add(1)
                }
                _ => 1,
            };
            writing.count(subject, wrong, now).await?;
        }
        writing.commit().await?;
        Ok(Ok(()))
    }

    /// Takes a counted try back, for it was right: the account begins anew, the address is as
    /// it was.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forgive_try(
        &self,
        _: System,
        account: Subject,
        address: Subject,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let writing = self.write(now).await?;
        writing.count(&account, 0, now).await?;
        if let Some(row) = writing.tried(&address).await? {
            let wrong = row.wrong.saturating_sub(1).max(0);
            writing.count(&address, wrong, now).await?;
        }
        writing.commit().await
    }

    /// Forgets tries that count no more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prune_tries(&self, _: System, now: DateTime<Utc>) -> Result<(), StoreError> {
        Entity::delete_many()
            .filter(Column::TriedAt.lt((now - TimeDelta::days(1)).timestamp()))
            .exec(&self.db)
            .await?;
        Ok(())
    }
}

impl Writing {
    /// A subject's tries, which nobody else counts until this is committed or undone.
    async fn tried(&self, subject: &Subject) -> Result<Option<Model>, StoreError> {
        // Of one that never tried there would be no row to hold.
        let never = ActiveModel {
            subject: Set(subject.hash.to_vec()),
            wrong: Set(0),
            tried_at: Set(0),
            blocked_until: Set(0),
        };
        Entity::insert(never)
            .on_conflict_do_nothing_on([Column::Subject])
            .exec_without_returning(&self.tx)
            .await?;
        let row = Entity::find_by_id(subject.hash.to_vec()).lock(LockType::NoKeyUpdate);
        Ok(row.one(&self.tx).await?)
    }

    async fn count(
        &self,
        subject: &Subject,
        wrong: i32,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = ActiveModel {
            subject: Set(subject.hash.to_vec()),
            wrong: Set(wrong),
            tried_at: Set(now.timestamp()),
            blocked_until: Set((now + subject.wait_after(wrong)).timestamp()),
        };
        let changed = [Column::Wrong, Column::TriedAt, Column::BlockedUntil];
        Entity::insert(row)
            .on_conflict(
                OnConflict::column(Column::Subject)
                    .update_columns(changed)
                    .to_owned(),
            )
            .exec_without_returning(&self.tx)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_after_three_and_ends_at_a_quarter_of_an_hour() {
        let account = Subject::account(
            Issuer::new(Uuid::nil()),
            TaxId::parse("390.533.447-05").unwrap(),
        );
        let waits = (0..14).map(|wrong| account.wait_after(wrong).num_seconds());
        assert_eq!(
            waits.collect::<Vec<_>>(),
            [0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]
        );
        assert_eq!(account.wait_after(i32::MAX), LONGEST_WAIT);
    }

    #[test]
    fn an_ipv6_network_is_one_address_and_a_mapped_one_is_ipv4() {
        let of = |text: &str| Subject::address(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
