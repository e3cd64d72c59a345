//! What the program is told when it is started.

use balcao_client::FrozenDay;
use clap::Parser;
use std::net::SocketAddr;
use std::path::PathBuf;

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

    /// The demo's day instead of the present one, YYYY-MM-DD.
    #[arg(long, value_name = "DAY", env = "BALCAO_TODAY", value_parser = day)]
    pub today: Option<FrozenDay>,
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

fn day(text: &str) -> Result<FrozenDay, String> {
    serde_json::from_value(text.into())
        .map(|day| FrozenDay { day })
        .map_err(|_| "not a day, YYYY-MM-DD".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listen(address: &str) -> Result<Options, clap::Error> {
        let arguments = ["balcao-web", "--interface", "dist", "--portal", "a.example"];
        Options::try_parse_from(arguments.into_iter().chain(["--listen", address]))
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
    fn without_a_portal_it_does_not_start() {
        assert!(Options::try_parse_from(["balcao-web", "--interface", "dist"]).is_err());
    }
}
