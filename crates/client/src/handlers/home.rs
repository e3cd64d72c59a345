//! *Início*: what needs me?

use super::{Standing, today};
use crate::cache::{bills, plans};
use crate::core::{Core, Handle};
use balcao_bridge::{AppError, GetHome, Home};
use balcao_domain::{Access, Collection};

impl Handle<GetHome> for Core {
    async fn handle(&self, request: GetHome) -> Result<Home, AppError> {
        let account = self.account(request.account)?;
        let now = account.outside.clock.now();
        let customer = request.customer;
        let (standing, overdue, next, plans, zone) = account
            .read(move |connection| {
                let (zone, today) = today(connection, now)?;
                Ok((
                    Standing::of(connection, customer)?,
                    bills::overdue(connection, customer, today)?,
                    bills::next(connection, customer, today)?,
                    plans::of(connection, customer)?,
                    zone,
                ))
            })
            .await?;
        let standing = standing.known()?;
        Ok(Home {
            overdue,
            next,
            plans,
            bills_allowed: standing.allows(Access::Read(Collection::Bills)),
            freshness: account.freshness(zone),
        })
    }
}
