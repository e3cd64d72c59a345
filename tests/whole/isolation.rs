//! Nobody sees what is another's: every person of both demo providers, by list, by id, by sync.

use crate::support::{DemoPortal, PortalApi, TODAY};
use balcao_contract::sync::Line;
use balcao_contract::{Problem, ProblemCode, paths};
use balcao_domain::{Bill, BillId, Collection, CustomerId, Plan, Role};
use std::collections::HashSet;

#[tokio::test]
async fn each_person_reads_only_their_own_in_both_providers() {
    let portal = DemoPortal::start();
    let day = serde_json::from_value(TODAY.into()).unwrap();
    let casts = balcao_people::everyone(day, 7);
    let every_bill: Vec<&Bill> = casts.iter().flat_map(|cast| &cast.bills).collect();
    for cast in &casts {
        for person in &cast.people {
            let who = &person.user.name;
            let tax_id = person.user.tax_id.as_str();
            let api =
                PortalApi::sign_in(&portal, &cast.provider.slug, tax_id, person.password).await;
            let reads_bills = |customer: CustomerId| {
                person.user.grants.iter().any(|grant| {
                    grant.customer == customer && !grant.roles.contains(&Role::Technical)
                })
            };
            let own: HashSet<BillId> = cast
                .bills
                .iter()
                .filter(|bill| reads_bills(bill.customer))
                .map(|bill| bill.id)
                .collect();

            let listed = api.get(paths::BILLS).await;
            let listed: Vec<Bill> = match listed.status().as_u16() {
                200 => listed.json().await.unwrap(),
                // Every customer of this person is one whose bills the role does not read.
                403 => Vec::new(),
                status => panic!("{who}: {status}"),
            };
            assert_eq!(
                listed.iter().map(|bill| bill.id).collect::<HashSet<_>>(),
                own,
                "{who} by list"
            );

            for bill in &every_bill {
                let granted = person
                    .user
                    .grants
                    .iter()
                    .any(|grant| grant.customer == bill.customer);
                let expected = match (own.contains(&bill.id), granted) {
                    (true, _) => 200,
                    (false, true) => 403,
                    (false, false) => 404,
                };
                let bill_itself = format!("{}/{}", paths::BILLS, bill.id);
                let document = (expected != 200).then(|| bill.pdf().path());
                for path in [bill_itself].into_iter().chain(document) {
                    let answer = api.get(&path).await;
                    assert_eq!(answer.status(), expected, "{who} asks for {path}");
                    if expected == 403 {
                        let problem: Problem = answer.json().await.unwrap();
                        assert_eq!(problem.code(), Some(ProblemCode::RoleNeeded));
                        assert_eq!(problem.role, Some(Role::Finance));
                    }
                }
            }

            let granted: HashSet<CustomerId> = person
                .user
                .grants
                .iter()
                .map(|grant| grant.customer)
                .collect();
            let plans: Vec<Plan> = api.get(paths::PLANS).await.json().await.unwrap();
            assert!(
                plans.iter().all(|plan| granted.contains(&plan.customer)),
                "{who} by plans"
            );

            let mut synced = HashSet::new();
            for line in api.first_sync().await {
                let Line::Put {
                    stream,
                    collection,
                    id,
                    ..
                } = line
                else {
                    continue;
                };
                if let balcao_domain::Stream::Customer(customer) = stream {
                    assert!(granted.contains(&customer), "{who} by sync");
                }
                if collection == Collection::Bills {
                    synced.insert(BillId::new(id.uuid().unwrap()));
                }
            }
            assert_eq!(synced, own, "{who} by sync");
        }
    }
}

#[tokio::test]
async fn a_technician_syncs_plans_and_no_bill() {
    let portal = DemoPortal::start();
    let api = PortalApi::sign_in(
        &portal,
        "rede-horizonte",
        balcao_people::TIAGO_TAX_ID,
        balcao_people::TIAGO_PASSWORD,
    )
    .await;
    let collections: HashSet<Collection> = api
        .first_sync()
        .await
        .into_iter()
        .filter_map(|line| match line {
            Line::Put { collection, .. } => Some(collection),
            _ => None,
        })
        .collect();
    assert!(collections.contains(&Collection::Plans));
    assert!(!collections.contains(&Collection::Bills));
}
