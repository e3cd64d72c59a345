//! A device through bad weather: whatever order things go wrong in, once they go right again every
//! decision has come true once and in order, nothing waits any more, and the cache is the portal's.
//!
//! The clock is paused, the files are real, and a restart opens them again. A failing run is
//! printed, shrunk, and kept beside this file to be run first from then on.

use super::sending::*;
use super::*;
use balcao_bridge::Decided;
use balcao_contract::Problem;
use proptest::prelude::*;
use std::time::Duration;

#[derive(Debug, Clone)]
enum Weather {
    Decide,
    Offline(bool),
    LoseAnswers(bool),
    Throttle(bool),
    CutSyncs(bool),
    ExpireAccess,
    PruneAnswers,
    ForgetLog,
    PaidElsewhere(usize),
    Pass(u64),
    Check,
    Focus,
    Sleep,
    Restart,
}

fn weather() -> impl Strategy<Value = Weather> {
    prop_oneof![
        6 => Just(Weather::Decide),
        2 => any::<bool>().prop_map(Weather::Offline),
        2 => any::<bool>().prop_map(Weather::LoseAnswers),
        1 => any::<bool>().prop_map(Weather::Throttle),
        1 => any::<bool>().prop_map(Weather::CutSyncs),
        1 => Just(Weather::ExpireAccess),
        1 => Just(Weather::PruneAnswers),
        1 => Just(Weather::ForgetLog),
        1 => (0_usize..3).prop_map(Weather::PaidElsewhere),
        4 => (0_u64..400).prop_map(Weather::Pass),
        1 => Just(Weather::Check),
        1 => Just(Weather::Focus),
        1 => Just(Weather::Sleep),
        2 => Just(Weather::Restart),
    ]
}

struct Device {
    stage: Stage,
    core: Core,
    account: AccountSummary,
    decided: Vec<uuid::Uuid>,
    phone: String,
}

impl Device {
    async fn new() -> Self {
        let stage = Stage::new();
        stage.twin.set_batch(7);
        let core = stage.open();
        let account = signed_in(&core, ANA).await;
        let phone = portals_phone(&stage, &account);
        Self {
            stage,
            core,
            account,
            decided: Vec::new(),
            phone,
        }
    }

    async fn go_through(&mut self, weather: Weather) {
        let twin = &self.stage.twin;
        match weather {
            Weather::Decide => {
                let number = format!("19{:08}", self.decided.len());
                let decided = change(&self.core, &self.account, phone(&number)).await;
                let Ok(Decided::Kept(id)) = decided else {
                    panic!("it is kept: {decided:?}");
                };
                self.decided.push(id.0);
                self.phone = number;
            }
            Weather::Offline(is) => offline(&self.stage, is),
            Weather::LoseAnswers(lost) => twin.fault(|faults| faults.lose_acts = lost),
            Weather::Throttle(is) => {
                let problem = is.then(|| Problem::throttled(20));
                twin.fault(|faults| faults.refuse_acts = problem);
            }
            Weather::CutSyncs(cut) => twin.fault(|faults| faults.cut_after = cut.then_some(9)),
            Weather::ExpireAccess => twin.expire_access(),
            Weather::PruneAnswers => twin.prune_answers(),
            Weather::ForgetLog => twin.forget_log(),
            Weather::PaidElsewhere(at) => {
                let bills = portals(&self.stage, &self.account);
                twin.pay(&bills[at % bills.len()]);
            }
            Weather::Pass(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
            Weather::Check => drop(check(&self.core, self.account.id).await),
            Weather::Focus => {
                self.core.call(SetVisible { visible: true }).await.unwrap();
            }
            Weather::Sleep => {
                self.core.suspend().await;
                self.core.resume().await.unwrap();
            }
            Weather::Restart => {
                self.core.close().await;
                self.core = self.stage.open();
            }
        }
        // Decided is seen, come what may.
        let shown = profile(&self.core, &self.account).await.customer.unwrap();
        assert_eq!(shown.phone, self.phone);
    }

    async fn clear_up(self) {
        let Self {
            stage,
            core,
            account,
            decided,
            phone,
        } = self;
        stage.twin.fault(|faults| *faults = Default::default());
        core.call(SetVisible { visible: true }).await.unwrap();
        all_gone(&core, &account).await;
        assert_eq!(stage.twin.performed(), decided, "each once, in order");
        assert_eq!(portals_phone(&stage, &account), phone);
        assert_eq!(check(&core, account.id).await.problem, None);
        let shown = profile(&core, &account).await.customer.unwrap();
        assert_eq!(shown, stage.twin.customer(account.selected.unwrap()));
        let cached = sorted(bills(&core, &account).await);
        assert_eq!(cached, sorted(portals(&stage, &account)));
        core.close().await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn after_any_weather_every_decision_has_come_true_once(
        days in prop::collection::vec(weather(), 1..30)
    ) {
        let paused = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        paused.block_on(async {
            let mut device = Device::new().await;
            for weather in days {
                device.go_through(weather).await;
            }
            device.clear_up().await;
        });
    }
}
