//! A device with a real keychain and a real portal, without a window: what programs that are killed
//! have in common.

use balcao_bridge::{
    AccountId, AppError, BillFilter, BillSort, GetCustomerProfile, ListAccounts, ListBills, SignIn,
};
use balcao_client::{Core, Host, KeychainVault, OpenError, Setup, SystemClock};
use balcao_domain::{Bill, CustomerId, Sensitive};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

/// Whose device it is.
#[derive(Args)]
pub struct Device {
    /// The app's folder.
    #[arg(long)]
    pub data: PathBuf,
    /// One more certificate authority.
    #[arg(long)]
    extra_ca: PathBuf,
    /// The provider.
    #[arg(long)]
    address: String,
    /// CPF or CNPJ.
    #[arg(long)]
    tax_id: String,
    /// The password.
    #[arg(long, env = "BALCAO_PASSWORD")]
    password: String,
}

/// Why it did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("{0:?}")]
    Call(AppError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::Call(error)
    }
}

impl Device {
    /// Opens the core, and signs in when nobody has yet.
    pub async fn open(&self, host: Arc<dyn Host>) -> Result<(Core, AccountId), Failure> {
        let core = Core::open(Setup {
            data: Some(self.data.clone()),
            vault: Arc::new(KeychainVault),
            clock: Arc::new(SystemClock),
            host,
            extra_ca: Some(self.extra_ca.clone()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
        .await?;
        let known = core.call(ListAccounts {}).await?;
        let account = match known.into_iter().next() {
            Some(account) => account.id,
            None => {
                let signed_in = core.call(SignIn {
                    address: self.address.clone(),
                    tax_id: self.tax_id.clone(),
                    password: Sensitive::new(self.password.clone()),
                });
                signed_in.await?.id
            }
        };
        Ok((core, account))
    }
}

/// All that the cache holds of an account, without its age.
pub async fn contents(core: &Core, account: AccountId) -> Result<Value, Failure> {
    let mut customers = Vec::new();
    for summary in core.call(ListAccounts {}).await? {
        for known in summary.customers {
            let customer = known.id;
            let profile = core.call(GetCustomerProfile { account, customer }).await?;
            customers.push(json!({
                "user": profile.user,
                "provider": profile.provider,
                "customer": profile.customer,
                "requests": profile.requests,
                "plans": profile.plans,
                "bills": bills(core, account, customer).await?,
            }));
        }
    }
    Ok(Value::Array(customers))
}

async fn bills(
    core: &Core,
    account: AccountId,
    customer: CustomerId,
) -> Result<Vec<Bill>, Failure> {
    let mut all: Vec<Bill> = Vec::new();
    loop {
        let page = core
            .call(ListBills {
                account,
                customer,
                filter: BillFilter::All,
                period: None,
                search: String::new(),
                sort: BillSort::Number,
                descending: false,
                after: all.last().map(|bill| bill.id),
            })
            .await?;
        if page.rows.is_empty() {
            break;
        }
        all.extend(page.rows);
    }
    Ok(all)
}
