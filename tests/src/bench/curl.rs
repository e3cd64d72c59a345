//! The reference for what crosses the network: curl, with the same request.

use super::account::{Failure, Held, PASSWORD, TAX_ID};
use serde::Deserialize;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

pub struct Curl {
    base: String,
    extra_ca: PathBuf,
    token: String,
    into: PathBuf,
}

#[derive(Deserialize)]
struct Tokens {
    access: String,
}

impl Curl {
    /// A session of its own.
    pub fn sign_in(held: &Held) -> Result<Self, Failure> {
        let mut curl = Self {
            base: format!("https://{}", held.address),
            extra_ca: held.extra_ca.clone(),
            token: String::new(),
            into: held.folder.join("curl.out"),
        };
        let body = serde_json::json!({ "tax_id": TAX_ID, "password": PASSWORD });
        let answer = curl
            .command("session")
            .args(["--header", "content-type: application/json"])
            .args(["--data", &body.to_string()])
            .output()?;
        let tokens: Tokens = serde_json::from_slice(&answer.stdout)?;
        curl.token = tokens.access;
        Ok(curl)
    }

    fn command(&self, path: &str) -> Command {
        let mut command = Command::new("curl");
        command
            .args(["--silent", "--fail", "--cacert"])
            .arg(&self.extra_ca)
            .stdin(Stdio::null())
            .arg(format!("{}/v1/{path}", self.base));
        command
    }

    /// Fetches the answer to a sync into a file, compressed as it comes.
    pub fn sync(&self, cursor: Option<&str>) -> Result<f64, Failure> {
        let mut command = self.command("sync");
        command
            .arg("--output")
            .arg(&self.into)
            .args(["--header", "accept-encoding: gzip"])
            .args(["--header", "balcao-sync-schema: 3"])
            .args(["--header", &format!("authorization: Bearer {}", self.token)]);
        if let Some(cursor) = cursor {
            command.args(["--header", &format!("balcao-cursor: {cursor}")]);
        }
        match std::fs::remove_file(&self.into) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let begun = Instant::now();
        let status = command.status()?;
        let took = begun.elapsed().as_secs_f64();
        if status.success() {
            Ok(took)
        } else {
            Err(Failure::Curl)
        }
    }

    /// How many bytes of body that answer has.
    pub fn received(&self, cursor: Option<&str>) -> Result<u64, Failure> {
        self.sync(cursor)?;
        match std::fs::metadata(&self.into) {
            Ok(file) => Ok(file.len()),
            // curl makes no file of an answer without a body.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error.into()),
        }
    }
}
