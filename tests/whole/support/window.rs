//! The app's real window, driven through WebKitWebDriver.

use super::page::{PATIENCE, PAUSE, Page, free_port, wait_for_port};
use super::{TODAY, authority, given};
use balcao_bridge::AccountId;
use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::fs::File;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::time::{Instant, sleep, timeout};

/// Where a device keeps files: a home of its own, so that everything left behind can be read.
pub struct DeviceFolders(TempDir);

impl DeviceFolders {
    /// An empty device.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["home", "data", "config", "cache", "run", "tmp", "app"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self(folder)
    }

    /// Everything the device keeps lies below.
    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// The app's own folder.
    pub fn app(&self) -> PathBuf {
        self.0.path().join("app")
    }

    fn enter(&self, command: &mut Command) {
        let at = |name: &str| self.0.path().join(name);
        command
            .env("HOME", at("home"))
            .env("XDG_DATA_HOME", at("data"))
            .env("XDG_CONFIG_HOME", at("config"))
            .env("XDG_CACHE_HOME", at("cache"))
            .env("XDG_RUNTIME_DIR", at("run"))
            .env("TMPDIR", at("tmp"));
    }
}

/// The one account on a device, and its folder.
pub fn only_account(device: &DeviceFolders) -> (AccountId, PathBuf) {
    std::fs::read_dir(device.app())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find_map(|path| {
            let id = path.file_name()?.to_str()?.parse().ok()?;
            Some((AccountId(id), path))
        })
        .expect("one account's folder")
}

/// The app on a device, with its window open.
pub struct Window {
    page: Page,
    driver: Child,
    lock: PathBuf,
}

impl Deref for Window {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Window {
    /// Opens the app.
    pub async fn open(device: &DeviceFolders) -> Self {
        Self::open_with(device, |_| {}).await
    }

    /// Opens the app in a changed environment.
    pub async fn open_with(device: &DeviceFolders, change: impl FnOnce(&mut Command)) -> Self {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("BALCAO_TODAY", TODAY)
            // A system that names no language is spoken to in Portuguese. Naming it would need its
            // locale, which a test machine may lack: WebKit then says English.
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            // The log lies among the device's files, so it is searched for secrets with them.
            .stderr(File::create(device.root().join("tmp/app.log")).unwrap());
        device.enter(&mut command);
        change(&mut command);
        let driver = command.spawn().expect("WebKitWebDriver is installed");
        wait_for_port(port).await;
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "webkitgtk:browserOptions".into(),
            json!({
                "binary": given("BALCAO_TEST_APP"),
                "args": ["--data", device.app(), "--extra-ca", authority()],
            }),
        );
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        // The driver waits for ever for an app that ended at its start.
        let client = timeout(PATIENCE, builder.connect(&address))
            .await
            .expect("the app opens its window in time")
            .expect("the app opens its window");
        Self {
            page: Page::new(client),
            driver,
            lock: device.app().join("lock"),
        }
    }

    /// Closes the window as a person does, and waits until the app has let its files go.
    pub async fn close(mut self) {
        self.page.close().await;
        let deadline = Instant::now() + PATIENCE;
        while File::open(&self.lock).unwrap().try_lock().is_err() {
            assert!(Instant::now() < deadline, "the app does not end");
            sleep(PAUSE).await;
        }
        self.driver.kill().unwrap();
        self.driver.wait().unwrap();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Already ended when the test went through; a failed one must not leave it behind.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
