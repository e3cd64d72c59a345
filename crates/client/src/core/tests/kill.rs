//! Kills between and within batches: the runtime is dropped, the files are opened again.

use super::*;
use tokio::runtime::{Builder, Runtime};

pub(super) fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

#[test]
fn killed_after_any_cursor_a_first_load_goes_on_from_there() {
    let whole: usize = {
        let stage = Stage::new();
        runtime().block_on(async {
            let core = stage.open();
            signed_in(&core, MARINA).await;
            core.close().await;
        });
        stage.twin.asked().puts.iter().sum()
    };
    for kill_at in 1..=10 {
        let stage = Stage::new();
        stage.twin.set_batch(10);
        stage
            .twin
            .fault(|faults| faults.silent_after = Some(kill_at));
        let first = runtime();
        let mut commits = stage.host.commits.subscribe();
        first.block_on(async {
            let core = stage.open();
            sign_in(&core, MARINA).await.unwrap();
            let reached = commits.wait_for(|commits| *commits as usize == kill_at);
            reached.await.unwrap();
        });
        first.shutdown_background();

        stage.twin.fault(|faults| faults.silent_after = None);
        runtime().block_on(async {
            let core = reopened(&stage).await;
            let account = accounts(&core).await.remove(0);
            let freshness = check(&core, account.id).await;
            assert_eq!(freshness.problem, None);
            let asked = stage.twin.asked();
            assert_eq!(asked.syncs.len(), 2);
            assert!(asked.syncs[1].is_some());
            assert_eq!(asked.puts[1], whole - 10 * kill_at, "killed at {kill_at}");
            for customer in accounts(&core).await.remove(0).customers {
                let cached = list(&core, account.id, customer.id).await.unwrap();
                assert_eq!(sorted(cached.rows), sorted(stage.twin.bills(customer.id)));
            }
            core.close().await;
        });
    }
}

/// Opens the folder as soon as what is left of the killed run has let go of it.
pub(super) async fn reopened(stage: &Stage) -> Core {
    loop {
        match stage.try_open() {
            Ok(core) => return core,
            Err(OpenError::InUse) => tokio::task::yield_now().await,
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_cut_keeps_what_was_committed() {
    let stage = Stage::new();
    stage.twin.set_batch(5);
    let core = stage.open();
    stage.twin.fault(|faults| faults.cut_after = Some(16));
    let account = sign_in(&core, ANA).await.unwrap();
    let freshness = check(&core, account.id).await;
    assert_eq!(freshness.problem.unwrap().code, ErrorCode::Offline);
    assert_eq!(
        freshness.fetched_at, None,
        "a load that is not through confirms nothing"
    );
    stage.twin.fault(|faults| faults.cut_after = None);
    let freshness = check(&core, account.id).await;
    assert!(freshness.problem.is_none() && freshness.fetched_at.is_some());
    assert_eq!(
        sorted(bills(&core, &account).await),
        sorted(portals(&stage, &account))
    );
    let fetched: usize = stage.twin.asked().puts.iter().skip(1).sum();
    assert!(fetched > 0);
}
