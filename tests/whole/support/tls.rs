//! Both ends of a connection, as the demo portal and whoever trusts it have them.

use super::{authority, given};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::sync::Arc;

/// Who trusts the local authority, and it only.
pub fn client() -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(authority()).unwrap())
        .unwrap();
    ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

/// Whom the local authority vouches for.
pub fn trusted_server() -> ServerConfig {
    server(
        CertificateDer::from_pem_file(given("BALCAO_TEST_CERT")).unwrap(),
        PrivateKeyDer::from_pem_file(given("BALCAO_TEST_KEY")).unwrap(),
    )
}

/// A server of any certificate.
pub fn server(certificate: CertificateDer<'static>, key: PrivateKeyDer<'static>) -> ServerConfig {
    ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}
