//! Requests are listed, shown and decided from the command line while the portal runs.

use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID};
use serde_json::{Value, json};

use crate::bench::{Bench, Portal};

const RH: &str = "rede-horizonte";

/// The oldest request that waits at Rede Horizonte.
pub fn pending(bench: &Bench) -> String {
    let line = format!("request list --database demo.db --provider {RH}");
    let listed = bench.run(&line).done();
    listed.split_whitespace().next().unwrap().to_owned()
}

/// Asks for another name of the one customer that somebody acts for; answers the request's id.
pub async fn ask_for_a_name(portal: &Portal, token: &str, name: &str) -> String {
    let (_, plans) = portal.get("/rede-horizonte/v1/plans", token).await;
    let plans: Value = serde_json::from_str(&plans).unwrap();
    let key = uuid::Uuid::now_v7().to_string();
    let body = json!({ "customer": plans[0]["customer"], "change": { "name": name } });
    let (status, answer) = portal
        .act("/rede-horizonte/v1/profile-changes", token, &key, &body)
        .await;
    assert_eq!(status, 200, "{answer}");
    key
}

#[tokio::test]
async fn a_request_is_decided_while_the_portal_runs() {
    let bench = Bench::new();
    let portal = bench.demo("--today 2026-11-22");
    let bruno = portal.token(RH, BRUNO_TAX_ID, BRUNO_PASSWORD).await;
    let id = ask_for_a_name(&portal, &bruno, "Bruno Lima Filho").await;

    let run = |task: &str| bench.run(&format!("request {task} --database demo.db"));
    let listed = run(&format!("list --provider {RH}")).done();
    let lines: Vec<_> = listed.lines().collect();
    assert_eq!(lines.len(), 2, "{listed}");
    assert!(
        lines[1].starts_with(&id) && lines[1].ends_with("  name"),
        "{listed}"
    );
    let shown = run(&format!("show {id}")).done();
    assert!(shown.starts_with("640.303.673-48  Bruno Lima\n"), "{shown}");
    assert!(
        shown.contains("\nname: Bruno Lima -> Bruno Lima Filho\n"),
        "{shown}"
    );

    assert_eq!(
        run(&format!("approve {id}")).done(),
        format!("approved {id}\n")
    );
    let (_, synced) = portal.get("/rede-horizonte/v1/sync", &bruno).await;
    assert!(synced.contains(r#""name":"Bruno Lima Filho""#));
    assert!(synced.contains(r#""state":"approved""#));
    let again = run(&format!("reject {id} --reason Não.")).refused();
    assert_eq!(again, "error: the request is Approved already");

    let anas = pending(&bench);
    run(&format!("reject {anas} --reason Ilegível.")).done();
    let shown = run(&format!("show {anas}")).done();
    assert!(shown.ends_with("\nreason: Ilegível.\n"), "{shown}");
    let ana = portal.token(RH, ANA_TAX_ID, ANA_PASSWORD).await;
    let (_, synced) = portal.get("/rede-horizonte/v1/sync", &ana).await;
    assert!(synced.contains(r#""reason":"Ilegível.""#));
    assert_eq!(run(&format!("list --provider {RH}")).done(), "");
}

#[tokio::test]
async fn what_cannot_be_decided_is_said_in_a_line() {
    let bench = Bench::new();
    let _portal = bench.demo("--today 2026-11-22");
    let id = pending(&bench);
    let nobody = "018f0000-0000-7000-8000-000000000001";
    for (task, said) in [
        (format!("reject {id}"), "--reason"),
        (format!("reject {id} --reason="), "says why"),
        (format!("approve {nobody}"), "there is no such request"),
        (format!("show {nobody}"), "there is no such request"),
        ("approve nonsense".to_owned(), "invalid value 'nonsense'"),
        (
            "list --provider nobody".to_owned(),
            "there is no provider nobody",
        ),
        (
            format!("list --provider {RH} --state lost"),
            "invalid value 'lost'",
        ),
    ] {
        let refused = bench.run(&format!("request {task} --database demo.db"));
        let refused = refused.refused();
        assert!(refused.contains(said), "{task}: {refused}");
    }
    assert_eq!(pending(&bench), id);
}

#[test]
fn mg_06_who_approves_is_set_for_each_provider() {
    let bench = Bench::new();
    let portal = bench.demo("--today 2026-11-22");
    let approval = |more: &str| {
        let line = format!("provider approval --database demo.db --slug {RH} {more}");
        bench.run(&line).done()
    };
    assert_eq!(approval(""), "by administrator\n");
    assert_eq!(approval("--set automatic"), "automatic\n");
    assert_eq!(approval(""), "automatic\n");
    let other = "provider approval --database demo.db --slug aguas-do-vale";
    assert_eq!(bench.run(other).done(), "by administrator\n");
    portal.stop("TERM");
}
