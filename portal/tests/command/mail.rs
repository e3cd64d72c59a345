//! Decisions are told by mail, once.

use std::io::Read;
use std::net::TcpListener;

use balcao_people::{BRUNO_PASSWORD, BRUNO_TAX_ID};

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
