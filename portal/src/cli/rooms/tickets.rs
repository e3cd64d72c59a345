//! `ticket`: what customers ask, and what the provider answers.

use balcao_domain::{TicketAnswer, TicketGroup, TicketId, TicketState};
use chrono::Utc;
use clap::{Subcommand, ValueEnum};

use super::super::error::CommandError;
use super::super::{migrate, provider, say};
use crate::scope::System;
use crate::store::{Address, Store};

/// The longest answer, in characters.
const LONGEST: usize = 4_000;

/// What to do with tickets.
#[derive(Subcommand)]
pub enum TicketTask {
    /// Prints those of a provider that are not closed, oldest first.
    List {
        /// The provider's short name.
        #[arg(long, value_name = "SLUG")]
        provider: String,
    },
    /// Prints all that was said about one.
    Show {
        /// Its id.
        id: TicketId,
        /// The provider's short name.
        #[arg(long, value_name = "SLUG")]
        provider: String,
    },
    /// Says something about one, and where that leaves it.
    Answer {
        /// Its id.
        id: TicketId,
        /// What, for the customer to read.
        #[arg(long, value_name = "TEXT", value_parser = text)]
        text: String,
        /// Where it stands then.
        #[arg(long, value_enum, default_value_t = Standing::Pending)]
        state: Standing,
    },
}

/// A state on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum Standing {
    /// Being worked on.
    InProgress,
    /// The customer is asked something.
    Pending,
    /// Something else is waited for.
    Held,
    /// Solved.
    Resolved,
    /// Refused.
    Rejected,
}

impl From<Standing> for TicketState {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::InProgress => Self::InProgress,
            Standing::Pending => Self::Pending,
            Standing::Held => Self::Held,
            Standing::Resolved => Self::Resolved,
            Standing::Rejected => Self::Rejected,
        }
    }
}

fn text(text: &str) -> Result<String, String> {
    let text = balcao_domain::text::lines(text);
    if text.is_empty() {
        Err("there is nothing to see in it".into())
    } else if text.chars().count() > LONGEST {
        Err(format!("an answer has at most {LONGEST} characters"))
    } else {
        Ok(text)
    }
}

/// Does what is said.
pub async fn run(database: &Address, task: TicketTask) -> Result<(), CommandError> {
    let store = migrate::open(database).await?;
    match task {
        TicketTask::List { provider } => list(&store, &provider).await?,
        TicketTask::Show { id, provider } => show(&store, &provider, id).await?,
        TicketTask::Answer { id, text, state } => {
            let state = state.into();
            let answer = TicketAnswer { text, state };
            let answered = store.answer_ticket(System, id, &answer, Utc::now());
            let ticket = answered.await?.ok_or(CommandError::NoSuch("ticket"))?;
            say(format_args!("answered {}", ticket.protocol))?;
        }
    }
    Ok(store.close().await?)
}

async fn list(store: &Store, slug: &str) -> Result<(), CommandError> {
    let provider = provider::find(store, slug).await?;
    let mut tickets = store.tickets(System, provider.issuer).await?;
    tickets.retain(|ticket| ticket.state.group() != TicketGroup::Closed);
    for ticket in tickets {
        let by = ticket.answer_by().format("%Y-%m-%d");
        say(format_args!(
            "{}  {}  {:?}  answer by {by}  {}",
            ticket.id, ticket.protocol, ticket.state, ticket.subject
        ))?;
    }
    Ok(())
}

async fn show(store: &Store, slug: &str, id: TicketId) -> Result<(), CommandError> {
    let provider = provider::find(store, slug).await?;
    let tickets = store.tickets(System, provider.issuer).await?;
    let mut tickets = tickets.into_iter();
    let ticket = tickets.find(|ticket| ticket.id == id);
    let ticket = ticket.ok_or(CommandError::NoSuch("ticket"))?;
    say(format_args!("{}  {}", ticket.protocol, ticket.subject))?;
    for message in ticket.messages {
        let who = message.by.map_or("provider", |_| "customer");
        let at = message.at.format("%Y-%m-%d %H:%M");
        say(format_args!("{at} {who}: {}", message.text))?;
    }
    Ok(())
}
