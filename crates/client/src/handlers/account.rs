//! Accounts: found, signed in to, chosen in, checked, signed out of.

use super::Standing;
use crate::account::Account;
use crate::address::Address;
use crate::cache::{listed, meta};
use crate::core::{Core, Handle, SignedIn};
use crate::portal::{Base, PortalError};
use balcao_bridge::{
    AccountSummary, AppError, ChangePassword, CheckNow, Freshness, GetFreshness, ListAccounts,
    LookUpProvider, ProviderFound, SelectCustomer, SignIn, SignOut,
};
use balcao_contract::{PasswordChange, SignInRequest, WellKnown};
use balcao_domain::{PasswordRule, TaxId, TaxIdError, User};
use std::sync::Arc;

impl Handle<ListAccounts> for Core {
    async fn handle(&self, ListAccounts {}: ListAccounts) -> Result<Vec<AccountSummary>, AppError> {
        self.inner().accounts.summaries().await
    }
}

impl Core {
    async fn look_up(&self, address: &Address) -> Result<(WellKnown, Base), AppError> {
        if let Some(portals) = &self.inner().portals {
            portals.allow(address)?;
        }
        let found = self.inner().outside.portal.well_known(address).await?;
        let base = Base::parse(&found.base).ok_or_else(|| PortalError::NotAPortal {
            host: address.host().to_owned(),
        })?;
        Ok((found, base))
    }
}

impl Handle<LookUpProvider> for Core {
    async fn handle(&self, request: LookUpProvider) -> Result<ProviderFound, AppError> {
        let address = Address::parse(&request.address)?;
        let (found, base) = self.look_up(&address).await?;
        let authority = self.inner().authority.as_ref();
        Ok(ProviderFound {
            address: address.to_string(),
            issuer: found.provider.issuer,
            name: found.provider.name,
            brand: found.provider.brand,
            certificate_host: base.host().to_owned(),
            local_certificate: authority.is_some_and(|it| it.vouches_for(address.is_loopback())),
        })
    }
}

impl Handle<SignIn> for Core {
    async fn handle(&self, request: SignIn) -> Result<AccountSummary, AppError> {
        let address = Address::parse(&request.address)?;
        let tax_id = TaxId::parse(&request.tax_id)
            .map_err(|error| AppError::invalid("tax_id", reason(error)))?;
        let (found, base) = self.look_up(&address).await?;
        let request = SignInRequest {
            tax_id,
            password: request.password,
        };
        let tokens = self.inner().outside.portal.sign_in(&base, &request).await?;
        let account = self
            .inner()
            .join(SignedIn {
                address,
                base,
                found,
                tokens,
            })
            .await?;
        first_rows(&account).await?;
        account.noticed();
        Ok(account.summary().await?)
    }
}

const fn reason(error: TaxIdError) -> &'static str {
    match error {
        TaxIdError::Charset(_) => "charset",
        TaxIdError::Length(_) => "length",
        TaxIdError::CheckDigit => "check_digit",
        TaxIdError::Repeated => "repeated",
    }
}

/// Waits until it is known who signed in and for whom, or a check is over without saying so. The
/// rest of the first load goes on behind.
async fn first_rows(account: &Arc<Account>) -> Result<(), AppError> {
    let mut commits = account.commits();
    let checking = tokio::spawn({
        let account = Arc::clone(account);
        async move { account.check().await }
    });
    tokio::pin!(checking);
    while account.read(listed::only::<User>).await?.is_none() {
        tokio::select! {
            _ = &mut checking => break,
            committed = commits.changed() => if committed.is_err() { break },
        }
    }
    Ok(())
}

impl Handle<ChangePassword> for Core {
    async fn handle(&self, request: ChangePassword) -> Result<(), AppError> {
        let account = self.account(request.account)?;
        let user = account.read(listed::only::<User>).await?;
        let tax_id = user.map(|user| user.tax_id);
        let (old, new) = (request.old.expose(), request.new.expose());
        if let Some(rule) = PasswordRule::broken(new, old, tax_id) {
            return Err(AppError::invalid("new", rule.code()));
        }
        let change = PasswordChange {
            old: request.old,
            new: request.new,
            end_others: request.end_others,
        };
        let base = account.base().await?;
        let (portal, base, change) = (&account.outside.portal, &base, &change);
        let ask = |access| async move { portal.change_password(base, &access, change).await };
        Ok(account.session.ask(base, ask).await?)
    }
}

impl Handle<SignOut> for Core {
    async fn handle(&self, request: SignOut) -> Result<(), AppError> {
        self.inner().leave(request.account, request.unsent).await
    }
}

impl Handle<SelectCustomer> for Core {
    async fn handle(&self, request: SelectCustomer) -> Result<AccountSummary, AppError> {
        let account = self.account(request.account)?;
        account.noticed();
        let customer = request.customer;
        let standing = account.read(move |connection| Standing::of(connection, customer));
        standing.await?.known()?;
        account
            .write(move |connection| meta::select(connection, customer))
            .await?;
        Ok(account.summary().await?)
    }
}

impl Handle<GetFreshness> for Core {
    async fn handle(&self, request: GetFreshness) -> Result<Freshness, AppError> {
        let account = self.account(request.account)?;
        Ok(account.freshness(account.zone().await?))
    }
}

impl Handle<CheckNow> for Core {
    async fn handle(&self, request: CheckNow) -> Result<Freshness, AppError> {
        let account = self.account(request.account)?;
        account.noticed();
        account.check().await;
        Ok(account.freshness(account.zone().await?))
    }
}
