//! What a failed request means, found by the types in its chain of causes.

use crate::portal::PortalError;
use rustls::Error as Tls;
use std::error::Error;
use std::io;
use url::Url;

type Cause = dyn Error + 'static;

/// The failure's meaning.
pub(super) fn failed(error: reqwest::Error) -> PortalError {
    let host = error.url().map(host).unwrap_or_default();
    match tls_cause(&error) {
        Some(Tls::InvalidCertificate(_) | Tls::NoCertificatesPresented) => {
            PortalError::UntrustedCertificate { host }
        }
        // Whoever answers speaks no TLS, or none that we do.
        Some(
            Tls::InvalidMessage(_)
            | Tls::InappropriateMessage { .. }
            | Tls::InappropriateHandshakeMessage { .. }
            | Tls::PeerIncompatible(_)
            | Tls::PeerMisbehaved(_)
            | Tls::AlertReceived(_),
        ) => PortalError::NotAPortal { host },
        // The body is not compressed as its head says.
        None if io_kind(&error) == Some(io::ErrorKind::InvalidInput) => {
            PortalError::NotAPortal { host }
        }
        _ => PortalError::Offline,
    }
}

/// The host of an address, for the words.
pub(super) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn tls_cause<'a>(error: &'a Cause) -> Option<&'a Tls> {
    causes(error).find_map(|cause| {
        // An I/O error names as its source what is behind the error that it wraps.
        let wrapped = cause
            .downcast_ref::<io::Error>()
            .and_then(|io| io.get_ref()?.downcast_ref());
        wrapped.or_else(|| cause.downcast_ref())
    })
}

fn io_kind(error: &Cause) -> Option<io::ErrorKind> {
    causes(error).find_map(|cause| Some(cause.downcast_ref::<io::Error>()?.kind()))
}

fn causes(error: &Cause) -> impl Iterator<Item = &Cause> {
    std::iter::successors(Some(error), |error| (*error).source())
}
