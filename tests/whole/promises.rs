//! The portal as a process keeps every promise that the twin keeps, which the client is tested
//! against.

use crate::support::{DemoPortal, TODAY, authority};
use balcao_client::suite::{Backstage, Known, Person, every_promise_over_https};
use balcao_domain::{Bill, CallRecord, CustomerId, Role, Sensitive, TerminalType};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, Decider, TIAGO_TAX_ID, rede_horizonte, sample};
use rusqlite::{Connection, params};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long the portal's own writing may keep the database.
const BUSY: Duration = Duration::from_secs(10);

fn known() -> Known {
    let today = serde_json::from_value(TODAY.into()).unwrap();
    let cast = rede_horizonte(today, 7);
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
        today,
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

/// The portal's database, and its process where that must not run meanwhile.
struct Process(Mutex<DemoPortal>);

impl Process {
    fn database(&self) -> PathBuf {
        self.0.lock().unwrap().database()
    }

    fn backup(&self) -> PathBuf {
        self.database().with_extension("backup")
    }

    fn open(&self) -> Connection {
        let connection = Connection::open(self.database()).unwrap();
        connection.busy_timeout(BUSY).unwrap();
        connection
    }
}

impl Backstage for Process {
    fn prune_answers(&self) {
        let pruned = self.open().execute("DELETE FROM action_answers", []);
        assert!(pruned.unwrap() > 0);
    }

    fn prune_log(&self) {
        let pruned = self.open().execute("DELETE FROM changes", []);
        assert!(pruned.unwrap() > 0);
    }

    fn take_in_calls(&self, customer: CustomerId, calls: &[CallRecord]) {
        let connection = self.open();
        for call in calls {
            connection
                .execute(
                    "INSERT INTO calls (id, provider, customer, mobile, a_number, b_number, start, duration, cost)
                     SELECT ?1, provider, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM customers WHERE id = ?2",
                    params![
                        i64::from(call.id),
                        customer.uuid().as_bytes(),
                        call.terminal_type == TerminalType::Mobile,
                        call.a_number,
                        call.b_number,
                        call.start.timestamp(),
                        call.duration,
                        call.cost.get(),
                    ],
                )
                .unwrap();
        }
    }

    fn spoil(&self, bill: &Bill) {
        let sql = "UPDATE bills SET pix = 'no code of any kind' WHERE id = ?1";
        let spoilt = self.open().execute(sql, [bill.id.uuid().as_bytes()]);
        assert_eq!(spoilt.unwrap(), 1);
    }

    fn mend(&self, bill: &Bill) {
        let pix = serde_json::to_value(&bill.pix).unwrap();
        let mended = self.open().execute(
            "UPDATE bills SET pix = ?2 WHERE id = ?1",
            params![bill.id.uuid().as_bytes(), pix.as_str()],
        );
        assert_eq!(mended.unwrap(), 1);
    }

    fn give(&self, person: &Person, role: Role) {
        let given = self.open().execute(
            "UPDATE grants SET roles = ?2
             WHERE user = (SELECT id FROM users WHERE tax_id = ?1 AND NOT removed
                           AND provider = (SELECT provider FROM customers WHERE id = ?3))",
            params![
                person.tax_id.as_str(),
                serde_json::to_string(&[role]).unwrap(),
                person.customer.uuid().as_bytes(),
            ],
        );
        assert_eq!(given.unwrap(), 1);
    }

    fn back_up(&self) {
        let backup = self.backup();
        let backup = backup.to_str().unwrap();
        self.open().execute("VACUUM INTO ?1", [backup]).unwrap();
    }

    fn restore(&self) {
        let (database, backup) = (self.database(), self.backup());
        let mut portal = self.0.lock().unwrap();
        portal.stop();
        for beside in ["db-wal", "db-shm"] {
            // Not there once the last connection was closed in peace.
            let _ = fs::remove_file(database.with_extension(beside));
        }
        fs::rename(backup, database).unwrap();
        portal.resume();
    }
}

#[tokio::test]
async fn the_portal_as_a_process_keeps_every_promise_that_its_twin_keeps() {
    let portal = DemoPortal::start();
    let origin = portal.origin.clone();
    let process = Arc::new(Process(Mutex::new(portal)));
    every_promise_over_https(&origin, &authority(), known(), process).await;
}
