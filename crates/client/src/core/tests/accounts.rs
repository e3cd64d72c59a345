//! Accounts come, stay and go.

use super::*;
use crate::session::SessionError;
use crate::testing::ADDRESS;
use balcao_bridge::{GetCustomerProfile, GetHome, LookUpProvider, SelectCustomer, SignIn};
use balcao_domain::{Cents, PlanState, Role, Sensitive};
use std::time::Duration;

#[tokio::test]
async fn a_portal_elsewhere_that_says_it_is_the_same_provider_takes_no_account_over() {
    let stage = Stage::new();
    let core = stage.open();
    let ana = signed_in(&core, ANA).await;
    stage.twin.move_to("https://localhost:9443");
    let claimed = SignIn {
        address: "localhost:9443/rede-horizonte".into(),
        tax_id: ANA.0.into(),
        password: Sensitive::new(ANA.1.into()),
    };
    let claimed = core.call(claimed).await.unwrap();
    assert_ne!(claimed.id, ana.id);
    assert_eq!(claimed.issuer, ana.issuer);
    let all = accounts(&core).await;
    let told: Vec<_> = all.iter().map(|it| (it.id, it.address.as_str())).collect();
    let elsewhere = "localhost:9443/rede-horizonte";
    assert_eq!(told, [(ana.id, ADDRESS), (claimed.id, elsewhere)]);
    assert!(!bills(&core, &ana).await.is_empty(), "what was there stays");
}

#[tokio::test]
async fn mc_09_ana_finds_her_provider_signs_in_and_sees_her_bills() {
    let stage = Stage::new();
    let core = stage.open();
    let address = format!(" HTTPS://{ADDRESS}/ ");
    let found = core.call(LookUpProvider { address }).await.unwrap();
    assert_eq!(found.address, ADDRESS);
    assert_eq!(found.name, "Rede Horizonte");
    assert_eq!(found.certificate_host, "localhost");
    assert!(!found.local_certificate);

    let account = sign_in(&core, ("880.887.731-05", ANA_PASSWORD))
        .await
        .unwrap();
    assert_eq!(account.provider_name, "Rede Horizonte");
    assert_eq!(
        (account.user_name.as_str(), account.initials.as_str()),
        ("Ana Souza", "AS")
    );
    assert_eq!(account.address, ADDRESS);
    assert_eq!(account.state, AccountState::Ready);
    assert_eq!(account.customers[0].roles, [Role::Customer]);
    assert_eq!(account.selected, Some(account.customers[0].id));
    assert!(stage.events().contains(&Event::Accounts));

    check(&core, account.id).await;
    let page = list(&core, account.id, account.selected.unwrap())
        .await
        .unwrap();
    assert_eq!(sorted(page.rows), sorted(portals(&stage, &account)));
    assert_eq!(page.freshness.source, Source::JustChecked);
    assert_eq!(page.freshness.today, today());
    assert_eq!(
        page.freshness.fetched_at.unwrap().civil.to_string(),
        "2026-11-22 12:00:00"
    );
}

#[tokio::test]
async fn after_a_restart_everything_reads_without_a_network() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let before = bills(&core, &account).await;
    core.close().await;

    stage.twin.fault(|faults| faults.offline = true);
    stage.clock.forward(chrono::TimeDelta::hours(2));
    let core = stage.open();
    assert_eq!(accounts(&core).await, std::slice::from_ref(&account));
    let page = list(&core, account.id, account.selected.unwrap())
        .await
        .unwrap();
    assert_eq!(page.rows, before);
    assert_eq!(
        (page.freshness.source, page.freshness.age),
        (Source::Cached, Some(7_200))
    );
    let freshness = check(&core, account.id).await;
    assert_eq!(freshness.problem, Some(AppError::new(ErrorCode::Offline)));
    assert_eq!(freshness.source, Source::Cached);
    assert_eq!(bills(&core, &account).await, before);
}

#[tokio::test]
async fn after_a_restart_nothing_is_fetched_again() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    core.close().await;
    let core = stage.open();
    check(&core, account.id).await;
    let asked = stage.twin.asked();
    assert_eq!(
        (asked.syncs.last().unwrap().is_some(), asked.puts.last()),
        (true, Some(&0))
    );
    assert_eq!(asked.well_known, 1);
}

