//! What is done when a provider's day begins: charges grow, and what is old is forgotten.

use std::collections::HashMap;
use std::time::Duration;

use balcao_contract::idempotency::ANSWER_DAYS;
use balcao_domain::{CivilDate, Issuer};
use chrono::TimeDelta;

use crate::files::FilesError;
use crate::portal::{Portal, zone};
use crate::scope::System;
use crate::store::{StoreError, Telling};

/// How often it is looked whether a day began. Looking beats sleeping until midnight: it is right
/// after the machine slept and when its clock was set.
const LOOK: Duration = Duration::from_secs(20);

/// How long a stream's log is kept.
const LOG_KEPT: TimeDelta = TimeDelta::days(90);

/// How long an upload waits to be gone on with, or to be attached.
const UPLOAD_KEPT: TimeDelta = TimeDelta::days(1);

/// Why a day could not be begun.
#[derive(Debug, thiserror::Error)]
pub enum DailyError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files failed.
    #[error(transparent)]
    Files(#[from] FilesError),
}

/// The day that each provider was last brought to.
#[derive(Debug, Default)]
pub struct Days(HashMap<Issuer, CivilDate>);

impl Days {
    /// Brings every provider whose day began to that day. One that cannot be is told and tried
    /// again at the next look: the others' day begins.
    ///
    /// # Errors
    /// Those of [`DailyError`]; what was done until then stays done.
    pub async fn begin(&mut self, portal: &Portal) -> Result<(), DailyError> {
        let now = portal.clock.now();
        let mut any = false;
        for provider in portal.store.providers(System).await? {
            let zone = zone(&provider);
            let today = portal.clock.today(zone);
            if self.0.get(&provider.issuer) == Some(&today) {
                continue;
            }
            let telling = Telling {
                provider: provider.issuer,
                day_of: &|at| portal.clock.day_of(at, zone),
                today,
            };
            let charged = portal.store.charge_overdue(System, telling, now);
            let bills = match charged.await {
                Ok(bills) => bills,
                Err(error) => {
                    tracing::error!(provider = provider.slug, %error, "the day could not be begun");
                    continue;
                }
            };
            tracing::info!(
                provider = provider.slug,
                bills,
                "charges brought to the day"
            );
            self.0.insert(provider.issuer, today);
            any = true;
        }
        if any {
            portal.store.prune_log(System, now - LOG_KEPT).await?;
            portal.store.prune_tokens(System, now).await?;
            portal.store.prune_tries(System, now).await?;
            portal
                .store
                .prune_answers(System, now - TimeDelta::days(ANSWER_DAYS.into()))
                .await?;
            prune_uploads(portal).await?;
        }
        Ok(())
    }

    /// Goes on for ever. What fails is told and tried again at the next look.
    pub async fn watch(mut self, portal: Portal) {
        loop {
            tokio::time::sleep(LOOK).await;
            self.look(&portal).await;
        }
    }

    /// As [`Days::begin`]; what fails is told.
    pub async fn look(&mut self, portal: &Portal) {
        if let Err(error) = self.begin(portal).await {
            tracing::error!(%error, "the day could not be begun");
        }
    }
}

async fn prune_uploads(portal: &Portal) -> Result<(), DailyError> {
    let before = portal.clock.now() - UPLOAD_KEPT;
    for (user, sha256) in portal.store.prune_uploads(System, before).await? {
        portal.files.remove_upload(user, sha256).await?;
    }
    // Two that began the same at once may leave parts that no row knows.
    for (user, sha256) in portal.files.uploads_before(before).await? {
        if !portal.store.is_upload(System, user, sha256).await? {
            portal.files.remove_upload(user, sha256).await?;
        }
    }
    Ok(())
}
