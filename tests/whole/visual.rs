//! The gallery and the main screens look as they did: each is compared with a picture that is kept
//! in `tests/pictures`, and which `cargo xtask screenshots` takes anew.

use crate::support::given;
use crate::support::{Browser, DemoPortal, Device, Person, Picture, SIGHTS, Theme, WebServer};
use balcao_bridge::Language;
use std::path::{Path, PathBuf};

const SLUG: &str = "rede-horizonte";

/// Of ten thousand pixels, how many may differ.
const MOST: usize = 5;

/// Width and height in CSS pixels, and the look.
type Screen = (u32, u32, Theme);

/// What is compared, and on which screens. The gallery is taken whole.
const COMPARED: [(&str, &[Screen]); 6] = [
    ("add", &[PHONE]),
    ("gallery", &[DESKTOP, DARK]),
    ("home", &[PHONE]),
    ("bill", &[PHONE]),
    ("home-suspended", &[PHONE]),
    ("bills-company", &[DESKTOP, DARK]),
];
const PHONE_DARK: Screen = (390, 844, Theme::Dark);
const PHONE: Screen = (390, 844, Theme::Light);
const DESKTOP: Screen = (1280, 800, Theme::Light);
const DARK: Screen = (1280, 800, Theme::Dark);

/// Puts the same address everywhere: the demo's port is another one each time.
const SAME_ADDRESS: &str =
    "const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const node = walker.currentNode;
    const same = node.data.replace(/localhost:\\d+/g, 'localhost:8443');
    if (same !== node.data) { node.data = same; }
}";

/// Whether every screen is taken, and what is taken is kept instead of compared.
fn keeping() -> bool {
    std::env::var_os("BALCAO_TEST_KEEP").is_some()
}

/// On which screens a sight is taken.
fn screens(sight: &str) -> Vec<Screen> {
    if keeping() && sight != "gallery" {
        return vec![PHONE, PHONE_DARK, DESKTOP, DARK];
    }
    let compared = COMPARED.iter().filter(|(name, _)| *name == sight);
    compared.flat_map(|(_, screens)| screens.to_vec()).collect()
}

/// Compares a picture with the one that is kept, and says what is wrong.
fn judge(name: &str, taken: &Path) -> Option<String> {
    let kept = given("BALCAO_TEST_BASELINE").join(format!("{name}.png"));
    let (was, is) = (Picture::read(&kept), Picture::read(taken));
    if was.size() != is.size() {
        return Some(format!("{name} was {:?}, is {:?}", was.size(), is.size()));
    }
    let differences = was.differences(&is);
    let count = differences.iter().filter(|it| **it).count();
    if count * 10_000 <= differences.len() * MOST {
        return None;
    }
    let marked = taken.with_extension("diff.png");
    is.write_marked(&differences, &marked);
    Some(format!(
        "{name}: {count} pixels differ, see {}",
        marked.display()
    ))
}

/// Takes a person's sights in a browser; answers each picture's name, and where it lies.
async fn take(
    browser: &Browser,
    person: Person,
    web: &WebServer,
    provider: &str,
    folder: &Path,
) -> Vec<(String, PathBuf, bool)> {
    let mut taken = Vec::new();
    for sight in SIGHTS.iter().filter(|sight| sight.person == person) {
        let screens = screens(sight.name);
        if screens.is_empty() {
            continue;
        }
        sight.show(browser, &web.origin, provider).await;
        for screen in screens {
            let (width, height, theme) = screen;
            browser.become_screen(width, height, theme).await;
            if sight.name == "gallery" {
                let whole = "return document.documentElement.scrollHeight";
                let whole = browser.script(whole).await.as_u64().unwrap();
                let whole = u32::try_from(whole).unwrap();
                browser.become_screen(width, whole, theme).await;
            }
            browser.script(SAME_ADDRESS).await;
            let name = format!("{}-{width}-{theme:?}", sight.name).to_lowercase();
            let path = folder.join(format!("{name}.png"));
            browser.picture(&path).await;
            let compared = COMPARED
                .iter()
                .any(|(name, screens)| *name == sight.name && screens.contains(&screen));
            taken.push((name, path, compared));
        }
        browser.become_screen(1280, 800, Theme::Light).await;
    }
    taken
}

#[tokio::test]
async fn the_main_screens_are_pictured_as_they_were() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let provider = portal.address(SLUG);
    let folder = given("BALCAO_TEST_PICTURES").join("screens");
    std::fs::create_dir_all(&folder).unwrap();
    let mut wrong = Vec::new();
    for person in Person::ALL {
        let browser = Browser::open(&web.origin, Device::Desktop).await;
        person.enter(&browser, &provider).await;
        let taken = take(&browser, person, &web, &provider, &folder).await;
        for (name, path, compared) in taken {
            if compared && keeping() {
                let kept = given("BALCAO_TEST_BASELINE").join(format!("{name}.png"));
                std::fs::copy(path, kept).unwrap();
            } else if compared {
                wrong.extend(judge(&name, &path));
            }
        }
    }
    if keeping() {
        let folder = folder.join("en");
        std::fs::create_dir_all(&folder).unwrap();
        for person in Person::ALL {
            let english = Browser::open_in(Language::English, &web.origin, Device::Desktop).await;
            person.enter(&english, &provider).await;
            take(&english, person, &web, &provider, &folder).await;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
