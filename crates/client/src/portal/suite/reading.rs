//! What is read: the provider, rows, files, hints; and when a stream begins anew.

use super::{Stage, code, cursor, key};
use crate::portal::{Hint, PortalError, Sent};
use balcao_contract::ProblemCode;
use balcao_contract::sync::{Line, RawRow};
use balcao_domain::{Collection, DocumentRef, Sensitive, Stream, Synced, User};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

pub(super) async fn every_promise(stage: &Stage) {
    an_address_answers_its_provider(stage).await;
    a_first_sync_is_whole_and_a_second_brings_nothing(stage).await;
    anothers_cursor_counts_as_none(stage).await;
    what_changed_comes_and_nothing_else(stage).await;
    a_cursor_that_the_log_has_forgotten_begins_the_stream_anew(stage).await;
    a_restored_portal_that_was_written_to_since_begins_the_stream_anew(stage).await;
    a_file_is_sent_once_and_then_named_as_held(stage).await;
    a_line_says_at_once_and_after_each_change_that_there_is_something_to_see(stage).await;
}

async fn an_address_answers_its_provider(stage: &Stage) {
    let slug = &stage.known.provider.slug;
    let found = stage.portal.well_known(&stage.address(slug)).await.unwrap();
    assert_eq!(found.provider, stage.known.provider);
    assert_eq!(found.base, format!("{}/{slug}", stage.origin));
    let unknown = stage.portal.well_known(&stage.address("outra")).await;
    assert_eq!(code(unknown), Some(ProblemCode::NotFound));
}

async fn a_first_sync_is_whole_and_a_second_brings_nothing(stage: &Stage) {
    let ana = stage.ana().await;
    let lines = ana.sync(None).await.unwrap();
    let Some(Line::Streams { streams }) = lines.first() else {
        panic!("the first line names the streams");
    };
    assert!(streams.contains(&Stream::User));
    let mut users = 0;
    for line in &lines {
        if let Line::Put {
            collection: Collection::Users,
            id,
            put,
            ..
        } = line
        {
            let user: User = put.read().unwrap();
            assert_eq!(user.id(), *id);
            users += 1;
        }
    }
    assert_eq!(users, 1);
    assert_eq!(ana.sync(Some(cursor(&lines))).await, None);
    let afresh = ana.sync(Some("no cursor of ours")).await;
    assert_eq!(afresh.map(|lines| lines.len()), Some(lines.len()));
}

async fn anothers_cursor_counts_as_none(stage: &Stage) {
    let anas = stage.ana().await.sync(None).await.unwrap();
    let tiago = stage.sign_in(&stage.known.tiago).await;
    let fresh = stage.sync(&tiago, None).await.unwrap();
    let with_anas = stage.sync(&tiago, Some(cursor(&anas))).await.unwrap();
    assert_eq!(rows(&with_anas), rows(&fresh));
}

async fn what_changed_comes_and_nothing_else(stage: &Stage) {
    let ana = stage.ana().await;
    let before = ana.sync(None).await.unwrap();
    let asked = ana.change("Rua Nova, 21", "1933330021");
    let accepted = ana.act(key(), &asked).await.unwrap();
    let after = ana.sync(Some(cursor(&before))).await.unwrap();
    assert!(!resets(&after).contains(&accepted.stream));
    let (came, held) = (rows(&after), rows(&before));
    let changed = came.iter().filter(|(id, row)| held.get(*id) != Some(*row));
    assert!(changed.count() > 0);
    let mut applied = held;
    applied.extend(came);
    assert_eq!(applied, rows(&ana.sync(None).await.unwrap()));
}

async fn a_cursor_that_the_log_has_forgotten_begins_the_stream_anew(stage: &Stage) {
    let ana = stage.ana().await;
    let before = ana.sync(None).await.unwrap();
    let asked = ana.change("Rua Nova, 22", "1933330022");
    let accepted = ana.act(key(), &asked).await.unwrap();
    stage.backstage.prune_log();
    let after = ana.sync(Some(cursor(&before))).await.unwrap();
    assert!(resets(&after).contains(&accepted.stream));
    equals_a_fresh_one(&after, &ana.sync(None).await.unwrap());
}

