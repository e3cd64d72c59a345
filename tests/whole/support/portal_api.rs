//! The portal's API, spoken without the app.

use super::{DemoPortal, tls};
use balcao_contract::{SYNC_SCHEMA, SYNC_SCHEMA_HEADER, SignInRequest, Tokens, paths, sync};
use balcao_domain::{Sensitive, TaxId};
use reqwest::{Client, Response};

/// A signed-in user of one provider.
pub struct PortalApi {
    http: Client,
    base: String,
    tokens: Tokens,
}

impl PortalApi {
    /// Signs in.
    pub async fn sign_in(portal: &DemoPortal, slug: &str, tax_id: &str, password: &str) -> Self {
        let http = https();
        let base = format!("{}/{slug}", portal.origin);
        let request = SignInRequest {
            tax_id: TaxId::parse(tax_id).unwrap(),
            password: Sensitive::new(password.to_owned()),
        };
        let answer = http
            .post(format!("{base}{}", paths::SESSION))
            .json(&request)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "{tax_id} at {slug}");
        let tokens = answer.json().await.unwrap();
        Self { http, base, tokens }
    }

    /// Asks for a path under the provider's base.
    pub async fn get(&self, path: &str) -> Response {
        self.http
            .get(format!("{}{path}", self.base))
            .bearer_auth(self.tokens.access.expose())
            .header(SYNC_SCHEMA_HEADER, SYNC_SCHEMA)
            .send()
            .await
            .unwrap()
    }

    /// Every line of a first sync.
    pub async fn first_sync(&self) -> Vec<sync::Line> {
        let answer = self.get(paths::SYNC).await;
        assert_eq!(answer.status(), 200);
        let text = answer.text().await.unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// A caller that trusts the tests' authority.
pub fn https() -> Client {
    Client::builder()
        .tls_backend_preconfigured(tls::client())
        .build()
        .unwrap()
}
