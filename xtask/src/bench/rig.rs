//! Portal and client, in release builds, on a core of their own each.

use super::report::Samples;
use crate::Outcome;
use crate::certificate::LocalAuthority;
use crate::process::{self, Background, Failure};
use crate::workspace;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};

const PORTAL_CORE: &str = "0";
const CLIENT_CORE: &str = "1";
const READY: &str = "listening on ";

/// What measures.
pub struct Rig {
    folder: tempfile::TempDir,
    authority: LocalAuthority,
    portal: PathBuf,
    client: PathBuf,
}

/// A portal on its core, and the folder of what belongs to it.
pub struct Portal {
    address: String,
    folder: PathBuf,
    log: PathBuf,
    /// Held, for a portal that cannot say who its people are ends.
    _running: (Background, BufReader<ChildStdout>),
}

/// Where a portal listens.
#[derive(Clone, Copy)]
pub enum Port {
    /// Wherever there is room.
    Free,
    /// Where an account knows it.
    Known(u16),
}

impl Port {
    /// One that was free just now.
    pub fn known() -> Outcome<Self> {
        let localhost = "127.0.0.1:0";
        let free = TcpListener::bind(localhost).and_then(|listener| listener.local_addr());
        let free = free.map_err(Failure::file(Path::new(localhost)))?;
        Ok(Self::Known(free.port()))
    }
}

impl Rig {
    /// Builds what it needs.
    pub fn build() -> Outcome<Self> {
        let release = ["build", "--locked", "--release"];
        process::run(workspace::portal_cargo().args(release))?;
        let bench = ["-p", "balcao-tests", "--bin", "balcao-bench"];
        process::run(workspace::cargo().args(release).args(bench))?;
        let target = workspace::target();
        let folder = tempfile::tempdir_in(&target).map_err(Failure::file(&target))?;
        Ok(Self {
            authority: LocalAuthority::ensure(&folder.path().join("authority"))?,
            folder,
            portal: target.join("release/balcao-portal"),
            client: target.join("release/balcao-bench"),
        })
    }

    /// Starts a portal with so many calls, in a folder of a name; one that was there goes on.
    pub fn portal(&self, name: &str, calls: u64, port: Port) -> Outcome<Portal> {
        let folder = self.folder.path().join(name);
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
        let log = folder.join("portal.log");
        let told = File::create(&log).map_err(Failure::file(&log))?;
        let port = match port {
            Port::Free => 0,
            Port::Known(port) => port,
        };
        let mut demo = Command::new("taskset");
        demo.args(["--cpu-list", PORTAL_CORE])
            .arg(&self.portal)
            .args(["demo", "--calls", &calls.to_string()])
            .arg("--database")
            .arg(folder.join("portal.db"))
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .arg("--cert")
            .arg(&self.authority.certificate)
            .arg("--key")
            .arg(&self.authority.key)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(told);
        let mut demo = Background::start(&mut demo)?;
        let ended = || Failure::Program("balcao-portal".into());
        let stdout = demo.child().stdout.take().ok_or_else(ended)?;
        let mut said = BufReader::new(stdout);
        let mut line = String::new();
        said.read_line(&mut line).map_err(|_| ended())?;
        let origin = line.trim_end().strip_prefix(READY).ok_or_else(ended)?;
        let host = origin.trim_start_matches("https://");
        Ok(Portal {
            address: format!("{host}/rede-horizonte"),
            folder,
            log,
            _running: (demo, said),
        })
    }

    /// Lets the client measure a row against a portal, with what else it is told.
    pub fn measure(
        &self,
        row: u8,
        pairs: usize,
        portal: &Portal,
        also: impl FnOnce(&mut Command),
    ) -> Outcome<Vec<Samples>> {
        let mut client = Command::new("taskset");
        client
            .args(["--cpu-list", CLIENT_CORE])
            .arg(&self.client)
            .args(["--row", &row.to_string()])
            .args(["--pairs", &pairs.to_string()])
            .args(["--address", &portal.address])
            .arg("--folder")
            .arg(&portal.folder)
            .arg("--portal-log")
            .arg(&portal.log)
            .arg("--extra-ca")
            .arg(&self.authority.authority);
        also(&mut client);
        let said = process::output(&mut client)?;
        let read = said.lines().map(serde_json::from_str);
        let read: Result<_, _> = read.collect();
        read.map_err(|error| Failure::Rule(format!("bench: {error}")))
    }
}

impl Portal {
    /// Tells the client that this one has a tenth of the calls.
    pub fn is_tenth(&self, client: &mut Command) {
        client
            .args(["--tenth-address", &self.address])
            .arg("--tenth-folder")
            .arg(&self.folder);
    }
}
