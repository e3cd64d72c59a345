//! A desktop session without a desktop: display, message bus and an unlocked keyring, for tests.

use crate::Outcome;
use crate::process::{Background, Failure};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const KEYRING_LIMIT: Duration = Duration::from_secs(20);
const KEYRING_PAUSE: Duration = Duration::from_millis(50);

/// Ends, by process id, when dropped.
pub struct DesktopSession {
    variables: Vec<(&'static str, String)>,
    _keyring: Background,
    _bus: Background,
    _display: Background,
}

impl DesktopSession {
    /// Starts one whose files lie in a folder of its own.
    pub fn start(folder: &Path) -> Outcome<Self> {
        let home = folder.display().to_string();
        let (display, number) = first_line(
            Command::new("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "1280x1024x24",
                    "-nolisten",
                    "tcp",
                ])
                .stderr(Stdio::null()),
        )?;
        let (bus, address) = first_line(
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address=1"])
                .env("HOME", &home),
        )?;
        let mut variables = vec![
            ("DISPLAY", format!(":{number}")),
            ("DBUS_SESSION_BUS_ADDRESS", address),
            ("XDG_RUNTIME_DIR", home.clone()),
            // Without it GTK looks for an accessibility bus, and each window starts late.
            ("NO_AT_BRIDGE", "1".to_owned()),
        ];
        let keyring = start_keyring(&home, &variables)?;
        variables.push(("GDK_BACKEND", "x11".to_owned()));
        Ok(Self {
            variables,
            _keyring: keyring,
            _bus: bus,
            _display: display,
        })
    }

    /// Lets a program run in this session.
    pub fn enter(&self, command: &mut Command) {
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.env_remove("WAYLAND_DISPLAY");
    }
}

/// Starts a program that says it is ready by printing one line.
fn first_line(command: &mut Command) -> Outcome<(Background, String)> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut background = Background::start(command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let mut line = String::new();
    if let Some(stdout) = background.child().stdout.take() {
        BufReader::new(stdout)
            .read_line(&mut line)
            .map_err(Failure::file(Path::new(&program)))?;
    }
    if line.trim().is_empty() {
        return Err(Failure::Program(program));
    }
    Ok((background, line.trim().to_owned()))
}

/// Starts the keyring and waits until its collection is unlocked.
fn start_keyring(home: &str, variables: &[(&'static str, String)]) -> Outcome<Background> {
    let variables = || variables.iter().map(|(name, value)| (name, value));
    let mut keyring = Background::start(
        Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .envs(variables())
            .env("HOME", home)
            .env("XDG_DATA_HOME", home)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )?;
    let failure = || Failure::Program("gnome-keyring-daemon".into());
    let mut stdin = keyring.child().stdin.take().ok_or_else(failure)?;
    stdin.write_all(b"password\n").map_err(|_| failure())?;
    drop(stdin);
    // Asking the keyring itself before it has its name would make the bus start another one.
    let named = [
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.NameHasOwner",
        "string:org.freedesktop.secrets",
    ];
    let locked = [
        "--dest=org.freedesktop.secrets",
        "/org/freedesktop/secrets/aliases/default",
        "org.freedesktop.DBus.Properties.Get",
        "string:org.freedesktop.Secret.Collection",
        "string:Locked",
    ];
    let deadline = Instant::now() + KEYRING_LIMIT;
    while Instant::now() < deadline {
        let answers = |call: &[&str], truth: &[u8]| {
            Command::new("dbus-send")
                .args(["--session", "--print-reply"])
                .args(call)
                .envs(variables())
                .output()
                .is_ok_and(|answer| answer.stdout.trim_ascii_end().ends_with(truth))
        };
        if answers(&named, b"boolean true") && answers(&locked, b"boolean false") {
            return Ok(keyring);
        }
        // It says nothing when it is ready, so it is asked again.
        thread::sleep(KEYRING_PAUSE);
    }
    Err(failure())
}
