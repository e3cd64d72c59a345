//! Paths. All but the first lie under the provider's `base`. Where a decision is posted it says
//! itself: [`balcao_domain::Decision::path`]; where a document lies, [`balcao_domain::DocumentRef::path`]:
//! `GET` answers it with a strong `ETag`, or 304 to who holds those bytes.

/// Where an origin describes its providers; `?path=` names one on a shared origin.
pub const WELL_KNOWN: &str = "/.well-known/balcao";

/// `POST` signs in: [`crate::SignInRequest`] → [`crate::Tokens`]. `DELETE` (with a token) signs out.
pub const SESSION: &str = "/v1/session";

/// `POST` renews: [`crate::RefreshRequest`] → [`crate::Tokens`].
pub const SESSION_REFRESH: &str = "/v1/session/refresh";

/// `POST` replaces one's password: [`crate::PasswordChange`] → 204. A wrong one until now is `old`, a new
/// one that keeps not to [`balcao_domain::PasswordRule`] is `new`.
pub const PASSWORD: &str = "/v1/session/password";

/// `GET` answers the NDJSON of [`crate::sync`], or 204 when nothing changed.
pub const SYNC: &str = "/v1/sync";

/// `GET` answers the plans of every customer of the user that the role allows.
pub const PLANS: &str = "/v1/plans";

/// `GET` lists the bills the user may read; `GET {BILLS}/{id}` answers one.
pub const BILLS: &str = "/v1/bills";

/// `GET {CALLS}?customer=ID&from=INSTANT&to=INSTANT&after=NUMBER` answers calls of a customer that
/// began in `from..to`, in the order of their numbers, after one of them: [`crate::CallPage`].
pub const CALLS: &str = "/v1/calls";

/// `POST` tells of Pix payments received ([`crate::PixHook`]).
pub const PIX_HOOK: &str = "/v1/hooks/pix";

/// `GET {UPLOADS}/{sha256}?size=N` answers how far an upload has come; `PUT
/// {UPLOADS}/{sha256}?size=N&offset=K` adds the bytes of the body. Both answer
/// [`crate::UploadState`].
pub const UPLOADS: &str = "/v1/uploads";

/// `GET` stays open and sends a server-sent event whenever a stream of the user may have changed.
pub const HINTS: &str = "/v1/hints";
