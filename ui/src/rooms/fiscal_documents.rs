//! *Nota Fiscal* (MC-21, MC-22, ST-01, ST-21).

use crate::components::{Card, CopyButton, Glyph, Look, Tone, TotalTone};
use crate::features::bills::BillLink;
use crate::features::room::{
    Cell, Room, RoomPeriod, RoomSum, RoomWords, RowParts, RowState, ShownOn, ShownRow, Shows,
    amounts, column, filter,
};
use crate::words::{date, money, month_title, t};
use balcao_domain::{Cents, FiscalDocument, FiscalModel, FiscalState};
use dioxus::prelude::*;

/// The room.
pub static ROOM: Room = Room {
    rank: 4,
    first: ("issued_on", true),
    filters: &[
        filter("all", || t!("note-filter-all")),
        filter("cancelled", || t!("note-filter-cancelled")),
    ],
    period: RoomPeriod::Needed,
    sums: &[RoomSum {
        name: "authorized",
        words: || t!("note-total"),
        written: |sum| money(Cents::new(sum.total)),
        tone: TotalTone::Plain,
    }],
    parts: Some(parts),
    ..Room::of::<FiscalDocument>(
        "notes",
        Glyph::FileBadge,
        RoomWords {
            title: || t!("notes"),
            one: || t!("note"),
            nothing: || (t!("notes-none"), t!("notes-none-text")),
        },
        &[
            column("number", || t!("note-number")),
            column("model", || t!("note-model")),
            column("issued_on", || t!("note-issued")),
            column("state", || t!("note-state")),
            amounts("amount", || t!("note-amount")),
        ],
    )
    .documented::<FiscalDocument>()
};

/// Models have the same name in every language.
const fn model(model: FiscalModel) -> &'static str {
    match model {
        FiscalModel::Nfcom => "NFCom",
        FiscalModel::Nfe => "NF-e",
        FiscalModel::Nfse => "NFS-e",
    }
}

fn state(state: FiscalState) -> RowState {
    let (tone, glyph, word) = match state {
        FiscalState::Authorized => (Tone::Positive, Glyph::Check, t!("note-authorized")),
        FiscalState::Cancelled => (Tone::Neutral, Glyph::CircleX, t!("note-cancelled")),
        FiscalState::Denied => (Tone::Negative, Glyph::CircleAlert, t!("note-denied")),
    };
    RowState { tone, glyph, word }
}

impl Shows for FiscalDocument {
    fn shown(&self, _: ShownOn) -> ShownRow {
        let (model, number) = (model(self.model), self.number_text());
        let (issued, amount) = (date(self.issued_on), money(self.amount));
        let state = state(self.state);
        let title = format!("{model} {number}");
        ShownRow {
            note: issued.clone(),
            amount: amount.clone(),
            group: month_title(self.issued_on.month()),
            cells: vec![
                title.clone().into(),
                model.to_owned().into(),
                issued.clone().into(),
                Cell::State(state.clone()),
                Cell::Amount(amount),
            ],
            facts: vec![
                (t!("note-of"), self.description.clone()),
                (t!("note-model"), model.to_owned()),
                (t!("note-number"), number),
                (t!("note-series"), self.series.to_string()),
                (t!("note-issued"), issued),
            ],
            title,
            state: Some(state),
        }
    }
}

fn parts(parts: &RowParts<'_>) -> Element {
    let Ok(note) = parts.row.read::<FiscalDocument>() else {
        return VNode::empty();
    };
    let account = parts.account;
    rsx! {
        if let Some(key) = note.access_key {
            Card {
                p { class: "row-note", {t!("note-key")} }
                p { class: "code-line figures", "data-testid": "access-key", {key.grouped()} }
                div { class: "code-action",
                    CopyButton {
                        text: key.as_str(),
                        label: t!("note-copy-key"),
                        told: t!("note-copied-key"),
                        look: Look::Soft,
                        testid: "copy-key",
                    }
                }
            }
        }
        // ST-21.
        if let Some(bill) = note.bill {
            BillLink { account, bill, words: t!("note-bill") }
        }
    }
}
