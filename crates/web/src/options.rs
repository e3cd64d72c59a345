//! What the program is told when it is started.

#[cfg(debug_assertions)]
use balcao_client::FrozenDay;
use balcao_client::{Clock, SystemClock};
use clap::Parser;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Serves Balcão's interface to browsers.
#[derive(Debug, Parser)]
#[command(name = "balcao-web", version)]
pub struct Options {
    /// The folder with the built interface (`cargo xtask ui` makes it).
    #[arg(long, value_name = "FOLDER")]
    pub interface: PathBuf,

    /// A provider that may be used, as people type its address; give it once for each.
    #[arg(long = "portal", value_name = "ADDRESS", required = true)]
    pub portals: Vec<String>,

    /// Where to listen: this machine only, because it speaks plain HTTP. Port 0 takes a free one.
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:0", value_parser = loopback)]
    pub listen: SocketAddr,

    /// One more name that browsers know this server by: that of a proxy which brings HTTPS.
    #[arg(long = "host", value_name = "HOST")]
    pub hosts: Vec<String>,

    /// A PEM file with one more certificate authority to trust; shown as *certificado local*.
    #[arg(long, value_name = "FILE", env = "BALCAO_EXTRA_CA")]
    pub extra_ca: Option<PathBuf>,

    /// How many sessions there may be at once.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub sessions: usize,

    /// The demo's day instead of the present one, YYYY-MM-DD; in debug builds only, for pictures
    /// and tests.
    #[cfg(debug_assertions)]
    #[arg(long, value_name = "DAY", env = "BALCAO_TODAY", value_parser = day)]
    pub today: Option<FrozenDay>,
}

impl Options {
    /// The clock that was asked for, or the system's.
    pub fn clock(&self) -> Arc<dyn Clock> {
        #[cfg(debug_assertions)]
        if let Some(day) = self.today {
            return Arc::new(day);
        }
        Arc::new(SystemClock)
    }
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|_| "not IP:PORT".to_owned())?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(format!(
            "{} is not this machine alone, and plain HTTP is spoken nowhere else; listen on \
             127.0.0.1 and put a proxy with HTTPS before it (see --host)",
            address.ip()
        ))
    }
}

#[cfg(debug_assertions)]
fn day(text: &str) -> Result<FrozenDay, String> {
    serde_json::from_value(text.into())
        .map(|day| FrozenDay { day })
        .map_err(|_| "not a day, YYYY-MM-DD".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn with(argument: &str, value: &str) -> Result<Options, clap::Error> {
        let arguments = ["balcao-web", "--interface", "dist", "--portal", "a.example"];
        Options::try_parse_from(arguments.into_iter().chain([argument, value]))
    }

    fn listen(address: &str) -> Result<Options, clap::Error> {
        with("--listen", address)
    }

    #[test]
    fn it_listens_on_this_machine_only() {
        for good in ["127.0.0.1:0", "127.0.0.1:8080", "[::1]:8080"] {
            assert!(listen(good).is_ok(), "{good}");
        }
        for bad in ["0.0.0.0:80", "[::]:80", "192.168.0.10:80"] {
            let told = listen(bad).unwrap_err().to_string();
            assert!(told.contains("plain HTTP is spoken nowhere else"), "{told}");
        }
    }

    #[test]
    fn only_a_debug_build_takes_another_day_for_today() {
        let given = with("--today", "2026-11-22");
        assert_eq!(given.is_ok(), cfg!(debug_assertions));
        assert!(with("--today", "22/11/2026").is_err());
        let command = Options::command();
        let mut variables = command.get_arguments().filter_map(|it| it.get_env());
        let named = variables.any(|name| name == "BALCAO_TODAY");
        assert_eq!(named, cfg!(debug_assertions));
    }

    #[test]
    fn without_a_portal_it_does_not_start() {
        assert!(Options::try_parse_from(["balcao-web", "--interface", "dist"]).is_err());
    }
}
