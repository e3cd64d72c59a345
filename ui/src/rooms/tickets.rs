//! *Atendimento* (MC-37 to MC-39, TV-11, TV-14).

mod talk;

use crate::components::{Glyph, Look};
use crate::features::room::{
    ActPlace, Cell, Room, RoomAct, RoomForm, RoomWords, ShownOn, ShownRow, Shows, column, filter,
};
use crate::words::{date, month_title, t};
use balcao_bridge::Row;
use balcao_domain::form::{Details, Typed};
use balcao_domain::{
    Action, CloseTicket, CustomerId, DecisionKind, OpenTicket, RateTicket, RatingDetails,
    ReopenTicket, ReplyDetails, ReplyTicket, Stars, Ticket, TicketDetails, TicketGroup, TicketId,
    TicketKind, TicketState,
};
use talk::{parts, state};
use uuid::Uuid;

/// The room.
pub static ROOM: Room = Room {
    rank: 10,
    in_bar: true,
    first: ("opened_at", true),
    filters: &[
        filter("current", || t!("tickets-current")),
        filter("pending", || t!("tickets-pending")),
        filter("closed", || t!("tickets-closed")),
        filter("all", || t!("tickets-all")),
    ],
    parts: Some(parts),
    add: Some(RoomForm {
        kind: DecisionKind::OpenTicket,
        title: || t!("ticket-open"),
        save: || t!("ticket-send"),
        fields: TicketDetails::FIELDS,
        field: |name| match name {
            "kind" => (t!("ticket-kind"), String::new()),
            "plan" => (t!("ticket-plan"), t!("ticket-plan-help")),
            "subject" => (t!("ticket-subject"), String::new()),
            _ => (t!("ticket-text"), t!("ticket-text-help")),
        },
        choice: |name| TicketKind::of_name(name).map_or_else(String::new, kind),
        fault: |_, _| None,
        typed: |_| None,
        decide: |customer, _, typed| {
            let details = TicketDetails::read(typed);
            OpenTicket { customer, details }.into()
        },
    }),
    acts: &[REPLY, CLOSE, REOPEN, RATE],
    ..Room::of::<Ticket>(
        "tickets",
        Glyph::MessagesSquare,
        RoomWords {
            title: || t!("tickets"),
            one: || t!("ticket"),
            nothing: || (t!("tickets-none"), t!("tickets-none-text")),
        },
        &[
            column("subject", || t!("ticket-subject")),
            column("protocol", || t!("ticket-protocol")),
            column("opened_at", || t!("ticket-opened")),
            column("state", || t!("ticket-state")),
        ],
    )
};

const REPLY: RoomAct = RoomAct {
    form: RoomForm {
        save: || t!("ticket-send"),
        fields: ReplyDetails::FIELDS,
        field: |_| (t!("ticket-reply-text"), String::new()),
        ..RoomForm::asked(DecisionKind::ReplyTicket, || t!("ticket-reply"), reply)
    },
    place: ActPlace::Here,
    glyph: Glyph::Send,
    look: Look::Primary,
    causes: String::new,
    offered: |row, _| is(row, |ticket| ticket.state.group() != TicketGroup::Closed),
};

const CLOSE: RoomAct = RoomAct {
    form: RoomForm::asked(DecisionKind::CloseTicket, || t!("ticket-close"), close),
    place: ActPlace::Asked,
    glyph: Glyph::Check,
    look: Look::Plain,
    causes: || t!("ticket-close-ask"),
    offered: |row, _| {
        is(row, |ticket| {
            ticket.state.group() != TicketGroup::Closed || ticket.state == TicketState::Resolved
        })
    },
};

const REOPEN: RoomAct = RoomAct {
    form: RoomForm {
        save: || t!("ticket-reopen"),
        fields: ReplyDetails::FIELDS,
        field: |_| (t!("ticket-reopen-text"), String::new()),
        ..RoomForm::asked(DecisionKind::ReopenTicket, || t!("ticket-reopen"), reopen)
    },
    place: ActPlace::Sheet,
    glyph: Glyph::RotateCcw,
    look: Look::Plain,
    causes: || t!("ticket-reopen-causes"),
    offered: |row, on| {
        is(row, |ticket| {
            let closed = ticket.closed_at.map(|at| on.day(at));
            let last = closed.map(|day| day.add_days(Ticket::REOPENED_WITHIN.num_days()));
            last.is_some_and(|last| on.today <= last)
        })
    },
};

