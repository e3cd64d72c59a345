//! What a failed request means, found by the types in its chain of causes.

use crate::portal::PortalError;
use rustls::Error as Tls;
use std::error::Error;
use std::io;
use url::Url;

type Cause = dyn Error + 'static;

/// What it means that a request was not answered.
pub(super) fn failed(error: reqwest::Error) -> PortalError {
    let host = error.url().map(host).unwrap_or_default();
    meaning(&error, host)
}

/// What it means that the body of an answer from there broke off.
pub(super) fn broken(error: reqwest::Error, from: &Url) -> PortalError {
    meaning(&error, host(from))
}

fn meaning(error: &Cause, host: String) -> PortalError {
    match tls_cause(error) {
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
        None if io_kind(error) == Some(io::ErrorKind::InvalidData) => {
            PortalError::NotAPortal { host }
        }
        _ => PortalError::Offline,
    }
}

/// The host of an address, for the words.
pub(super) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn tls_cause(error: &Cause) -> Option<&Tls> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// The kind of the innermost I/O error.
fn io_kind(error: &Cause) -> Option<io::ErrorKind> {
    let kinds = causes(error).filter_map(|cause| Some(cause.downcast_ref::<io::Error>()?.kind()));
    kinds.last()
}

fn causes(error: &Cause) -> impl Iterator<Item = &Cause> {
    std::iter::successors(Some(error), |error| {
        // An I/O error names as its source what is behind the error that it wraps.
        match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(wrapped) => Some(wrapped),
            None => (*error).source(),
        }
    })
}
