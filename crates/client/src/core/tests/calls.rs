//! Calls by name, and what can be wrong with them.

use super::*;
use crate::clock::SystemClock;
use crate::vault::MemoryVault;
use balcao_bridge::{
    AppInfo, CopyText, CustomerProfile, GetBill, GetCustomerProfile, GetPlan, GottenBill,
    LookUpProvider, NAMES, Profile, wire,
};
use balcao_domain::{BillId, PlanId};
use std::sync::Arc;
use uuid::Uuid;

#[tokio::test]
async fn every_command_of_the_registry_has_a_handler_by_its_name() {
    assert_eq!(DISPATCHED, NAMES);
    let stage = Stage::new();
    let core = stage.open();
    let signed_in = signed_in(&core, ANA).await;
    let (account, customer) = (signed_in.id, signed_in.selected.unwrap());
    let profile = GetCustomerProfile { account, customer };
    let profile = wire::encode(&profile).unwrap();
    let profile = core.dispatch("get_customer_profile", &profile).await;
    let profile: CustomerProfile = wire::decode(&profile.unwrap()).unwrap();
    assert_eq!(profile.customer.unwrap().id, customer);
    let info = core.dispatch("get_app_info", &[]).await.unwrap();
    let info: AppInfo = wire::decode(&info).unwrap();
    assert_eq!(info.profile, Profile::Device);
}

#[tokio::test]
async fn an_unknown_and_a_malformed_call_each_say_so() {
    let core = Stage::new().open_in_memory();
    assert_eq!(
        core.dispatch("drop_tables", &[]).await,
        Err(AppError::invalid("command", "unknown"))
    );
    for request in [&b""[..], b"{}", &[16; 40]] {
        assert_eq!(
            core.dispatch("check_now", request).await,
            Err(AppError::invalid("request", "malformed"))
        );
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await.id;
    let (bill, plan) = (BillId::new(Uuid::nil()), PlanId::new(Uuid::nil()));
    let not_found = AppError::new(ErrorCode::NotFound);
    let nobody = AccountId(Uuid::nil());
    assert_eq!(
        core.call(GetBill { account, bill }).await,
        Err(not_found.clone())
    );
    assert_eq!(
        core.call(GetPlan { account, plan }).await,
        Err(not_found.clone())
    );
    assert_eq!(
        core.call(CheckNow { account: nobody }).await,
        Err(not_found)
    );
}

#[tokio::test]
async fn mc_19_a_bill_comes_with_its_plan_and_its_codes() {
    let stage = Stage::new();
    let core = stage.open();
    let signed_in = signed_in(&core, ANA).await;
    let bill = bills(&core, &signed_in).await.remove(0);
    let get = GetBill {
        account: signed_in.id,
        bill: bill.id,
    };
    let gotten: GottenBill = core.call(get).await.unwrap();
    assert!(gotten.bill.boleto.is_some() && gotten.bill.pix.is_some());
    assert_eq!(gotten.bill, bill);
    assert_eq!(gotten.plan.map(|plan| plan.id), bill.plan);
}

#[tokio::test]
async fn what_is_copied_reaches_the_host_exactly() {
    let stage = Stage::new();
    let core = stage.open_in_memory();
    let text = "00020101021226\u{301}".to_owned();
    core.call(CopyText { text: text.clone() }).await.unwrap();
    assert_eq!(*stage.host.copied.lock().unwrap(), [text]);
}

#[tokio::test]
async fn a_wrong_address_says_what_is_wrong_with_it() {
    let core = Stage::new().open_in_memory();
    let look_up = async |address: &str| {
        let address = address.into();
        core.call(LookUpProvider { address }).await.unwrap_err()
    };
    assert_eq!(look_up("").await, AppError::invalid("address", "empty"));
    assert_eq!(
        look_up("http://localhost:8443/rede-horizonte").await,
        AppError::invalid("address", "plain_http")
    );
    assert_eq!(
        look_up("localhost:8443/outra").await.code,
        ErrorCode::NotFound
    );
    assert_eq!(look_up("elsewhere.example").await.code, ErrorCode::Offline);
}

#[tokio::test]
async fn mc_10_a_wrong_password_makes_no_account() {
    let stage = Stage::new();
    let core = stage.open();
    let wrong = sign_in(&core, (ANA_TAX_ID, "outra")).await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::InvalidCredentials);
    let no_number = sign_in(&core, ("880.887.731-06", ANA_PASSWORD)).await;
    assert_eq!(no_number, Err(AppError::invalid("tax_id", "check_digit")));
    assert_eq!(accounts(&core).await, []);
}

#[tokio::test]
async fn a_closed_core_answers_no_more() {
    let core = Stage::new().open_in_memory();
    core.close().await;
    core.close().await;
    let refused = core.call(ListAccounts {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Unavailable);
}

#[tokio::test]
async fn a_core_that_cannot_open_says_why() {
    let stage = Stage::new();
    let file = stage.data.path().join("file");
    std::fs::write(&file, "no certificate").unwrap();
    let setup = |data, extra_ca| Setup {
        data,
        vault: Arc::new(MemoryVault::default()),
        clock: Arc::new(SystemClock),
        host: Arc::clone(&stage.host) as _,
        extra_ca,
        version: "0.1.0".into(),
    };
    let no_folder = Core::open(setup(Some(file.clone()), None)).await;
    assert!(matches!(no_folder, Err(OpenError::Data(_))));
    let no_authority = Core::open(setup(None, Some(file))).await;
    assert!(matches!(
        no_authority,
        Err(OpenError::Authority(AuthorityError::NotAnAuthority))
    ));
    std::fs::write(stage.data.path().join("accounts.json"), "{").unwrap();
    let no_list = Core::open(setup(Some(stage.data.path().into()), None)).await;
    assert!(matches!(no_list, Err(OpenError::Data(_))));
}

#[cfg(feature = "plain-cache")]
#[tokio::test]
async fn only_the_function_of_that_name_leaves_files_readable() {
    let stage = Stage::new();
    let plain = stage.open_plain();
    let account = signed_in(&plain, ANA).await;
    plain.close().await;
    let bytes = std::fs::read(stage.cache(account.id)).unwrap();
    assert!(bytes.starts_with(b"SQLite format 3"));
}
