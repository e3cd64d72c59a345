//! `provider`: the providers of this portal.

use balcao_domain::{Accent, Brand, EmailAddress, Issuer, Module, Provider, Support, TaxId};
use chrono::Utc;
use chrono_tz::Tz;
use clap::{Args, Subcommand, ValueEnum};
use uuid::Uuid;

use super::error::CommandError;
use super::{migrate, say, seen};
use crate::scope::System;
use crate::store::{Address, Approval, Store, StoreError};

/// What to do with providers.
#[derive(Subcommand)]
pub enum ProviderTask {
    /// Adds one, and prints its issuer and its payment hook's secret.
    Add(Box<Add>),
    /// Prints all.
    List,
    /// Prints the secret of one's payment hook again.
    HookSecret {
        /// Its short name.
        #[arg(long, value_name = "SLUG")]
        slug: String,
    },
    /// Prints who approves its requests, or sets it.
    Approval {
        /// Its short name.
        #[arg(long, value_name = "SLUG")]
        slug: String,
        /// Who, from now on.
        #[arg(long, value_enum)]
        set: Option<Approver>,
    },
}

/// Who approves requests, on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum Approver {
    Automatic,
    ByAdministrator,
}

/// A new provider.
#[derive(Args)]
pub struct Add {
    /// Short name in addresses: small letters, digits, hyphens.
    #[arg(long, value_parser = slug)]
    slug: String,
    /// Name.
    #[arg(long, value_parser = seen)]
    name: String,
    /// Registered name.
    #[arg(long, value_parser = seen)]
    legal_name: String,
    /// CNPJ or CPF.
    #[arg(long, value_name = "CNPJ", value_parser = TaxId::parse)]
    tax_id: TaxId,
    /// One or two letters, shown where a logo would stand.
    #[arg(long, value_parser = initials)]
    initials: String,
    /// The accent colour, #rrggbb.
    #[arg(long, value_parser = accent)]
    accent: Accent,
    /// The zone its days are counted in.
    #[arg(long, default_value = "America/Sao_Paulo")]
    zone: Tz,
    /// Telephone of its support.
    #[arg(long, value_parser = seen)]
    phone: String,
    /// E-mail address of its support.
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
    /// What is switched on.
    #[arg(long, value_delimiter = ',', default_value = "bills,plans")]
    modules: Vec<Switch>,
}

/// A module on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum Switch {
    Bills,
    Plans,
}

fn slug(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if (1..=40).contains(&text.len()) && text.chars().all(plain) {
        Ok(text.into())
    } else {
        Err("a short name has 1 to 40 small letters, digits and hyphens".into())
    }
}

fn initials(text: &str) -> Result<String, String> {
    Brand::initials_of(text).ok_or_else(|| "initials are one or two letters or figures".into())
}

fn accent(text: &str) -> Result<Accent, String> {
    Accent::parse(text).ok_or_else(|| "a colour is written #rrggbb".into())
}

/// Does what is said.
pub async fn run(database: &Address, task: ProviderTask) -> Result<(), CommandError> {
    let store = migrate::open(database).await?;
    match task {
        ProviderTask::Add(new) => add(&store, *new).await?,
        ProviderTask::List => {
            for provider in store.providers(System).await? {
                say(format_args!(
                    "{}  {}  {}",
                    provider.issuer, provider.slug, provider.name
                ))?;
            }
        }
        ProviderTask::HookSecret { slug } => {
            let provider = find(&store, &slug).await?;
            tell_secret(&store, provider.issuer).await?;
        }
        ProviderTask::Approval { slug, set } => {
            let issuer = find(&store, &slug).await?.issuer;
            if let Some(approver) = set {
                let approval = match approver {
                    Approver::Automatic => Approval::Automatic,
                    Approver::ByAdministrator => Approval::ByAdministrator,
                };
                store.set_approval(System, issuer, approval).await?;
            }
            say(match store.approval(System, issuer).await? {
                Approval::Automatic => "automatic",
                Approval::ByAdministrator => "by administrator",
            })?;
        }
    }
    Ok(store.close().await?)
}

async fn add(store: &Store, new: Add) -> Result<(), CommandError> {
    let provider = Provider {
        issuer: Issuer::new(Uuid::now_v7()),
        slug: new.slug,
        name: new.name,
        brand: Brand {
            initials: new.initials,
            accent: new.accent,
        },
        modules: new
            .modules
            .into_iter()
            .map(|module| match module {
                Switch::Bills => Module::Bills,
                Switch::Plans => Module::Plans,
            })
            .collect(),
        zone: new.zone.name().into(),
        support: Support {
            phone: new.phone,
            email: new.email.into(),
        },
        legal_name: new.legal_name,
        tax_id: new.tax_id,
    };
    match store.add_provider(System, &provider, Utc::now()).await {
        Err(StoreError::Exists) => Err(CommandError::Exists(provider.slug)),
        Err(error) => Err(error.into()),
        Ok(()) => {
            say(format_args!("issuer {}", provider.issuer))?;
            tell_secret(store, provider.issuer).await
        }
    }
}

async fn tell_secret(store: &Store, provider: Issuer) -> Result<(), CommandError> {
    let secret = store.hook_secret(System, provider).await?;
    let secret = secret.ok_or_else(|| CommandError::NoProvider(provider.to_string()))?;
    say(format_args!("hook secret {}", secret.expose()))
}

/// The provider of a slug.
pub async fn find(store: &Store, slug: &str) -> Result<Provider, CommandError> {
    let found = store.provider(System, slug).await?;
    found.ok_or_else(|| CommandError::NoProvider(slug.into()))
}
