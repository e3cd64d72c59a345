//! Certificates and keys from files.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};

use super::error::CommandError;

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn certificates(
    what: &'static str,
    file: &Path,
) -> Result<Vec<CertificateDer<'static>>, CommandError> {
    let wrong = |why: String| CommandError::File {
        what,
        file: file.into(),
        why,
    };
    let found = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|why| wrong(why.to_string()))?;
    if found.is_empty() {
        return Err(wrong("there is no certificate in it".into()));
    }
    Ok(found)
}

/// What the portal presents: HTTP/2 or HTTP/1.1 over TLS 1.2 or 1.3.
pub fn server(cert: &Path, key: &Path) -> Result<ServerConfig, CommandError> {
    let chain = certificates("certificate", cert)?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|why| CommandError::File {
        what: "key",
        file: key.into(),
        why: why.to_string(),
    })?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(CommandError::Pair)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(CommandError::Pair)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Trusts one authority.
pub fn client(authority: &Path) -> Result<ClientConfig, CommandError> {
    const WHAT: &str = "authority";
    let mut roots = RootCertStore::empty();
    for certificate in certificates(WHAT, authority)? {
        roots.add(certificate).map_err(|why| CommandError::File {
            what: WHAT,
            file: authority.into(),
            why: why.to_string(),
        })?;
    }
    Ok(ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(CommandError::Pair)?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
