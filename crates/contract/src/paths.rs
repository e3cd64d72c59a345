//! Paths. All but the first lie under the provider's `base`.

/// Where an origin describes its providers; `?path=` names one on a shared origin.
pub const WELL_KNOWN: &str = "/.well-known/balcao";

/// `POST` signs in: [`crate::SignInRequest`] → [`crate::Tokens`]. `DELETE` (with a token) signs out.
pub const SESSION: &str = "/v1/session";

/// `POST` renews: [`crate::RefreshRequest`] → [`crate::Tokens`].
pub const SESSION_REFRESH: &str = "/v1/session/refresh";

/// `GET` answers the NDJSON of [`crate::sync`], or 204 when nothing changed.
pub const SYNC: &str = "/v1/sync";

/// `GET` answers the plans of every customer of the user that the role allows.
pub const PLANS: &str = "/v1/plans";

/// `GET` lists the bills the user may read; `GET {BILLS}/{id}` answers one.
pub const BILLS: &str = "/v1/bills";

/// `POST` tells of Pix payments received ([`crate::PixHook`]).
pub const PIX_HOOK: &str = "/v1/hooks/pix";
