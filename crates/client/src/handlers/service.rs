//! *Conta*: whose data these are, and the plans.

use super::{Standing, today};
use crate::cache::{customers, plans, profile_requests, provider, users};
use crate::core::{Core, Handle};
use crate::outbox::overlay;
use balcao_bridge::{
    AppError, CustomerProfile, ErrorCode, GetCustomerProfile, GetPlan, GottenPlan,
};
use balcao_domain::Access;

impl Handle<GetCustomerProfile> for Core {
    async fn handle(&self, request: GetCustomerProfile) -> Result<CustomerProfile, AppError> {
        let account = self.account(request.account)?;
        let now = account.outside.clock.now();
        let id = request.customer;
        // Before the rows: what is gone from it once they are read shows in them.
        let queue = account.outbox.queue();
        let (user, provider, customer, plans, requests, zone) = account
            .read(move |connection| {
                Ok((
                    users::get(connection)?,
                    provider::get(connection)?,
                    customers::get(connection, id)?,
                    plans::of(connection, id)?,
                    profile_requests::of(connection, id)?,
                    today(connection, now)?.0,
                ))
            })
            .await?;
        // An emptied cache that could not be loaded again.
        let not_loaded = || AppError::new(ErrorCode::NotOffline);
        let (user, provider) = (
            user.ok_or_else(not_loaded)?,
            provider.ok_or_else(not_loaded)?,
        );
        let standing = Standing::among(user.clone(), id).known()?;
        let cached = customer.as_ref();
        let requests = overlay::requests(requests, cached, user.id, zone, queue.entries());
        let drawn = customer.map(|cached| overlay::customer(&cached, queue.entries()));
        let (customer, waiting) = drawn.unzip();
        Ok(CustomerProfile {
            user,
            customer,
            may_change: standing.allows(Access::ChangeProfile),
            waiting: waiting.unwrap_or_default(),
            requests,
            plans,
            provider,
            freshness: account.freshness(zone),
        })
    }
}

impl Handle<GetPlan> for Core {
    async fn handle(&self, request: GetPlan) -> Result<GottenPlan, AppError> {
        let account = self.account(request.account)?;
        let now = account.outside.clock.now();
        let (plan, zone) = account
            .read(move |connection| {
                let plan = plans::get(connection, request.plan)?;
                Ok((plan, today(connection, now)?.0))
            })
            .await?;
        Ok(GottenPlan {
            plan: plan.ok_or(AppError::new(ErrorCode::NotFound))?,
            freshness: account.freshness(zone),
        })
    }
}
