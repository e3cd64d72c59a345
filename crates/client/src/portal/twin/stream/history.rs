//! What happens to a portal's rows from outside: the log is pruned, a backup restored, a module
//! switched, the app that asks is a newer one.

use super::{RowKey, Rows, Said};
use balcao_contract::cursor::Mark;
use balcao_domain::{Collection, Provider, Stream};
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything, as it was at an instant.
#[derive(Clone)]
pub(crate) struct Backup {
    rows: BTreeMap<Stream, BTreeMap<RowKey, Value>>,
    log: BTreeMap<Stream, Vec<(Mark, RowKey)>>,
    seq: u64,
}

impl Rows {
    pub fn backup(&self) -> Backup {
        Backup {
            rows: self.rows.clone(),
            log: self.log.clone(),
            seq: self.seq,
        }
    }

    /// All of it is as it was; numbers that were given since are given again.
    pub fn restore(&mut self, backup: Backup) {
        Backup {
            rows: self.rows,
            log: self.log,
            seq: self.seq,
        } = backup;
        self.say_heads();
    }

    pub fn forget_log(&mut self) {
        for log in self.log.values_mut() {
            log.clear();
        }
        self.seq += 1;
        let seq = self.seq;
        for (stream, rows) in &self.rows {
            let key = *rows.keys().next().unwrap();
            let mark = Mark {
                seq,
                tag: *b"restored",
            };
            self.log.entry(*stream).or_default().push((mark, key));
        }
        self.say_heads();
    }

    fn say_heads(&self) {
        for stream in self.log.keys() {
            let seq = self.head(*stream);
            self.said
                .send_modify(|said: &mut Said| said.changed(*stream, seq));
        }
    }

    pub fn change_provider(&mut self, change: impl FnOnce(&mut Provider)) {
        let mut provider = self.provider();
        change(&mut provider);
        self.put(&provider);
    }

    pub(super) fn provider(&self) -> Provider {
        let row = self.rows[&Stream::Provider].values().next().unwrap();
        serde_json::from_value(row.clone()).unwrap()
    }

    /// Whether a collection is there for anybody, and for apps of this age.
    pub(super) fn has(&self, collection: Collection, schema: u32) -> bool {
        let modules = self.provider().modules;
        let is_on = collection.module().is_none_or(|it| modules.contains(&it));
        is_on && collection.since() <= schema
    }
}
