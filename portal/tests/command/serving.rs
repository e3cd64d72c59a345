//! A portal that runs, over HTTPS.

use balcao_people::{
    ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID, MARINA_PASSWORD, MARINA_TAX_ID,
};
use serde_json::{Value, json};

use crate::bench::{Bench, Portal};

const RH: &str = "rede-horizonte";
const BILLS: &str = "/rede-horizonte/v1/bills";

async fn bills(portal: &Portal, token: &str) -> Vec<Value> {
    let (status, body) = portal.get(BILLS, token).await;
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

fn pending(bills: &[Value]) -> Vec<&Value> {
    bills
        .iter()
        .filter(|bill| bill["state"] == "sent")
        .collect()
}

fn pay(bench: &Bench, portal: &Portal, bill: &Value, more: &str) -> crate::bench::Ended {
    bench.run(&format!(
        "pay --database demo.db --provider {RH} --bill {} --origin {} --extra-ca ca.pem {more}",
        bill["number"], portal.origin
    ))
}

#[tokio::test]
async fn a_bill_is_paid_at_a_running_demo() {
    let bench = Bench::new();
    let portal = bench.demo("--today 2026-11-22 --sync-batch 10");
    let path = "/.well-known/balcao?path=/rede-horizonte";
    let (status, found) = portal.get(path, "").await;
    assert_eq!(status, 200);
    let found: Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["base"], format!("{}/{RH}", portal.origin));

    let token = portal.token(RH, ANA_TAX_ID, ANA_PASSWORD).await;
    let before = bills(&portal, &token).await;
    let open = pending(&before);
    let [bill] = open.as_slice() else {
        panic!("{open:?}")
    };
    let paid = pay(&bench, &portal, bill, "").done();
    assert!(paid.ends_with("paid: R$ 129,90\n"), "{paid}");
    assert!(pending(&bills(&portal, &token).await).is_empty());
    let again = pay(&bench, &portal, bill, "").refused();
    assert!(again.ends_with("is not owed"), "{again}");

    let bruno = portal.token(RH, BRUNO_TAX_ID, BRUNO_PASSWORD).await;
    let brunos = bills(&portal, &bruno).await;
    let overdue = pending(&brunos)
        .into_iter()
        .find(|bill| bill["charges"]["total"] == 13_276);
    let part = pay(&bench, &portal, overdue.unwrap(), "--amount 100,00").done();
    assert!(part.ends_with("paid in part: R$ 100,00\n"), "{part}");
    let rest = pay(&bench, &portal, overdue.unwrap(), "").done();
    assert!(rest.ends_with("paid: R$ 32,76\n"), "{rest}");
}

