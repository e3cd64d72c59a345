//! A real mail server on this machine, which keeps what it is given in a folder.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than the portal waits between its first tries.
const PATIENCE: Duration = Duration::from_secs(60);

/// An address that nobody listens on.
pub fn free_address() -> SocketAddr {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    taken.local_addr().unwrap()
}

/// Debian's `aiosmtpd`, until this is dropped.
pub struct Mailbox {
    folder: PathBuf,
    server: Child,
}

impl Mailbox {
    /// Ready to take mail in.
    pub fn open(address: SocketAddr, folder: PathBuf) -> Self {
        let server = Command::new("/usr/bin/aiosmtpd")
            .args(["--nosetuid", "--listen", &address.to_string()])
            .args(["--class", "aiosmtpd.handlers.Mailbox"])
            .arg(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3-aiosmtpd is installed");
        wait_for(|| TcpStream::connect(address).ok());
        Self { folder, server }
    }

    /// Everything that came, as text, once there are so many.
    pub fn mails(&self, count: usize) -> Vec<String> {
        wait_for(|| Some(self.all()).filter(|mails| mails.len() >= count))
    }

    /// Everything that came until now.
    pub fn all(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.folder.join("new")) else {
            return Vec::new();
        };
        files
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            // Lines that were broken to be short (RFC 2045, 6.7).
            .map(|mail| mail.replace("=\n", ""))
            .collect()
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Looks again and again until there is something.
fn wait_for<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "nothing came");
        std::thread::sleep(Duration::from_millis(50));
    }
}
