//! Nobody sees another's data.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use balcao_contract::idempotency::KEY_HEADER;
use balcao_contract::{ProblemCode, paths};
use balcao_domain::{Access, Bill, BillId, Collection, CustomerId, DecisionKind, Plan, Role, User};
use balcao_people::{ANA_TAX_ID, CONSTRUTORA_TAX_ID, LOCACOES_TAX_ID, MARINA_TAX_ID, TIAGO_TAX_ID};

use super::mirror::Mirror;
use super::{AV, RH, Stage, ask, under};
use uuid::Uuid;

const BILLS: Access = Access::Read(Collection::Bills);

fn roles_at(user: &User, customer: CustomerId) -> Option<&[Role]> {
    let mut grants = user.grants.iter();
    grants
        .find(|grant| grant.customer == customer)
        .map(|grant| grant.roles.as_slice())
}

fn may_read(user: &User, bill: &Bill) -> bool {
    roles_at(user, bill.customer).is_some_and(|roles| roles.iter().any(|role| role.allows(BILLS)))
}

fn ids<'a>(bills: impl IntoIterator<Item = &'a Bill>) -> BTreeSet<BillId> {
    bills.into_iter().map(|bill| bill.id).collect()
}

#[tokio::test]
async fn each_sees_only_their_own_bills_by_list_by_id_and_by_sync_in_both_providers() {
    let stage = Stage::with_batch(1_000).await;
    let everybodys = stage.casts.iter().flat_map(|cast| &cast.bills);
    let everybodys: Vec<&Bill> = everybodys.collect();
    for cast in &stage.casts {
        let slug = &cast.provider.slug;
        for person in &cast.people {
            let user = &person.user;
            let tokens = stage.sign_in(slug, user.tax_id.as_str()).await;
            let token = tokens.access.expose();
            let own = ids(cast.bills.iter().filter(|bill| may_read(user, bill)));

            let listed = stage.get(&under(slug, paths::BILLS), token).await;
            if own.is_empty() {
                assert_eq!(listed.code(), Some(ProblemCode::RoleNeeded));
            } else {
                assert_eq!(ids(&listed.read::<Vec<Bill>>()), own, "{}", user.name);
            }

            for bill in &everybodys {
                let path = under(slug, &format!("{}/{}", paths::BILLS, bill.id));
                let answer = stage.get(&path, token).await;
                let here = cast.bills.contains(bill);
                match roles_at(user, bill.customer).filter(|_| here) {
                    None => assert_eq!(answer.code(), Some(ProblemCode::NotFound)),
                    Some(_) if own.contains(&bill.id) => {
                        assert_eq!(answer.read::<Bill>().id, bill.id);
                    }
                    Some(_) => {
                        let problem = answer.problem();
                        assert_eq!(problem.code(), Some(ProblemCode::RoleNeeded));
                        assert_eq!(problem.role, Some(Role::Finance));
                        assert_eq!(answer.status, StatusCode::FORBIDDEN);
                    }
                }
            }

            let mut mirror = Mirror::default();
            mirror.sync(&stage, slug, token).await;
            let synced = mirror.rows();
            let bills = synced
                .keys()
                .filter(|(_, (collection, _))| *collection == Collection::Bills)
                .map(|(_, (_, id))| BillId::new(id.uuid().unwrap()));
            assert_eq!(bills.collect::<BTreeSet<_>>(), own, "{}", user.name);
            let users = synced
                .keys()
                .filter(|(_, (collection, _))| *collection == Collection::Users);
            let users: Vec<_> = users.map(|(_, (_, id))| *id).collect();
            assert_eq!(users, [user.id.uuid().into()]);
            assert_eq!(mirror.count(Collection::Customers), user.grants.len());
            let access = Access::Read(Collection::ProfileRequests);
            let requests = cast.requests.iter().filter(|request| {
                let roles = roles_at(user, request.customer).unwrap_or_default();
                roles.iter().any(|role| role.allows(access))
            });
            assert_eq!(mirror.count(Collection::ProfileRequests), requests.count());
        }
    }
}

#[tokio::test]
async fn plans_are_listed_to_whoever_acts_for_their_customer() {
    let stage = Stage::new().await;
    let cast = stage.cast(RH);
    for person in &cast.people {
        let user = &person.user;
        let tokens = stage.sign_in(RH, user.tax_id.as_str()).await;
        let path = under(RH, paths::PLANS);
        let listed = stage.get(&path, tokens.access.expose()).await;
        let listed = listed.read::<Vec<Plan>>();
        let listed: BTreeSet<_> = listed.iter().map(|plan| plan.id).collect();
        let own = cast.plans.iter();
        let own = own.filter(|plan| roles_at(user, plan.customer).is_some());
        assert_eq!(listed, own.map(|plan| plan.id).collect());
    }
}

