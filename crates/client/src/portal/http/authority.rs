//! The extra certificate authority: for trying the app against a portal on this very machine.

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};

/// An authority beside the web's.
#[derive(Debug, Clone)]
pub(crate) struct ExtraAuthority {
    certificate: CertificateDer<'static>,
    only_local: bool,
}

/// Why an extra authority is not taken.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// The file does not read.
    #[error("the extra authority's file does not read: {0}")]
    Unreadable(std::io::Error),
    /// The file holds no authority's certificate.
    #[error("the extra authority's file holds no authority's certificate")]
    NotAnAuthority,
    /// It could vouch for other machines than this one, which a release build does not allow.
    #[error("the extra authority is not limited to localhost, 127.0.0.1 and ::1")]
    NotConstrained,
}

impl ExtraAuthority {
    /// Reads one from a PEM file. Only a debug build takes one that could vouch for other machines.
    pub fn read(file: &Path) -> Result<Self, AuthorityError> {
        let pem = std::fs::read(file).map_err(AuthorityError::Unreadable)?;
        Self::from_pem(&pem, cfg!(debug_assertions))
    }

    fn from_pem(pem: &[u8], take_any: bool) -> Result<Self, AuthorityError> {
        let certificate =
            CertificateDer::from_pem_slice(pem).map_err(|_| AuthorityError::NotAnAuthority)?;
        let (_, parsed) =
            X509Certificate::from_der(&certificate).map_err(|_| AuthorityError::NotAnAuthority)?;
        if !parsed.is_ca() {
            return Err(AuthorityError::NotAnAuthority);
        }
        let only_local = is_only_local(&parsed);
        if !only_local && !take_any {
            return Err(AuthorityError::NotConstrained);
        }
        Ok(Self {
            certificate,
            only_local,
        })
    }

    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// Whether it, and not one of the web's, vouched for a host: those never vouch for this
    /// machine, and it, when constrained, for nothing else.
    pub fn vouches_for(&self, loopback: bool) -> bool {
        loopback || !self.only_local
    }
}

/// Whether name constraints limit both names and addresses to this machine. (A kind of name with
/// no permitted entry would not be limited at all: RFC 5280, 4.2.1.10.)
fn is_only_local(certificate: &X509Certificate<'_>) -> bool {
    let Ok(Some(constraints)) = certificate.name_constraints() else {
        return false;
    };
    let permitted = constraints.value.permitted_subtrees.as_deref();
    let permitted: Vec<_> = permitted
        .unwrap_or_default()
        .iter()
        .map(|tree| &tree.base)
        .collect();
    permitted.iter().all(|name| is_local(name))
        && permitted
            .iter()
            .any(|name| matches!(name, GeneralName::DNSName(_)))
        && permitted
            .iter()
            .any(|name| matches!(name, GeneralName::IPAddress(_)))
}

fn is_local(name: &GeneralName<'_>) -> bool {
    match name {
        GeneralName::DNSName(name) => *name == "localhost",
        GeneralName::IPAddress(bytes) => [
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(Ipv6Addr::LOCALHOST),
        ]
        .into_iter()
        .any(|address| *bytes == whole(address)),
        _ => false,
    }
}

/// An address followed by the mask of exactly it.
fn whole(address: IpAddr) -> Vec<u8> {
    let mut bytes = match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    bytes.resize(bytes.len() * 2, 0xff);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{
        BasicConstraints, CertificateParams, CidrSubnet, GeneralSubtree, IsCa, KeyPair,
        NameConstraints,
    };

    fn pem(ca: IsCa, permitted: Option<Vec<GeneralSubtree>>) -> String {
        let mut params = CertificateParams::default();
        params.is_ca = ca;
        params.name_constraints = permitted.map(|permitted_subtrees| NameConstraints {
            permitted_subtrees,
            excluded_subtrees: Vec::new(),
        });
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().pem()
    }

    fn authority(permitted: Option<Vec<GeneralSubtree>>) -> String {
        pem(IsCa::Ca(BasicConstraints::Unconstrained), permitted)
    }

    fn dns(name: &str) -> GeneralSubtree {
        GeneralSubtree::DnsName(name.into())
    }

    fn ip(address: IpAddr, prefix: u8) -> GeneralSubtree {
        GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, prefix))
    }

    fn local() -> Vec<GeneralSubtree> {
        let (v4, v6) = (Ipv4Addr::LOCALHOST, Ipv6Addr::LOCALHOST);
        vec![dns("localhost"), ip(v4.into(), 32), ip(v6.into(), 128)]
    }

    #[test]
    fn a_release_takes_only_an_authority_for_this_machine() {
        let taken = ExtraAuthority::from_pem(authority(Some(local())).as_bytes(), false).unwrap();
        assert!(taken.vouches_for(true) && !taken.vouches_for(false));

        let wide = vec![dns("localhost"), ip(Ipv4Addr::LOCALHOST.into(), 8)];
        let mut foreign = local();
        foreign.push(dns("example"));
        for permitted in [
            None,
            Some(vec![dns("localhost")]),
            Some(wide),
            Some(foreign),
        ] {
            let pem = authority(permitted);
            let refused = ExtraAuthority::from_pem(pem.as_bytes(), false);
            assert!(matches!(refused, Err(AuthorityError::NotConstrained)));
            assert!(ExtraAuthority::from_pem(pem.as_bytes(), true).is_ok());
        }
    }

    #[test]
    fn what_is_no_authority_says_so() {
        let leaf = pem(IsCa::NoCa, None);
        for wrong in ["", "no certificate", &leaf] {
            let refused = ExtraAuthority::from_pem(wrong.as_bytes(), true);
            assert!(
                matches!(refused, Err(AuthorityError::NotAnAuthority)),
                "{wrong}"
            );
        }
        let missing = ExtraAuthority::read(Path::new("/nowhere/authority.pem"));
        assert!(matches!(missing, Err(AuthorityError::Unreadable(_))));
    }
}