#[tokio::test]
async fn two_users_of_one_provider_are_two_accounts_and_the_same_twice_is_one() {
    let stage = Stage::new();
    let core = stage.open();
    let ana = signed_in(&core, ANA).await;
    let bruno = signed_in(&core, BRUNO).await;
    let again = signed_in(&core, ANA).await;
    assert_eq!(ana.id, again.id);
    let ids: Vec<_> = accounts(&core).await.into_iter().map(|it| it.id).collect();
    assert_eq!(ids, [ana.id, bruno.id]);
    let foreign = list(&core, ana.id, bruno.selected.unwrap()).await;
    assert_eq!(foreign.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn the_chosen_customer_is_remembered() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let [first, second] = account.customers.as_slice() else {
        panic!("Marina acts for two");
    };
    assert_eq!(account.selected, Some(first.id));
    let select = |customer| SelectCustomer {
        account: account.id,
        customer,
    };
    let chosen = core.call(select(second.id)).await.unwrap();
    assert_eq!(chosen.selected, Some(second.id));
    let stranger = CustomerId::new(uuid::Uuid::from_u128(9));
    let refused = core.call(select(stranger)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    core.close().await;
    let core = stage.open();
    assert_eq!(accounts(&core).await[0].selected, Some(second.id));
}

#[tokio::test]
async fn a_technician_reads_plans_and_is_told_which_role_reads_bills() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, TIAGO).await;
    let customer = account.selected.unwrap();
    let refused = list(&core, account.id, customer).await.unwrap_err();
    assert_eq!(
        refused,
        AppError::new(ErrorCode::RoleNeeded).with("role", "finance")
    );
    let account = account.id;
    let home = core.call(GetHome { account, customer }).await.unwrap();
    assert!(!home.bills_allowed && home.next.is_none() && !home.plans.is_empty());
    let profile = core
        .call(GetCustomerProfile { account, customer })
        .await
        .unwrap();
    assert_eq!(profile.plans, home.plans);
}

#[tokio::test]
async fn the_start_of_a_company_counts_what_it_does_not_show() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let (account, customer) = (account.id, account.selected.unwrap());
    let home = core.call(GetHome { account, customer }).await.unwrap();
    let shown = home.overdue.iter().chain(&home.next).map(Bill::owed);
    let shown: Vec<_> = shown.collect();
    assert_eq!((shown.len(), home.open_count), (2, 6));
    let rest = home.open - shown.into_iter().sum();
    assert_eq!(rest, Cents::new(331_000));
}

#[tokio::test]
async fn brunos_start_shows_what_is_overdue_and_suspended() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, BRUNO).await;
    let (account, customer) = (account.id, account.selected.unwrap());
    let home = core.call(GetHome { account, customer }).await.unwrap();
    assert_eq!(home.overdue.len(), 2);
    assert!(home.overdue[0].due_on < home.overdue[1].due_on);
    assert_eq!(home.plans[0].state, PlanState::Suspended);
}

#[tokio::test]
async fn dp_39_signing_out_tells_the_portal_and_leaves_nothing() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await.id;
    let bruno = signed_in(&core, BRUNO).await.id;
    core.call(SignOut {
        account,
        unsent: None,
    })
    .await
    .unwrap();
    assert_eq!(stage.twin.asked().sign_outs, 1);
    assert!(!stage.folder(account).exists());
    assert!(stage.vault.load(account).is_err());
    assert_eq!(accounts(&core).await.len(), 1);
    let gone = core
        .call(SignOut {
            account,
            unsent: None,
        })
        .await
        .unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
    core.close().await;
    let core = stage.open();
    assert_eq!(accounts(&core).await[0].id, bruno);
}

#[tokio::test]
async fn signing_out_works_without_a_network() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await.id;
    stage.twin.fault(|faults| faults.offline = true);
    core.call(SignOut {
        account,
        unsent: None,
    })
    .await
    .unwrap();
    assert!(stage.vault.load(account).is_err());
    assert_eq!(accounts(&core).await, []);
    let on_disk = files(stage.data.path());
    let names: Vec<_> = on_disk
        .iter()
        .map(|(path, _)| path.file_name().unwrap())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}: the list and the lock");
}

#[tokio::test]
async fn a_session_that_ended_keeps_everything_readable_until_signing_in_again() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let before = bills(&core, &account).await;
    stage.twin.revoke();
    let freshness = check(&core, account.id).await;
    assert_eq!(freshness.problem.unwrap().code, ErrorCode::SessionRevoked);
    assert_eq!(accounts(&core).await[0].state, AccountState::SignInNeeded);
    assert_eq!(bills(&core, &account).await, before);
    core.close().await;

    let core = stage.open();
    assert_eq!(accounts(&core).await[0].state, AccountState::SignInNeeded);
    assert_eq!(bills(&core, &account).await, before);
    let again = signed_in(&core, ANA).await;
    assert_eq!((again.id, again.state), (account.id, AccountState::Ready));
}

