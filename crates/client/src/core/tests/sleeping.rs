//! A phone puts the app to sleep, and wakes it.

use super::sending::*;
use super::*;
use std::fs;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The files below a folder that this process has open.
#[cfg(target_os = "linux")]
fn open_files(folder: &std::path::Path) -> Vec<PathBuf> {
    let open = fs::read_dir("/proc/self/fd").unwrap();
    let links = open.filter_map(|entry| fs::read_link(entry.unwrap().path()).ok());
    links.filter(|path| path.starts_with(folder)).collect()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn f17_asleep_no_file_is_open_and_no_lock_is_held() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    assert!(!open_files(stage.data.path()).is_empty());
    core.suspend().await;
    assert_eq!(open_files(stage.data.path()), [] as [PathBuf; 0]);
    let asleep = core.call(ListAccounts {}).await.unwrap_err();
    assert_eq!(asleep.code, ErrorCode::Unavailable);
    core.suspend().await;
    core.resume().await.unwrap();
    assert_eq!(accounts(&core).await, [account]);
    assert!(!open_files(stage.data.path()).is_empty());
}

#[tokio::test]
async fn what_was_decided_before_the_sleep_is_sent_after_it() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    core.suspend().await;
    offline(&stage, false);
    core.resume().await.unwrap();
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), PHONE);
}

#[tokio::test]
async fn another_process_may_take_the_folder_meanwhile_and_then_there_is_no_waking() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    core.suspend().await;
    let other = stage.open();
    accounts(&other).await;
    assert!(matches!(core.resume().await, Err(OpenError::InUse)));
    other.close().await;
    core.resume().await.unwrap();
    assert_eq!(accounts(&core).await, [account]);
}

#[tokio::test]
async fn what_is_kept_in_memory_only_outlasts_a_sleep() {
    let stage = Stage::new();
    let core = stage.open_in_memory();
    let account = signed_in(&core, ANA).await;
    core.suspend().await;
    core.resume().await.unwrap();
    assert_eq!(accounts(&core).await, [account]);
}

#[tokio::test]
async fn who_signs_in_while_the_app_is_put_to_sleep_is_told_so_and_no_account_is_lost() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let gate = Arc::new(Semaphore::new(0));
    let held = Some(Arc::clone(&gate));
    stage.twin.fault(|faults| faults.hold_sign_ins = held);
    let before = stage.twin.asked().sign_ins;
    let (other, ()) = tokio::join!(sign_in(&core, BRUNO), async {
        while stage.twin.asked().sign_ins == before {
            tokio::task::yield_now().await;
        }
        core.suspend().await;
        gate.add_permits(1);
    });
    assert_eq!(other.unwrap_err().code, ErrorCode::Unavailable);
    core.resume().await.unwrap();
    assert_eq!(accounts(&core).await, *std::slice::from_ref(&account));
    core.close().await;
    let core = stage.open();
    assert_eq!(accounts(&core).await, [account]);
}

#[tokio::test(start_paused = true)]
async fn coming_back_without_a_sleep_before_is_a_reason_to_try_at_once() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    core.call(SetVisible { visible: false }).await.unwrap();
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    // By now its pause is minutes long.
    tokio::time::sleep(Duration::from_secs(1_000)).await;
    offline(&stage, false);
    core.resume().await.unwrap();
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(waiting(&core, &account).await, []);
    assert_eq!(portals_phone(&stage, &account), PHONE);
}
