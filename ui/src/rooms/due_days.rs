//! *Alterar o Vencimento* (MC-35, MC-36).

use crate::components::{Glyph, Tone};
use crate::features::room::{
    Cell, Room, RoomForm, RoomWords, RowState, ShownOn, ShownRow, Shows, column,
};
use crate::words::t;
use balcao_domain::form::Details;
use balcao_domain::{ChangeDueDay, DecisionKind, DueDayChange, DueDayDetails, DueDayState};

/// The room.
pub static ROOM: Room = Room {
    rank: 9,
    first: ("agreed_at", true),
    add: Some(RoomForm {
        kind: DecisionKind::ChangeDueDay,
        title: || t!("due-change-ask"),
        save: || t!("due-change-send"),
        fields: DueDayDetails::FIELDS,
        field: |name| match name {
            "plan" => (t!("due-change-plan"), String::new()),
            "day" => (t!("due-change-new"), t!("due-change-new-help")),
            _ => (t!("due-change-terms"), t!("due-change-terms-help")),
        },
        choice: |day| t!("due-change-each", day = day),
        fault: |_, fault| match fault {
            "same_day" => Some(t!("due-change-same")),
            "waiting" => Some(t!("due-change-waiting")),
            _ => None,
        },
        typed: |_| None,
        decide: |customer, _, typed| {
            let details = DueDayDetails::read(typed);
            ChangeDueDay { customer, details }.into()
        },
    }),
    ..Room::of::<DueDayChange>(
        "due-day",
        Glyph::CalendarClock,
        RoomWords {
            title: || t!("due-changes"),
            one: || t!("due-change"),
            nothing: || (t!("due-changes-none"), t!("due-changes-none-text")),
        },
        &[
            column("", || t!("due-change-plan")),
            column("", || t!("due-change-change")),
            column("agreed_at", || t!("due-change-asked")),
            column("", || t!("due-change-state")),
        ],
    )
};

fn state(state: DueDayState) -> RowState {
    let (tone, glyph, word) = match state {
        DueDayState::Requested => (Tone::Warning, Glyph::Clock, t!("due-change-requested")),
        DueDayState::Approved => (Tone::Positive, Glyph::Check, t!("due-change-approved")),
        DueDayState::Refused => (Tone::Negative, Glyph::CircleX, t!("due-change-refused")),
    };
    RowState { tone, glyph, word }
}

impl Shows for DueDayChange {
    fn shown(&self, on: ShownOn) -> ShownRow {
        let change = t!("due-change-from-to", from = self.from, to = self.to);
        let (asked, state) = (on.day_time(self.agreed_at), state(self.state));
        ShownRow {
            title: self.plan_name.clone(),
            note: change.clone(),
            cells: vec![
                self.plan_name.clone().into(),
                change.into(),
                asked.clone().into(),
                Cell::State(state.clone()),
            ],
            facts: vec![
                (t!("due-change-old"), t!("due-change-each", day = self.from)),
                (t!("due-change-new"), t!("due-change-each", day = self.to)),
                (t!("due-change-agreed"), asked),
            ],
            state: Some(state),
            ..ShownRow::default()
        }
    }
}
