//! The server of the browser's interface, as a process.

use super::{DemoPortal, Person, TODAY, authority, given};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running `balcao-web`; stopped when dropped.
pub struct WebServer {
    process: Child,
    /// `http://localhost:PORT`.
    pub origin: String,
}

impl WebServer {
    /// Starts one for the first provider of a demo portal, with the interface that ships.
    pub fn start(portal: &DemoPortal) -> Self {
        Self::start_at("127.0.0.1:0", portal, &given("BALCAO_TEST_INTERFACE"))
    }

    /// The same for one browser at a time.
    pub fn start_with_one_seat(portal: &DemoPortal) -> Self {
        let interface = given("BALCAO_TEST_INTERFACE");
        Self::start_with("127.0.0.1:0", portal, &interface, &["--sessions", "1"])
    }

    /// The same with a development build, which alone has the gallery.
    pub fn start_with_gallery(portal: &DemoPortal) -> Self {
        Self::start_at("127.0.0.1:0", portal, &given("BALCAO_TEST_GALLERY"))
    }

    /// The one that shows what a person looks at.
    pub fn start_for(person: Person, portal: &DemoPortal) -> Self {
        match person {
            Person::Developer => Self::start_with_gallery(portal),
            _ => Self::start(portal),
        }
    }

    /// Stops it and starts another at the same address, which knows no session.
    pub fn begin_anew(&mut self, portal: &DemoPortal) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let port = self.origin.rsplit(':').next().unwrap();
        let listen = format!("127.0.0.1:{port}");
        *self = Self::start_at(&listen, portal, &given("BALCAO_TEST_INTERFACE"));
    }

    fn start_at(listen: &str, portal: &DemoPortal, interface: &Path) -> Self {
        Self::start_with(listen, portal, interface, &[])
    }

    fn start_with(listen: &str, portal: &DemoPortal, interface: &Path, more: &[&str]) -> Self {
        let mut process = Command::new(given("BALCAO_TEST_WEB"))
            .arg("--interface")
            .arg(interface)
            .args(["--listen", listen])
            .args(["--portal", &portal.address("rede-horizonte")])
            .arg("--extra-ca")
            .arg(authority())
            .args(["--today", TODAY])
            .args(more)
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