/// Who asked in the session of before may hear of its end after the user has signed in again.
#[tokio::test]
async fn that_a_session_of_before_ended_undoes_no_sign_in() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    stage.twin.revoke();
    check(&core, account.id).await;
    let before = bills(&core, &account).await;
    let again = sign_in(&core, ANA).await.unwrap();
    let open = core.0.accounts.open().remove(0);
    for late in [SessionError::Ended, SessionError::AccessRemoved] {
        open.ended(&late).await;
        assert_eq!(accounts(&core).await[0].state, AccountState::Ready);
        assert_eq!(bills(&core, &again).await, before);
    }
}

#[tokio::test]
async fn removed_access_wipes_what_it_gave() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    stage
        .twin
        .change_user(ANA_TAX_ID, |user| user.grants.clear());
    let freshness = check(&core, account.id).await;
    assert_eq!(freshness.problem.unwrap().code, ErrorCode::AccessRemoved);
    let summary = accounts(&core).await.remove(0);
    let removed = AppError::new(ErrorCode::AccessRemoved);
    assert_eq!(summary.state, AccountState::Closed(removed.clone()));
    assert_eq!(
        (summary.user_name.as_str(), summary.customers.len()),
        ("", 0)
    );
    let refused = list(&core, account.id, account.selected.unwrap()).await;
    assert_eq!(refused.unwrap_err(), removed);
    core.call(SignOut {
        account: account.id,
        unsent: None,
    })
    .await
    .unwrap();
    assert_eq!(accounts(&core).await, []);
}

#[tokio::test]
async fn a_customer_that_is_taken_away_is_gone_from_the_cache() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let (kept, lost) = (account.customers[0].id, account.customers[1].id);
    stage
        .twin
        .change_user(MARINA_TAX_ID, |user| user.grants.truncate(1));
    check(&core, account.id).await;
    assert_eq!(accounts(&core).await[0].customers.len(), 1);
    let refused = list(&core, account.id, lost).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    assert!(list(&core, account.id, kept).await.unwrap().count > 0);
}

#[tokio::test]
async fn a_second_process_is_kept_out_until_the_first_closes() {
    let stage = Stage::new();
    let core = stage.open();
    signed_in(&core, ANA).await;
    assert!(matches!(stage.try_open(), Err(OpenError::InUse)));
    core.close().await;
    stage.try_open().unwrap();
}

#[tokio::test]
async fn a_core_without_a_folder_writes_nothing() {
    let stage = Stage::new();
    let core = stage.open_in_memory();
    let account = signed_in(&core, ANA).await;
    assert!(!bills(&core, &account).await.is_empty());
    let info = core.call(balcao_bridge::GetAppInfo {}).await.unwrap();
    assert_eq!(
        (info.profile, info.version.as_str()),
        (Profile::ThisSession, "0.1.0")
    );
    assert_eq!(files(stage.data.path()), []);
    assert!(stage.vault.load(account.id).is_err());
}

#[tokio::test]
async fn nothing_of_ana_lies_readable_on_disk() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let bill = bills(&core, &account).await.remove(0);
    core.close().await;
    let description = bill.description.clone();
    for (path, bytes) in files(stage.data.path()) {
        for readable in [
            "Ana Souza",
            ANA_TAX_ID,
            ANA_PASSWORD,
            &description,
            "refresh-",
        ] {
            let found = bytes
                .windows(readable.len())
                .any(|at| at == readable.as_bytes());
            assert!(!found, "{readable} in {}", path.display());
        }
    }
    let list = std::fs::read_to_string(stage.data.path().join("accounts.json")).unwrap();
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let mut fields: Vec<_> = list["accounts"][0].as_object().unwrap().keys().collect();
    fields.sort();
    assert_eq!(fields, ["address", "folder", "issuer", "order"]);
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_does_not_answer_holds_up_no_sign_out() {
    let stage = Stage::new();
    let core = stage.open_in_memory();
    let account = signed_in(&core, ANA).await.id;
    let never = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
    stage
        .twin
        .fault(|faults| faults.hold_refreshes = Some(never));
    stage.twin.expire_access();
    tokio::time::advance(Duration::from_secs(700)).await;
    core.call(SignOut {
        account,
        unsent: None,
    })
    .await
    .unwrap();
    assert_eq!(stage.twin.asked().sign_outs, 0);
    assert_eq!(accounts(&core).await, []);
}
