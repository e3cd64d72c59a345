//! What is shown, and what a person does with it, in window and browser alike.

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use serde_json::Value;
use std::future::Future;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

/// How long something on the screen may take; a wait on a condition, not a pause.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long a driver may take for one command. A page that hangs lets it wait for ever.
const DRIVER_LIMIT: Duration = Duration::from_secs(60);

/// The same words for what differs from run to run.
const SAME_WORDS: &str = "const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const node = walker.currentNode;
    const same = node.data
        .replace(/localhost:\\d+/g, 'localhost:8443')
        .replace(/atualizado há \\d+ min/g, 'atualizado agora');
    if (same !== node.data) { node.data = same; }
}";

/// Between two looks at the screen.
pub const PAUSE: Duration = Duration::from_millis(50);

/// Whether something is still being read for the first time. The gallery shows what that looks
/// like.
const LOADING: &str = "return [...document.querySelectorAll('[data-testid=skeleton]')]
    .some(it => !it.closest('[data-testid=gallery-skeleton]'))";

/// Answers once nothing moves any more and two frames were painted. What moves for ever, such as
/// the shine of a skeleton, has no end to wait for.
const STILL: &str = "const done = arguments[0];
const ends = document.getAnimations().filter(it => it.effect.getComputedTiming().endTime !== Infinity);
Promise.all([document.fonts.ready, ...ends.map(it => it.finished.catch(() => {}))])
    .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";

/// The page of a driver's session.
pub struct Page {
    client: Client,
}

impl Page {
    /// The page that a session shows.
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// Closes it as a person does.
    pub async fn close(&self) {
        answer("close", self.client.close_window()).await;
    }

    /// Goes to an address.
    pub async fn open(&self, address: &str) {
        answer(address, self.client.goto(address)).await;
    }

    /// Where it is.
    pub async fn address(&self) -> String {
        answer("address", self.client.current_url()).await.into()
    }

    /// What a script in the page answers.
    pub async fn script(&self, script: &str) -> Value {
        answer(script, self.client.execute(script, Vec::new())).await
    }

    /// What a script in the page hands to its one argument, a function, in the end.
    pub async fn script_answer(&self, script: &str) -> Value {
        answer(script, self.client.execute_async(script, Vec::new())).await
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
            let found = in_time(css, async {
                let element = self.client.find(Locator::Css(css)).await.ok()?;
                element.is_displayed().await.ok()?.then_some(element)
            });
            if let Some(element) = found.await {
                return element;
            }
            assert!(
                Instant::now() < deadline,
                "{css} is not shown\n{}",
                self.told().await
            );
            sleep(PAUSE).await;
        }
    }

    /// Clicks it.
    pub async fn click(&self, id: &str) {
        answer(id, self.find(id).await.click()).await;
    }

    /// Clicks the link that says so, once it is there.
    pub async fn click_link(&self, words: &str) {
        let path = format!("//a[contains(., '{words}')]");
        let link = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(&path));
        let link = answer(words, link).await;
        answer(words, link.click()).await;
    }

    /// Types into it, after what stands there.
    pub async fn type_into(&self, id: &str, text: &str) {
        answer(id, self.find(id).await.send_keys(text)).await;
    }

    /// Empties a field as a person would.
    pub async fn clear(&self, id: &str) {
        answer(id, self.find(id).await.clear()).await;
    }

    /// Its text.
    pub async fn text(&self, id: &str) -> String {
        answer(id, self.find(id).await.text()).await
    }

    /// All the words in it, once it is shown; what is cut off at the edge of a box too, which
    /// WebKit's driver leaves out of a text.
    pub async fn content(&self, id: &str) -> String {
        let element = self.find(id).await;
        let words = answer(id, element.prop("textContent")).await;
        words.unwrap_or_default()
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
                self.told().await
            );
            sleep(PAUSE).await;
        }
    }

    async fn text_if_there(&self, css: &str) -> Option<String> {
        // Between two looks the screen may have been drawn anew.
        in_time(css, async {
            let element = self.client.find(Locator::Css(css)).await.ok()?;
            element.text().await.ok()
        })
        .await
    }

    /// Waits until the element that a selector finds reads so, among other words.
    pub async fn wait_for_text_at(&self, css: &str, words: &str) -> String {
        self.wait_until(css, |text| text.contains(words)).await
    }

    /// Waits until what was asked for is there and stands still: its heading shown, no skeleton
    /// left, the fonts loaded, every transition over, and painted.
    pub async fn settle(&self) {
        self.find_css("h1").await;
        let deadline = Instant::now() + PATIENCE;
        while self.script(LOADING).await == true {
            assert!(Instant::now() < deadline, "a skeleton stays for ever");
            sleep(PAUSE).await;
        }
        self.script_answer(STILL).await;
    }

    /// The element that has the focus.
    pub async fn focused(&self) -> Element {
        answer("focus", self.client.active_element()).await
    }

    /// Hands a command to the driver that WebDriver itself does not know.
    pub async fn issue(&self, command: impl WebDriverCompatibleCommand + Send + 'static) -> Value {
        answer("command", self.client.issue_cmd(command)).await
    }

    /// Makes the page as large as a device's screen.
    pub async fn resize(&self, width: u32, height: u32) {
        answer("resize", self.client.set_window_size(width, height)).await;
    }

    /// Puts the pointer where nothing answers to it.
    pub async fn rest_pointer(&self) {
        let away = MouseActions::new("mouse".into()).then(PointerAction::MoveTo {
            duration: None,
            x: 0.0,
            y: 0.0,
        });
        answer("pointer", self.client.perform_actions(away)).await;
    }

    /// Puts the same words into every picture: the demo's port is another one each time, and a slow
    /// machine shows data that are a minute old.
    pub async fn say_the_same(&self) {
        self.script(SAME_WORDS).await;
    }

    /// A PNG of the page.
    pub async fn picture(&self, path: &Path) {
        let picture = answer("picture", self.client.screenshot()).await;
        std::fs::write(path, picture).unwrap();
    }

    /// All that can be read on the page.
    pub async fn page_text(&self) -> String {
        let text = async {
            match self.client.find(Locator::Css("body")).await {
                Ok(body) => body.text().await.unwrap_or_default(),
                Err(error) => format!("no page: {error}"),
            }
        };
        in_time("the page's text", text).await
    }

    /// What a test that fails says of the page: its text, and where the interface stopped if it did.
    async fn told(&self) -> String {
        let trap = "return document.documentElement.dataset.trap ?? ''";
        let trap = in_time("the page's trap", self.client.execute(trap, Vec::new())).await;
        format!("{}\n{trap:?}", self.page_text().await)
    }

    /// Waits until the page shows a text.
    pub async fn wait_for(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.page_text().await.contains(text) {
            assert!(
                Instant::now() < deadline,
                "{text:?} is not on the page:\n{}",
                self.told().await
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

/// What the driver answers to a command.
async fn answer<T>(what: &str, command: impl Future<Output = Result<T, CmdError>>) -> T {
    in_time(what, command)
        .await
        .unwrap_or_else(|error| panic!("{what}: {error}"))
}

async fn in_time<T>(what: &str, command: impl Future<Output = T>) -> T {
    timeout(DRIVER_LIMIT, command)
        .await
        .unwrap_or_else(|_| panic!("the driver does not answer: {what}"))
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Waits until a driver listens.
pub async fn wait_for_port(port: u16) {
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(Instant::now() < deadline, "the driver does not answer");
        sleep(PAUSE).await;
    }
}
