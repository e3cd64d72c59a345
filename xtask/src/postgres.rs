//! A PostgreSQL server for the tests: its folder is thrown away with it, and it is reached by a
//! socket there and through no network.

use crate::Outcome;
use crate::process::{self, Background, Failure};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Where Debian keeps a folder of programs for each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The oldest that the portal opens.
const OLDEST: u32 = 15;

/// The account that Debian's package makes: the server refuses to run as root.
const ACCOUNT: &str = "postgres";

/// How long it may take to be ready, and to stop.
const LIMIT: Duration = Duration::from_secs(30);

/// Between two looks whether it is.
const PAUSE: Duration = Duration::from_millis(20);

/// What is enough for tests, which lose nothing when the machine does: each program that runs has
/// its own connections, and nothing is written through to the disk. What was acknowledged still
/// outlives the server.
const SETTINGS: [&str; 4] = [
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "max_connections=500",
];

/// Runs until dropped; then it is stopped by its process id.
pub struct Server {
    postmaster: Background,
    folder: TempDir,
}

impl Server {
    /// Makes one and waits until it is ready.
    pub fn start() -> Outcome<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("balcao-postgres").tempdir();
        let folder = folder.map_err(Failure::file(&std::env::temp_dir()))?;
        let account = Account::find()?;
        account.own(folder.path())?;
        let data = folder.path().join("data");
        process::run(
            account
                .command(&programs.join("initdb"))
                .arg("-D")
                .arg(&data)
                .args(["-U", ACCOUNT, "-A", "trust", "-E", "UTF8"])
                .args(["--locale=C.UTF-8", "--no-sync", "--no-instructions"])
                .stdout(Stdio::null()),
        )?;
        let log = folder.path().join("log");
        let written = File::create(&log).map_err(Failure::file(&log))?;
        let mut command = account.command(&programs.join("postgres"));
        command.arg("-D").arg(&data).arg("-k").arg(folder.path());
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        let postmaster = Background::start(command.stdout(Stdio::null()).stderr(written))?;
        let mut server = Self { postmaster, folder };
        server.wait_until_ready(&programs.join("pg_isready"), &log)?;
        Ok(server)
    }

    /// What opens its database `postgres`.
    pub fn address(&self) -> String {
        self.address_of("postgres")
    }

    /// Lets a portal make its tables in the template of all databases to come, so that not each
    /// test makes them.
    pub fn prepare(&self, portal: &Path) -> Outcome {
        process::run(
            Command::new(portal)
                .arg("migrate")
                .env("BALCAO_PORTAL_DATABASE", self.address_of("template1"))
                .stdout(Stdio::null()),
        )
    }

    fn address_of(&self, database: &str) -> String {
        let folder = self.folder.path().display();
        format!("postgres:///{database}?host={folder}&user={ACCOUNT}")
    }

    fn wait_until_ready(&mut self, is_ready: &Path, log: &Path) -> Outcome {
        let deadline = Instant::now() + LIMIT;
        while Instant::now() < deadline && self.runs() {
            let asked = Command::new(is_ready)
                .arg("-q")
                .arg("-h")
                .arg(self.folder.path())
                .status();
            if asked.is_ok_and(|status| status.success()) {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        let said = fs::read_to_string(log).unwrap_or_default();
        let last = said.lines().next_back().unwrap_or_default();
        Err(Failure::Rule(format!("PostgreSQL did not start: {last}")))
    }

    fn runs(&mut self) -> bool {
        matches!(self.postmaster.child().try_wait(), Ok(None))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let pid = self.postmaster.child().id().to_string();
        // SIGINT ends its sessions and shuts down cleanly; whatever is left is killed.
        let _ = Command::new("kill").args(["-s", "INT", &pid]).status();
        let deadline = Instant::now() + LIMIT;
        while Instant::now() < deadline && self.runs() {
            thread::sleep(PAUSE);
        }
    }
}

/// The folder with the newest server's programs.
fn programs() -> Outcome<PathBuf> {
    let version = |folder: &Path| -> Option<u32> { folder.file_name()?.to_str()?.parse().ok() };
    let found = fs::read_dir(VERSIONS).ok().and_then(|folders| {
        folders
            .filter_map(|folder| folder.ok().map(|folder| folder.path()))
            .filter(|folder| version(folder).is_some_and(|version| version >= OLDEST))
            .filter(|folder| folder.join("bin/postgres").exists())
            .max_by_key(|folder| version(folder))
    });
    found.map(|folder| folder.join("bin")).ok_or_else(|| {
        Failure::Missing(format!(
            "PostgreSQL {OLDEST} or newer is not in {VERSIONS}; on Debian it is the package postgresql"
        ))
    })
}

/// Whom the server runs as: who runs this, or, where that is root, the package's account.
enum Account {
    Own,
    Other { user: u32, group: u32 },
}

impl Account {
    fn find() -> Outcome<Self> {
        let id = |arguments: &[&str]| -> Outcome<u32> {
            let said = process::output(Command::new("id").args(arguments))?;
            let number = said.trim().parse();
            number.map_err(|_| Failure::Missing(format!("there is no account {ACCOUNT}")))
        };
        if id(&["-u"])? != 0 {
            return Ok(Self::Own);
        }
        Ok(Self::Other {
            user: id(&["-u", ACCOUNT])?,
            group: id(&["-g", ACCOUNT])?,
        })
    }

    fn own(&self, folder: &Path) -> Outcome {
        #[cfg(unix)]
        if let Self::Other { user, group } = self {
            let owned = std::os::unix::fs::chown(folder, Some(*user), Some(*group));
            owned.map_err(Failure::file(folder))?;
        }
        Ok(())
    }

    /// A program run as it, which ends with whoever started it: `setpriv` becomes the program, so
    /// that the process id is the program's.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "INT"]);
        if let Self::Other { user, group } = self {
            command.args([format!("--reuid={user}"), format!("--regid={group}")]);
            command.arg("--clear-groups");
        }
        // Where this runs may be closed to that account.
        command.arg(program).current_dir("/").stdin(Stdio::null());
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_ready_when_started_and_gone_when_dropped() {
        let mut server = Server::start().unwrap();
        assert!(server.runs());
        let folder = server.folder.path().to_owned();
        let socket = folder.join(".s.PGSQL.5432");
        assert!(server.address().contains(&folder.display().to_string()));
        assert!(socket.exists());
        drop(server);
        assert!(!socket.exists() && !folder.exists());
    }
}
