//! The demo portal as a process.

use super::page::free_port;
use super::{Network, Relay, TODAY, authority, given};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A running demo portal with a database of its own; stopped when dropped.
pub struct DemoPortal {
    process: Option<Child>,
    folder: PathBuf,
    _temporary: Option<TempDir>,
    listen: String,
    /// Where callers find it, when not where it listens.
    relay: Option<u16>,
    sync_batch: Option<u32>,
    /// `https://localhost:PORT`.
    pub origin: String,
}

impl DemoPortal {
    /// Starts one on a free port.
    pub fn start() -> Self {
        Self::with_sync_batch(None)
    }

    /// Starts one that sends so many records between two cursor lines.
    pub fn with_sync_batch(sync_batch: Option<u32>) -> Self {
        Self::of_its_own("127.0.0.1:0".into(), sync_batch, None)
    }

    /// Starts one that is called through a relay.
    pub fn behind(relay: &mut Relay) -> Self {
        let listen = format!("127.0.0.1:{}", free_port());
        let portal = Self::of_its_own(listen, None, Some(relay.port));
        relay.lead_to(portal.listen.parse().unwrap());
        portal
    }

    fn of_its_own(listen: String, sync_batch: Option<u32>, relay: Option<u16>) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().to_owned();
        let mut portal = Self {
            process: None,
            folder,
            _temporary: Some(temporary),
            listen,
            relay,
            sync_batch,
            origin: String::new(),
        };
        portal.resume();
        portal
    }

    /// Starts one whose database stays in a folder, at the address it had there before.
    pub fn kept_in(folder: &Path) -> Self {
        let address = folder.join("address");
        let listen = fs::read_to_string(&address).unwrap_or_else(|_| "127.0.0.1:0".into());
        let portal = Self::listening(folder, listen);
        fs::write(address, &portal.listen).unwrap();
        portal
    }

    /// Starts one with a database in a folder, which another network reaches at this machine's end
    /// of its cable.
    pub fn at_end_of(network: &Network, folder: &Path) -> Self {
        Self::listening(folder, format!("{}:{}", network.here(), free_port()))
    }

    fn listening(folder: &Path, listen: String) -> Self {
        let mut portal = Self {
            process: None,
            folder: folder.to_owned(),
            _temporary: None,
            listen,
            relay: None,
            sync_batch: None,
            origin: String::new(),
        };
        portal.resume();
        portal
    }

    /// Starts again after [`Self::stop`], at the same address with the same data.
    pub fn resume(&mut self) {
        let mut command = Command::new(given("BALCAO_TEST_PORTAL"));
        command
            .arg("demo")
            .arg("--database")
            .arg(self.database())
            .args(["--listen", &self.listen, "--today", TODAY, "--seed", "7"])
            .arg("--cert")
            .arg(given("BALCAO_TEST_CERT"))
            .arg("--key")
            .arg(given("BALCAO_TEST_KEY"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let (host, port) = self.listen.rsplit_once(':').unwrap();
        let known = Some(port.parse().unwrap()).filter(|port| *port != 0);
        if let Some(port) = self.relay.or(known) {
            // Certificates are for this name, wherever it leads to.
            command.args(["--public-origin", &format!("https://localhost:{port}")]);
        }
        if let Some(batch) = self.sync_batch {
            command.args(["--sync-batch", &batch.to_string()]);
        }
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let origin = loop {
            let line = lines.next().expect("the portal ended early").unwrap();
            if let Some(origin) = line.strip_prefix("listening on ") {
                break origin.to_owned();
            }
        };
        // What it prints later must have somewhere to go.
        std::thread::spawn(move || lines.for_each(drop));
        let port = origin.rsplit(':').next().unwrap();
        if self.relay.is_none() {
            self.listen = format!("{host}:{port}");
        }
        self.origin = format!("https://localhost:{port}");
        self.process = Some(process);
    }

    /// Stops it, as when the network or the server is gone.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// The address a person types for a provider, without the scheme.
    pub fn address(&self, slug: &str) -> String {
        let host = self.origin.strip_prefix("https://").unwrap();
        format!("{host}/{slug}")
    }

    /// Pays a bill from outside, as the bank would tell it.
    pub fn pay(&self, slug: &str, number: u32) {
        let output = Command::new(given("BALCAO_TEST_PORTAL"))
            .arg("pay")
            .arg("--database")
            .arg(self.database())
            .args(["--provider", slug, "--bill", &number.to_string()])
            .args(["--origin", &self.origin])
            .arg("--extra-ca")
            .arg(authority())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Decides about a customer's request, as the provider's staff do: `approve`, or `reject` with
    /// a reason.
    pub fn decide(&self, request: &str, decision: &[&str]) {
        let [what, how @ ..] = decision else {
            panic!("a decision");
        };
        self.run(&[&["request", what, request], how].concat());
    }

    /// Does what the provider's staff do by the command line; answers what that prints.
    pub fn run(&self, task: &[&str]) -> String {
        let output = Command::new(given("BALCAO_TEST_PORTAL"))
            .args(task)
            .arg("--database")
            .arg(self.database())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Where all it has is.
    pub fn database(&self) -> PathBuf {
        self.folder.join("portal.db")
    }
}

impl Drop for DemoPortal {
    fn drop(&mut self) {
        self.stop();
    }
}
