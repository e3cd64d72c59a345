//! An account, as the header shows it.

use super::Account;
use crate::cache::meta::Meta;
use crate::cache::{left_out, listed};
use crate::db::DbError;
use balcao_bridge::{AccountSummary, CustomerSummary};
use balcao_domain::{Provider, User, initials};

impl Account {
    /// The account, as the header shows it.
    pub async fn summary(&self) -> Result<AccountSummary, DbError> {
        if let Some(notice) = self.outbox.take_notice() {
            self.known().notice = Some((notice, false));
        }
        let (provider, user, selected, left_out) = self
            .read(|connection| {
                Ok((
                    listed::only::<Provider>(connection)?,
                    listed::only::<User>(connection)?,
                    Meta::read(connection)?.selected,
                    left_out::told(connection)?,
                ))
            })
            .await?;
        let customers: Vec<_> = user.iter().flat_map(customers_of).collect();
        let ids = || customers.iter().map(|customer| customer.id);
        let known = self.known();
        Ok(AccountSummary {
            id: self.id,
            issuer: self.issuer,
            address: known.address.to_string(),
            provider_name: provider
                .as_ref()
                .map(|it| it.name.clone())
                .unwrap_or_default(),
            modules: provider
                .as_ref()
                .map(|it| it.modules.clone())
                .unwrap_or_default(),
            brand: provider.map(|provider| provider.brand),
            user_name: user
                .as_ref()
                .map(|user| user.name.clone())
                .unwrap_or_default(),
            initials: user
                .as_ref()
                .map(|user| initials(&user.name))
                .unwrap_or_default(),
            selected: ids().find(|id| Some(*id) == selected).or(ids().next()),
            customers,
            state: known.state.clone(),
            notice: known.notice.map(|(notice, _)| notice),
            left_out,
        })
    }

    /// The interface has been given the notice.
    pub fn told(&self) {
        if let Some((_, told)) = &mut self.known().notice {
            *told = true;
        }
    }

    /// The user does something with the account: what was told need not be told again.
    pub fn noticed(&self) {
        let notice = &mut self.known().notice;
        *notice = notice.filter(|(_, told)| !told);
    }
}

fn customers_of(user: &User) -> impl Iterator<Item = CustomerSummary> {
    user.grants.iter().map(|grant| CustomerSummary {
        id: grant.customer,
        name: grant.customer_name.clone(),
        roles: grant.roles.clone(),
    })
}
