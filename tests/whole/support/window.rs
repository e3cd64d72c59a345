//! The app's real window, driven through WebKitWebDriver.

use super::{TODAY, authority, given};
use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

/// How long something on the screen may take; a wait on a condition, not a pause.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two looks at the screen.
const PAUSE: Duration = Duration::from_millis(50);

/// Where a device keeps files: a home of its own, so that everything left behind can be read.
pub struct DeviceFolders(TempDir);

impl DeviceFolders {
    /// An empty device.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["home", "data", "config", "cache", "tmp", "app"] {
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
            .env("TMPDIR", at("tmp"));
    }
}

/// The app on a device, with its window open.
pub struct Window {
    client: Client,
    driver: Child,
    lock: PathBuf,
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
            client,
            driver,
            lock: device.app().join("lock"),
        }
    }

    /// Closes the window as a person does, and waits until the app has let its files go.
    pub async fn close(mut self) {
        self.client.close_window().await.unwrap();
        let deadline = Instant::now() + PATIENCE;
        while File::open(&self.lock).unwrap().try_lock().is_err() {
            assert!(Instant::now() < deadline, "the app does not end");
            sleep(PAUSE).await;
        }
        self.driver.kill().unwrap();
        self.driver.wait().unwrap();
    }

    /// The first element marked so, once it is there.
    pub async fn find(&self, id: &str) -> Element {
        self.find_css(&format!("[data-testid='{id}']")).await
    }

    /// The first element that a selector finds, once it is there and laid out.
    pub async fn find_css(&self, css: &str) -> Element {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // Between finding and looking, the screen may have been drawn anew.
            if let Ok(element) = self.client.find(Locator::Css(css)).await
                && element.is_displayed().await.unwrap_or(false)
            {
                return element;
            }
            assert!(
                Instant::now() < deadline,
                "{css} is not shown\n{}",
                self.page_text().await
            );
            sleep(PAUSE).await;
        }
    }

    /// Clicks it.
    pub async fn click(&self, id: &str) {
        self.find(id).await.click().await.unwrap();
    }

    /// Types into it, after what stands there.
    pub async fn type_into(&self, id: &str, text: &str) {
        self.find(id).await.send_keys(text).await.unwrap();
    }

    /// Empties a field as a person would.
    pub async fn clear(&self, id: &str) {
        self.find(id).await.clear().await.unwrap();
    }

    /// Its text.
    pub async fn text(&self, id: &str) -> String {
        self.find(id).await.text().await.unwrap()
    }

    /// Waits until the text of the element satisfies a condition, and answers it.
    pub async fn wait_for_text(&self, id: &str, right: impl Fn(&str) -> bool) -> String {
        self.wait_until(&format!("[data-testid='{id}']"), right)
            .await
    }

    async fn wait_until(&self, css: &str, right: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.text_if_there(css).await.unwrap_or_default();
            if right(&text) {
                return text;
            }
            assert!(
                Instant::now() < deadline,
                "{css} still reads {text:?}\n{}",
                self.page_text().await
            );
            sleep(PAUSE).await;
        }
    }

    async fn text_if_there(&self, css: &str) -> Option<String> {
        // Between two looks the screen may have been drawn anew.
        self.client
            .find(Locator::Css(css))
            .await
            .ok()?
            .text()
            .await
            .ok()
    }

    /// Waits until the element that a selector finds reads so, among other words.
    pub async fn wait_for_text_at(&self, css: &str, words: &str) -> String {
        self.wait_until(css, |text| text.contains(words)).await
    }

    /// Makes the page as large as a device's screen.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// A PNG of the page.
    pub async fn picture(&self, path: &Path) {
        std::fs::write(path, self.client.screenshot().await.unwrap()).unwrap();
    }

    /// All that can be read on the page.
    pub async fn page_text(&self) -> String {
        match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => format!("no page: {error}"),
        }
    }

    /// Waits until the page shows a text.
    pub async fn wait_for(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.page_text().await.contains(text) {
            assert!(
                Instant::now() < deadline,
                "{text:?} is not on the page:\n{}",
                self.page_text().await
            );
            sleep(PAUSE).await;
        }
    }

    /// Adds a provider, and stands before the form to sign in.
    pub async fn add_provider(&self, address: &str) {
        self.type_into("address-field", address).await;
        self.click("continue").await;
        self.find("lookup-result").await;
        self.click("continue").await;
    }

    /// Adds a provider and signs in.
    pub async fn sign_in(&self, address: &str, tax_id: &str, password: &str) {
        self.add_provider(address).await;
        self.give_credentials(tax_id, password).await;
        self.find("nav-bills").await;
    }

    /// Fills in the form to sign in, and sends it.
    pub async fn give_credentials(&self, tax_id: &str, password: &str) {
        self.type_into("tax-id", tax_id).await;
        self.type_into("password", password).await;
        self.click("sign-in").await;
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Already ended when the test went through; a failed one must not leave it behind.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

async fn wait_for_port(port: u16) {
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(Instant::now() < deadline, "WebKitWebDriver does not answer");
        sleep(PAUSE).await;
    }
}
