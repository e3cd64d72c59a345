//! `cargo xtask run`: the app against a demo portal that it starts, in a window or in a browser.

use crate::Outcome;
use crate::certificate::LocalAuthority;
use crate::interface;
use crate::packages;
use crate::process::{Background, Failure, Stop};
use crate::workspace;
use clap::Args;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

const PORTAL_PORT: u16 = 8443;
const WEB_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;
const READY: &str = "listening on ";

/// The demo's providers, by their paths on its portal.
const PROVIDERS: [&str; 2] = ["rede-horizonte", "aguas-do-vale"];

/// How to run.
#[derive(Args)]
pub struct Options {
    /// Serves the interface to a browser instead of opening a window, as is done where there is no
    /// display; builds nothing that the window alone needs.
    #[arg(long)]
    browser: bool,
    /// Starts with empty data: the app's and the demo portal's.
    #[arg(long)]
    fresh: bool,
    /// The demo's day instead of today, YYYY-MM-DD.
    #[arg(long)]
    today: Option<String>,
    #[command(flatten)]
    packages: packages::Options,
}

/// Builds, starts the portal and the app, and ends when its window is closed or by Ctrl-C.
pub fn run(options: &Options) -> Outcome {
    let in_browser = options.browser || !has_display();
    if in_browser {
        packages::ensure_for_browser(options.packages)?;
    } else {
        packages::ensure_for_window(options.packages)?;
    }
    let folders = Folders::prepare(options.fresh)?;
    let authority = LocalAuthority::ensure(&folders.authority)?;
    let portal = workspace::build_portal()?;
    interface::build(&interface::Options::default())?;
    let app = if in_browser {
        workspace::build_web()?
    } else {
        workspace::build_app()?
    };

    let stop = Stop::listen()?;
    let mut demo = Command::new(portal);
    demo.arg("demo")
        .arg("--database")
        .arg(folders.portal.join("portal.db"))
        .args(["--listen", &free_address(PORTAL_PORT)?])
        .arg("--cert")
        .arg(&authority.certificate)
        .arg("--key")
        .arg(&authority.key)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    if let Some(today) = &options.today {
        demo.args(["--today", today]);
    }
    let mut demo = Background::start(&mut demo)?;
    let portal = until_ready(&mut demo, "balcao-portal")?;
    println!("demo portal at {portal}");

    let mut shown = Command::new(app);
    shown.arg("--extra-ca").arg(&authority.authority);
    if let Some(today) = &options.today {
        shown.env("BALCAO_TODAY", today);
    }
    if !in_browser {
        shown.arg("--data").arg(&folders.app);
        return stop.or_end_of(&mut Background::start(&mut shown)?, "balcao");
    }
    shown
        .arg("--interface")
        .arg(workspace::root().join("dist"))
        .args(["--listen", &free_address(WEB_PORT)?])
        .args(PROVIDERS.map(|provider| format!("--portal={portal}/{provider}")))
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut web = Background::start(&mut shown)?;
    let address = until_ready(&mut web, "balcao-web")?;
    println!("\nopen {address} in a browser on this machine; Ctrl-C ends it");
    stop.or_end_of(&mut web, "balcao-web")
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

fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some()
}

/// The first of some ports of this machine that nobody listens on.
fn free_address(first: u16) -> Outcome<String> {
    let last = first + PORTS_TRIED - 1;
    let mut addresses = (first..=last).map(|port| format!("127.0.0.1:{port}"));
    addresses
        .find(|address| TcpListener::bind(address).is_ok())
        .ok_or_else(|| Failure::Missing(format!("no free port from {first} to {last}")))
}

/// Answers the address that a program says it listens on; what it prints later is shown.
fn until_ready(program: &mut Background, name: &str) -> Outcome<String> {
    let ended = || Failure::Program(name.to_owned());
    let stdout = program.child().stdout.take().ok_or_else(ended)?;
    let mut lines = BufReader::new(stdout).lines();
    let address = loop {
        let line = lines.next().and_then(Result::ok).ok_or_else(ended)?;
        match line.strip_prefix(READY) {
            Some(address) => break address.to_owned(),
            None => println!("{line}"),
        }
    };
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            println!("{line}");
        }
    });
    Ok(address)
}
