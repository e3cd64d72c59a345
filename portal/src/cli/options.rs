//! Arguments, environment and configuration file: the first that says something counts.

use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use axum::http::Uri;
use balcao_contract::sync::DEFAULT_BATCH;
use balcao_domain::{Cents, CivilDate};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use lettre::Address;
use serde::Deserialize;

use super::error::CommandError;
use super::provider::ProviderTask;
use super::request::RequestTask;
use super::rooms::due_days::DueDayTask;
use super::rooms::tickets::TicketTask;
use super::user::UserTask;
use crate::mail::MailRoute;

/// The portal server of Balcão.
#[derive(Parser)]
#[command(name = "balcao-portal", version, about)]
pub struct Command {
    /// A TOML file with the options of `serve` by their names: database, listen, cert, key, …
    #[arg(long, global = true, env = "BALCAO_PORTAL_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The database: a file, or postgres://user@host:port/name. A password is not written here,
    /// but in the environment (this variable, or PGPASSWORD) or the configuration file.
    #[arg(
        long,
        global = true,
        env = "BALCAO_PORTAL_DATABASE",
        value_name = "FILE|ADDRESS",
        hide_env_values = true
    )]
    pub database: Option<OsString>,
    #[command(subcommand)]
    pub task: Task,
}

/// What to do.
#[derive(Subcommand)]
pub enum Task {
    /// Answers requests over HTTPS until it is told to stop.
    Serve(ServeOptions),
    /// Serves the named people; fills the database with them when it is empty.
    Demo {
        /// How many calls Construtora Silva has made at least.
        #[arg(long, default_value_t = 0, value_name = "NUMBER")]
        calls: u64,
        #[command(flatten)]
        options: ServeOptions,
    },
    /// Tells a running portal that a bill was paid, as the bank would.
    Pay(PayOptions),
    /// Prints payments that settled nothing: of no bill, or told in a way that does not read.
    Payments {
        /// The provider's short name.
        #[arg(long, value_name = "SLUG")]
        provider: String,
    },
    /// Providers.
    Provider {
        #[command(subcommand)]
        task: ProviderTask,
    },
    /// Sign-ins.
    User {
        #[command(subcommand)]
        task: UserTask,
    },
    /// Requests of customers to change their registration data.
    Request {
        #[command(subcommand)]
        task: RequestTask,
    },
    /// Tickets of customers.
    #[command(name = "ticket")]
    Tickets {
        #[command(subcommand)]
        task: TicketTask,
    },
    /// Changes of due days that customers ask for.
    #[command(name = "due-day")]
    DueDays {
        #[command(subcommand)]
        task: DueDayTask,
    },
    /// Makes the database, or brings it up to this version.
    Migrate,
}

/// How to serve, as far as it was said.
#[derive(Args)]
pub struct ServeOptions {
    /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8443]
    #[arg(long, env = "BALCAO_PORTAL_LISTEN", value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The certificate with its chain, PEM.
    #[arg(long, env = "BALCAO_PORTAL_CERT", value_name = "FILE")]
    cert: Option<PathBuf>,
    /// The certificate's private key, PEM.
    #[arg(long, env = "BALCAO_PORTAL_KEY", value_name = "FILE")]
    key: Option<PathBuf>,
    /// The folder of the files that users give, which replicas share [default: the database
    /// file's name with .files]
    #[arg(long, env = "BALCAO_PORTAL_FILES", value_name = "FOLDER")]
    files: Option<PathBuf>,
    /// The mail server: smtp://host:port, ?tls=required for STARTTLS, smtps:// for TLS at once.
    /// Without one no mail leaves; what is to be told waits.
    #[arg(
        long,
        env = "BALCAO_PORTAL_MAIL_SERVER",
        value_name = "URL",
        hide_env_values = true
    )]
    mail_server: Option<String>,
    /// The address that mail comes from [default: the provider's own]
    #[arg(long, env = "BALCAO_PORTAL_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<Address>,
    /// The portal's address from outside [default: that on which it listens]
    #[arg(long, env = "BALCAO_PORTAL_PUBLIC_ORIGIN", value_name = "URL", value_parser = origin)]
    public_origin: Option<String>,
    /// The day it is for ever, for demos.
    #[arg(long, env = "BALCAO_PORTAL_TODAY", value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<CivilDate>,
    /// What the demo's bills are made from [default: 1]
    #[arg(long, env = "BALCAO_PORTAL_SEED", value_name = "NUMBER")]
    seed: Option<u64>,
    /// How many records at most stand between two sync cursors [default: 1000]
    #[arg(long, env = "BALCAO_PORTAL_SYNC_BATCH", value_name = "NUMBER")]
    sync_batch: Option<NonZeroUsize>,
}