async fn a_restored_portal_that_was_written_to_since_begins_the_stream_anew(stage: &Stage) {
    let ana = stage.ana().await;
    stage.backstage.back_up();
    let lost = ana.change("Rua Nova, 23", "1933330023");
    let accepted = ana.act(key(), &lost).await.unwrap();
    let seen = ana.sync(None).await.unwrap();
    // Connections that end with a process are noticed by tasks, which have to run meanwhile.
    let backstage = Arc::clone(&stage.backstage);
    let restored = balcao_bounds::apart(move || backstage.restore());
    restored.await.unwrap();
    // The number that the lost change had is given again.
    let kept = ana.change("Rua Nova, 24", "1933330024");
    let again = ana.act(key(), &kept).await.unwrap();
    assert!(again.seq <= accepted.seq);
    let after = ana.sync(Some(cursor(&seen))).await.unwrap();
    assert!(resets(&after).contains(&accepted.stream));
    equals_a_fresh_one(&after, &ana.sync(None).await.unwrap());
}

/// Which streams begin anew in an answer.
fn resets(lines: &[Line]) -> Vec<Stream> {
    let resets = lines.iter().filter_map(|line| match line {
        Line::Reset { reset } => Some(*reset),
        _ => None,
    });
    resets.collect()
}

/// What begins anew is whole, and ends.
fn equals_a_fresh_one(lines: &[Line], fresh: &[Line]) {
    let fresh = rows(fresh);
    for reset in resets(lines) {
        let ends = |line: &Line| matches!(line, Line::End { end } if *end == reset);
        assert!(lines.iter().any(ends), "{reset:?} ends");
        let of_it = |rows: &Rows| {
            let rows = rows.iter().filter(|((stream, _), _)| *stream == reset);
            rows.map(|(id, row)| (id.clone(), row.clone()))
                .collect::<Rows>()
        };
        assert_eq!(of_it(&rows(lines)), of_it(&fresh), "{reset:?}");
    }
}

/// By stream, and by collection and id.
type Rows = BTreeMap<(Stream, String), RawRow>;

fn rows(lines: &[Line]) -> Rows {
    let rows = lines.iter().filter_map(|line| match line {
        Line::Put {
            stream,
            collection,
            id,
            put,
        } => Some(((*stream, format!("{collection:?} {id:?}")), put.clone())),
        _ => None,
    });
    rows.collect()
}

async fn a_file_is_sent_once_and_then_named_as_held(stage: &Stage) {
    let (ana, bill) = (stage.ana().await, &stage.known.bill);
    let path = bill.pdf().path();
    let ask = |held| {
        stage
            .portal
            .file(&ana.base, &ana.tokens.access, &path, held)
    };
    let Ok(Sent::File(mut file)) = ask(None).await else {
        panic!("a file was sent");
    };
    let mut bytes = Vec::new();
    while let Some(piece) = file.pieces.next().await.unwrap() {
        bytes.extend(piece);
    }
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(file.total, Some(bytes.len() as u64));
    assert_eq!(file.name, format!("fatura-{:06}.pdf", bill.number));
    assert!(matches!(ask(Some(&file.etag)).await, Ok(Sent::Unchanged)));
    assert!(matches!(ask(Some("\"other\"")).await, Ok(Sent::File(_))));
    let unknown = DocumentRef {
        id: Uuid::from_u128(1),
        ..bill.pdf()
    };
    let unknown = unknown.path();
    let refused = stage
        .portal
        .file(&ana.base, &ana.tokens.access, &unknown, None)
        .await;
    assert_eq!(code(refused), Some(ProblemCode::NotFound));
}

async fn a_line_says_at_once_and_after_each_change_that_there_is_something_to_see(stage: &Stage) {
    let ana = stage.ana().await;
    let wrong = Sensitive::new("wrong".to_owned());
    let refused = stage.portal.hints(&ana.base, &wrong).await;
    assert!(matches!(refused, Err(PortalError::Refused(_))));
    let mut line = stage
        .portal
        .hints(&ana.base, &ana.tokens.access)
        .await
        .unwrap();
    assert_eq!(line.next().await, Ok(Some(Hint)));
    let asked = ana.change("Rua Nova, 11", "1933335555");
    ana.act(key(), &asked).await.unwrap();
    assert_eq!(line.next().await, Ok(Some(Hint)));
}
