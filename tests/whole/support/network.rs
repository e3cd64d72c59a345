//! A network of a device's own, joined to this machine's by a cable that can be cut.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{self, Child, Command, Stdio};

/// Nobody has it: what is sent there is lost without a word.
const NOBODY: &str = "02:00:00:00:00:00";

/// How a network fails.
#[derive(Clone, Copy)]
pub enum Cut {
    /// What the device sends is lost.
    Out,
    /// What the portal sends is lost.
    In,
    /// All is lost.
    Both,
    /// The cable is pulled out at the portal.
    Cable,
}

impl Cut {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Out, Self::In, Self::Both, Self::Cable];
}

/// A namespace with nothing in it but one end of a cable. Making it takes root.
pub struct Network {
    /// Lives in it, and with it all of it ends.
    holder: Child,
    near: String,
    far: String,
    here: Ipv4Addr,
    there: Ipv4Addr,
}

impl Network {
    /// Lays the cable. In there `localhost`, for which certificates are, is this end of it.
    pub fn new(folder: &Path) -> Self {
        // Of the addresses for trials between networks (RFC 2544) four for each process.
        let number = process::id() % 0x4000;
        let first = u32::from(Ipv4Addr::new(198, 18, 0, 0)) + 4 * number;
        let mut holder = Command::new("unshare")
            .args(["--net", "--mount", "sh", "-c", "echo made && exec cat"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("unshare is installed");
        let made = BufReader::new(holder.stdout.take().unwrap()).lines().next();
        assert!(made.is_some(), "only root may make a network");
        let network = Self {
            near: format!("balcao{number}n"),
            far: format!("balcao{number}f"),
            here: Ipv4Addr::from(first + 1),
            there: Ipv4Addr::from(first + 2),
            holder,
        };
        network.lay_cable();
        let hosts = folder.join("hosts");
        fs::write(&hosts, format!("{} localhost\n", network.here)).unwrap();
        let hosts = hosts.to_str().unwrap();
        let mut rename = network.command("mount");
        run(rename.args(["--bind", hosts, "/etc/hosts"]));
        network
    }

    fn lay_cable(&self) {
        let Self { near, far, .. } = self;
        let holder = self.holder.id();
        let (here, there) = (self.here, self.there);
        ip(&format!("link add name {near} type veth peer name {far}"));
        ip(&format!("link set {far} netns {holder}"));
        ip(&format!("address add {here}/30 dev {near}"));
        ip(&format!("link set {near} up"));
        self.ip(&format!("address add {there}/30 dev {far}"));
        self.ip(&format!("link set {far} up"));
    }

    /// The address of this machine's end of the cable.
    pub fn here(&self) -> Ipv4Addr {
        self.here
    }

    /// A program that runs in there.
    pub fn command(&self, program: &str) -> Command {
        let holder = self.holder.id().to_string();
        let mut command = Command::new("nsenter");
        command.args(["--target", &holder, "--net", "--mount", program]);
        command
    }

    /// Whether a program in there can reach a port of this end within a second.
    pub fn reaches(&self, port: &str) -> bool {
        let connect = format!("exec 3<>/dev/tcp/localhost/{port}");
        let mut command = self.command("timeout");
        let connecting = command.args(["1", "bash", "-c", &connect]);
        connecting.stderr(Stdio::null()).status().unwrap().success()
    }

    /// Cuts it.
    pub fn cut(&self, cut: Cut) {
        let Self { near, far, .. } = self;
        let (here, there) = (self.here, self.there);
        if matches!(cut, Cut::Out | Cut::Both) {
            self.ip(&format!("neigh replace {here} lladdr {NOBODY} dev {far}"));
        }
        if matches!(cut, Cut::In | Cut::Both) {
            ip(&format!("neigh replace {there} lladdr {NOBODY} dev {near}"));
        }
        if matches!(cut, Cut::Cable) {
            ip(&format!("link set {near} down"));
        }
    }

    /// Mends it.
    pub fn mend(&self, cut: Cut) {
        let Self { near, far, .. } = self;
        let (here, there) = (self.here, self.there);
        if matches!(cut, Cut::Out | Cut::Both) {
            self.ip(&format!("neigh delete {here} dev {far}"));
        }
        if matches!(cut, Cut::In | Cut::Both) {
            ip(&format!("neigh delete {there} dev {near}"));
        }
        if matches!(cut, Cut::Cable) {
            ip(&format!("link set {near} up"));
        }
    }

    fn ip(&self, words: &str) {
        run(self.command("ip").args(words.split(' ')));
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        self.holder.kill().unwrap();
        self.holder.wait().unwrap();
    }
}

fn ip(words: &str) {
    run(Command::new("ip").args(words.split(' ')));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {complaint}");
}
