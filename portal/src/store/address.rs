//! Where a database is: in a file, or at a PostgreSQL server.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use sea_orm::sqlx::postgres::PgConnectOptions;

/// How an address of a PostgreSQL server begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// What may stand behind an address. What the driver does not know it would write to the log, with
/// its value; a password in a word misspelt, too.
const PARAMETERS: [&str; 12] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "user",
];

/// Where a database is. Shown without user and password.
#[derive(Clone)]
pub enum Address {
    /// A file of SQLite.
    File(PathBuf),
    /// A database of a PostgreSQL server.
    Server(Box<PgConnectOptions>),
}

/// A text is no address. It does not repeat the text, in which there may be a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address: it is a file, or postgres://user@host:port/database")]
pub struct NoAddress;

impl TryFrom<OsString> for Address {
    type Error = NoAddress;

    /// A file's name, with or without `sqlite:` before it, or `postgres://user@host:port/name`
    /// with these parameters: `host`, `port`, `dbname`, `user`, `password`, `sslmode`,
    /// `sslrootcert`, `sslcert`, `sslkey`, `options`, `hostaddr`, `application_name`; `PGPASSWORD`, `PGPASSFILE` and their like count too.
    fn try_from(text: OsString) -> Result<Self, NoAddress> {
        let Some(said) = text.to_str() else {
            return Ok(Self::File(text.into()));
        };
        if SCHEMES.iter().any(|scheme| said.starts_with(scheme)) {
            if !parameters(said).all(|(name, _)| PARAMETERS.contains(&name)) {
                return Err(NoAddress);
            }
            let options = said.parse().map_err(|_| NoAddress)?;
            return Ok(Self::Server(Box::new(options)));
        }
        match said.strip_prefix("sqlite:") {
            Some(file) => Ok(Self::File(file.strip_prefix("//").unwrap_or(file).into())),
            None if said.contains("://") => Err(NoAddress),
            None => Ok(Self::File(text.into())),
        }
    }
}

impl Address {
    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(file) => Some(file),
            Self::Server(_) => None,
        }
    }

    /// Whether a text is an address with a password in it, which whoever lists the machine's
    /// processes would read on a command line.
    pub fn tells_a_password(text: &OsString) -> bool {
        let after = text
            .to_str()
            .and_then(|text| SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)));
        let Some(after) = after else { return false };
        let before = after.split('?').next().unwrap_or_default();
        let authority = before.split('/').next().unwrap_or_default();
        let user = authority.rsplit_once('@').map(|(user, _)| user);
        user.is_some_and(|user| user.contains(':'))
            || parameters(after).any(|(name, _)| name == "password")
    }
}

/// The parameters of an address, as they are written.
fn parameters(address: &str) -> impl Iterator<Item = (&str, &str)> {
    let (_, query) = address.split_once('?').unwrap_or_default();
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('=').unwrap_or((part, "")))
}

impl From<PathBuf> for Address {
    fn from(file: PathBuf) -> Self {
        Self::File(file)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Server(server) => {
                let name = server.get_database().unwrap_or(server.get_username());
                match server.get_socket() {
                    Some(folder) => write!(f, "postgres:///{name}?host={}", folder.display()),
                    None => write!(
                        f,
                        "postgres://{}:{}/{name}",
                        server.get_host(),
                        server.get_port()
                    ),
                }
            }
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Result<Address, NoAddress> {
        Address::try_from(OsString::from(text))
    }

    #[test]
    fn a_file_is_named_as_ever_or_as_an_address() {
        for (text, file) in [
            ("p.db", "p.db"),
            ("/var/lib/p.db", "/var/lib/p.db"),
            ("sqlite:p.db", "p.db"),
            ("sqlite:/var/lib/p.db", "/var/lib/p.db"),
            ("sqlite:///var/lib/p.db", "/var/lib/p.db"),
            ("postgres", "postgres"),
        ] {
            let found = address(text).unwrap();
            assert_eq!(found.file(), Some(Path::new(file)), "{text}");
        }
    }

    #[test]
    fn a_server_is_shown_without_user_and_password() {
        for (text, shown) in [
            (
                "postgres://ana:geheim@db.example:6432/portal?sslmode=require",
                "postgres://db.example:6432/portal",
            ),
            (
                "postgresql://db.example/portal?user=ana&password=geheim",
                "postgres://db.example:5432/portal",
            ),
            (
                "postgres:///portal?host=/run/postgresql&user=ana&password=geheim",
                "postgres:///portal?host=/run/postgresql",
            ),
        ] {
            let found = address(text).unwrap();
            assert_eq!(found.to_string(), shown);
            assert_eq!(format!("{found:?}"), shown);
            assert_eq!(found.file(), None);
        }
    }

    #[test]
    fn what_is_no_address_is_not_repeated() {
        for text in [
            "mysql://ana:geheim@h/p",
            "postgres://ana:geheim@h:port/p",
            "postgres://h/p?sslpassword=geheim",
            "postgres://h/p?user=ana&passwrod=geheim",
        ] {
            let said = address(text).unwrap_err().to_string();
            assert!(!said.contains("geheim"), "{said}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_seen() {
        for (text, tells) in [
            ("postgres://ana:geheim@h/p", true),
            ("postgres://h/p?user=ana&password=geheim", true),
            ("postgres://ana@h:5432/p", false),
            ("postgres:///p?host=/run", false),
            ("a:b@c", false),
        ] {
            assert_eq!(Address::tells_a_password(&text.into()), tells, "{text}");
        }
    }
}
