//! What a customer decides about tickets.

use super::{RatingDetails, ReplyDetails, Ticket, TicketDetails, TicketKind, TicketState};
use crate::about::{Changes, about};
use crate::decision::{Decision, FieldFault, Made, Needed, Refused, Rows, Subject};
use crate::form::{Details, Typed};
use crate::{Collection, CustomerId, Owner, TicketId};
use serde::{Deserialize, Serialize};

/// Opens a ticket, under the decision's own id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenTicket {
    /// Whose.
    pub customer: CustomerId,
    /// What it says.
    pub details: TicketDetails,
}

impl Decision for OpenTicket {
    const ROUTE: &'static str = "/v1/tickets";
    const PORTALS_OWN: &'static [&'static str] = &["protocol", "opened_at", "at"];

    fn path(&self) -> String {
        Self::ROUTE.into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }

    fn subject(&self) -> Subject {
        Subject::new(Collection::Tickets, self.customer.uuid())
    }

    fn tidied(self) -> Self {
        let details = self.details.tidied();
        Self { details, ..self }
    }

    fn typed(&self) -> Option<Typed> {
        Some(self.details.typed())
    }

    fn faults(&self) -> Vec<FieldFault> {
        self.details.faults()
    }

    fn needs(&self) -> Vec<Needed> {
        vec![Needed::All(Collection::Tickets)]
    }

    fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
        if rows.get::<Ticket>(made.id.into()).is_some() {
            return Ok(());
        }
        let details = &self.details;
        let mut ticket = Ticket {
            id: TicketId::new(made.id),
            customer: self.customer,
            protocol: String::new(),
            kind: details.kind.unwrap_or(TicketKind::Other),
            plan: details.plan,
            subject: details.subject.clone(),
            state: TicketState::Acknowledged,
            opened_at: made.at,
            closed_at: None,
            messages: Vec::new(),
            stars: None,
        };
        ticket.say(made, &details.text);
        rows.put(ticket);
        Ok(())
    }
}

/// Of what is decided about a ticket the portal's clock counts.
const WHEN: &[&str] = &["at", "closed_at"];

about! {
    /// Says something about a ticket; what waited for the customer goes on.
    ReplyTicket, Ticket, TicketId, Tickets, "/v1/tickets", "/replies": ReplyDetails
}

impl Changes<Ticket> for ReplyTicket {
    const PORTALS_OWN: &'static [&'static str] = WHEN;

    fn change(&self, made: &Made, mut ticket: Ticket) -> Result<Ticket, Refused> {
        let is_said = ticket.messages.iter().any(|it| it.id == made.id);
        if ticket.is_over() && !is_said {
            return Err(Refused::Conflict);
        }
        ticket.say(made, &self.details.text);
        if ticket.state == TicketState::Pending && !is_said {
            ticket.state = TicketState::InProgress;
        }
        Ok(ticket)
    }
}

about! {
    /// Closes a ticket: nothing more is asked.
    CloseTicket, Ticket, TicketId, Tickets, "/v1/tickets", "/closing"
}

impl Changes<Ticket> for CloseTicket {
    const PORTALS_OWN: &'static [&'static str] = WHEN;

    fn change(&self, made: &Made, mut ticket: Ticket) -> Result<Ticket, Refused> {
        match ticket.state {
            TicketState::Closed => {}
            TicketState::Cancelled | TicketState::Rejected => return Err(Refused::Conflict),
            _ => {
                ticket.state = TicketState::Closed;
                ticket.closed_at = Some(made.at);
            }
        }
        Ok(ticket)
    }
}

about! {
    /// Opens a closed ticket again, within [`Ticket::REOPENED_WITHIN`].
    ReopenTicket, Ticket, TicketId, Tickets, "/v1/tickets", "/reopening": ReplyDetails
}

impl Changes<Ticket> for ReopenTicket {
    const PORTALS_OWN: &'static [&'static str] = WHEN;

    fn change(&self, made: &Made, mut ticket: Ticket) -> Result<Ticket, Refused> {
        let is_said = ticket.messages.iter().any(|it| it.id == made.id);
        if !is_said {
            if !ticket.reopens(made.at) {
                return Err(Refused::Conflict);
            }
            ticket.state = TicketState::Acknowledged;
            ticket.closed_at = None;
            ticket.say(made, &self.details.text);
        }
        Ok(ticket)
    }
}

about! {
    /// Says how the solution was.
    RateTicket, Ticket, TicketId, Tickets, "/v1/tickets", "/rating": RatingDetails
}