/// Which bill is paid, and where.
#[derive(Args)]
pub struct PayOptions {
    /// The provider's short name.
    #[arg(long, env = "BALCAO_PORTAL_PROVIDER", value_name = "SLUG")]
    pub provider: String,
    /// The bill's number.
    #[arg(long, value_name = "NUMBER", value_parser = bill_number)]
    pub bill: u32,
    /// How much, such as 129,90 [default: all that is owed]
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    pub amount: Option<Cents>,
    /// The portal's address.
    #[arg(long, env = "BALCAO_PORTAL_ORIGIN", value_name = "URL", value_parser = origin)]
    pub origin: String,
    /// The authority that made the portal's certificate, PEM. No other is trusted.
    #[arg(long, env = "BALCAO_PORTAL_EXTRA_CA", value_name = "FILE")]
    pub extra_ca: PathBuf,
}

/// The configuration file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConfigFile {
    pub database: Option<String>,
    listen: Option<SocketAddr>,
    cert: Option<PathBuf>,
    key: Option<PathBuf>,
    files: Option<PathBuf>,
    mail_server: Option<String>,
    mail_from: Option<Address>,
    public_origin: Option<String>,
    today: Option<CivilDate>,
    seed: Option<u64>,
    sync_batch: Option<NonZeroUsize>,
}

/// How to serve.
#[derive(Debug)]
pub struct Serving {
    pub listen: SocketAddr,
    pub cert: PathBuf,
    pub key: PathBuf,
    pub files: Option<PathBuf>,
    pub mail: Option<MailRoute>,
    pub public_origin: Option<String>,
    pub today: Option<CivilDate>,
    pub seed: u64,
    pub sync_batch: usize,
}

impl ServeOptions {
    /// What was said here, then what the file says, then what is usual.
    pub fn or(self, file: ConfigFile) -> Result<Serving, CommandError> {
        let usual = SocketAddr::from((Ipv4Addr::LOCALHOST, 8443));
        let sync_batch = self.sync_batch.or(file.sync_batch);
        let from = self.mail_from.or(file.mail_from);
        let mail = self.mail_server.or(file.mail_server);
        Ok(Serving {
            listen: self.listen.or(file.listen).unwrap_or(usual),
            cert: self
                .cert
                .or(file.cert)
                .ok_or(CommandError::Needed("cert"))?,
            key: self.key.or(file.key).ok_or(CommandError::Needed("key"))?,
            files: self.files.or(file.files),
            mail: mail.map(|server| MailRoute { server, from }),
            public_origin: self.public_origin.or(file.public_origin),
            today: self.today.or(file.today),
            seed: self.seed.or(file.seed).unwrap_or(1),
            sync_batch: sync_batch.map_or(DEFAULT_BATCH, NonZeroUsize::get),
        })
    }
}

/// Reads the configuration file, when there is to be one.
pub fn config(file: Option<&Path>) -> Result<ConfigFile, CommandError> {
    let Some(file) = file else {
        return Ok(ConfigFile::default());
    };
    let wrong = |why: String| CommandError::File {
        what: "configuration",
        file: file.into(),
        why: why.lines().next().unwrap_or_default().to_owned(),
    };
    let text = std::fs::read_to_string(file).map_err(|why| wrong(why.to_string()))?;
    let config: ConfigFile = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| {
            text.get(..span.start)
                .map_or(0, |before| before.matches('\n').count() + 1)
        });
        wrong(format!("line {line}: {}", error.message()))
    })?;
    if let Some(address) = &config.public_origin {
        origin(address).map_err(|why| wrong(format!("public_origin: {why}")))?;
    }
    Ok(config)
}

/// `https://host[:port]`, and no more.
fn origin(text: &str) -> Result<String, String> {
    let bare = text.trim_end_matches('/');
    let uri: Uri = bare.parse().map_err(|_| "not an address")?;
    if uri.scheme_str() != Some("https") {
        return Err("an address begins with https://".into());
    }
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    if authority.contains('@') || bare != format!("https://{authority}") {
        return Err("an address is https://host or https://host:port".into());
    }
    Ok(bare.into())
}

fn day(text: &str) -> Result<CivilDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map(Into::into)
        .map_err(|_| "not a day written YYYY-MM-DD".into())
}

fn amount(text: &str) -> Result<Cents, String> {
    let amount: Cents = text.parse().map_err(|_| "not an amount such as 129,90")?;
    if amount > Cents::ZERO {
        Ok(amount)
    } else {
        Err("an amount above zero is needed".into())
    }
}

/// A bill's number, with or without the point it is printed with.
fn bill_number(text: &str) -> Result<u32, String> {
    text.replace('.', "")
        .parse()
        .map_err(|_| "not a bill's number".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_https_with_a_host_and_no_more() {
        assert_eq!(
            origin("https://portal.example/").as_deref(),
            Ok("https://portal.example")
        );
        assert_eq!(
            origin("https://localhost:8443").as_deref(),
            Ok("https://localhost:8443")
        );
        for wrong in [
            "",
            "localhost:8443",
            "http://localhost",
            "https://",
            "https://a@b",
            "https://portal.example/path",
            "https://portal.example?x",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
