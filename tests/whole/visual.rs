//! The gallery and the main screens look as they did: each is compared with a picture that is kept
//! in `tests/pictures`, and which `cargo xtask screenshots` takes anew.

use crate::support::{
    Browser, DemoPortal, DevTools, Device, Part, Person, Picture, SIGHTS, Theme, WebServer, given,
};
use balcao_bridge::Language;
use serde_json::json;
use std::path::{Path, PathBuf};

const SLUG: &str = "rede-horizonte";

/// The sight that is taken whole, and compared component by component.
const GALLERY: &str = "gallery";

/// Width and height in CSS pixels, and the look.
type Screen = (u32, u32, Theme);

/// What is compared, and on which screens.
const COMPARED: [(&str, &[Screen]); 6] = [
    ("add", &[PHONE]),
    (GALLERY, &[DESKTOP, DARK]),
    ("home", &[PHONE]),
    ("bill", &[PHONE]),
    ("home-suspended", &[PHONE]),
    ("bills-company", &[DESKTOP, DARK]),
];
const PHONE_DARK: Screen = (390, 844, Theme::Dark);
const PHONE: Screen = (390, 844, Theme::Light);
const DESKTOP: Screen = (1280, 800, Theme::Light);
const DARK: Screen = (1280, 800, Theme::Dark);

/// Stops what moves for ever where it begins, and answers once that is painted.
const STAND_STILL: &str = "const done = arguments[0];
const endless = it => it.effect.getComputedTiming().endTime === Infinity;
for (const it of document.getAnimations().filter(endless)) {
    it.pause();
    it.currentTime = 0;
}
requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";

/// The gallery's components, where they stand.
const PARTS: &str =
    "return [...document.querySelectorAll('section[data-testid^=gallery-]')].map(it => {
    const box = it.getBoundingClientRect();
    const [left, top] = [Math.floor(box.left), Math.floor(box.top)];
    const [width, height] = [Math.ceil(box.right) - left, Math.ceil(box.bottom) - top];
    return { name: it.dataset.testid, left, top, width, height };
})";

/// Whether every screen is taken, and what is taken is kept instead of compared.
fn keeping() -> bool {
    std::env::var_os("BALCAO_TEST_KEEP").is_some()
}

/// On which screens a sight is taken.
fn screens(sight: &str) -> Vec<Screen> {
    if keeping() && sight != GALLERY {
        return vec![PHONE, PHONE_DARK, DESKTOP, DARK];
    }
    let compared = COMPARED.iter().filter(|(name, _)| *name == sight);
    compared.flat_map(|(_, screens)| screens.to_vec()).collect()
}

/// A picture that was taken.
struct Taken {
    name: String,
    path: PathBuf,
    parts: Vec<Part>,
    compared: bool,
}

impl Taken {
    /// Where the picture is that it is compared with.
    fn kept(&self) -> PathBuf {
        given("BALCAO_TEST_BASELINE").join(format!("{}.png", self.name))
    }

    /// Compares it with the one that is kept, and says what is wrong.
    fn judge(&self) -> Vec<String> {
        let (was, is) = (Picture::read(&self.kept()), Picture::read(&self.path));
        let told = is.judge(&was, &self.parts, &self.path.with_extension("diff.png"));
        told.iter()
            .map(|it| format!("{}: {it}", self.name))
            .collect()
    }
}

/// Makes the sight that a browser shows stand still on a screen, and takes its picture; answers its
/// parts.
async fn take_one(browser: &Browser, sight: &str, screen: Screen, path: &Path) -> Vec<Part> {
    let (width, height, theme) = screen;
    browser.become_screen(width, height, theme).await;
    if sight == GALLERY {
        let whole = "return document.documentElement.scrollHeight";
        let whole = browser.script(whole).await.as_u64().unwrap();
        let whole = u32::try_from(whole).unwrap();
        browser.become_screen(width, whole, theme).await;
    }
    // Where the pointer was left by a click is something else on each screen.
    let away = DevTools {
        command: "Input.dispatchMouseEvent",
        parameters: json!({ "type": "mouseMoved", "x": 0, "y": 0 }),
    };
    browser.issue(away).await;
    browser.settle().await;
    browser.say_the_same().await;
    browser.script_answer(STAND_STILL).await;
    browser.picture(path).await;
    if sight != GALLERY {
        return Vec::new();
    }
    serde_json::from_value(browser.script(PARTS).await).unwrap()
}