#[tokio::test]
async fn what_the_bank_tells_of_and_nobody_owes_is_printed_for_staff() {
    let bench = Bench::new();
    let portal = bench.demo("--today 2026-11-22");
    let list = format!("payments --database demo.db --provider {RH}");
    assert_eq!(bench.run(&list).done(), "");
    let secret = bench.run(&format!(
        "provider hook-secret --database demo.db --slug {RH}"
    ));
    let secret = secret.done();
    let secret = secret.trim().strip_prefix("hook secret ").unwrap();
    let told = json!({ "pix": [
        {
            "endToEndId": "E".repeat(32), "txid": "manual25charge", "valor": "12.90",
            "horario": "2026-11-22T15:00:00Z",
        },
        { "valor": "nada" },
    ] });
    let path = format!("/{RH}/v1/hooks/pix");
    let (status, _) = portal.act(&path, secret, "", &told).await;
    assert_eq!(status, 200);
    let printed = bench.run(&list).done();
    let lines: Vec<_> = printed.lines().collect();
    assert!(lines[0].contains("R$ 12,90") && lines[0].ends_with("txid manual25charge"));
    assert!(lines[1].ends_with(r#"{"valor":"nada"}"#), "{printed}");
    let nobody = bench
        .run("payments --database demo.db --provider nobody")
        .refused();
    assert!(nobody.contains("nobody"), "{nobody}");
}

#[tokio::test]
async fn the_demo_introduces_its_people_and_stops_when_told() {
    for signal in ["TERM", "INT"] {
        let bench = Bench::new();
        let portal = bench.demo("--today 2026-11-22");
        let origin = portal.origin.clone();
        let token = portal.token(RH, ANA_TAX_ID, ANA_PASSWORD).await;
        let stopped = portal.stop(signal);
        assert!(stopped.status.success(), "{}", stopped.err);
        for said in [
            &format!("{origin}/rede-horizonte"),
            &format!("{origin}/aguas-do-vale"),
            "880.887.731-05",
            "12.ABC.345/01DE-35",
            ANA_PASSWORD,
            "Marina Silva",
        ] {
            assert!(stopped.out.contains(said), "{said}");
        }
        // The log knows nobody.
        for personal in [ANA_TAX_ID, "880.887.731-05", "Ana", "horizonte-ana", &token] {
            assert!(!stopped.err.contains(personal), "{personal}");
        }
        assert!(stopped.err.contains("/{slug}/v1/session"));
        assert!(!bench.path("demo.db-wal").exists());
    }
}

#[tokio::test]
async fn a_demo_started_again_keeps_what_happened() {
    let bench = Bench::new();
    let portal = bench.demo("--today 2026-11-22");
    let token = portal.token(RH, ANA_TAX_ID, ANA_PASSWORD).await;
    let before = bills(&portal, &token).await;
    let open = pending(&before)[0].clone();
    pay(&bench, &portal, &open, "").done();
    portal.stop("TERM");

    let portal = bench.demo("--today 2026-11-23");
    // The session outlives the process, and so does the payment.
    let after = bills(&portal, &token).await;
    assert_eq!(before.len(), after.len());
    assert!(pending(&after).is_empty());
}

#[tokio::test]
async fn a_portal_killed_at_once_keeps_what_it_acknowledged() {
    let bench = Bench::new();
    let portal = bench.demo("--today 2026-11-22");
    let token = portal.token(RH, ANA_TAX_ID, ANA_PASSWORD).await;
    let open = pending(&bills(&portal, &token).await)[0].clone();
    pay(&bench, &portal, &open, "").done();
    portal.stop("KILL");
    let portal = bench.demo("--today 2026-11-22");
    assert!(pending(&bills(&portal, &token).await).is_empty());
}

#[tokio::test]
async fn what_the_admin_changes_counts_with_the_next_request() {
    let bench = Bench::new();
    let portal = bench.demo("--today 2026-11-22");
    let marina = portal.token(RH, MARINA_TAX_ID, MARINA_PASSWORD).await;
    let all = bills(&portal, &marina).await.len();
    let who = format!("--database demo.db --provider {RH} --tax-id {MARINA_TAX_ID}");
    let admin = |task: &str| bench.run(&format!("user {task} {who}")).done();

    admin("revoke --customer 12.345.678/0001-95");
    let fewer = bills(&portal, &marina).await.len();
    assert!(0 < fewer && fewer < all);
    admin("grant --customer 12.ABC.345/01DE-35 --role technical");
    let (status, _) = portal.get(BILLS, &marina).await;
    assert_eq!(status, 403);
    admin("grant --customer 12ABC34501DE35 --role technical --role finance");
    assert_eq!(bills(&portal, &marina).await.len(), fewer);

    let another = bench.run_with_password(&format!("user password {who}"), "outra-senha");
    another.done();
    let (status, problem) = portal.get(BILLS, &marina).await;
    assert_eq!(status, 401);
    assert!(problem.contains("session_revoked"));
    let marina = portal.token(RH, MARINA_TAX_ID, "outra-senha").await;
    admin("remove");
    let (status, problem) = portal.get(BILLS, &marina).await;
    assert_eq!(status, 403);
    assert!(problem.contains("access_removed"));
}

#[tokio::test]
async fn pay_trusts_no_other_authority_and_says_why() {
    let bench = Bench::new();
    let portal = bench.demo("--today 2026-11-22");
    let token = portal.token(RH, ANA_TAX_ID, ANA_PASSWORD).await;
    let open = pending(&bills(&portal, &token).await)[0].clone();
    bench.write(
        "ca.pem",
        &std::fs::read_to_string(Bench::new().path("ca.pem")).unwrap(),
    );
    let refused = pay(&bench, &portal, &open, "").refused();
    assert!(refused.contains("certificate"), "{refused}");
    assert!(refused.contains(&portal.origin), "{refused}");
    assert_eq!(pending(&bills(&portal, &token).await).len(), 1);
}

#[tokio::test]
async fn two_portals_serve_one_database_and_one_of_them_goes_on_alone() {
    let bench = Bench::new();
    let one = bench.demo("--today 2026-11-22");
    let other = bench.demo("--today 2026-11-22");
    let token = one.token(RH, ANA_TAX_ID, ANA_PASSWORD).await;
    let open = pending(&bills(&other, &token).await)[0].clone();
    pay(&bench, &one, &open, "").done();
    one.stop("KILL");
    assert!(pending(&bills(&other, &token).await).is_empty());
    let again = pay(&bench, &other, &open, "").refused();
    assert!(again.ends_with("is not owed"), "{again}");
    let stopped = other.stop("TERM");
    assert!(stopped.status.success(), "{}", stopped.err);
}
