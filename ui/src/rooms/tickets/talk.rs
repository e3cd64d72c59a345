//! A ticket's talk, and how many days are left to answer it.

use crate::components::{Banner, Glyph, Tone};
use crate::features::room::{RowParts, RowState, ShownOn};
use crate::shared::{Shared, chosen};
use crate::words::t;
use balcao_bridge::AccountId;
use balcao_domain::{Ticket, TicketGroup, TicketMessage, TicketState};
use dioxus::prelude::*;

/// A state's mark.
pub fn state(state: TicketState) -> RowState {
    let (tone, glyph, word) = match state {
        TicketState::Acknowledged => (Tone::Info, Glyph::Clock, t!("ticket-acknowledged")),
        TicketState::InProgress => (Tone::Info, Glyph::MessagesSquare, t!("ticket-in-progress")),
        TicketState::Pending => (Tone::Warning, Glyph::CircleAlert, t!("ticket-awaits-you")),
        TicketState::Held => (Tone::Neutral, Glyph::Clock, t!("ticket-held")),
        TicketState::Resolved => (Tone::Positive, Glyph::Check, t!("ticket-resolved")),
        TicketState::Closed => (Tone::Neutral, Glyph::Check, t!("ticket-is-closed")),
        TicketState::Cancelled => (Tone::Neutral, Glyph::CircleX, t!("ticket-cancelled")),
        TicketState::Rejected => (Tone::Negative, Glyph::CircleX, t!("ticket-rejected")),
    };
    RowState { tone, glyph, word }
}

/// What it waits for, and what was said.
pub fn parts(parts: &RowParts<'_>) -> Element {
    let Ok(ticket) = parts.row.read::<Ticket>() else {
        return VNode::empty();
    };
    let (account, on) = (parts.account, parts.on);
    rsx! {
        if let Some((tone, glyph, text)) = deadline(&ticket, on) {
            Banner { tone, glyph, text, testid: "ticket-deadline" }
        }
        Talk { account, messages: ticket.messages, on }
    }
}

/// Who said what, and when: the customer, whoever of its users it was, or the provider.
#[component]
fn Talk(account: AccountId, messages: Vec<TicketMessage>, on: ShownOn) -> Element {
    let summary = use_context::<Shared>().account(account);
    let customer = summary.as_ref().and_then(|summary| {
        let chosen = chosen(summary)?;
        summary.customers.iter().find(|it| it.id == chosen)
    });
    let customer = customer.map_or_else(String::new, |customer| customer.name.clone());
    let provider = summary.map_or_else(String::new, |summary| summary.provider_name);
    let messages = messages.into_iter().map(|message| {
        let (class, who) = match message.by {
            Some(_) => ("bubble bubble-own", customer.clone()),
            None => ("bubble", provider.clone()),
        };
        let lines: Vec<_> = message.text.lines().map(str::to_owned).collect();
        (message.id, class, who, on.day_time(message.at), lines)
    });
    let messages: Vec<_> = messages.collect();
    rsx! {
        ol { class: "talk", "aria-label": t!("ticket-talk"),
            for (id, class, who, at, lines) in messages {
                li { key: "{id}", class, "data-testid": "message",
                    p { class: "bubble-head", "{who} · {at}" }
                    for (place, line) in lines.into_iter().enumerate() {
                        p { key: "{place}", "{line}" }
                    }
                }
            }
        }
    }
}

/// Until when it is to be answered, in words; none of what is over.
fn deadline(ticket: &Ticket, on: ShownOn) -> Option<(Tone, Glyph, String)> {
    if ticket.state.group() == TicketGroup::Closed {
        return None;
    }
    let left = on.today.days_until(on.day(ticket.answer_by()));
    Some(match left {
        ..0 => (
            Tone::Negative,
            Glyph::CircleAlert,
            t!("ticket-late", count = -left),
        ),
        0 => (Tone::Warning, Glyph::Clock, t!("ticket-last-day")),
        _ => (
            Tone::Info,
            Glyph::Clock,
            t!("ticket-days-left", count = left),
        ),
    })
}
