//! *Extrato Financeiro* (MC-33, MC-34), with *Resumo Totais* and *Período de Fechamento* (ST-18 to ST-20):
//! bills by the day they fall due.

use crate::components::{Glyph, Tone, TotalTone};
use crate::features::bills::{BillLink, due_words, part_words};
use crate::features::room::{
    Cell, Room, RoomSum, RoomWords, RowParts, RowState, ShownOn, ShownRow, Shows, amounts, column,
    filter,
};
use crate::words::{date, money, month_title, t};
use balcao_bridge::NamedSum;
use balcao_domain::{Bill, BillGroup, Cents};
use dioxus::prelude::*;

/// The room.
pub static ROOM: Room = Room {
    rank: 8,
    first: ("due_on", true),
    filters: &[
        filter("all", || t!("filter-all")),
        filter("due", || t!("statement-pending")),
        filter("paid", || t!("filter-paid")),
    ],
    sums: &[
        RoomSum {
            name: "open",
            words: || t!("total-open"),
            written: sum,
            tone: TotalTone::Open,
        },
        RoomSum {
            name: "paid",
            words: || t!("total-paid"),
            written: sum,
            tone: TotalTone::Paid,
        },
        RoomSum {
            name: "overall",
            words: || t!("total-overall"),
            written: sum,
            tone: TotalTone::Plain,
        },
    ],
    parts: Some(parts),
    ..Room::of::<Bill>(
        "statement",
        Glyph::Wallet,
        RoomWords {
            title: || t!("statement"),
            one: || t!("statement-entry"),
            nothing: || (t!("statement-none"), t!("statement-none-text")),
        },
        &[
            column("number", || t!("column-number")),
            column("", || t!("fact-period")),
            column("", || t!("fact-issued")),
            column("due_on", || t!("column-due")),
            column("state", || t!("column-state")),
            amounts("worth", || t!("column-amount")),
        ],
    )
};

fn sum(sum: &NamedSum) -> String {
    money(Cents::new(sum.total))
}

/// *Pendente* red, *Pago* green; what asks nothing of anybody grey (MC-34).
fn state(bill: &Bill) -> RowState {
    let (tone, glyph, word) = match bill.group() {
        BillGroup::Pending => {
            let word = part_words(bill).unwrap_or_else(|| t!("bill-pending"));
            (Tone::Negative, Glyph::Clock, word)
        }
        BillGroup::Paid => (Tone::Positive, Glyph::Check, t!("bill-paid")),
        BillGroup::Cancelled => (Tone::Neutral, Glyph::CircleX, t!("bill-cancelled")),
        BillGroup::Credit => (Tone::Info, Glyph::Info, t!("bill-credit")),
        BillGroup::Held => (Tone::Neutral, Glyph::Clock, t!("bill-on-hold")),
    };
    RowState { tone, glyph, word }
}

impl Shows for Bill {
    fn shown(&self, on: ShownOn) -> ShownRow {
        let (state, amount) = (state(self), money(self.worth()));
        let period = month_title(self.period);
        let title = self.number_text();
        let mut facts = vec![
            (t!("fact-plan"), self.description.clone()),
            (t!("fact-period"), period.clone()),
            (t!("fact-issued"), date(self.issued_on)),
            (t!("fact-due"), date(self.due_on)),
            (t!("fact-original"), money(self.amount)),
        ];
        facts.extend(self.paid_on.map(|day| (t!("fact-paid-on"), date(day))));
        ShownRow {
            note: due_words(self, on.today),
            amount: amount.clone(),
            group: month_title(self.due_on.month()),
            cells: vec![
                title.clone().into(),
                period.into(),
                date(self.issued_on).into(),
                date(self.due_on).into(),
                Cell::State(state.clone()),
                Cell::Amount(amount),
            ],
            facts,
            title,
            state: Some(state),
        }
    }
}

fn parts(parts: &RowParts<'_>) -> Element {
    let Ok(bill) = parts.row.read::<Bill>() else {
        return VNode::empty();
    };
    rsx! {
        BillLink { account: parts.account, bill: bill.id, words: t!("statement-bill") }
    }
}
