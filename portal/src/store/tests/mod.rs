//! Tests that look beneath the store's functions.

mod changes;
pub mod database;
mod deletes;
mod relay;
mod replicas;
mod spoilt;

use std::ffi::OsString;
use std::sync::Arc;

use balcao_domain::{Bill, CivilDate, Issuer};
use balcao_people::Cast;
use chrono::{DateTime, Utc};

use self::database::TestDatabase;
use super::changes::Log;
use super::{Address, Store, Telling};
use crate::demo;
use crate::password::Passwords;

impl TestDatabase {
    /// Where it is.
    pub fn address(&self) -> Address {
        OsString::from(self.text()).try_into().unwrap()
    }
}

impl Store {
    /// Writes a bill as if the provider's own system had.
    pub(crate) async fn put_bill(&self, provider: Issuer, bill: &Bill) {
        let writing = self.write(now()).await.unwrap();
        writing.hold(Log::Provider(provider)).await.unwrap();
        writing.put(provider, bill).await.unwrap();
        writing.commit().await.unwrap();
    }

    /// Takes the named people in and answers Rede Horizonte.
    async fn populate(&self) -> Cast {
        let passwords = Arc::new(Passwords::new().unwrap());
        let casts = demo::fill(self, &passwords, today(), 1, now()).await;
        casts.unwrap().remove(0)
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-22T15:00:00Z".parse().unwrap()
}

fn today() -> CivilDate {
    CivilDate::from_ymd(2026, 11, 22).unwrap()
}

/// Payments told today.
fn telling(provider: Issuer) -> Telling<'static> {
    Telling {
        provider,
        day_of: &|_| today(),
        today: today(),
    }
}
