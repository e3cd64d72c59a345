//! Tests that look beneath the store's functions.

mod changes;
pub mod database;
mod deletes;
mod relay;
mod replicas;
mod spoilt;

use std::ffi::OsString;
use std::sync::Arc;

use balcao_domain::CivilDate;
use balcao_people::Cast;
use chrono::{DateTime, Utc};

use self::database::TestDatabase;
use super::{Address, Store};
use crate::demo;
use crate::password::Passwords;

impl TestDatabase {
    /// Where it is.
    pub fn address(&self) -> Address {
        OsString::from(self.text()).try_into().unwrap()
    }
}

impl Store {
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
