//! Tickets (TMF621 TroubleTicket): what a customer asks of the provider, and the talk about it (MC-37 to
//! MC-39).

mod decisions;

pub use decisions::{CloseTicket, OpenTicket, RateTicket, ReopenTicket, ReplyTicket};

use crate::choice::choice;
use crate::decision::Made;
use crate::form::{FieldKind, details};
use crate::listed::{Column, Filter, Key, Listed, Order, integer, one_of, order, text};
use crate::{Collection, CustomerId, Owner, PlanId, RowId, Synced, TicketId, UserId, fold};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

choice! {
    /// What a ticket is about.
    TicketKind {
        /// *Suporte técnico*.
        Technical: "technical",
        /// *Financeiro*.
        Billing: "billing",
        /// *Comercial*.
        Commercial: "commercial",
        /// *Reclamação*.
        Complaint: "complaint",
        /// *Cancelamento*.
        Cancellation: "cancellation",
        /// *Outro assunto*.
        Other: "other",
    }
}

/// Where a ticket stands (TMF621 names).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TicketState {
    /// *Aberto*.
    Acknowledged,
    /// *Em atendimento*.
    InProgress,
    /// *Aguardando você*.
    Pending,
    /// *Em espera*.
    Held,
    /// *Solucionado*.
    Resolved,
    /// *Encerrado*.
    Closed,
    /// *Cancelado*.
    Cancelled,
    /// *Recusado*.
    Rejected,
}

/// The groups that people ask for (MC-37, G5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketGroup {
    /// *Abertos*.
    Open,
    /// *Pendentes*.
    Pending,
    /// *Fechados*.
    Closed,
}

impl TicketState {
    /// The group it shows in.
    pub const fn group(self) -> TicketGroup {
        match self {
            Self::Acknowledged | Self::InProgress => TicketGroup::Open,
            Self::Pending | Self::Held => TicketGroup::Pending,
            Self::Resolved | Self::Closed | Self::Cancelled | Self::Rejected => TicketGroup::Closed,
        }
    }
}

details! {
    /// What a new ticket says.
    TicketDetails {
        /// *Tipo*.
        kind: Option<TicketKind> = required(FieldKind::Choice(TicketKind::NAMES)),
        /// *Serviço*: the plan it is about, if one.
        plan: Option<PlanId> = optional(FieldKind::Row(Collection::Plans, "")),
        /// *Assunto*.
        subject: String = required(FieldKind::Line(120)),
        /// *O que aconteceu?*.
        text: String = required(FieldKind::Paragraphs(4_000)),
    }
}

details! {
    /// What is said in reply.
    ReplyDetails {
        /// *Mensagem*.
        text: String = required(FieldKind::Paragraphs(4_000)),
    }
}

details! {
    /// How the solution was.
    RatingDetails {
        /// From 1 to 5.
        stars: Option<Stars> = required(FieldKind::Choice(Stars::NAMES)),
        /// *Comentário*.
        comment: String = optional(FieldKind::Paragraphs(1_000)),
    }
}

choice! {
    /// How good a solution was.
    Stars {
        /// *Ótimo*.
        Five: "5",
        /// *Bom*.
        Four: "4",
        /// *Regular*.
        Three: "3",
        /// *Ruim*.
        Two: "2",
        /// *Péssimo*.
        One: "1",
    }
}

/// Something said about a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketMessage {
    /// The id of the decision that said it.
    pub id: Uuid,
    /// Who, of the customer's users; none: the provider.
    pub by: Option<UserId>,
    /// When.
    #[serde(with = "crate::compact")]
    pub at: DateTime<Utc>,
    /// What.
    pub text: String,
}

/// What the provider says about a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketAnswer {
    /// What.
    pub text: String,
    /// Where it stands then.
    pub state: TicketState,
}

