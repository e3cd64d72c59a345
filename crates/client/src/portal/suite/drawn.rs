//! What the app draws of a decision is what the portal makes of it: an error that overlay and twin
//! share is seen here and nowhere else.

use super::{Acting, Stage, key};
use crate::db::DbError;
use crate::outbox::overlay::{Cached, Drawn, Stroke};
use crate::outbox::queue::{Entry, State};
use crate::portal::Piece;
use balcao_bridge::ActionId;
use balcao_contract::cursor::RowKey;
use balcao_contract::sync::Line;
use balcao_domain::decision::Attached;
use balcao_domain::{Collection, DecisionKind, Owner, RowId, Stream};
use chrono::Utc;
use serde_json::Value;
use std::collections::BTreeMap;
use std::slice;
use uuid::Uuid;

pub(super) async fn every_promise(stage: &Stage) {
    the_portal_makes_what_the_overlay_drew(stage).await;
}

async fn the_portal_makes_what_the_overlay_drew(stage: &Stage) {
    let bruno = stage.acting(&stage.known.bruno).await;
    let mut made = Uuid::nil();
    for (number, kind) in (61..).zip(DecisionKind::ALL) {
        let (action, file) = (stage.known.sample)(kind, &stage.known.bruno, number, made);
        if let (Some(attached), Some(file)) = (action.file(), file) {
            upload(&bruno, attached, &file).await;
        }
        let before = held(&bruno).await;
        made = key();
        let entry = Entry {
            id: ActionId(made),
            action: action.clone(),
            made_at: Utc::now(),
            state: State::Queued,
        };
        let over = |held: &Held| {
            Drawn::over(
                held,
                action.owner(),
                slice::from_ref(&entry),
                bruno.tokens.user,
            )
            .unwrap()
        };
        let drawn = over(&before);
        bruno.act(made, &action).await.unwrap();
        let after = held(&bruno).await;
        // It may be drawn until the cache shows it, and once more then.
        let again = drawn_over(&after, over(&after).rows());
        assert_eq!(meant(&again), meant(&after.0), "{kind:?}");
        let known = |rows: &Rows| {
            let mut rows = meant(rows);
            rows.values_mut()
                .for_each(|row| strip(row, action.portals_own()));
            rows
        };
        let expected = drawn_over(&before, drawn.rows());
        assert_ne!(known(&after.0), known(&before.0), "{kind:?}");
        assert_eq!(known(&expected), known(&after.0), "{kind:?}");
        made = action.after().unwrap_or(made);
    }
}

/// Takes members of these names away, however deep they lie.
fn strip(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !names.contains(&name.as_str()));
            members.values_mut().for_each(|it| strip(it, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|it| strip(it, names)),
        _ => {}
    }
}

/// The rows of a cache with what is drawn over them.
fn drawn_over(held: &Held, drawn: &BTreeMap<RowKey, Stroke>) -> Rows {
    let mut rows = held.0.clone();
    for (key, stroke) in drawn {
        match &stroke.row {
            Some(row) => rows.insert(*key, row.json().to_owned()),
            None => rows.remove(key),
        };
    }
    rows
}

async fn upload(bruno: &Acting<'_>, file: Attached, bytes: &[u8]) {
    let piece = Piece {
        sha256: file.sha256,
        size: file.size,
        offset: 0,
    };
    let portal = &bruno.stage.portal;
    let uploaded = portal.upload(&bruno.base, &bruno.tokens.access, piece, bytes);
    assert!(uploaded.await.unwrap().is_whole());
}

fn meant(rows: &Rows) -> BTreeMap<RowKey, Value> {
    let rows = rows
        .iter()
        .map(|(key, row)| (*key, serde_json::from_str(row).unwrap()));
    rows.collect()
}

type Rows = BTreeMap<RowKey, String>;

/// The rows of his stream, as they were sent.
struct Held(Rows);

async fn held(bruno: &Acting<'_>) -> Held {
    let stream = Stream::Customer(bruno.customer);
    let lines = bruno.sync(None).await.unwrap();
    let rows = lines.into_iter().filter_map(|line| match line {
        Line::Put {
            stream: of,
            collection,
            id,
            put,
        } if of == stream => Some(((collection, id), put.json().to_owned())),
        _ => None,
    });
    Held(rows.collect())
}

impl Cached for Held {
    fn json(&self, collection: Collection, id: RowId) -> Result<Option<String>, DbError> {
        Ok(self.0.get(&(collection, id)).cloned())
    }

    fn ids(&self, collection: Collection, _: Owner) -> Result<Vec<RowId>, DbError> {
        let ids = self.0.keys().filter(|(of, _)| *of == collection);
        Ok(ids.map(|(_, id)| *id).collect())
    }
}
