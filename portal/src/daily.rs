//! What is done when a provider's day begins: charges grow, and what is old is forgotten.

use std::collections::HashMap;
use std::time::Duration;

use balcao_domain::{CivilDate, Issuer};
use chrono::TimeDelta;

use crate::portal::{Portal, zone};
use crate::scope::System;
use crate::store::StoreError;

/// How often it is looked whether a day began. Looking beats sleeping until midnight: it is right
/// after the machine slept and when its clock was set.
const LOOK: Duration = Duration::from_secs(20);

/// How long a stream's log is kept.
const LOG_KEPT: TimeDelta = TimeDelta::days(90);

/// The day that each provider was last brought to.
#[derive(Debug, Default)]
pub struct Days(HashMap<Issuer, CivilDate>);

impl Days {
    /// Brings every provider whose day began to that day.
    ///
    /// # Errors
    /// Those of the database; what was done until then stays done.
    pub async fn begin(&mut self, portal: &Portal) -> Result<(), StoreError> {
        let now = portal.clock.now();
        let mut any = false;
        for provider in portal.store.providers(System).await? {
            let today = portal.clock.today(zone(&provider));
            if self.0.get(&provider.issuer) == Some(&today) {
                continue;
            }
            let store = &portal.store;
            let bills = store
                .charge_overdue(System, provider.issuer, today, now)
                .await?;
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
        }
        Ok(())
    }

    /// Goes on for ever. What fails is told and tried again at the next look.
    pub async fn watch(mut self, portal: Portal) {
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(error) = self.begin(&portal).await {
                tracing::error!(%error, "the day could not be begun");
            }
        }
    }
}
