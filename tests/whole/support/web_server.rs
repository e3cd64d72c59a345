//! The server of the browser's interface, as a process.

use super::{DemoPortal, TODAY, authority, given};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running `balcao-web`; stopped when dropped.
pub struct WebServer {
    process: Child,
    /// `http://localhost:PORT`.
    pub origin: String,
}

impl WebServer {
    /// Starts one for the first provider of a demo portal.
    pub fn start(portal: &DemoPortal) -> Self {
        Self::start_at("127.0.0.1:0", portal)
    }

    /// Stops it and starts another at the same address, which knows no session.
    pub fn begin_anew(&mut self, portal: &DemoPortal) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let port = self.origin.rsplit(':').next().unwrap();
        *self = Self::start_at(&format!("127.0.0.1:{port}"), portal);
    }

    fn start_at(listen: &str, portal: &DemoPortal) -> Self {
        let mut process = Command::new(given("BALCAO_TEST_WEB"))
            .arg("--interface")
            .arg(given("BALCAO_TEST_INTERFACE"))
            .args(["--listen", listen])
            .args(["--portal", &portal.address("rede-horizonte")])
            .arg("--extra-ca")
            .arg(authority())
            .args(["--today", TODAY])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut first)
            .unwrap();
        let origin = first.trim().strip_prefix("listening on ");
        let origin = origin.expect("the server says where it listens").to_owned();
        Self { process, origin }
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