#[tokio::test]
async fn a_technician_syncs_no_bill_and_is_told_the_role_that_reads_one() {
    let stage = Stage::new().await;
    let cast = stage.cast(RH);
    let company = cast.customer_of(CONSTRUTORA_TAX_ID).unwrap();
    let other = cast.customer_of(LOCACOES_TAX_ID).unwrap();
    let tokens = stage.sign_in(RH, TIAGO_TAX_ID).await;
    let token = tokens.access.expose();

    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, token).await;
    assert_eq!(mirror.count(Collection::Bills), 0);
    assert!(mirror.count(Collection::Plans) > 0);

    let bill_of = |customer| cast.bills.iter().find(|bill| bill.customer == customer);
    let path = |customer| {
        let id = bill_of(customer).unwrap().id;
        under(RH, &format!("{}/{id}", paths::BILLS))
    };
    let refused = stage.get(&path(company), token).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.problem().role, Some(Role::Finance));
    let unknown = stage.get(&path(other), token).await;
    assert_eq!(unknown.code(), Some(ProblemCode::NotFound));
}

#[tokio::test]
async fn every_decision_is_for_whom_the_lists_say_and_changes_nothing_of_anybody_else() {
    let stage = Stage::new().await;
    let cast = stage.cast(RH);
    let company = cast.customer_of(CONSTRUTORA_TAX_ID).unwrap();
    let elsewhere = stage.sign_in(AV, ANA_TAX_ID).await;
    let rows = async || {
        let marina = stage.sign_in(RH, MARINA_TAX_ID).await;
        let mut mirror = Mirror::default();
        mirror.sync(&stage, RH, marina.access.expose()).await;
        mirror.rows().clone()
    };
    let before = rows().await;
    let by = cast.decider(company).unwrap();
    for kind in DecisionKind::ALL {
        let action = balcao_people::sample(kind, by, 1, Uuid::from_u128(1)).action;
        let ask = async |token: &str| {
            let mut request = ask(Method::POST, &under(RH, &action.path()), token, None);
            *request.body_mut() = Body::from(balcao_contract::body(&action).unwrap());
            let key = Uuid::now_v7().to_string();
            request
                .headers_mut()
                .insert(KEY_HEADER, key.parse().unwrap());
            stage.send(request).await
        };
        for person in &cast.people {
            let user = &person.user;
            let roles = roles_at(user, company);
            let may = |roles: &[Role]| roles.iter().any(|role| role.allows(Access::Decide(kind)));
            if roles.is_some_and(may) {
                continue;
            }
            let tokens = stage.sign_in(RH, user.tax_id.as_str()).await;
            let refused = ask(tokens.access.expose()).await.code();
            let expected = roles.map_or(ProblemCode::NotFound, |_| ProblemCode::RoleNeeded);
            assert_eq!(refused, Some(expected), "{kind:?} by {}", user.name);
        }
        for token in ["", "nonsense", elsewhere.access.expose()] {
            let stranger = ask(token).await;
            assert_eq!(stranger.status, StatusCode::UNAUTHORIZED, "{kind:?}");
        }
    }
    assert_eq!(rows().await, before);
}

#[tokio::test]
async fn a_token_of_one_provider_opens_nothing_at_another() {
    let stage = Stage::new().await;
    let tokens = stage.sign_in(RH, ANA_TAX_ID).await;
    for path in [paths::BILLS, paths::PLANS, paths::SYNC] {
        let answer = stage.get(&under(AV, path), tokens.access.expose()).await;
        assert_eq!(answer.code(), Some(ProblemCode::SessionRevoked));
    }
    let answer = stage.renew(AV, tokens.refresh.expose()).await;
    assert_eq!(answer.code(), Some(ProblemCode::SessionRevoked));
    let at_home = stage.renew(RH, tokens.refresh.expose()).await;
    assert_eq!(at_home.status, StatusCode::OK);
}

#[tokio::test]
async fn mc_09_a_person_and_a_company_sign_in_apart_and_see_what_is_theirs() {
    let stage = Stage::new().await;
    let marina = stage.sign_in(RH, MARINA_TAX_ID).await;
    let password = balcao_people::CONSTRUTORA_PASSWORD;
    let company = stage.try_sign_in(RH, "12.abc.345/01de-35", password).await;
    let company: balcao_contract::Tokens = company.read();
    assert_ne!(marina.user, company.user);

    let customers = async |tokens: balcao_contract::Tokens| {
        let path = under(RH, paths::BILLS);
        let listed = stage.get(&path, tokens.access.expose()).await;
        let bills = listed.read::<Vec<Bill>>();
        let customers = bills.iter().map(|bill| bill.customer);
        customers.collect::<BTreeSet<_>>()
    };
    let cast = stage.cast(RH);
    let construtora = cast.customer_of(CONSTRUTORA_TAX_ID).unwrap();
    let locacoes = cast.customer_of(LOCACOES_TAX_ID).unwrap();
    assert_eq!(customers(marina).await, [construtora, locacoes].into());
    assert_eq!(customers(company).await, [construtora].into());
}