impl Changes<Ticket> for RateTicket {
    const PORTALS_OWN: &'static [&'static str] = WHEN;

    fn change(&self, made: &Made, mut ticket: Ticket) -> Result<Ticket, Refused> {
        if !matches!(ticket.state, TicketState::Resolved | TicketState::Closed) {
            return Err(Refused::Conflict);
        }
        ticket.stars = self.details.stars;
        if !self.details.comment.is_empty() {
            ticket.say(made, &self.details.comment);
        }
        Ok(ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Stars, TicketGroup};
    use super::*;
    use crate::{Listed, UserId};
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    fn made(id: u128, at: DateTime<Utc>) -> Made {
        Made {
            id: Uuid::from_u128(id),
            at,
            by: UserId::new(Uuid::from_u128(9)),
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn ticket(state: TicketState) -> Ticket {
        Ticket {
            id: TicketId::new(Uuid::from_u128(1)),
            customer: CustomerId::new(Uuid::from_u128(2)),
            protocol: "2026112200000001".into(),
            kind: TicketKind::Technical,
            plan: None,
            subject: "Sem conexão".into(),
            state,
            opened_at: at("2026-11-22T14:00:00Z"),
            closed_at: None,
            messages: Vec::new(),
            stars: None,
        }
    }

    fn reply(text: &str) -> ReplyTicket {
        let ticket = ticket(TicketState::Pending);
        ReplyTicket {
            customer: ticket.customer,
            id: ticket.id,
            details: ReplyDetails { text: text.into() },
        }
    }

    #[test]
    fn mc_37_eight_states_stand_in_three_groups() {
        let group = |state: TicketState| state.group();
        assert_eq!(group(TicketState::Acknowledged), TicketGroup::Open);
        assert_eq!(group(TicketState::InProgress), TicketGroup::Open);
        assert_eq!(group(TicketState::Pending), TicketGroup::Pending);
        assert_eq!(group(TicketState::Held), TicketGroup::Pending);
        for over in [
            TicketState::Resolved,
            TicketState::Closed,
            TicketState::Cancelled,
            TicketState::Rejected,
        ] {
            assert_eq!(group(over), TicketGroup::Closed);
        }
    }

    #[test]
    fn a_reply_is_said_once_and_what_waited_for_it_goes_on() {
        let made = made(7, at("2026-11-23T10:00:00Z"));
        let once = reply("Voltou").change(&made, ticket(TicketState::Pending));
        let once = once.unwrap();
        assert_eq!(once.state, TicketState::InProgress);
        assert_eq!(once.messages[0].by, Some(made.by));
        let twice = reply("Voltou").change(&made, once.clone()).unwrap();
        assert_eq!(twice, once);
        for over in [TicketState::Closed, TicketState::Cancelled] {
            let refused = reply("Voltou").change(&made, ticket(over));
            assert_eq!(refused, Err(Refused::Conflict));
            // Said before it was closed, it is as it is.
            let mut said = once.clone();
            said.state = over;
            assert_eq!(reply("Voltou").change(&made, said.clone()), Ok(said));
        }
    }

    #[test]
    fn a_ticket_is_opened_again_for_thirty_days_and_no_longer() {
        let mut closed = ticket(TicketState::Closed);
        closed.closed_at = Some(at("2026-11-25T12:00:00Z"));
        let reopen = ReopenTicket {
            customer: closed.customer,
            id: closed.id,
            details: ReplyDetails {
                text: "De novo".into(),
            },
        };
        let in_time = made(7, at("2026-12-25T12:00:00Z"));
        let open = reopen.change(&in_time, closed.clone()).unwrap();
        assert_eq!(
            (open.state, open.closed_at),
            (TicketState::Acknowledged, None)
        );
        assert_eq!(reopen.change(&in_time, open.clone()), Ok(open));
        let late = made(8, at("2026-12-25T12:00:01Z"));
        assert_eq!(reopen.change(&late, closed), Err(Refused::Conflict));
    }

    #[test]
    fn what_is_solved_is_rated_and_what_is_not_is_not() {
        let rate = RateTicket {
            customer: ticket(TicketState::Closed).customer,
            id: ticket(TicketState::Closed).id,
            details: RatingDetails {
                stars: Some(Stars::Four),
                comment: String::new(),
            },
        };
        let made = made(7, at("2026-11-23T10:00:00Z"));
        let rated = rate.change(&made, ticket(TicketState::Resolved)).unwrap();
        assert_eq!(rated.stars, Some(Stars::Four));
        let open = rate.change(&made, ticket(TicketState::InProgress));
        assert_eq!(open, Err(Refused::Conflict));
    }

    #[test]
    fn a_ticket_is_answered_within_seven_days_and_found_by_all_that_was_said() {
        let made = made(7, at("2026-11-23T10:00:00Z"));
        let ticket = reply("A luz do modem está VERMELHA")
            .change(&made, ticket(TicketState::Pending))
            .unwrap();
        assert_eq!(ticket.answer_by(), at("2026-11-29T14:00:00Z"));
        assert!(ticket.words().contains("esta vermelha"));
    }
}
