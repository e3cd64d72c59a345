//! What apps and portals of different ages, and rows of neither, do to each other: nothing.

use super::{Stage, cursor, key, refusal};
use crate::portal::SyncAsked;
use balcao_contract::sync::{LEFT_OUT_SINCE, Line};
use balcao_contract::{ProblemCode, SYNC_SCHEMA, Tokens};
use balcao_domain::{Access, Collection, Provider, Role, Stream, User};
use std::collections::BTreeSet;

pub(super) async fn every_promise(stage: &Stage) {
    an_app_of_a_schema_is_sent_nothing_newer(stage).await;
    a_row_that_does_not_read_is_left_out_and_told_and_the_others_come(stage).await;
    of_twelve_roles_the_right_one_is_named(stage).await;
}

async fn an_app_of_a_schema_is_sent_nothing_newer(stage: &Stage) {
    let tokens = stage.sign_in(&stage.known.ana).await;
    let mut came = Vec::new();
    for schema in 1..=SYNC_SCHEMA {
        let asked = SyncAsked {
            schema,
            ..SyncAsked::of(None)
        };
        let lines = stage.sync_as(&tokens, asked).await.unwrap();
        let mut collections = BTreeSet::new();
        for line in &lines {
            let (Line::Put { collection, .. }
            | Line::Delete { collection, .. }
            | Line::LeftOut { collection, .. }) = line
            else {
                continue;
            };
            assert!(collection.since() <= schema, "{collection:?} {schema}");
            collections.insert(*collection);
            match line {
                Line::Put { put, .. } if *collection == Collection::Users => {
                    let user: User = put.read().unwrap();
                    let mut roles = user.grants.iter().flat_map(|it| &it.roles);
                    assert!(roles.all(|role| role.since() <= schema));
                }
                Line::Put { put, .. } if *collection == Collection::Provider => {
                    let provider: Provider = put.read().unwrap();
                    assert!(provider.modules.iter().all(|it| it.since() <= schema));
                }
                Line::LeftOut { .. } => assert!(schema >= LEFT_OUT_SINCE),
                _ => {}
            }
        }
        came.push(collections);
    }
    assert!(!came[0].contains(&Collection::ProfileRequests));
    assert!(came[1].contains(&Collection::ProfileRequests));
}

async fn a_row_that_does_not_read_is_left_out_and_told_and_the_others_come(stage: &Stage) {
    let ana = stage.ana().await;
    let bill = &stage.known.bill;
    let stream = Stream::Customer(ana.customer);
    let is_of = |line: &Line| matches!(line, Line::Put { id, .. } if *id == bill.id.uuid().into());
    let is_left_out = |line: &Line| {
        matches!(line, Line::LeftOut { stream: of, collection: Collection::Bills, id, left_out: true }
            if *of == stream && *id == bill.id.uuid().into())
    };
    let puts = |lines: &[Line]| {
        let puts = lines.iter().filter(|it| matches!(it, Line::Put { .. }));
        puts.count()
    };
    let whole = ana.sync(None).await.unwrap();
    assert!(whole.iter().any(is_of) && !whole.iter().any(is_left_out));

    stage.backstage.spoil(bill);
    let spoilt = ana.sync(None).await.unwrap();
    assert!(!spoilt.iter().any(is_of) && spoilt.iter().any(is_left_out));
    assert_eq!(puts(&spoilt), puts(&whole) - 1, "all others come");
    let older = SyncAsked {
        schema: LEFT_OUT_SINCE - 1,
        ..SyncAsked::of(None)
    };
    let older = stage.sync_as(&ana.tokens, older).await.unwrap();
    assert!(!older.iter().any(|line| is_of(line) || is_left_out(line)));
    // What changes meanwhile goes on coming after it.
    let asked = ana.change("Rua Nova, 31", "1933330031");
    ana.act(key(), &asked).await.unwrap();
    let after = ana.sync(Some(cursor(&spoilt))).await.unwrap();
    assert!(puts(&after) > 0 && !after.iter().any(is_left_out));

    stage.backstage.mend(bill);
    assert_eq!(ana.sync(Some(cursor(&after))).await, None);
    let again = SyncAsked {
        reload: &[stream],
        ..SyncAsked::of(Some(cursor(&after)))
    };
    let again = stage.sync_as(&ana.tokens, again).await.unwrap();
    assert!(again.iter().any(is_of), "asked for again, it comes");
    let resets = again.iter().filter(|it| matches!(it, Line::Reset { .. }));
    assert_eq!(resets.count(), 1, "and nothing else afresh");
}

async fn of_twelve_roles_the_right_one_is_named(stage: &Stage) {
    let person = &stage.known.tiago;
    let base = stage.base().await;
    for role in Role::ALL {
        stage.backstage.give(person, role);
        let tokens = stage.sign_in(person).await;
        let action = super::change(person.customer, "Rua Nova, 41", "1933330041");
        let decide = Access::Decide(action.kind());
        let answer = stage.portal.act(&base, &tokens.access, key(), &action);
        match (answer.await, decide.lacks(&[role])) {
            (Ok(_), None) => {}
            (Err(error), Some(needed)) => {
                let problem = refusal(error);
                assert_eq!(problem.code(), Some(ProblemCode::RoleNeeded), "{role:?}");
                assert_eq!(problem.role, Some(needed), "{role:?}");
            }
            (answer, lacks) => panic!("{role:?} {answer:?} {lacks:?}"),
        }
        an_older_app_never_hears_of_it(stage, &tokens, role).await;
        let lines = stage.sync(&tokens, None).await.unwrap();
        for line in &lines {
            if let Line::Put { collection, .. } = line {
                let lacks = Access::Read(*collection).lacks(&[role]);
                assert_eq!(lacks, None, "{role:?} {collection:?}");
            }
        }
    }
    stage.backstage.give(person, Role::Technical);
}

/// An app of before the role is told of the user, without it.
async fn an_older_app_never_hears_of_it(stage: &Stage, tokens: &Tokens, role: Role) {
    let asked = SyncAsked {
        schema: role.since().max(2) - 1,
        ..SyncAsked::of(None)
    };
    let lines = stage.sync_as(tokens, asked).await.unwrap();
    let users = lines.iter().filter_map(|line| match line {
        Line::Put {
            collection: Collection::Users,
            put,
            ..
        } => put.read::<User>().ok(),
        _ => None,
    });
    let users: Vec<_> = users.collect();
    assert_eq!(users.len(), 1, "{role:?}");
    let is_new = role.since() > 1;
    assert_eq!(users[0].grants[0].roles.is_empty(), is_new, "{role:?}");
}
