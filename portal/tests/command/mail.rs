//! Decisions are told by mail, once.

use std::io::Read;
use std::net::TcpListener;

use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID};
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::mailbox::{Mailbox, free_address};
use crate::requests::{ask_for_a_name, pending};

fn approve(bench: &Bench, id: &str) {
    let line = format!("request approve --database demo.db {id}");
    assert_eq!(bench.run(&line).done(), format!("approved {id}\n"));
}

#[tokio::test]
async fn a_decision_is_mailed_once_though_the_portal_was_killed_before_it_was_relayed() {
    let bench = Bench::new();
    let address = free_address();
    let mailbox = Mailbox::open(address, bench.path("mails"));
    let serving = format!("--today 2026-11-22 --mail-server smtp://{address}");
    bench.demo(&serving).stop("KILL");
    // Committed by a process that relays nothing and is gone.
    let anas = pending(&bench);
    approve(&bench, &anas);
    assert!(mailbox.all().is_empty());

    let portal = bench.demo(&serving);
    let [first] = mailbox.mails(1).try_into().unwrap();
    for said in [
        "ana.souza@correio.example",
        "Rede Horizonte",
        "atendimento@redehorizonte.example",
        "foi aprovada e j=C3=A1 est=C3=A1 valendo",
    ] {
        assert!(first.contains(said), "{said}: {first}");
    }
    portal.stop("KILL");

    let portal = bench.demo(&serving);
    let bruno = portal
        .token("rede-horizonte", BRUNO_TAX_ID, BRUNO_PASSWORD)
        .await;
    let id = ask_for_a_name(&portal, &bruno, "Bruno Lima Filho").await;
    let reject = format!("request reject --database demo.db {id} --reason Ilegível.");
    bench.run(&reject).done();
    let both = mailbox.mails(2);
    let second = both.iter().find(|mail| **mail != first).unwrap();
    assert!(second.contains("bruno.lima@correio.example"), "{second}");
    assert!(second.contains("Ileg=C3=ADvel."), "{second}");
    portal.stop("TERM");
    assert_eq!(mailbox.all().len(), 2);
}

#[tokio::test]
async fn mc_36_a_request_for_another_due_day_is_mailed_to_customer_and_provider_when_agreed_to() {
    let bench = Bench::new();
    let address = free_address();
    let mailbox = Mailbox::open(address, bench.path("mails"));
    let portal = bench.demo(&format!(
        "--today 2026-11-22 --mail-server smtp://{address}"
    ));
    let ana = portal
        .token("rede-horizonte", ANA_TAX_ID, ANA_PASSWORD)
        .await;
    let (_, plans) = portal.get("/rede-horizonte/v1/plans", &ana).await;
    let plans: Value = serde_json::from_str(&plans).unwrap();
    let ask = async |day: &str, terms: bool| {
        let details = json!({ "plan": plans[0]["id"], "day": day, "terms": terms });
        let body = json!({ "customer": plans[0]["customer"], "details": details });
        let key = uuid::Uuid::now_v7().to_string();
        portal
            .act("/rede-horizonte/v1/due_day_changes", &ana, &key, &body)
            .await
    };
    for (day, terms, field) in [("10", false, "terms"), ("11", true, "day")] {
        let (status, answer) = ask(day, terms).await;
        assert!(status == 422 || status == 400, "{status} {answer}");
        assert!(answer.contains(field), "{answer}");
    }
    let (status, answer) = ask("10", true).await;
    assert_eq!(status, 200, "{answer}");
    let [mail] = mailbox.mails(1).try_into().unwrap();
    for said in [
        "To: \"Ana Souza\" <ana.souza@correio.example>",
        "Cc: \"Rede Horizonte\" <atendimento@redehorizonte.example>",
        "no dia 10",
    ] {
        assert!(mail.contains(said), "{said}: {mail}");
    }
    let (status, answer) = ask("15", true).await;
    assert_eq!(status, 422, "one waits already: {answer}");
    portal.stop("TERM");
    assert_eq!(mailbox.all().len(), 1);
}

#[tokio::test]
async fn mail_is_tried_again_while_the_mail_server_is_away() {
    let bench = Bench::new();
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = deaf.local_addr().unwrap();
    let serving = format!("--today 2026-11-22 --mail-server smtp://{address}");
    let portal = bench.demo(&serving);
    approve(&bench, &pending(&bench));
    // It is called and hangs up.
    let (mut call, _) = deaf.accept().unwrap();
    call.shutdown(std::net::Shutdown::Write).unwrap();
    let _ = call.read(&mut [0; 64]);
    drop((call, deaf));
    let mailbox = Mailbox::open(address, bench.path("mails"));
    assert_eq!(mailbox.mails(1).len(), 1);
    let stopped = portal.stop("TERM");
    assert!(stopped.status.success(), "{}", stopped.err);
    assert_eq!(mailbox.all().len(), 1);
    // The log knows nobody.
    assert!(stopped.err.contains("mail not sent"), "{}", stopped.err);
    assert!(!stopped.err.contains("correio.example"), "{}", stopped.err);
}

#[test]
fn a_mail_server_that_cannot_be_one_is_named() {
    let bench = Bench::new();
    let demo = "demo --database p.db --listen 127.0.0.1:0 --cert cert.pem --key key.pem";
    for (more, said) in [
        ("--mail-server localhost", "mail server"),
        ("--mail-server http://localhost", "mail server"),
        ("--mail-from nobody", "--mail-from"),
    ] {
        let refused = bench.run(&format!("{demo} {more}")).refused();
        assert!(refused.contains(said), "{more}: {refused}");
    }
}
