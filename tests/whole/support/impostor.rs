//! HTTPS servers that are not a portal.

use super::tls;
use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

const PAGE: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 13\r\nconnection: close\r\n\r\n<h1>Ola!</h1>";

/// A web server at `localhost:PORT`; stopped when dropped.
pub struct Impostor {
    task: JoinHandle<()>,
    /// `localhost:PORT`.
    pub address: String,
}

impl Impostor {
    /// Trusted, but an ordinary web site.
    pub async fn web_site() -> Self {
        Self::serve(tls::trusted_server()).await
    }

    /// Vouched for by nobody but itself.
    pub async fn self_signed() -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec!["localhost".to_owned()])
            .unwrap()
            .self_signed(&key)
            .unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        Self::serve(tls::server(certificate.der().clone(), key)).await
    }

    async fn serve(config: ServerConfig) -> Self {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("localhost:{}", listener.local_addr().unwrap().port());
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    // A client that does not trust it leaves in the middle of the handshake.
                    if let Ok(mut stream) = acceptor.accept(socket).await {
                        let mut request = [0; 4096];
                        let _ = stream.read(&mut request).await;
                        let _ = stream.write_all(PAGE).await;
                        let _ = stream.shutdown().await;
                    }
                });
            }
        });
        Self { task, address }
    }
}

impl Drop for Impostor {
    fn drop(&mut self) {
        self.task.abort();
    }
}
