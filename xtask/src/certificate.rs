//! The local certificate authority and the certificate of `localhost`, for demo and tests.
//!
//! It is never put into a system store; the app reads it from `--extra-ca`.

use crate::Outcome;
use crate::process::Failure;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, GeneralSubtree,
    IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use std::fs;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use time::OffsetDateTime;

const LIFETIME_DAYS: u64 = 30;
/// Made anew when less than this is left, so that a demo does not end in the middle of a day.
const SPARE_DAYS: u64 = 3;

/// PEM files in one folder.
pub struct LocalAuthority {
    /// The authority: what the app is told to trust.
    pub authority: PathBuf,
    /// The certificate of localhost, 127.0.0.1 and ::1.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

impl LocalAuthority {
    /// The one in a folder, made when there is none or it is about to end.
    pub fn ensure(folder: &Path) -> Outcome<Self> {
        let files = Self {
            authority: folder.join("authority.pem"),
            certificate: folder.join("localhost.pem"),
            key: folder.join("localhost.key"),
        };
        if !files.is_good() {
            fs::create_dir_all(folder).map_err(Failure::file(folder))?;
            files.make()?;
        }
        Ok(files)
    }

    /// The authority's file is written last, so its age is that of a complete set.
    fn is_good(&self) -> bool {
        let limit = Duration::from_secs((LIFETIME_DAYS - SPARE_DAYS) * 24 * 3600);
        fs::metadata(&self.authority)
            .and_then(|metadata| metadata.modified())
            .is_ok_and(|made| {
                SystemTime::now()
                    .duration_since(made)
                    .is_ok_and(|age| age < limit)
            })
    }

    fn make(&self) -> Outcome {
        let failure = |error: rcgen::Error| Failure::Rule(format!("certificate: {error}"));
        let authority_key = KeyPair::generate().map_err(failure)?;
        let authority_parameters = authority_parameters();
        let authority = authority_parameters
            .self_signed(&authority_key)
            .map_err(failure)?;
        let issuer = Issuer::new(authority_parameters, authority_key);

        let key = KeyPair::generate().map_err(failure)?;
        let certificate = localhost_parameters()
            .map_err(failure)?
            .signed_by(&key, &issuer)
            .map_err(failure)?;

        write_private(&self.key, &key.serialize_pem())?;
        write(&self.certificate, &certificate.pem())?;
        // The authority's own key is dropped here: nothing else can ever be signed with it.
        write(&self.authority, &authority.pem())
    }
}

fn authority_parameters() -> CertificateParams {
    let mut parameters = dated(CertificateParams::default());
    parameters.distinguished_name = name("Balcão local authority");
    parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    parameters.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![
            GeneralSubtree::DnsName("localhost".into()),
            GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix(Ipv4Addr::LOCALHOST.octets(), 32)),
            GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix(
                Ipv6Addr::LOCALHOST.octets(),
                128,
            )),
        ],
        excluded_subtrees: Vec::new(),
    });
    parameters
}

fn localhost_parameters() -> Result<CertificateParams, rcgen::Error> {
    let mut parameters = dated(CertificateParams::new(vec!["localhost".to_owned()])?);
    parameters.distinguished_name = name("localhost");
    for address in [
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::LOCALHOST),
    ] {
        parameters
            .subject_alt_names
            .push(SanType::IpAddress(address));
    }
    Ok(parameters)
}

fn dated(mut parameters: CertificateParams) -> CertificateParams {
    let now = OffsetDateTime::now_utc();
    // An hour back, for clocks that are not quite right.
    parameters.not_before = now - Duration::from_secs(3600);
    parameters.not_after = now + Duration::from_secs(LIFETIME_DAYS * 24 * 3600);
    parameters
}

fn name(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(Failure::file(path))
}

fn write_private(path: &Path, text: &str) -> Outcome {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(Failure::file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_authority_is_kept_and_the_key_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let first = LocalAuthority::ensure(folder.path()).unwrap();
        let pem = fs::read(&first.authority).unwrap();
        let second = LocalAuthority::ensure(folder.path()).unwrap();
        assert_eq!(fs::read(&second.authority).unwrap(), pem);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&first.key).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
