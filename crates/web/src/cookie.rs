//! The one thing that a browser keeps: which session is its own.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use std::fmt::{self, Write};

/// `__Host-` has the browser refuse the cookie unless it is `Secure`, for the whole path and for
/// no other host (RFC 6265bis, 4.1.3.2). Chromium counts plain HTTP on this machine as
/// secure enough.
const NAME: &str = "__Host-balcao";

/// A session's secret name, 32 random bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId([u8; 32]);

impl SessionId {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The one that a request carries; none when it carries several, of which another program on this
    /// machine may have set one.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let lines = headers.get_all(COOKIE).into_iter();
        let cookies = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'));
        let mut values =
            cookies.filter_map(|cookie| cookie.trim().strip_prefix(NAME)?.strip_prefix('='));
        match (values.next(), values.next()) {
            (Some(only), None) => Self::parse(only),
            _ => None,
        }
    }

    /// The header that gives it to a browser, until that is closed.
    pub fn set_cookie(&self) -> String {
        format!(
            "{NAME}={}; Path=/; Secure; HttpOnly; SameSite=Strict",
            self.hex()
        )
    }

    fn hex(&self) -> String {
        self.0.iter().fold(String::new(), |mut hex, byte| {
            // A text takes everything that is written to it.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    fn parse(hex: &str) -> Option<Self> {
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

/// Whoever can read the name has the session.
impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_for_this_host_and_not_for_scripts() {
        let set = SessionId::random().unwrap().set_cookie();
        let (pair, flags) = set.split_once("; ").unwrap();
        assert!(pair.starts_with("__Host-balcao="), "{pair}");
        assert_eq!(flags, "Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    #[test]
    fn a_browser_gives_it_back_among_others() {
        let id = SessionId::random().unwrap();
        let mut headers = HeaderMap::new();
        assert_eq!(SessionId::of(&headers), None);
        let cookie = format!("a=b; __Host-balcao={}; c=d", id.hex());
        headers.insert(COOKIE, cookie.parse().unwrap());
        assert_eq!(SessionId::of(&headers), Some(id));
        for none in [
            "__Host-balcao=",
            "__Host-balcao=xyz",
            "__Host-balcao2=00",
            "balcao=00",
            &format!("__Host-balcao={0}; __Host-balcao={0}", id.hex()),
        ] {
            headers.insert(COOKIE, none.parse().unwrap());
            assert_eq!(SessionId::of(&headers), None, "{none}");
        }
        assert_eq!(format!("{id:?}"), "[redacted]");
    }
}
