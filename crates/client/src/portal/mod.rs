//! The portal, as the core needs it: a trait, its implementation over https, and a twin for tests.

mod base;
mod error;
mod http;
#[cfg(any(test, feature = "suite"))]
pub mod suite;
#[cfg(test)]
pub(crate) mod twin;

pub(crate) use base::Base;
pub(crate) use error::PortalError;
pub use http::AuthorityError;
#[cfg(test)]
pub(crate) use http::server;
pub(crate) use http::{ExtraAuthority, HttpPortal};

use crate::address::Address;
use balcao_contract::{
    Accepted, CallPage, CallsOf, PasswordChange, SYNC_SCHEMA, SignInRequest, Tokens, UploadState,
    WellKnown, sync::Line,
};
use balcao_domain::{Action, Sensitive, Sha256Digest, Stream};
use std::pin::Pin;
use uuid::Uuid;

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

    /// Replaces one's password.
    fn change_password<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        change: &'a PasswordChange,
    ) -> Answer<'a, ()>;

    /// Ends a session.
    fn sign_out<'a>(&'a self, base: &'a Base, access: &'a Sensitive<String>) -> Answer<'a, ()>;

    /// What changed since a cursor; without one, everything.
    fn sync<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        asked: SyncAsked<'a>,
    ) -> Answer<'a, Synced>;

    /// Holds a line open on which the portal says when to sync.
    fn hints<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
    ) -> Answer<'a, Box<dyn Hints>>;

    /// The file of a path, unless it is still the one whose tag is `held`.
    fn file<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        path: &'a str,
        held: Option<&'a str>,
    ) -> Answer<'a, Sent>;

    /// A page of the calls of a span.
    fn calls<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        asked: &'a CallsOf,
    ) -> Answer<'a, CallPage>;

    /// Does an action under its key: once, however often it is asked.
    fn act<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        key: Uuid,
        action: &'a Action,
    ) -> Answer<'a, Accepted>;

    /// How far the upload of a file has come.
    fn upload_state<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        sha256: Sha256Digest,
        size: u32,
    ) -> Answer<'a, UploadState>;

    /// Brings a piece of a file; answers how far it has come.
    fn upload<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        piece: Piece,
        bytes: &'a [u8],
    ) -> Answer<'a, UploadState>;
}

/// Where the bytes of an upload belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Of the whole file.
    pub sha256: Sha256Digest,
    /// Of the whole file, in bytes.
    pub size: u32,
    /// How many bytes come before.
    pub offset: u32,
}

/// What a sync is asked with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SyncAsked<'a> {
    /// How far one is; nowhere without.
    pub cursor: Option<&'a str>,
    /// What the app understands.
    pub schema: u32,
    /// The streams that are to be sent afresh whatever the cursor says.
    pub reload: &'a [Stream],
}

impl<'a> SyncAsked<'a> {
    /// As this app asks.
    pub const fn of(cursor: Option<&'a str>) -> Self {
        Self {
            cursor,
            schema: SYNC_SCHEMA,
            reload: &[],
        }
    }
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

/// There may be something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hint;

/// A line that is held open. The first hint comes at once, for nobody knows what came before.
pub(crate) trait Hints: Send {
    /// The next one; none when the portal has hung up.
    fn next(&mut self) -> Answer<'_, Option<Hint>>;
}

/// The answer to who asks for a file.
pub(crate) enum Sent {
    /// What is held is still the one.
    Unchanged,
    /// This one.
    File(Arriving),
}

/// A file that arrives.
pub(crate) struct Arriving {
    /// The portal's name of these very bytes.
    pub etag: String,
    /// What it is called.
    pub name: String,
    /// How many bytes it has, when that was said.
    pub total: Option<u64>,
    /// Its bytes.
    pub pieces: Box<dyn Pieces>,
}

/// The bytes of a file, as they arrive.
pub(crate) trait Pieces: Send {
    /// The next ones; none when the file is whole.
    fn next(&mut self) -> Answer<'_, Option<Vec<u8>>>;
}