/// Takes a person's sights in a browser.
async fn take(
    browser: &Browser,
    person: Person,
    web: &WebServer,
    provider: &str,
    folder: &Path,
) -> Vec<Taken> {
    let mut taken = Vec::new();
    for sight in SIGHTS.iter().filter(|sight| sight.person == person) {
        let screens = screens(sight.name);
        if screens.is_empty() {
            continue;
        }
        sight.show(browser, &web.origin, provider).await;
        for screen in screens {
            let (width, _, theme) = screen;
            let name = format!("{}-{width}-{theme:?}", sight.name).to_lowercase();
            let path = folder.join(format!("{name}.png"));
            let parts = take_one(browser, sight.name, screen, &path).await;
            let compared = COMPARED
                .iter()
                .any(|(name, screens)| *name == sight.name && screens.contains(&screen));
            taken.push(Taken {
                name,
                path,
                parts,
                compared,
            });
        }
        browser.become_screen(1280, 800, Theme::Light).await;
    }
    taken
}

#[tokio::test]
async fn the_main_screens_are_pictured_as_they_were() {
    let portal = DemoPortal::start();
    let provider = portal.address(SLUG);
    let folder = given("BALCAO_TEST_PICTURES").join("screens");
    std::fs::create_dir_all(&folder).unwrap();
    let mut wrong = Vec::new();
    for person in Person::ALL {
        let web = WebServer::start_for(person, &portal);
        let browser = Browser::open(&web.origin, Device::Desktop).await;
        person.enter(&browser, &provider).await;
        let taken = take(&browser, person, &web, &provider, &folder).await;
        for taken in taken.iter().filter(|it| it.compared) {
            if keeping() {
                std::fs::copy(&taken.path, taken.kept()).unwrap();
            } else {
                wrong.extend(taken.judge());
            }
        }
    }
    if keeping() {
        let folder = folder.join("en");
        std::fs::create_dir_all(&folder).unwrap();
        for person in Person::ALL {
            let web = WebServer::start_for(person, &portal);
            let english = Browser::open_in(Language::English, &web.origin, Device::Desktop).await;
            person.enter(&english, &provider).await;
            take(&english, person, &web, &provider, &folder).await;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Takes the border of a card and the ground of a badge away.
const FADE: &str = "const first = (name, css) =>
    document.querySelector(`[data-testid=gallery-${name}] ${css}`);
first('card', '.card').style.borderColor = 'transparent';
first('badge', '.badge').style.background = 'none';";

#[tokio::test]
async fn the_gallery_is_the_same_each_time_and_a_border_or_a_ground_that_is_gone_is_noticed() {
    let portal = DemoPortal::start();
    let web = WebServer::start_with_gallery(&portal);
    let gallery = format!("{}/dev/gallery", web.origin);
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for screen in [DESKTOP, DARK] {
        let first = Browser::open(&gallery, Device::Desktop).await;
        take_one(&first, GALLERY, screen, &at("was.png")).await;
        let second = Browser::open(&gallery, Device::Desktop).await;
        let parts = take_one(&second, GALLERY, screen, &at("is.png")).await;
        let was = Picture::read(&at("was.png"));
        let judge = || Picture::read(&at("is.png")).judge(&was, &parts, &at("is.diff.png"));
        assert_eq!(judge(), Vec::<String>::new());

        second.script(FADE).await;
        second.script_answer(STAND_STILL).await;
        second.picture(&at("is.png")).await;
        let told = judge();
        for part in ["gallery-card: ", "gallery-badge: ", "the whole: "] {
            assert!(told.iter().any(|it| it.starts_with(part)), "{told:?}");
        }
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(at("is.diff.png").exists());
    }
}
