//! *Conta*: whose data these are, and the plans.

use super::profile_shown::{fields, refused, requests};
use super::{Standing, today};
use crate::cache::listed;
use crate::core::{Core, Handle};
use crate::outbox::overlay::Drawn;
use balcao_bridge::{
    AppError, CustomerProfile, ErrorCode, GetCustomerProfile, GetPlan, GottenPlan,
};
use balcao_domain::{Access, Customer, DecisionKind, Owner, Provider, User};
use std::sync::Arc;

impl Handle<GetCustomerProfile> for Core {
    async fn handle(&self, request: GetCustomerProfile) -> Result<CustomerProfile, AppError> {
        let account = self.account(request.account)?;
        let now = account.outside.clock.now();
        let id = request.customer;
        // Before the rows: what is gone from it once they are read shows in them.
        let queue = account.outbox.queue();
        let entries = Arc::clone(&queue);
        let (user, provider, customer, plans, requests_of, zone) = account
            .read(move |connection| {
                let (zone, today) = today(connection, now)?;
                let drawn = Drawn::of(connection, Owner::Customer(id), entries.entries())?;
                Ok((
                    listed::only::<User>(connection)?,
                    listed::only::<Provider>(connection)?,
                    drawn.get::<Customer>(connection, id.uuid().into())?,
                    listed::usual(connection, id, today)?,
                    (
                        listed::of_customer(connection, id)?,
                        drawn.of_customer(connection, id)?,
                    ),
                    zone,
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
        let entries = queue.entries();
        let refused = customer.as_ref().map(|it| refused(entries, it, user.id));
        let (cached, drawn) = requests_of;
        let requests = requests(&cached, drawn, refused.unwrap_or_default(), entries, zone);
        let waiting = customer.as_ref().map(|_| fields(entries, id));
        Ok(CustomerProfile {
            user,
            may_change: standing.allows(Access::Decide(DecisionKind::ChangeProfile)),
            waiting: waiting.unwrap_or_default(),
            customer,
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
                let plan = listed::get(connection, request.plan.uuid().into())?;
                Ok((plan, today(connection, now)?.0))
            })
            .await?;
        Ok(GottenPlan {
            plan: plan.ok_or(AppError::new(ErrorCode::NotFound))?,
            freshness: account.freshness(zone),
        })
    }
}
