use super::super::http::server;
use super::super::twin::Backup;
use super::super::twin::Twin;
use super::*;
use crate::testing::today;
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, Decider, TIAGO_TAX_ID, rede_horizonte, sample};
use std::sync::Mutex;

fn known() -> Known {
    let cast = rede_horizonte(today(), 7);
    let person = |tax_id: &str| {
        let person = cast.person(tax_id).unwrap();
        let by = cast.decider(person.user.grants[0].customer).unwrap();
        Person {
            tax_id: person.user.tax_id,
            password: Sensitive::new(person.password.into()),
            customer: by.customer,
            plan: by.plan,
        }
    };
    let (ana, tiago) = (person(ANA_TAX_ID), person(TIAGO_TAX_ID));
    let mut bills = cast.bills.iter();
    let bill = bills.find(|bill| bill.customer == ana.customer);
    Known {
        bill: bill.unwrap().clone(),
        provider: cast.provider.clone(),
        today: today(),
        sample: |kind, person, number, made| {
            let by = Decider {
                customer: person.customer,
                plan: person.plan,
            };
            let it = sample(kind, by, number, made);
            (it.action, it.file)
        },
        bruno: person(BRUNO_TAX_ID),
        ana,
        tiago,
    }
}

/// The twin does as it is told.
struct Wings {
    twin: Arc<Twin>,
    noted: Mutex<Option<Backup>>,
}

impl Backstage for Wings {
    fn prune_answers(&self) {
        self.twin.prune_answers();
    }

    fn prune_log(&self) {
        self.twin.forget_log();
    }

    fn take_in_calls(&self, customer: CustomerId, calls: &[CallRecord]) {
        for call in calls {
            self.twin.put_call(customer, call);
        }
    }

    fn spoil(&self, bill: &Bill) {
        self.twin
            .replace(bill, |row| row["pix"] = "no code of any kind".into());
    }

    fn mend(&self, bill: &Bill) {
        self.twin
            .replace(bill, |row| row["pix"] = serde_json::json!(bill.pix));
    }

    fn give(&self, person: &Person, role: Role) {
        let tax_id = person.tax_id.as_str();
        self.twin
            .change_user(tax_id, |user| user.grants[0].roles = vec![role]);
    }

    fn back_up(&self) {
        *self.noted.lock().unwrap() = Some(self.twin.backup());
    }

    fn restore(&self) {
        let noted = self.noted.lock().unwrap().take();
        self.twin.restore(noted.unwrap());
    }
}

fn stage(portal: Arc<dyn Portal>, origin: String, twin: Arc<Twin>) -> Stage {
    let noted = Mutex::default();
    Stage {
        portal,
        origin,
        known: known(),
        backstage: Arc::new(Wings { twin, noted }),
    }
}

#[tokio::test]
async fn the_twin_keeps_every_promise_of_a_portal() {
    let origin = "https://localhost:8443".to_owned();
    let twin = Twin::new(&origin, today());
    every_promise(&stage(Arc::clone(&twin) as _, origin, twin)).await;
}

#[tokio::test]
async fn the_twin_over_https_keeps_every_promise_of_a_portal() {
    let (server, twin) = server::over_twin(today()).await;
    let portal = Arc::new(server.client());
    every_promise(&stage(portal, server.origin.clone(), twin)).await;
}
