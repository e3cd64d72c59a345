//! *Habilitação Provisória* (MC-15, MC-16).

mod help;

pub use help::SuspendedHelp;

use crate::components::{Glyph, Tone};
use crate::features::room::{
    Cell, Room, RoomForm, RoomWords, RowState, ShownOn, ShownRow, Shows, column,
};
use crate::words::{date, t};
use balcao_domain::form::Details;
use balcao_domain::{DecisionKind, EnableProvisionally, EnablementDetails, ProvisionalEnablement};

/// The room.
pub static ROOM: Room = Room {
    rank: 2,
    first: ("starts_at", true),
    add: Some(RoomForm {
        kind: DecisionKind::EnableProvisionally,
        title: || t!("enablement-ask"),
        save: || t!("enablement-confirm"),
        fields: EnablementDetails::FIELDS,
        field: |_| (t!("enablement-plan"), t!("enablement-plan-help")),
        choice: |_| String::new(),
        fault: |_, fault| match fault {
            "none" | "empty" | "not_suspended" => Some(t!("enablement-not-suspended")),
            "enabled_lately" => Some(t!("enablement-lately")),
            _ => None,
        },
        typed: |_| None,
        decide: |customer, _, typed| {
            let details = EnablementDetails::read(typed);
            EnableProvisionally { customer, details }.into()
        },
    }),
    ..Room::of::<ProvisionalEnablement>(
        "provisional",
        Glyph::Timer,
        RoomWords {
            title: || t!("enablements"),
            one: || t!("enablement"),
            nothing: || (t!("enablements-none"), t!("enablements-none-text")),
        },
        &[
            column("", || t!("enablement-plan")),
            column("starts_at", || t!("enablement-from")),
            column("", || t!("enablement-until")),
            column("", || t!("enablement-state")),
        ],
    )
};

impl Shows for ProvisionalEnablement {
    fn shown(&self, on: ShownOn) -> ShownRow {
        let ends = on.day(self.ends_at());
        let state = if ends >= on.today {
            RowState {
                tone: Tone::Positive,
                glyph: Glyph::Check,
                word: t!("enablement-active"),
            }
        } else {
            RowState {
                tone: Tone::Neutral,
                glyph: Glyph::Clock,
                word: t!("enablement-over"),
            }
        };
        let (from, until) = (on.day_time(self.starts_at), on.day_time(self.ends_at()));
        ShownRow {
            title: self.plan_name.clone(),
            note: t!("enablement-until-when", moment = until.as_str()),
            cells: vec![
                self.plan_name.clone().into(),
                from.clone().into(),
                until.clone().into(),
                Cell::State(state.clone()),
            ],
            facts: vec![
                (t!("enablement-from"), from),
                (t!("enablement-until"), until),
                (t!("enablement-again"), date(on.day(self.again_at()))),
            ],
            state: Some(state),
            ..ShownRow::default()
        }
    }
}
