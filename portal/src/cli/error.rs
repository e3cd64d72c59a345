//! Why a command failed, each in one line.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use balcao_domain::TaxId;

use crate::daily::DailyError;
use crate::demo::DemoError;
use crate::mail::MailError;
use crate::password::PasswordError;
use crate::portal::PortalError;
use crate::store::{Address, NoAddress, NoChange, OpenError, StoreError, Undecidable};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// Neither an argument, nor the environment, nor the configuration file says it.
    #[error("--{0} is needed (or its environment variable, or the configuration file)")]
    Needed(&'static str),
    /// A file of the command line cannot be used.
    #[error("{what} {}: {why}", file.display())]
    File {
        /// What it is to be.
        what: &'static str,
        /// Which.
        file: PathBuf,
        /// Why not.
        why: String,
    },
    /// The database cannot be opened.
    #[error("database {database}: {why}")]
    Open {
        /// Which.
        database: Address,
        /// Why not.
        why: OpenError,
    },
    /// Where the database is cannot be read.
    #[error("--database: {0}")]
    Address(#[from] NoAddress),
    /// The address on the command line has a password in it.
    #[error(
        "a password in --database can be read by whoever lists processes; put the address into \
         BALCAO_PORTAL_DATABASE or the configuration file, or the password into PGPASSWORD"
    )]
    ToldPassword,
    /// Certificate and key are no pair.
    #[error("certificate and key cannot be used together: {0}")]
    Pair(rustls::Error),
    /// The address is taken, or not ours.
    #[error("cannot listen on {address}: {why}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why not.
        why: io::Error,
    },
    /// The server stopped by itself.
    #[error("serving: {0}")]
    Serve(io::Error),
    /// No such provider.
    #[error("there is no provider {0}")]
    NoProvider(String),
    /// No such customer.
    #[error("{provider} has no customer {}", tax_id.formatted())]
    NoCustomer {
        /// Whose.
        provider: String,
        /// Who.
        tax_id: TaxId,
    },
    /// No such sign-in.
    #[error("{provider} has no sign-in {}", tax_id.formatted())]
    NoUser {
        /// Whose.
        provider: String,
        /// Who.
        tax_id: TaxId,
    },
    /// What is to be added is there.
    #[error("{0} is there already")]
    Exists(String),
    /// No such bill.
    #[error("{provider} has no bill {number}")]
    NoBill {
        /// Whose.
        provider: String,
        /// Which.
        number: u32,
    },
    /// The bill is paid or cancelled.
    #[error("bill {0} is not owed")]
    NotOwed(u32),
    /// The portal did not take the payment.
    #[error("the portal at {origin} did not take the payment: {why}")]
    NotTaken {
        /// Where.
        origin: String,
        /// Why not.
        why: String,
    },
    /// There is nothing of this kind and id.
    #[error("there is no such {0}")]
    NoSuch(&'static str),
    /// The change of a due day cannot be decided so.
    #[error(transparent)]
    NoChange(#[from] NoChange),
    /// The request cannot be decided so.
    #[error(transparent)]
    Undecidable(#[from] Undecidable),
    /// No password was given.
    #[error("give the password in BALCAO_PORTAL_PASSWORD or on standard input")]
    NoPassword,
    /// The demo cannot be made.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// The portal cannot be made ready.
    #[error(transparent)]
    Portal(#[from] PortalError),
    /// No mail can be sent so.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The day could not be begun.
    #[error(transparent)]
    Daily(#[from] DailyError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The password cannot be given, or hashing failed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Random(#[from] getrandom::Error),
    /// No threads.
    #[error("cannot start: {0}")]
    Runtime(io::Error),
    /// Nobody reads standard output.
    #[error("standard output: {0}")]
    Output(io::Error),
}
