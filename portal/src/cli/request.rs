//! `request`: what customers ask to be changed, and what the provider says. A running portal sees
//! each decision with its next request.

use balcao_domain::{
    PostalAddress, ProfileChange, ProfileChangeRequest, ProfileField, RequestId, RequestState,
};
use chrono::Utc;
use clap::{Subcommand, ValueEnum};

use super::error::CommandError;
use super::{migrate, provider, say};
use crate::scope::System;
use crate::store::{Address, Decision, Store, Undecidable};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// What to do with requests.
#[derive(Subcommand)]
pub enum RequestTask {
    /// Prints those of a provider, oldest first.
    List {
        /// The provider's short name.
        #[arg(long, value_name = "SLUG")]
        provider: String,
        /// Where they stand.
        #[arg(long, value_enum, default_value_t = Standing::Pending)]
        state: Standing,
    },
    /// Prints one: each field as it was and as it shall be, and what was attached.
    Show {
        /// Its id.
        id: RequestId,
    },
    /// Makes what is proposed come true, and has the customer told.
    Approve {
        /// Its id.
        id: RequestId,
    },
    /// Leaves all as it is, and has the customer told why.
    Reject {
        /// Its id.
        id: RequestId,
        /// Why, for the customer to read.
        #[arg(long, value_name = "TEXT", value_parser = reason)]
        reason: String,
    },
}

/// A state on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum Standing {
    Pending,
    Approved,
    Rejected,
    Inactive,
}

impl From<Standing> for RequestState {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Pending => Self::Pending,
            Standing::Approved => Self::Approved,
            Standing::Rejected => Self::Rejected,
            Standing::Inactive => Self::Inactive,
        }
    }
}

fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        Err("a rejection says why".into())
    } else if text.chars().count() > LONGEST_REASON {
        Err(format!("a reason has at most {LONGEST_REASON} characters"))
    } else {
        Ok(text.into())
    }
}

/// Does what is said.
pub async fn run(database: &Address, task: RequestTask) -> Result<(), CommandError> {
    let store = migrate::open(database).await?;
    match task {
        RequestTask::List { provider, state } => list(&store, &provider, state.into()).await?,
        RequestTask::Show { id } => show(&store, id).await?,
        RequestTask::Approve { id } => {
            decide(&store, id, &Decision::Approve).await?;
            say(format_args!("approved {id}"))?;
        }
        RequestTask::Reject { id, reason } => {
            decide(&store, id, &Decision::Reject { reason }).await?;
            say(format_args!("rejected {id}"))?;
        }
    }
    Ok(store.close().await?)
}

async fn decide(store: &Store, id: RequestId, decision: &Decision) -> Result<(), CommandError> {
    store.decide(System, id, decision, Utc::now()).await??;
    Ok(())
}

async fn list(store: &Store, slug: &str, state: RequestState) -> Result<(), CommandError> {
    let provider = provider::find(store, slug).await?;
    let requests = store.profile_requests(System, provider.issuer, state);
    for request in requests.await? {
        let fields: Vec<_> = request.proposed.fields().map(ProfileField::name).collect();
        say(format_args!(
            "{}  {}  {}",
            request.id,
            request.made_at.format("%Y-%m-%d %H:%M"),
            fields.join(", ")
        ))?;
    }
    Ok(())
}

async fn show(store: &Store, id: RequestId) -> Result<(), CommandError> {
    let found = store.profile_request_by_id(System, id).await?;
    let (provider, request) = found.ok_or(Undecidable::NoSuchRequest)?;
    let customers = store.customer_by_id(System, provider, request.customer);
    if let Some(customer) = customers.await? {
        let tax_id = customer.tax_id.formatted();
        say(format_args!("{tax_id}  {}", customer.name))?;
    }
    tell(&request)
}

fn tell(request: &ProfileChangeRequest) -> Result<(), CommandError> {
    let made_at = request.made_at.format("%Y-%m-%d %H:%M");
    say(format_args!("made at {made_at}, {:?}", request.state))?;
    for field in request.proposed.fields() {
        say(format_args!(
            "{}: {} -> {}",
            field.name(),
            value(&request.original, field),
            value(&request.proposed, field),
        ))?;
    }
    for proof in &request.proofs {
        say(format_args!(
            "proof {}: {} ({} bytes)",
            proof.id, proof.name, proof.size
        ))?;
    }
    match &request.reason {
        Some(reason) => say(format_args!("reason: {reason}")),
        None => Ok(()),
    }
}

/// A field's value in one line.
fn value(values: &ProfileChange, field: ProfileField) -> String {
    let text = match field {
        ProfileField::TaxId => None,
        ProfileField::Name => values.name.clone(),
        ProfileField::TradingName => values.trading_name.clone(),
        ProfileField::Email => values.email.clone(),
        ProfileField::Phone => values.phone.clone(),
        ProfileField::Address => values.address.as_ref().map(line),
    };
    text.unwrap_or_default()
}

fn line(address: &PostalAddress) -> String {
    let PostalAddress {
        street,
        district,
        city,
        state,
        postal_code,
    } = address;
    format!("{street}, {district}, {city} {state}, {postal_code}")
}
