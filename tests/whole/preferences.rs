//! What people ask of every page in their system's settings: less motion, more contrast, colours of
//! their own.

use crate::support::{Axe, Browser, DemoPortal, Device, SIGHTS, WebServer};

const SLUG: &str = "rede-horizonte";

/// Takes note of what begins to move from now on.
const WATCH: &str = "window.moved = [];
const note = it => moved.push(`${it.type} ${it.propertyName ?? it.animationName}`);
document.addEventListener('transitionrun', note);
document.addEventListener('animationstart', note);";

/// What began to move, once the frame is over in which it would.
const MOVED: &str = "const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => done(moved)));";

/// How much moves now.
const MOVING: &str =
    "return document.getAnimations().filter(it => it.playState === 'running').length";

#[tokio::test]
async fn nothing_moves_for_those_who_ask_for_less_motion() {
    let portal = DemoPortal::start();
    let web = WebServer::start_with_gallery(&portal);
    let gallery = format!("{}/dev/gallery", web.origin);
    let browser = Browser::open(&gallery, Device::Desktop).await;
    for (asked, moves) in [("no-preference", true), ("reduce", false)] {
        browser.open(&gallery).await;
        browser.prefer(&[("prefers-reduced-motion", asked)]).await;
        // The gallery has a skeleton and an endless progress bar.
        let moving = browser.script(MOVING).await.as_u64().unwrap();
        assert_eq!(moving > 0, moves, "{asked}: {moving} move");

        browser.script(WATCH).await;
        browser.click("example-toast").await;
        browser.find("toast").await;
        browser.click("example-sheet-open").await;
        browser.find_css("dialog#example-sheet[open]").await;
        let moved = browser.script_answer(MOVED).await;
        assert_eq!(moved != serde_json::json!([]), moves, "{asked}: {moved}");
    }
}

#[tokio::test]
async fn words_stand_out_where_more_contrast_is_asked_for_and_in_the_systems_own_colours() {
    let axe = Axe::read();
    let portal = DemoPortal::start();
    let provider = portal.address(SLUG);
    let mut found = Vec::new();
    for name in ["gallery", "bills-company"] {
        let sight = SIGHTS.iter().find(|sight| sight.name == name).unwrap();
        let web = WebServer::start_for(sight.person, &portal);
        let browser = Browser::open(&web.origin, Device::Desktop).await;
        sight.person.enter(&browser, &provider).await;
        sight.show(&browser, &web.origin, &provider).await;
        for scheme in ["light", "dark"] {
            for (feature, value) in [("prefers-contrast", "more"), ("forced-colors", "active")] {
                let asked = [("prefers-color-scheme", scheme), (feature, value)];
                browser.prefer(&asked).await;
                let at = format!("{name}, {scheme}, {feature}");
                let matches = format!("return matchMedia('({feature}: {value})').matches");
                assert_eq!(browser.script(&matches).await, true, "{at}");
                let report = axe.look_at(&browser).await;
                found.extend(report.violations.iter().map(|it| format!("{at}: {it}")));
                if !report.passed.iter().any(|rule| rule == "color-contrast") {
                    found.push(format!("{at}: no word's contrast was judged"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
