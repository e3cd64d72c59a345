//! The commands' handlers, one file a group.

mod account;
mod actions;
mod app;
mod bills;
mod calls;
mod documents;
mod forms;
mod home;
mod preferences;
mod profile;
mod profile_shown;
mod proofs;
mod rows;
mod service;

use crate::account::{Account, zone};
use crate::cache::listed;
use crate::core::Core;
use crate::db::DbError;
use crate::error::role_needed;
use crate::moment::day;
use balcao_bridge::{AccountId, AppError, ErrorCode};
use balcao_domain::{Access, CivilDate, CustomerId, Role, User};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rusqlite::Connection;
use std::sync::Arc;

impl Core {
    fn account(&self, id: AccountId) -> Result<Arc<Account>, AppError> {
        self.inner().accounts.get(id)
    }
}

/// The provider's zone, and the day it is there.
fn today(connection: &Connection, now: DateTime<Utc>) -> Result<(Tz, CivilDate), DbError> {
    let zone = zone(connection)?;
    Ok((zone, day(now, zone)))
}

/// What the user may do for a customer.
enum Standing {
    /// Not known before the user's own stream has arrived.
    Unknown,
    /// The user does not act for that customer.
    Stranger,
    /// What the user is to it.
    Roles(Vec<Role>),
}

impl Standing {
    fn of(connection: &Connection, customer: CustomerId) -> Result<Self, DbError> {
        Ok(match listed::only(connection)? {
            None => Self::Unknown,
            Some(user) => Self::among(user, customer),
        })
    }

    fn among(user: User, customer: CustomerId) -> Self {
        let mut grants = user.grants.into_iter();
        grants
            .find(|grant| grant.customer == customer)
            .map_or(Self::Stranger, |grant| Self::Roles(grant.roles))
    }

    /// Whether it is no stranger.
    fn known(self) -> Result<Self, AppError> {
        match self {
            Self::Stranger => Err(AppError::new(ErrorCode::NotFound)),
            other => Ok(other),
        }
    }

    /// Refuses what is not allowed, as far as is known.
    fn demand(&self, access: Access) -> Result<(), AppError> {
        match self {
            Self::Unknown => Ok(()),
            Self::Stranger => Err(AppError::new(ErrorCode::NotFound)),
            Self::Roles(roles) => match access.lacks(roles) {
                Some(role) => Err(role_needed(role)),
                None => Ok(()),
            },
        }
    }

    /// Whether an access is allowed, as far as is known.
    fn allows(&self, access: Access) -> bool {
        self.demand(access).is_ok()
    }
}