const RATE: RoomAct = RoomAct {
    form: RoomForm {
        save: || t!("ticket-rate-send"),
        fields: RatingDetails::FIELDS,
        field: |name| match name {
            "stars" => (t!("ticket-stars"), String::new()),
            _ => (t!("ticket-comment"), t!("ticket-comment-help")),
        },
        choice: |name| Stars::of_name(name).map_or_else(String::new, stars),
        ..RoomForm::asked(DecisionKind::RateTicket, || t!("ticket-rate"), rate)
    },
    place: ActPlace::Sheet,
    glyph: Glyph::Star,
    look: Look::Plain,
    causes: || t!("ticket-rate-causes"),
    offered: |row, _| {
        is(row, |ticket| {
            matches!(ticket.state, TicketState::Resolved | TicketState::Closed)
        })
    },
};

fn is(row: &Row, so: impl Fn(&Ticket) -> bool) -> bool {
    row.read::<Ticket>().is_ok_and(|ticket| so(&ticket))
}

/// About which ticket, which the detail that it stands in tells.
fn id_of(row: Option<(Uuid, &Typed)>) -> TicketId {
    TicketId::new(row.map_or(Uuid::nil(), |(row, _)| row))
}

fn reply(customer: CustomerId, row: Option<(Uuid, &Typed)>, typed: &Typed) -> Action {
    let (id, details) = (id_of(row), ReplyDetails::read(typed));
    ReplyTicket {
        customer,
        id,
        details,
    }
    .into()
}

fn close(customer: CustomerId, row: Option<(Uuid, &Typed)>, typed: &Typed) -> Action {
    let (id, details) = (id_of(row), Details::read(typed));
    CloseTicket {
        customer,
        id,
        details,
    }
    .into()
}

fn reopen(customer: CustomerId, row: Option<(Uuid, &Typed)>, typed: &Typed) -> Action {
    let (id, details) = (id_of(row), ReplyDetails::read(typed));
    ReopenTicket {
        customer,
        id,
        details,
    }
    .into()
}

fn rate(customer: CustomerId, row: Option<(Uuid, &Typed)>, typed: &Typed) -> Action {
    let (id, details) = (id_of(row), RatingDetails::read(typed));
    RateTicket {
        customer,
        id,
        details,
    }
    .into()
}

fn kind(kind: TicketKind) -> String {
    match kind {
        TicketKind::Technical => t!("ticket-technical"),
        TicketKind::Billing => t!("ticket-billing"),
        TicketKind::Commercial => t!("ticket-commercial"),
        TicketKind::Complaint => t!("ticket-complaint"),
        TicketKind::Cancellation => t!("ticket-cancellation"),
        TicketKind::Other => t!("ticket-other"),
    }
}

fn stars(stars: Stars) -> String {
    match stars {
        Stars::Five => t!("ticket-five"),
        Stars::Four => t!("ticket-four"),
        Stars::Three => t!("ticket-three"),
        Stars::Two => t!("ticket-two"),
        Stars::One => t!("ticket-one"),
    }
}

/// *protocolo chega com o envio*, until the portal has it.
fn protocol(ticket: &Ticket) -> String {
    if ticket.protocol.is_empty() {
        t!("ticket-protocol-later")
    } else {
        ticket.protocol.clone()
    }
}

impl Shows for Ticket {
    fn shown(&self, on: ShownOn) -> ShownRow {
        let (state, opened) = (state(self.state), on.day_time(self.opened_at));
        let protocol = protocol(self);
        let closed = self.state.group() == TicketGroup::Closed;
        let mut facts = vec![
            (t!("ticket-protocol"), protocol.clone()),
            (t!("ticket-kind"), kind(self.kind)),
            (t!("ticket-opened"), opened.clone()),
        ];
        if !closed {
            facts.push((t!("ticket-answer-by"), date(on.day(self.answer_by()))));
        }
        facts.extend(
            self.closed_at
                .map(|at| (t!("ticket-closed-at"), on.day_time(at))),
        );
        facts.extend(self.stars.map(|given| (t!("ticket-rating"), stars(given))));
        ShownRow {
            title: self.subject.clone(),
            note: t!(
                "with-note",
                words = protocol.as_str(),
                note = opened.as_str()
            ),
            group: match closed {
                true => month_title(on.day(self.opened_at).month()),
                false => String::new(),
            },
            cells: vec![
                self.subject.clone().into(),
                protocol.into(),
                opened.into(),
                Cell::State(state.clone()),
            ],
            facts,
            state: Some(state),
            ..ShownRow::default()
        }
    }
}
