//! Tickets of the demo.

use super::Told;
use crate::stage::noon;
use crate::{ANA_TAX_ID, CONSTRUTORA_TAX_ID, MARINA_TAX_ID, Sample};
use balcao_domain::form::Nothing;
use balcao_domain::{
    Action, AnyRow, CloseTicket, CustomerId, DecisionKind, OpenTicket, RateTicket, RatingDetails,
    ReopenTicket, ReplyDetails, ReplyTicket, Stars, Ticket, TicketDetails, TicketId, TicketKind,
    TicketMessage, TicketState, UserId,
};
use uuid::Uuid;

/// What is told of a ticket.
struct Story {
    customer: CustomerId,
    by: UserId,
    kind: TicketKind,
    subject: &'static str,
    state: TicketState,
    /// Days ago, whether the customer says it, and what.
    said: &'static [(i64, bool, &'static str)],
}

const SLOW: &[(i64, bool, &str)] = &[
    (
        2,
        true,
        "Desde ontem à noite a internet fica lenta depois das 20h. Já reiniciei o modem.",
    ),
    (
        1,
        false,
        "Olá! Medimos a sua linha e há perda de sinal na rua. Uma equipe vai ao local amanhã.",
    ),
];

const SECOND_COPY: &[(i64, bool, &str)] = &[
    (40, true, "Não recebi a fatura do mês por e-mail."),
    (
        39,
        false,
        "Seu e-mail estava com um erro de digitação; corrigimos e enviamos a fatura de novo.",
    ),
];

const EXTENSION: &[(i64, bool, &str)] = &[
    (
        6,
        true,
        "Precisamos de mais dez ramais no escritório a partir de janeiro.",
    ),
    (
        4,
        false,
        "Podemos instalar em até cinco dias. Qual é o nome de quem recebe a equipe?",
    ),
];

/// Ana's line is slow, and was asked about before; the company is asked something.
pub fn rows(told: &Told<'_>, id: &mut impl FnMut() -> Uuid) -> Vec<AnyRow> {
    let user = |tax_id: &str| {
        let mut people = told.people.iter();
        people.find(|it| it.user.tax_id.as_str() == tax_id)
    };
    let of = |customer: &str, by: &str| Some((told.customer(customer)?, user(by)?.user.id));
    let mut stories = Vec::new();
    if let Some((customer, by)) = of(ANA_TAX_ID, ANA_TAX_ID) {
        stories.push(Story {
            customer,
            by,
            kind: TicketKind::Technical,
            subject: "Internet lenta à noite",
            state: TicketState::InProgress,
            said: SLOW,
        });
        stories.push(Story {
            customer,
            by,
            kind: TicketKind::Billing,
            subject: "Fatura não chegou por e-mail",
            state: TicketState::Resolved,
            said: SECOND_COPY,
        });
    }
    if let Some((customer, by)) = of(CONSTRUTORA_TAX_ID, MARINA_TAX_ID) {
        stories.push(Story {
            customer,
            by,
            kind: TicketKind::Commercial,
            subject: "Mais dez ramais",
            state: TicketState::Pending,
            said: EXTENSION,
        });
    }
    let tickets = stories.iter().enumerate();
    tickets
        .map(|(place, story)| ticket(told, place, story, id).into())
        .collect()
}

fn ticket(told: &Told<'_>, place: usize, story: &Story, id: &mut impl FnMut() -> Uuid) -> Ticket {
    let at = |days: i64| noon(told.today.add_days(-days));
    let messages = story.said.iter().map(|(days, own, text)| TicketMessage {
        id: id(),
        by: own.then_some(story.by),
        at: at(*days),
        text: (*text).into(),
    });
    let messages: Vec<_> = messages.collect();
    let day = |message: &TicketMessage| message.at.format("%Y%m%d").to_string();
    let is_over = story.state == TicketState::Resolved;
    Ticket {
        id: TicketId::new(id()),
        customer: story.customer,
        protocol: format!(
            "{}{:06}",
            messages.first().map(day).unwrap_or_default(),
            4_010 + place
        ),
        kind: story.kind,
        plan: None,
        subject: story.subject.into(),
        state: story.state,
        opened_at: messages.first().map_or(at(0), |first| first.at),
        closed_at: messages.last().filter(|_| is_over).map(|last| last.at),
        messages,
        stars: None,
    }
}

/// A decision about the ticket that another one opened.
pub fn sample(kind: DecisionKind, customer: CustomerId, number: u32, made: Uuid) -> Sample {
    let id = TicketId::new(made);
    let details = ReplyDetails {
        text: format!("Mensagem {number}\nem duas linhas"),
    };
    let action: Action = match kind {
        DecisionKind::ReplyTicket => ReplyTicket {
            customer,
            id,
            details,
        }
        .into(),
        DecisionKind::CloseTicket => CloseTicket {
            customer,
            id,
            details: Nothing {},
        }
        .into(),
        DecisionKind::ReopenTicket => ReopenTicket {
            customer,
            id,
            details,
        }
        .into(),
        DecisionKind::RateTicket => RateTicket {
            customer,
            id,
            details: RatingDetails {
                stars: Some(Stars::Four),
                comment: format!("Comentário {number}"),
            },
        }
        .into(),
        _ => OpenTicket {
            customer,
            details: TicketDetails {
                kind: Some(TicketKind::Other),
                plan: None,
                subject: format!("Assunto {number}"),
                text: details.text,
            },
        }
        .into(),
    };
    Sample { action, file: None }
}
