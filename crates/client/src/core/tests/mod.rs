mod accounts;
mod attaching;
mod calls;
mod damage;
mod documents;
mod fresh;
mod hints;
mod keychain;
mod kill;
mod months;
mod online;
mod outbox_faults;
mod preferences;
mod recovery;
mod rows;
mod sending;
mod sleeping;
mod stored;
mod syncing;

use super::*;
use crate::testing::{Stage, files, sign_in, today};
use balcao_bridge::{
    AccountId, AccountNotice, AccountState, AccountSummary, BillFilter, BillPage, BillSort,
    CheckNow, Event, Freshness, ListAccounts, ListBills, Profile, SetVisible, SignOut, Source,
};
use balcao_domain::{Bill, CustomerId};
use balcao_people::{
    ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID, MARINA_PASSWORD, MARINA_TAX_ID,
    TIAGO_PASSWORD, TIAGO_TAX_ID,
};

const ANA: (&str, &str) = (ANA_TAX_ID, ANA_PASSWORD);
const BRUNO: (&str, &str) = (BRUNO_TAX_ID, BRUNO_PASSWORD);
const MARINA: (&str, &str) = (MARINA_TAX_ID, MARINA_PASSWORD);
const TIAGO: (&str, &str) = (TIAGO_TAX_ID, TIAGO_PASSWORD);

/// Signs in and waits for the whole first load.
async fn signed_in(core: &Core, who: (&str, &str)) -> AccountSummary {
    let account = sign_in(core, who).await.unwrap();
    let freshness = check(core, account.id).await;
    assert_eq!(freshness.problem, None);
    account
}

async fn check(core: &Core, account: AccountId) -> Freshness {
    core.call(CheckNow { account }).await.unwrap()
}

async fn accounts(core: &Core) -> Vec<AccountSummary> {
    core.call(ListAccounts {}).await.unwrap()
}

async fn list(core: &Core, account: AccountId, customer: CustomerId) -> Result<BillPage, AppError> {
    core.call(ListBills {
        account,
        customer,
        filter: BillFilter::All,
        period: None,
        search: String::new(),
        sort: BillSort::DueOn,
        descending: false,
        after: None,
    })
    .await
}

/// The first bills of the account's chosen customer.
async fn bills(core: &Core, account: &AccountSummary) -> Vec<Bill> {
    let page = list(core, account.id, account.selected.unwrap()).await;
    page.unwrap().rows
}

/// The bills that the portal has of the account's chosen customer.
fn portals(stage: &Stage, account: &AccountSummary) -> Vec<Bill> {
    stage.twin.bills(account.selected.unwrap())
}

fn sorted(mut bills: Vec<Bill>) -> Vec<Bill> {
    bills.sort_by_key(|bill| bill.id);
    bills
}
