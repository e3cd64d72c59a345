//! Sign-ins tried, and how long to wait after wrong ones.

use std::net::IpAddr;

use balcao_bounds::network;
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
    forgets: Forgets,
}

/// When wrong tries are forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Forgets {
    /// All of them, once so long nobody has tried.
    All(TimeDelta),
    /// One after the other, each after so long: a leaky bucket.
    OneEach(TimeDelta),
}

/// How many wrong tries count, and from when on the next is forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counted {
    wrong: i32,
    since: i64,
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
            forgets: Forgets::All(TimeDelta::days(1)),
        }
    }

    /// A network at a provider. A provider's customers share addresses, so it takes far more to make one
    /// wait, and what they mistype in the course of time never does.
    pub fn address(provider: Issuer, address: IpAddr) -> Self {
        let digest = Sha256::new()
            .chain_update("address")
            .chain_update(provider.uuid());
        let digest = match network(address) {
            IpAddr::V4(v4) => digest.chain_update(v4.octets()),
            IpAddr::V6(v6) => digest.chain_update(v6.octets()),
        };
        Self {
            hash: digest.finalize().into(),
            patience: 200,
            forgets: Forgets::OneEach(TimeDelta::seconds(18)),
        }
    }

    /// What still counts of tries that were counted before.
    fn remembered(&self, before: Counted, now: i64) -> Counted {
        let none = Counted {
            wrong: 0,
            since: now,
        };
        let passed = (now - before.since).max(0);
        match self.forgets {
            Forgets::All(after) if passed < after.num_seconds() => before,
            Forgets::All(_) => none,
            Forgets::OneEach(each) => {
                let forgotten = passed / each.num_seconds().max(1);
                let wrong = i64::from(before.wrong) - forgotten;
                match i32::try_from(wrong) {
                    Ok(wrong) if wrong > 0 => Counted {
                        wrong,
                        since: before.since + forgotten * each.num_seconds(),
                    },
                    _ => none,
                }
            }
        }
    }

    /// One more.
    fn with_another(&self, before: Counted, now: i64) -> Counted {
        let before = self.remembered(before, now);
        Counted {
            wrong: before.wrong.saturating_add(1),
            since: match self.forgets {
                Forgets::All(_) => now,
                Forgets::OneEach(_) => before.since,
            },
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

impl Counted {
    fn of(row: Option<Model>) -> Self {
        row.map_or(Self { wrong: 0, since: 0 }, |row| Self {
            wrong: row.wrong,
            since: row.tried_at,
        })
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
            let row = writing.tried(subject).await?;
            let at = now.timestamp();
            if let Some(row) = row.as_ref().filter(|row| row.blocked_until > at) {
                let seconds = u32::try_from(row.blocked_until - at).unwrap_or(u32::MAX);
                return Ok(Err(Throttled { seconds }));
            }
            let before = Counted::of(row);
            let counted = subject.with_another(before, at);
            writing.count(subject, counted, now).await?;
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
        let at = now.timestamp();
        let none = Counted {
            wrong: 0,
            since: at,
        };
        writing.count(&account, none, now).await?;
        if let Some(row) = writing.tried(&address).await? {
            let counted = address.remembered(Counted::of(Some(row)), at);
            let wrong = counted.wrong.saturating_sub(1).max(0);
            writing
                .count(&address, Counted { wrong, ..counted }, now)
                .await?;
        }
        writing.commit().await
    }

    /// Takes a counted try back that was not looked at: it is as if nobody had tried.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_try_back(
        &self,
        _: System,
        subjects: &[Subject],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let writing = self.write(now).await?;
        let at = now.timestamp();
        for subject in subjects {
            let counted = subject.remembered(Counted::of(writing.tried(subject).await?), at);
            let wrong = counted.wrong.saturating_sub(1).max(0);
            let before = Counted { wrong, ..counted };
            writing.keep(subject, before, now).await?;
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
        counted: Counted,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let wait = subject.wait_after(counted.wrong);
        self.keep(subject, counted, now + wait).await
    }

    async fn keep(
        &self,
        subject: &Subject,
        counted: Counted,
        blocked_until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = ActiveModel {
            subject: Set(subject.hash.to_vec()),
            wrong: Set(counted.wrong),
            tried_at: Set(counted.since),
            blocked_until: Set(blocked_until.timestamp()),
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
    fn a_network_is_counted_by_provider() {
        let at = |provider: u128, text: &str| {
            let provider = Issuer::new(Uuid::from_u128(provider));
            Subject::address(provider, text.parse().unwrap())
        };
        let of = |text: &str| at(1, text);
        assert_ne!(at(1, "192.0.2.1"), at(2, "192.0.2.1"));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
    }

    #[test]
    fn what_an_address_mistypes_in_the_course_of_time_makes_nobody_wait() {
        let address = Subject::address(Issuer::new(Uuid::nil()), [192, 0, 2, 1].into());
        let mut counted = Counted { wrong: 0, since: 0 };
        // One in twenty seconds for a month, tried at any second.
        for minute in 0..30 * 24 * 60 * 3 {
            counted = address.with_another(counted, minute * 20 + minute % 7);
            assert!(counted.wrong < 5, "{counted:?} after {minute}");
        }
        // A flood is another thing, and an hour of silence forgets it.
        let begun = counted.since.max(100_000_000);
        for _ in 0..250 {
            counted = address.with_another(counted, begun);
        }
        assert_eq!(counted.wrong, 250);
        assert!(address.wait_after(counted.wrong) > TimeDelta::zero());
        let later = address.remembered(counted, begun + 3_600);
        assert_eq!(later.wrong, 50);
        assert_eq!(address.wait_after(later.wrong), TimeDelta::zero());
    }

    #[test]
    fn an_account_forgets_all_after_a_day_without_a_try() {
        let tax_id = TaxId::parse("390.533.447-05").unwrap();
        let account = Subject::account(Issuer::new(Uuid::nil()), tax_id);
        let day = 24 * 3_600;
        let counted = Counted { wrong: 7, since: 0 };
        assert_eq!(account.with_another(counted, day - 1).wrong, 8);
        assert_eq!(account.with_another(counted, day).wrong, 1);
    }
}