/// A ticket of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// Whose.
    pub customer: CustomerId,
    /// The number it is told by (Decreto 11.034/2022, art. 6); the portal's, empty until it came there.
    pub protocol: String,
    /// What it is about.
    pub kind: TicketKind,
    /// Which plan, if one.
    pub plan: Option<PlanId>,
    /// Its subject.
    pub subject: String,
    /// Where it stands.
    pub state: TicketState,
    /// When it was opened.
    #[serde(with = "crate::compact")]
    pub opened_at: DateTime<Utc>,
    /// When it was solved or closed, where it was.
    #[serde(with = "crate::compact")]
    pub closed_at: Option<DateTime<Utc>>,
    /// What was said, the first on top.
    pub messages: Vec<TicketMessage>,
    /// How the solution was found to be.
    pub stars: Option<Stars>,
}

impl Ticket {
    /// Until when a ticket is to be answered, from when it was opened (Decreto 11.034/2022, art. 13);
    /// waiting for the customer does not stop it (G10).
    pub const ANSWERED_WITHIN: TimeDelta = TimeDelta::days(7);

    /// For how long a closed ticket may be opened again.
    pub const REOPENED_WITHIN: TimeDelta = TimeDelta::days(30);

    /// Until when it is to be answered.
    pub fn answer_by(&self) -> DateTime<Utc> {
        self.opened_at + Self::ANSWERED_WITHIN
    }

    fn is_over(&self) -> bool {
        self.state.group() == TicketGroup::Closed
    }

    /// Whether it may be opened again at an instant.
    pub fn reopens(&self, at: DateTime<Utc>) -> bool {
        let solved = matches!(self.state, TicketState::Resolved | TicketState::Closed);
        let in_time = self
            .closed_at
            .is_some_and(|closed| at - closed <= Self::REOPENED_WITHIN);
        solved && in_time
    }

    /// The same, with what the provider said and where that leaves it.
    #[must_use]
    pub fn answered(mut self, id: Uuid, at: DateTime<Utc>, answer: &TicketAnswer) -> Self {
        self.messages.push(TicketMessage {
            id,
            by: None,
            at,
            text: answer.text.clone(),
        });
        self.state = answer.state;
        let is_over = answer.state.group() == TicketGroup::Closed;
        self.closed_at = is_over.then_some(at);
        self
    }

    /// Says something, once.
    fn say(&mut self, made: &Made, text: &str) {
        if !self.messages.iter().any(|it| it.id == made.id) {
            self.messages.push(TicketMessage {
                id: made.id,
                by: Some(made.by),
                at: made.at,
                text: text.to_owned(),
            });
        }
    }
}

impl Synced for Ticket {
    const COLLECTION: Collection = Collection::Tickets;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }
}

/// What waits for the customer first, then what is open, then the rest.
impl Listed for Ticket {
    const COLUMNS: &'static [Column] = &[
        integer("part", "0 pending, 1 open, 2 closed"),
        integer("opened_at", "seconds since 1970"),
        text("subject", "without accents, in lower case"),
        text("protocol", "empty until the portal has it"),
    ];
    const ORDERS: &'static [Order] = &[
        order("opened_at", &["opened_at"]),
        order("subject", &["subject", "opened_at"]),
        order("protocol", &["protocol", "opened_at"]),
        order("state", &["part", "opened_at"]),
    ];
    const FILTERS: &'static [Filter] = &[
        Filter {
            name: "current",
            clauses: &[one_of("part", &[0, 1])],
        },
        Filter {
            name: "pending",
            clauses: &[one_of("part", &[0])],
        },
        Filter {
            name: "closed",
            clauses: &[one_of("part", &[2])],
        },
    ];
    const FOUND: bool = true;

    fn keys(&self) -> Vec<Key> {
        let part = match self.state.group() {
            TicketGroup::Pending => 0_i64,
            TicketGroup::Open => 1,
            TicketGroup::Closed => 2,
        };
        vec![
            part.into(),
            self.opened_at.timestamp().into(),
            fold(&self.subject).into(),
            self.protocol.clone().into(),
        ]
    }

    /// Everything that was said.
    fn words(&self) -> String {
        let said = self.messages.iter().map(|it| fold(&it.text));
        let head = [self.protocol.clone(), fold(&self.subject)];
        head.into_iter().chain(said).collect::<Vec<_>>().join("\n")
    }
}
