//! Actions: done once by their key, or refused.

use super::{Stage, change, cursor, key, refusal};
use balcao_contract::idempotency::KEY_HEADER;
use balcao_contract::sync::Line;
use balcao_contract::{AcceptedRecord, ProblemCode};
use balcao_domain::{
    Action, Collection, Customer, CustomerId, ProfileChangeRequest, RequestState, Stream,
};
use uuid::Uuid;

pub(super) async fn every_promise(stage: &Stage) {
    an_action_is_done_once_however_often_it_is_asked(stage).await;
    asked_twice_at_once_it_is_done_once(stage).await;
    one_whose_answer_is_forgotten_is_said_to_be_done(stage).await;
    a_key_is_a_uuid_of_version_7(stage).await;
    what_will_not_do_is_refused_and_changes_nothing(stage).await;
}

async fn an_action_is_done_once_however_often_it_is_asked(stage: &Stage) {
    let ana = stage.ana().await;
    let (key, asked) = (key(), ana.change("Rua Nova, 7", "1933334444"));
    let first = ana.act(key, &asked).await.unwrap();
    assert_eq!(first.stream, Stream::Customer(ana.customer));
    assert_eq!(ana.act(key, &asked).await.unwrap(), first, "the same again");
    let records = &first.records;
    let free = records.iter().any(|record| {
        let customer = record.put.as_ref().unwrap().read::<Customer>();
        customer.is_ok_and(|it| it.phone == "1933334444")
    });
    let pending = records.iter().any(|record| {
        let request = record.put.as_ref().unwrap().read::<ProfileChangeRequest>();
        request.is_ok_and(|it| {
            it.id.uuid() == key && it.state == RequestState::Pending && it.proofs.is_empty()
        })
    });
    assert!(free && pending, "{records:?}");
    the_key_is_used(stage, key).await;

    let lines = ana.sync(None).await.unwrap();
    let Some(Line::Cursor { seqs, .. }) = lines.last() else {
        panic!("the last line is a cursor");
    };
    assert!(seqs[&first.stream] >= first.seq, "sync has come so far");
    assert_eq!(requests(&lines, key), 1);
}

/// How many requests there are of an id.
fn requests(lines: &[Line], id: Uuid) -> usize {
    let of_it = |line: &&Line| {
        matches!(line, Line::Put { collection: Collection::ProfileRequests, id: found, .. }
            if *found == id.into())
    };
    lines.iter().filter(of_it).count()
}

/// Whatever else is asked with it is refused.
async fn the_key_is_used(stage: &Stage, key: Uuid) {
    let ana = stage.ana().await;
    let other = ana.change("Rua Nova, 8", "1933334444");
    let refused = refusal(ana.act(key, &other).await.unwrap_err());
    assert_eq!(refused.status, 422);
    let field = &refused.fields[0];
    assert_eq!(
        (field.field.as_str(), field.code.as_str()),
        (KEY_HEADER, "used")
    );
}

async fn asked_twice_at_once_it_is_done_once(stage: &Stage) {
    let ana = stage.ana().await;
    let (key, asked) = (key(), ana.change("Rua Nova, 12", "1933330012"));
    let (one, other) = tokio::join!(ana.act(key, &asked), ana.act(key, &asked));
    let mut answers = Vec::new();
    for answer in [one, other] {
        match answer {
            Ok(accepted) => answers.push(accepted),
            Err(error) => {
                let busy = refusal(error);
                assert_eq!(
                    (busy.code(), busy.status),
                    (Some(ProblemCode::Conflict), 409)
                );
                assert!(busy.seconds.is_some(), "it says when to ask again");
            }
        }
    }
    let again = ana.act(key, &asked).await.unwrap();
    assert!(!answers.is_empty());
    assert!(answers.iter().all(|answer| *answer == again));
    assert_eq!(requests(&ana.sync(None).await.unwrap(), key), 1);
}

async fn one_whose_answer_is_forgotten_is_said_to_be_done(stage: &Stage) {
    let ana = stage.ana().await;
    let (key, asked) = (key(), ana.change("Rua Nova, 13", "1933330013"));
    let first = ana.act(key, &asked).await.unwrap();
    let seen = ana.sync(None).await.unwrap();
    stage.backstage.prune_answers();
    let again = ana.act(key, &asked).await.unwrap();
    assert!(again.already_done && !first.already_done);
    assert_eq!(again.stream, first.stream);
    let about_it = |record: &AcceptedRecord| record.id == key.into();
    assert!(again.records.iter().any(about_it));
    assert_eq!(ana.sync(Some(cursor(&seen))).await, None, "nothing is done");
    the_key_is_used(stage, key).await;
}

async fn a_key_is_a_uuid_of_version_7(stage: &Stage) {
    let ana = stage.ana().await;
    let asked = ana.change("Rua Nova, 14", "1933330014");
    let no_key = Uuid::from_u128(4);
    let refused = refusal(ana.act(no_key, &asked).await.unwrap_err());
    assert_eq!(
        (refused.code(), refused.status),
        (Some(ProblemCode::InvalidRequest), 400)
    );
    assert_eq!(refused.fields[0].field, KEY_HEADER);
}

async fn what_will_not_do_is_refused_and_changes_nothing(stage: &Stage) {
    let ana = stage.ana().await;
    let before = ana.sync(None).await.unwrap();
    let act = async |action: Action| ana.act(key(), &action).await.unwrap_err().code();
    let malformed = ana.change("Rua Nova, 7", "12");
    assert_eq!(act(malformed).await, Some(ProblemCode::InvalidRequest));
    let stranger = CustomerId::new(Uuid::from_u128(9));
    let foreign = change(stranger, "Rua Nova, 7", "1933334444");
    assert_eq!(act(foreign).await, Some(ProblemCode::NotFound));
    let tiago = &stage.known.tiago;
    let tokens = stage.sign_in(tiago).await;
    let technicians = change(tiago.customer, "Rua Nova, 7", "1933334444");
    let refused = stage
        .portal
        .act(&ana.base, &tokens.access, key(), &technicians);
    let refused = refused.await.unwrap_err().code();
    assert_eq!(refused, Some(ProblemCode::RoleNeeded));
    assert_eq!(ana.sync(Some(cursor(&before))).await, None);
}
