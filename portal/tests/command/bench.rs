//! A folder with certificates and a database, and the binary run in it.

use std::cell::OnceCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
};
use reqwest::Client;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::database::TestDatabase;

const BINARY: &str = env!("CARGO_BIN_EXE_balcao-portal");

/// What tests call the database that they work with. Where the run is about PostgreSQL it is one
/// at the server; files of any other name are files.
const DATABASES: [&str; 2] = ["demo.db", "p.db"];

/// Where a test works.
pub struct Bench {
    folder: TempDir,
    at_server: OnceCell<Option<TestDatabase>>,
}

/// How a run ended.
pub struct Ended {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// What was said, of a run that did what it was told.
    #[track_caller]
    pub fn done(self) -> String {
        assert!(self.status.success(), "{}", self.err);
        self.out
    }

    /// The one line in which a run said why it refused.
    #[track_caller]
    pub fn refused(self) -> String {
        assert!(!self.status.success(), "{}", self.out);
        assert_eq!(self.out, "");
        let lines: Vec<_> = self.err.lines().collect();
        let [line] = lines.as_slice() else {
            panic!("not one line: {}", self.err);
        };
        assert!(line.starts_with("error: "), "{line}");
        (*line).to_owned()
    }
}

impl Bench {
    /// With an authority (`ca.pem`), a certificate for localhost (`cert.pem`) and its `key.pem`.
    pub fn new() -> Self {
        let bench = Self {
            folder: tempfile::tempdir().unwrap(),
            at_server: OnceCell::new(),
        };
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        authority.distinguished_name = name("test authority");
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap());
        let authority = authority.unwrap();
        let key = KeyPair::generate().unwrap();
        let mut leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        leaf.distinguished_name = name("localhost");
        let leaf = leaf.signed_by(&key, &authority).unwrap();
        bench.write("ca.pem", &authority.pem());
        bench.write("cert.pem", &leaf.pem());
        bench.write("key.pem", &key.serialize_pem());
        let other = KeyPair::generate().unwrap();
        bench.write("other-key.pem", &other.serialize_pem());
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// The binary in the folder, with an environment of its own.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(BINARY);
        command.env_clear();
        let mut words: Vec<_> = line.split_whitespace().collect();
        let named = |pair: &[&str]| pair[0] == "--database" && DATABASES.contains(&pair[1]);
        if let Some(at) = words.windows(2).position(named)
            && let Some(database) = self.at_server.get_or_init(TestDatabase::at_server)
        {
            words.drain(at..at + 2);
            command.env("BALCAO_PORTAL_DATABASE", database.text());
            command.env("BALCAO_PORTAL_FILES", "files");
        }
        command
            .args(words)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, line: &str) -> Ended {
        ended(self.command(line).output().unwrap())
    }

    /// Runs with a password on standard input.
    pub fn run_with_password(&self, line: &str, password: &str) -> Ended {
        let mut child = self.command(line).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // Who refuses before reading closes the pipe: that is not this write's failure.
        let _ = writeln!(stdin, "{password}");
        drop(stdin);
        ended(child.wait_with_output().unwrap())
    }

    /// A demo on a free port, ready to answer.
    pub fn demo(&self, more: &str) -> Portal {
        let line = format!(
            "demo --database demo.db --listen 127.0.0.1:0 --cert cert.pem --key key.pem {more}"
        );
        let mut child = self.command(&line).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let Some(origin) = first.trim_end().strip_prefix("listening on ") else {
            let mut err = String::new();
            let mut stderr = child.stderr.take().unwrap();
            stderr.read_to_string(&mut err).unwrap();
            panic!("{first}{err}");
        };
        let authority = CertificateDer::from_pem_file(self.path("ca.pem")).unwrap();
        Portal {
            origin: origin.to_owned(),
            client: client(authority),
            child,
            out,
        }
    }
}

fn name(text: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, text);
    name
}

fn ended(output: std::process::Output) -> Ended {
    Ended {
        status: output.status,
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn client(authority: CertificateDer<'static>) -> Client {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(authority).unwrap();
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy()
        .build()
        .unwrap()
}

/// A portal that runs.
pub struct Portal {
    pub origin: String,
    client: Client,
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Portal {
    pub async fn get(&self, path: &str, token: &str) -> (u16, String) {
        let url = format!("{}{path}", self.origin);
        let request = self.client.get(url).bearer_auth(token);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// Sends an action.
    pub async fn act(&self, path: &str, token: &str, key: &str, body: &Value) -> (u16, String) {
        let url = format!("{}{path}", self.origin);
        let request = self.client.post(url).bearer_auth(token).json(body);
        let request = request.header("idempotency-key", key);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    pub async fn sign_in(&self, slug: &str, tax_id: &str, password: &str) -> (u16, Value) {
        let url = format!("{}/{slug}/v1/session", self.origin);
        let body = json!({ "tax_id": tax_id, "password": password });
        let response = self.client.post(url).json(&body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// An access token of somebody who may sign in.
    pub async fn token(&self, slug: &str, tax_id: &str, password: &str) -> String {
        let (status, tokens) = self.sign_in(slug, tax_id, password).await;
        assert_eq!(status, 200, "{tokens}");
        tokens["access"].as_str().unwrap().to_owned()
    }

    /// Tells it to stop, and answers what it had said.
    pub fn stop(mut self, signal: &str) -> Ended {
        let told = Command::new("kill")
            .args(["-s", signal, &self.child.id().to_string()])
            .status();
        assert!(told.unwrap().success());
        let (mut out, mut err) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut err).unwrap();
        let status = self.child.wait().unwrap();
        Ended { status, out, err }
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
