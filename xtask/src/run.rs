//! `cargo xtask run`: the app against a demo portal that it starts.

use crate::Outcome;
use crate::certificate::LocalAuthority;
use crate::interface;
use crate::packages;
use crate::process::{self, Background, Failure};
use crate::workspace;
use clap::Args;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::thread;

const FIRST_PORT: u16 = 8443;
const PORTS_TRIED: u16 = 20;
const READY: &str = "listening on ";

/// How to run.
#[derive(Args)]
pub struct Options {
    /// Starts with empty data: the app's and the demo portal's.
    #[arg(long)]
    fresh: bool,
    /// The demo's day instead of today, YYYY-MM-DD.
    #[arg(long)]
    today: Option<String>,
    #[command(flatten)]
    packages: packages::Options,
}

/// Builds, starts the portal, opens the app, and ends when its window is closed.
pub fn run(options: &Options) -> Outcome {
    need_display()?;
    packages::ensure_for_run(options.packages)?;
    let folders = Folders::prepare(options.fresh)?;
    let authority = LocalAuthority::ensure(&folders.authority)?;
    let portal = workspace::build_portal()?;
    interface::build(&interface::Options::default())?;
    let app = workspace::build_app()?;

    let mut demo = Command::new(portal);
    demo.arg("demo")
        .arg("--database")
        .arg(folders.portal.join("portal.db"))
        .args(["--listen", &format!("127.0.0.1:{}", free_port()?)])
        .arg("--cert")
        .arg(&authority.certificate)
        .arg("--key")
        .arg(&authority.key)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut window = Command::new(app);
    window
        .arg("--extra-ca")
        .arg(&authority.authority)
        .arg("--data")
        .arg(&folders.app);
    if let Some(today) = &options.today {
        demo.args(["--today", today]);
        window.env("BALCAO_TODAY", today);
    }
    let mut demo = Background::start(&mut demo)?;
    show_until_ready(demo.child().stdout.take())?;
    process::run(&mut window)
}

/// Where a demo keeps its things: never among the data of an installed app.
struct Folders {
    app: PathBuf,
    portal: PathBuf,
    authority: PathBuf,
}

impl Folders {
    fn prepare(fresh: bool) -> Outcome<Self> {
        let base = env::var_os("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")))
            .unwrap_or_else(workspace::target)
            .join("balcao-demo");
        let folders = Self {
            app: base.join("app"),
            portal: base.join("portal"),
            authority: base.join("authority"),
        };
        for folder in [&folders.app, &folders.portal] {
            if fresh && folder.exists() {
                fs::remove_dir_all(folder).map_err(Failure::file(folder))?;
            }
            fs::create_dir_all(folder).map_err(Failure::file(folder))?;
        }
        Ok(folders)
    }
}

fn need_display() -> Outcome {
    let has_display = !cfg!(target_os = "linux")
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some();
    if has_display {
        return Ok(());
    }
    Err(Failure::Missing(
        "the app opens a window and there is no display: run this in a desktop session, over `ssh -X`, or without a screen as `xvfb-run -a cargo xtask run` (Debian package xvfb)"
            .into(),
    ))
}

fn free_port() -> Outcome<u16> {
    (FIRST_PORT..FIRST_PORT + PORTS_TRIED)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .ok_or_else(|| {
            Failure::Missing(format!(
                "no free port from {FIRST_PORT} to {}",
                FIRST_PORT + PORTS_TRIED - 1
            ))
        })
}

/// Shows what the portal prints, and comes back once it listens.
fn show_until_ready(stdout: Option<ChildStdout>) -> Outcome {
    let ended = || Failure::Program("balcao-portal demo".into());
    let mut lines = BufReader::new(stdout.ok_or_else(ended)?).lines();
    loop {
        let line = lines.next().and_then(Result::ok).ok_or_else(ended)?;
        println!("{line}");
        if line.starts_with(READY) {
            break;
        }
    }
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            println!("{line}");
        }
    });
    Ok(())
}
