//! The portal over https.

mod answer;
mod authority;
mod failure;
mod file;
mod hints;
mod lines;
#[cfg(test)]
pub(crate) mod server;
#[cfg(test)]
mod tests;
mod tls;

pub use authority::AuthorityError;
pub(crate) use authority::ExtraAuthority;

use super::{Answer, Base, Hints, Piece, Portal, PortalError, Sent, SyncAsked, Synced};
use crate::address::Address;
use answer::{accepted, document};
use balcao_contract::idempotency::KEY_HEADER;
use balcao_contract::{
    API_VERSION, Accepted, CURSOR_HEADER, CallPage, CallsOf, PasswordChange, ProblemCode,
    RELOAD_HEADER, RefreshRequest, SYNC_SCHEMA, SYNC_SCHEMA_HEADER, SignInRequest, Tokens,
    UploadState, WellKnown, body, paths,
};
use balcao_domain::{Action, Sensitive, Sha256Digest, Stream};
use failure::failed;
use reqwest::header::{CONTENT_TYPE, HeaderValue, IF_NONE_MATCH};
use reqwest::{Client, RequestBuilder, StatusCode, redirect};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// How long a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(10);

/// How long a portal may be silent in the middle of an answer.
const SILENCE: Duration = Duration::from_secs(30);

/// Portals, each asked over https with our own trust and no redirects.
pub(crate) struct HttpPortal {
    client: Client,
}

impl HttpPortal {
    /// # Errors
    /// When the system's resolver or the trust cannot be set up.
    pub fn new(
        extra: Option<&ExtraAuthority>,
        version: &str,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls::config(extra)?)
            .https_only(true)
            // A portal has no reason to send anybody elsewhere, and a password must not follow.
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .user_agent(format!("Balcao/{version}"))
            .build()?;
        Ok(Self { client })
    }

    async fn look_up(&self, address: &Address) -> Result<WellKnown, PortalError> {
        let found = self.describe(&address.origin(), address.path()).await?;
        let not_a_portal = || PortalError::NotAPortal {
            host: address.host().to_owned(),
        };
        let base = Base::parse(&found.base).ok_or_else(not_a_portal)?;
        let base_origin = base.origin().ascii_serialization();
        if base_origin != address.origin() {
            // The password goes to the base, so the base itself must vouch for what was said.
            let path = base.as_str().strip_prefix(&base_origin).unwrap_or_default();
            let there = self.describe(&base_origin, path).await?;
            if (there.provider.issuer, &there.base) != (found.provider.issuer, &found.base) {
                return Err(not_a_portal());
            }
        }
        if found.api_version > API_VERSION {
            return Err(PortalError::refused(ProblemCode::VersionTooOld));
        }
        Ok(found)
    }

    async fn describe(&self, origin: &str, path: &str) -> Result<WellKnown, PortalError> {
        let not_a_portal = |_| PortalError::NotAPortal {
            host: origin.to_owned(),
        };
        let mut url = Url::parse(origin).map_err(not_a_portal)?;
        url.set_path(paths::WELL_KNOWN);
        url.query_pairs_mut().append_pair("path", path);
        document(self.client.get(url)).await
    }

    async fn stream(&self, request: RequestBuilder) -> Result<Synced, PortalError> {
        let response = request.send().await.map_err(failed)?;
        if response.status() == StatusCode::NO_CONTENT {
            return Ok(Synced::Unchanged);
        }
        lines::of(accepted(response).await?).map(|lines| Synced::Lines(Box::new(lines)))
    }
}

impl Portal for HttpPortal {
    fn well_known<'a>(&'a self, address: &'a Address) -> Answer<'a, WellKnown> {
        Box::pin(self.look_up(address))
    }

