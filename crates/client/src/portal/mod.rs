//! The portal, as the core needs it: a trait, its implementation over https, and a twin for tests.

mod base;
mod error;
mod http;
#[cfg(test)]
mod suite;
#[cfg(test)]
pub(crate) mod twin;

pub(crate) use base::Base;
pub(crate) use error::PortalError;
pub use http::AuthorityError;
pub(crate) use http::{ExtraAuthority, HttpPortal};

use crate::address::Address;
use balcao_contract::{SignInRequest, Tokens, WellKnown, sync::Line};
use balcao_domain::Sensitive;
use std::pin::Pin;

/// What a portal answers, later.
pub(crate) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, PortalError>> + Send + 'a>>;

/// The portals there are, each named by its address or its base.
pub(crate) trait Portal: Send + Sync {
    /// Who answers at an address.
    fn well_known<'a>(&'a self, address: &'a Address) -> Answer<'a, WellKnown>;

    /// Signs in.
    fn sign_in<'a>(&'a self, base: &'a Base, request: &'a SignInRequest) -> Answer<'a, Tokens>;

    /// Renews a session by its refresh token.
    fn refresh<'a>(&'a self, base: &'a Base, refresh: &'a Sensitive<String>) -> Answer<'a, Tokens>;

    /// Ends a session.
    fn sign_out<'a>(&'a self, base: &'a Base, access: &'a Sensitive<String>) -> Answer<'a, ()>;

    /// What changed since a cursor; without one, everything.
    fn sync<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        cursor: Option<&'a str>,
    ) -> Answer<'a, Synced>;
}

/// The answer to a sync.
pub(crate) enum Synced {
    /// Nothing changed.
    Unchanged,
    /// These lines, as they arrive.
    Lines(Box<dyn Lines>),
}

/// Lines that arrive.
pub(crate) trait Lines: Send {
    /// The next one; none when the answer is over.
    fn next(&mut self) -> Answer<'_, Option<Line>>;
}
