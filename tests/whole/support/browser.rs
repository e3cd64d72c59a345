//! Chromium, driven through its own WebDriver.

use super::devtools::DevTools;
use super::page::{PATIENCE, PAUSE, Page, free_port, wait_for_port};
use balcao_bridge::Language;
use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::ops::Deref;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

/// How long a browser may take to end.
const END_LIMIT: Duration = Duration::from_secs(10);

/// What the browser runs on.
#[derive(Debug, Clone, Copy)]
pub enum Device {
    /// 390 × 844, touched.
    Phone,
    /// 1280 × 800.
    Desktop,
}

/// Which of the two looks is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A browser that nobody has used yet.
pub struct Browser {
    page: Page,
    driver: Child,
    port: u16,
    profile: TempDir,
}

impl Deref for Browser {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Browser {
    /// Opens an address.
    pub async fn open(address: &str, device: Device) -> Self {
        Self::open_in(Language::Portuguese, address, device).await
    }

    /// Opens an address for somebody who reads another language.
    pub async fn open_in(language: Language, address: &str, device: Device) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let port = free_port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("chromedriver is installed");
        wait_for_port(port).await;
        let (width, height, phone) = match device {
            Device::Phone => (390, 844, true),
            Device::Desktop => (1280, 800, false),
        };
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "goog:chromeOptions".into(),
            json!({
                "args": [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--force-color-profile=srgb",
                    "--font-render-hinting=none",
                    format!("--accept-lang={}", language.tag()),
                    format!("--user-data-dir={}", profile.path().display()),
                ],
                "mobileEmulation": {
                    "deviceMetrics": {
                        "width": width,
                        "height": height,
                        "pixelRatio": 1,
                        "mobile": phone,
                        "touch": phone,
                    },
                },
                // Reading what was copied asks the person otherwise.
                "prefs": {
                    "profile.content_settings.exceptions.clipboard": {
                        "http://localhost,*": { "setting": 1 },
                    },
                },
            }),
        );
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let driver_address = format!("http://127.0.0.1:{port}");
        let client = timeout(PATIENCE, builder.connect(&driver_address))
            .await
            .expect("the browser opens in time")
            .expect("the browser opens");
        let browser = Self {
            page: Page::new(client),
            driver,
            port,
            profile,
        };
        browser.page.open(address).await;
        browser
    }

    /// Goes on as on a screen of another size, in CSS pixels, and in another theme.
    pub async fn become_screen(&self, width: u32, height: u32, theme: Theme) {
        let scheme = match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let metrics = DevTools {
            command: "Emulation.setDeviceMetricsOverride",
            parameters: json!({
                "width": width,
                "height": height,
                "deviceScaleFactor": 1,
                "mobile": false,
            }),
        };
        self.page.issue(metrics).await;
        self.prefer(&[("prefers-color-scheme", scheme)]).await;
    }

    /// Goes on as for somebody whose system asks for this, by media features and their values, and
    /// for nothing else.
    pub async fn prefer(&self, preferences: &[(&str, &str)]) {
        let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<_> = preferences.iter().map(feature).collect();
        let media = DevTools {
            command: "Emulation.setEmulatedMedia",
            parameters: json!({ "features": features }),
        };
        self.page.issue(media).await;
        self.page.settle().await;
    }

    /// Clicks what downloads a PDF; answers the file's name and what is in it, once it is there.
    pub async fn download(&self, id: &str) -> (String, Vec<u8>) {
        let folder = self.profile.path().join("downloads");
        std::fs::create_dir(&folder).unwrap();
        let allow = DevTools {
            command: "Browser.setDownloadBehavior",
            parameters: json!({ "behavior": "allow", "downloadPath": folder }),
        };
        self.page.issue(allow).await;
        self.page.click(id).await;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let files = std::fs::read_dir(&folder).unwrap();
            let mut files = files.map(|entry| entry.unwrap().path());
            // Until it has come whole, it goes by another name.
            if let Some(file) = files.find(|it| it.extension().is_some_and(|it| it == "pdf")) {
                let name = file.file_name().unwrap().to_str().unwrap().to_owned();
                return (name, std::fs::read(file).unwrap());
            }
            assert!(Instant::now() < deadline, "{id} downloads nothing");
            sleep(PAUSE).await;
        }
    }

    /// What lies on its clipboard.
    pub async fn clipboard(&self) -> String {
        let read = "navigator.clipboard.readText().then(arguments[0], e => arguments[0](`${e}`))";
        let text = self.page.script_answer(read).await;
        text.as_str().unwrap().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver takes its browser along; killed, it would leave it behind.
        if let Ok(mut driver) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = driver.set_read_timeout(Some(END_LIMIT));
            let _ = driver.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n");
            let _ = driver.read(&mut [0; 64]);
        }
        let deadline = Instant::now() + END_LIMIT;
        while matches!(self.driver.try_wait(), Ok(None)) && Instant::now() < deadline {
            thread::sleep(PAUSE);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