    fn sign_in<'a>(&'a self, base: &'a Base, request: &'a SignInRequest) -> Answer<'a, Tokens> {
        let post = self.client.post(base.at(paths::SESSION)).json(request);
        Box::pin(document(post))
    }

    fn refresh<'a>(&'a self, base: &'a Base, refresh: &'a Sensitive<String>) -> Answer<'a, Tokens> {
        let post = self.client.post(base.at(paths::SESSION_REFRESH));
        let request = RefreshRequest {
            refresh: refresh.clone(),
        };
        Box::pin(document(post.json(&request)))
    }

    fn change_password<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        change: &'a PasswordChange,
    ) -> Answer<'a, ()> {
        let post = self.client.post(base.at(paths::PASSWORD)).json(change);
        Box::pin(async move {
            let answer = post.bearer_auth(access.expose()).send().await;
            accepted(answer.map_err(failed)?).await.map(drop)
        })
    }

    fn sign_out<'a>(&'a self, base: &'a Base, access: &'a Sensitive<String>) -> Answer<'a, ()> {
        let delete = self.client.delete(base.at(paths::SESSION));
        Box::pin(async move {
            let answer = delete.bearer_auth(access.expose()).send().await;
            accepted(answer.map_err(failed)?).await.map(drop)
        })
    }

    fn sync<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        asked: SyncAsked<'a>,
    ) -> Answer<'a, Synced> {
        let mut get = self.client.get(base.at(paths::SYNC));
        get = get.bearer_auth(access.expose());
        get = get.header(SYNC_SCHEMA_HEADER, asked.schema);
        // One that fits no header counts as none, as one that does not verify does.
        let cursor = asked.cursor.and_then(|it| HeaderValue::from_str(it).ok());
        if let Some(cursor) = cursor {
            get = get.header(CURSOR_HEADER, cursor);
        }
        if !asked.reload.is_empty() {
            let names: Vec<_> = asked.reload.iter().map(Stream::to_string).collect();
            get = get.header(RELOAD_HEADER, names.join(","));
        }
        Box::pin(self.stream(get))
    }

    fn hints<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
    ) -> Answer<'a, Box<dyn Hints>> {
        let get = self.client.get(base.at(paths::HINTS));
        let get = get.bearer_auth(access.expose());
        Box::pin(async move { hints::of(get.send().await.map_err(failed)?).await })
    }

    fn file<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        path: &'a str,
        held: Option<&'a str>,
    ) -> Answer<'a, Sent> {
        let mut get = self.client.get(base.at(path)).bearer_auth(access.expose());
        if let Some(held) = held {
            get = get.header(IF_NONE_MATCH, held);
        }
        Box::pin(async move { file::of(get.send().await.map_err(failed)?).await })
    }

    fn calls<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        asked: &'a CallsOf,
    ) -> Answer<'a, CallPage> {
        let get = self.client.get(base.at(&asked.path()));
        Box::pin(document(get.bearer_auth(access.expose())))
    }

    fn act<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        key: Uuid,
        action: &'a Action,
    ) -> Answer<'a, Accepted> {
        let post = self.client.post(base.at(&action.path()));
        let post = post
            .bearer_auth(access.expose())
            .header(SYNC_SCHEMA_HEADER, SYNC_SCHEMA)
            .header(KEY_HEADER, key.hyphenated().to_string());
        Box::pin(async move {
            // A value of our own types always serializes.
            let body = body(action).map_err(|_| PortalError::Offline)?;
            document(post.header(CONTENT_TYPE, "application/json").body(body)).await
        })
    }

    fn upload_state<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        sha256: Sha256Digest,
        size: u32,
    ) -> Answer<'a, UploadState> {
        let path = format!("{}/{sha256}?size={size}", paths::UPLOADS);
        let get = self.client.get(base.at(&path));
        Box::pin(document(get.bearer_auth(access.expose())))
    }

    fn upload<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        piece: Piece,
        bytes: &'a [u8],
    ) -> Answer<'a, UploadState> {
        let Piece {
            sha256,
            size,
            offset,
        } = piece;
        let path = format!("{}/{sha256}?size={size}&offset={offset}", paths::UPLOADS);
        let put = self.client.put(base.at(&path)).bearer_auth(access.expose());
        let put = put.header(CONTENT_TYPE, "application/octet-stream");
        Box::pin(document(put.body(bytes.to_vec())))
    }
}
