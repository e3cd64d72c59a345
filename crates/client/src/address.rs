//! A provider's address, as people type it.

use balcao_bridge::AppError;
use std::fmt;
use std::sync::Arc;
use url::{Host, Url};

/// The address of a provider: `host[:port][/path]`, spoken to over https.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address(Url);

/// Why a text is no provider's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AddressError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// `http://`, which anybody on the way could read.
    #[error("plain_http")]
    PlainHttp,
    /// Neither of the web's two.
    #[error("other_scheme")]
    OtherScheme,
    /// The host is none.
    #[error("bad_host")]
    BadHost,
    /// It carries a user name or password.
    #[error("has_credentials")]
    HasCredentials,
    /// It carries a query or a fragment.
    #[error("has_query")]
    HasQuery,
}

impl From<AddressError> for AppError {
    fn from(error: AddressError) -> Self {
        Self::invalid("address", &error.to_string())
    }
}

impl Address {
    /// Reads what was typed or pasted; no scheme means https.
    pub fn parse(typed: &str) -> Result<Self, AddressError> {
        let typed = typed.trim();
        let rest = match typed.split_once("://") {
            None => typed,
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => rest,
            Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") => {
                return Err(AddressError::PlainHttp);
            }
            Some(_) => return Err(AddressError::OtherScheme),
        };
        if rest.is_empty() {
            return Err(AddressError::Empty);
        }
        // `https:///host` and `https:\host` mean `https://host` to a browser, and nobody else.
        if rest.starts_with(['/', '\\']) {
            return Err(AddressError::BadHost);
        }
        let mut url = Url::parse(&format!("https://{rest}")).map_err(|_| AddressError::BadHost)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::HasCredentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::HasQuery);
        }
        let path = format!("/{}", url.path().trim_matches('/'));
        url.set_path(&path);
        Ok(Self(url))
    }

    /// The host, without the port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// `/rede-horizonte`, or `/` for a provider that has its host for itself.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// Whether the host is this very machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }
}

/// Whether the address names this very machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The providers that a browser may be brought to, and no others: it must not lead the core to
/// whatever else the server's network reaches.
#[derive(Debug, Clone)]
pub struct Portals(Arc<[Address]>);

/// A text that was configured as a provider's address and is none.
#[derive(Debug, thiserror::Error)]
#[error("`{address}` is no provider's address: {reason}")]
pub struct PortalsError {
    address: String,
    reason: AddressError,
}

impl Portals {
    /// Reads configured addresses, written as people type them.
    ///
    /// # Errors
    /// The first that is none.
    pub fn parse<S: AsRef<str>>(addresses: &[S]) -> Result<Self, PortalsError> {
        let parsed = addresses.iter().map(|address| {
            let address = address.as_ref();
            Address::parse(address).map_err(|reason| PortalsError {
                address: address.to_owned(),
                reason,
            })
        });
        parsed.collect::<Result<_, _>>().map(Self)
    }

    /// Refuses what is not configured.
    pub(crate) fn allow(&self, address: &Address) -> Result<(), AppError> {
        if self.0.contains(address) {
            Ok(())
        } else {
            Err(AppError::invalid("address", "not_configured"))
        }
    }
}

/// Without the scheme: `localhost:8443/rede-horizonte`.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.host())?;
        if let Some(port) = self.0.port() {
            write!(f, ":{port}")?;
        }
        f.write_str(self.path().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn st_14_a_host_or_a_path_on_a_shared_one_is_an_address() {
        for (typed, shown, origin, path) in [
            (
                " cliente.redehorizonte.com.br ",
                "cliente.redehorizonte.com.br",
                "https://cliente.redehorizonte.com.br",
                "/",
            ),
            (
                "HTTPS://Portal.Example:443/rede-horizonte/",
                "portal.example/rede-horizonte",
                "https://portal.example",
                "/rede-horizonte",
            ),
            (
                "localhost:8443/aguas-do-vale",
                "localhost:8443/aguas-do-vale",
                "https://localhost:8443",
                "/aguas-do-vale",
            ),
            ("[::1]:8443", "[::1]:8443", "https://[::1]:8443", "/"),
        ] {
            let address = Address::parse(typed).unwrap();
            assert_eq!(address.to_string(), shown);
            assert_eq!((address.origin().as_str(), address.path()), (origin, path));
        }
    }

    #[test]
    fn what_is_no_address_says_why() {
        use AddressError::*;
        for (typed, why) in [
            ("", Empty),
            ("  ", Empty),
            ("https://", Empty),
            ("http://portal.example", PlainHttp),
            ("HTTP://portal.example", PlainHttp),
            ("ftp://portal.example", OtherScheme),
            ("file:///etc/passwd", OtherScheme),
            ("javascript:alert(1)", BadHost),
            ("portal example", BadHost),
            ("/etc/passwd", BadHost),
            ("https:///portal.example", BadHost),
            ("portal.example:99999", BadHost),
            ("ana@portal.example", HasCredentials),
            ("https://ana:senha@portal.example", HasCredentials),
            ("portal.example?x=1", HasQuery),
            ("portal.example/#x", HasQuery),
        ] {
            assert_eq!(Address::parse(typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for (typed, expected) in [
            ("localhost:8443/x", true),
            ("127.0.0.1", true),
            ("[::1]", true),
            ("localhost.example", false),
            ("10.0.0.1", false),
        ] {
            assert_eq!(Address::parse(typed).unwrap().is_loopback(), expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_shown_reads_back(
            typed in "\\PC*|(https?://)?[a-z0-9.:@/?#\\[\\]%-]{0,30}"
        ) {
            if let Ok(address) = Address::parse(&typed) {
                prop_assert_eq!(Address::parse(&address.to_string()), Ok(address));
            }
        }
    }
}
