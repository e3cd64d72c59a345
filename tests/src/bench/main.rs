//! Measures the core against named references and prints the samples: `cargo xtask bench`.
//!
//! It links only the core.

mod account;
mod copy;
mod curl;
mod delta;
mod encrypted;
mod enqueue;
mod failure;
mod first_sync;
mod growth;
mod memory;
mod open;
mod pairs;
mod surroundings;

use account::{Databases, Held, Portal};
use clap::Parser;
use failure::Failure;
use memory::Whose;
use std::fs;
use std::path::PathBuf;

#[derive(Parser)]
struct Arguments {
    /// Row of the table in the documentation.
    #[arg(long)]
    row: u8,
    /// Where the portal's provider is.
    #[arg(long)]
    address: String,
    /// The authority that made its certificate.
    #[arg(long)]
    extra_ca: PathBuf,
    /// A folder; accounts that an earlier run has left in it go on.
    #[arg(long)]
    folder: PathBuf,
    /// How many pairs.
    #[arg(long)]
    pairs: usize,
    /// Where a provider with a tenth of the calls is.
    #[arg(long)]
    tenth_address: Option<String>,
    /// The folder of its account.
    #[arg(long)]
    tenth_folder: Option<PathBuf>,
    /// The portal has more than what an earlier run has left in the folder.
    #[arg(long)]
    behind: bool,
    /// Where the portal tells of each request.
    #[arg(long)]
    portal_log: Option<PathBuf>,
    /// Syncs once, and prints by how many KiB the process grew.
    #[arg(long)]
    memory: Option<Whose>,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    if let Some(whose) = arguments.memory {
        let held = match whose {
            Whose::Own => arguments.held(Databases::Encrypted).await?,
            Whose::Tenth => arguments.tenth().await?,
        };
        println!("{}", memory::grown(&held).await?);
        return Ok(());
    }
    let samples = match arguments.row {
        1 => first_sync::measure(&arguments).await?,
        3 if arguments.behind => delta::changes(&arguments).await?,
        3 => delta::nothing(&arguments).await?,
        4 => enqueue::measure(&arguments).await?,
        13 => encrypted::measure(&arguments).await?,
        14 => growth::measure(&arguments).await?,
        row => return Err(Failure::NoRow(row)),
    };
    for samples in samples {
        println!("{}", serde_json::to_string(&samples)?);
    }
    Ok(())
}

impl Arguments {
    fn portal(&self, address: &str) -> Portal {
        Portal {
            address: address.to_owned(),
            extra_ca: self.extra_ca.clone(),
        }
    }

    /// The account at the portal.
    async fn held(&self, databases: Databases) -> Result<Held, Failure> {
        let name = match databases {
            Databases::Encrypted => "encrypted",
            Databases::Plain => "plain",
        };
        let portal = self.portal(&self.address);
        Held::signed_in(self.folder.join(name), &portal, databases).await
    }

    /// The account at the provider with a tenth of the calls.
    async fn tenth(&self) -> Result<Held, Failure> {
        match (&self.tenth_address, &self.tenth_folder) {
            (Some(address), Some(folder)) => {
                let folder = folder.join("encrypted");
                Held::signed_in(folder, &self.portal(address), Databases::Encrypted).await
            }
            _ => Err(Failure::NoRow(self.row)),
        }
    }

    /// How many requests the portal has answered so far.
    fn requests(&self) -> Result<u64, Failure> {
        let log = self.portal_log.as_ref().ok_or(Failure::NoRow(self.row))?;
        let told = fs::read_to_string(log)?;
        Ok(told.matches("\"message\":\"request\"").count() as u64)
    }
}
