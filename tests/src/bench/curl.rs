//! The reference for what crosses the network: curl, with the same request.

use super::account::{PASSWORD, Portal, TAX_ID};
use super::failure::Failure;
use balcao_contract::{CURSOR_HEADER, SYNC_SCHEMA, SYNC_SCHEMA_HEADER, paths};
use serde::Deserialize;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

pub struct Curl {
    portal: Portal,
    token: String,
    into: PathBuf,
}

#[derive(Deserialize)]
struct Tokens {
    access: String,
}

impl Curl {
    /// A session of its own.
    pub fn sign_in(portal: &Portal, into: PathBuf) -> Result<Self, Failure> {
        let mut curl = Self {
            portal: portal.clone(),
            token: String::new(),
            into,
        };
        let body = serde_json::json!({ "tax_id": TAX_ID, "password": PASSWORD });
        let mut command = curl.command();
        command
            .args(["--header", "content-type: application/json"])
            .args(["--data", &body.to_string()])
            .arg(curl.at(paths::SESSION));
        let tokens: Tokens = serde_json::from_slice(&command.output()?.stdout)?;
        curl.token = tokens.access;
        Ok(curl)
    }

    fn at(&self, path: &str) -> String {
        format!("https://{}{path}", self.portal.address)
    }

    fn command(&self) -> Command {
        let mut command = Command::new("curl");
        command.stdin(Stdio::null());
        self.ask(&mut command);
        command
    }

    fn ask(&self, command: &mut Command) {
        command
            .args(["--silent", "--fail", "--cacert"])
            .arg(&self.portal.extra_ca);
    }

    fn ask_for_sync(&self, command: &mut Command, cursor: Option<&str>) {
        command
            .arg("--output")
            .arg(&self.into)
            .args(["--header", "accept-encoding: gzip"])
            .args(["--header", &format!("{SYNC_SCHEMA_HEADER}: {SYNC_SCHEMA}")])
            .args(["--header", &format!("authorization: Bearer {}", self.token)]);
        if let Some(cursor) = cursor {
            command.args(["--header", &format!("{CURSOR_HEADER}: {cursor}")]);
        }
        command.arg(self.at(paths::SYNC));
    }

    /// Fetches all that there is to sync into a file, compressed as it comes.
    pub fn sync(&self) -> Result<f64, Failure> {
        self.forget()?;
        let mut command = self.command();
        self.ask_for_sync(&mut command, None);
        let begun = Instant::now();
        let status = command.status()?;
        let took = begun.elapsed().as_secs_f64();
        if status.success() {
            Ok(took)
        } else {
            Err(Failure::Curl)
        }
    }

    /// The same after a cursor, on a connection that is open already, as a running app's is: curl's
    /// own time of the second of two transfers.
    pub fn sync_after(&self, cursor: &str) -> Result<f64, Failure> {
        self.forget()?;
        let (host, path) = self.portal.address.split_once('/').ok_or(Failure::Curl)?;
        let mut command = self.command();
        let first = format!("https://{host}{}?path=/{path}", paths::WELL_KNOWN);
        command.args(["--output", "/dev/null", &first, "--next"]);
        self.ask(&mut command);
        command.args(["--write-out", "%{time_total} %{num_connects}"]);
        self.ask_for_sync(&mut command, Some(cursor));
        let output = command.output()?;
        let said = String::from_utf8_lossy(&output.stdout);
        match said.split_once(' ') {
            Some((seconds, "0")) if output.status.success() => {
                seconds.parse().map_err(|_| Failure::Curl)
            }
            _ => Err(Failure::Curl),
        }
    }

    fn forget(&self) -> Result<(), Failure> {
        match fs::remove_file(&self.into) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// How many bytes of body the last answer had.
    pub fn received(&self) -> Result<u64, Failure> {
        match fs::metadata(&self.into) {
            Ok(file) => Ok(file.len()),
            // curl makes no file of an answer without a body.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error.into()),
        }
    }
}
