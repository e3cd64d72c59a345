//! The portal's API, spoken without the app.

use super::{DemoPortal, authority};
use balcao_contract::{SYNC_SCHEMA, SYNC_SCHEMA_HEADER, SignInRequest, Tokens, paths, sync};
use balcao_domain::{Sensitive, TaxId};
use reqwest::{Client, Response};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

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

fn https() -> Client {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(authority()).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Client::builder()
        .tls_backend_preconfigured(config)
        .build()
        .unwrap()
}
