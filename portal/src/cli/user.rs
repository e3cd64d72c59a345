//! `user`: the sign-ins of a provider. A running portal sees each change with its next request.

use std::io::{self, IsTerminal};

use balcao_domain::{EmailAddress, Grant, Provider, Role, Sensitive, TaxId, User, UserId};
use chrono::Utc;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::error::CommandError;
use super::{migrate, provider, say, seen};
use crate::password::{PasswordHash, Passwords};
use crate::scope::System;
use crate::store::{Address, Store, StoreError};

/// The variable that a password may be given in. It is never an argument: those are seen by
/// everybody on the machine.
const PASSWORD: &str = "BALCAO_PORTAL_PASSWORD";

/// What to do with sign-ins.
#[derive(Subcommand)]
pub enum UserTask {
    /// Adds one, with a password from BALCAO_PORTAL_PASSWORD or standard input.
    Add {
        #[command(flatten)]
        who: Who,
        /// Full or registered name.
        #[arg(long, value_parser = seen)]
        name: String,
        /// E-mail address.
        #[arg(long, value_parser = EmailAddress::parse)]
        email: EmailAddress,
        /// Cargo, for users of companies.
        #[arg(long, value_parser = seen)]
        job_title: Option<String>,
    },
    /// Prints all of a provider.
    List {
        /// The provider's short name.
        #[arg(long, value_name = "SLUG")]
        provider: String,
    },
    /// Lets one act for a customer, in these roles and no others.
    Grant {
        #[command(flatten)]
        who: Who,
        /// The customer's CPF or CNPJ.
        #[arg(long, value_name = "CPF|CNPJ", value_parser = TaxId::parse)]
        customer: TaxId,
        /// What it is to the customer; repeat for several.
        #[arg(long = "role", required = true, value_parser = role())]
        roles: Vec<Role>,
    },
    /// Lets one act for a customer no more.
    Revoke {
        #[command(flatten)]
        who: Who,
        /// The customer's CPF or CNPJ.
        #[arg(long, value_name = "CPF|CNPJ", value_parser = TaxId::parse)]
        customer: TaxId,
    },
    /// Gives one another password, and ends its sessions.
    Password {
        #[command(flatten)]
        who: Who,
    },
    /// Takes one away with all its grants.
    Remove {
        #[command(flatten)]
        who: Who,
    },
}

/// Which sign-in.
#[derive(Args)]
pub struct Who {
    /// The provider's short name.
    #[arg(long, value_name = "SLUG")]
    provider: String,
    /// The CPF or CNPJ that it signs in by.
    #[arg(long, value_name = "CPF|CNPJ", value_parser = TaxId::parse)]
    tax_id: TaxId,
}

/// Reads a role by its name.
fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::name)).try_map(|name| {
        let found = Role::ALL.into_iter().find(|role| role.name() == name);
        found.ok_or("no such role")
    })
}

/// Does what is said.
pub async fn run(database: &Address, task: UserTask) -> Result<(), CommandError> {
    let store = migrate::open(database).await?;
    match task {
        UserTask::Add {
            who,
            name,
            email,
            job_title,
        } => {
            let user = User {
                id: UserId::new(Uuid::now_v7()),
                tax_id: who.tax_id,
                name,
                email: email.into(),
                job_title,
                grants: Vec::new(),
            };
            add(&store, &who, &user).await?;
        }
        UserTask::List { provider } => list(&store, &provider).await?,
        UserTask::Grant {
            who,
            customer,
            roles,
        } => grant(&store, &who, customer, roles).await?,
        UserTask::Revoke { who, customer } => revoke(&store, &who, customer).await?,
        UserTask::Password { who } => password(&store, &who).await?,
        UserTask::Remove { who } => {
            let provider = provider::find(&store, &who.provider).await?;
            let removed = store.remove_user(System, provider.issuer, who.tax_id, Utc::now());
            who.found(removed.await?)?;
        }
    }
    Ok(store.close().await?)
}

impl Who {
    fn found(&self, found: bool) -> Result<(), CommandError> {
        if found {
            return Ok(());
        }
        Err(CommandError::NoUser {
            provider: self.provider.clone(),
            tax_id: self.tax_id,
        })
    }
}

async fn add(store: &Store, who: &Who, user: &User) -> Result<(), CommandError> {
    let provider = provider::find(store, &who.provider).await?;
    let hash = new_password().await?;
    let added = store.add_user(System, provider.issuer, user, &hash, Utc::now());
    match added.await {
        Err(StoreError::Exists) => Err(CommandError::Exists(who.tax_id.formatted())),
        other => Ok(other?),
    }
}

async fn list(store: &Store, slug: &str) -> Result<(), CommandError> {
    let provider = provider::find(store, slug).await?;
    for user in store.users(System, provider.issuer).await? {
        say(format_args!("{}  {}", user.tax_id.formatted(), user.name))?;
        for grant in user.grants {
            say(format_args!(
                "    {}  {:?}",
                grant.customer_name, grant.roles
            ))?;
        }
    }
    Ok(())
}

async fn customer(
    store: &Store,
    provider: &Provider,
    tax_id: TaxId,
) -> Result<balcao_domain::Customer, CommandError> {
    let found = store.customer_by_tax_id(System, provider.issuer, tax_id);
    found.await?.ok_or_else(|| CommandError::NoCustomer {
        provider: provider.slug.clone(),
        tax_id,
    })
}

async fn grant(
    store: &Store,
    who: &Who,
    customer_tax_id: TaxId,
    mut roles: Vec<Role>,
) -> Result<(), CommandError> {
    let provider = provider::find(store, &who.provider).await?;
    let customer = customer(store, &provider, customer_tax_id).await?;
    roles.sort_unstable();
    roles.dedup();
    let change = move |user: &mut User| {
        let held = user
            .grants
            .iter_mut()
            .find(|grant| grant.customer == customer.id);
        match held {
            Some(grant) => grant.roles = roles,
            None => user.grants.push(Grant {
                customer: customer.id,
                customer_name: customer.known_as().to_owned(),
                roles,
            }),
        }
    };
    let now = Utc::now();
    let changed = store.change_user(System, provider.issuer, who.tax_id, now, change);
    who.found(changed.await?)
}

async fn revoke(store: &Store, who: &Who, customer_tax_id: TaxId) -> Result<(), CommandError> {
    let provider = provider::find(store, &who.provider).await?;
    let customer = customer(store, &provider, customer_tax_id).await?;
    let change = |user: &mut User| user.grants.retain(|grant| grant.customer != customer.id);
    let now = Utc::now();
    let changed = store.change_user(System, provider.issuer, who.tax_id, now, change);
    who.found(changed.await?)
}

async fn password(store: &Store, who: &Who) -> Result<(), CommandError> {
    let provider = provider::find(store, &who.provider).await?;
    let hash = new_password().await?;
    let now = Utc::now();
    let changed = store.change_password(System, provider.issuer, who.tax_id, &hash, now);
    who.found(changed.await?)
}

async fn new_password() -> Result<PasswordHash, CommandError> {
    let given = match std::env::var(PASSWORD) {
        Ok(password) => password,
        Err(_) if io::stdin().is_terminal() => return Err(CommandError::NoPassword),
        Err(_) => {
            let mut line = String::new();
            let read = io::stdin().read_line(&mut line);
            read.map_err(|_| CommandError::NoPassword)?;
            line.trim_end_matches(['\r', '\n']).to_owned()
        }
    };
    if given.is_empty() {
        return Err(CommandError::NoPassword);
    }
    let given = Sensitive::new(given);
    Ok(Passwords::new()?.hash(given).await?)
}
