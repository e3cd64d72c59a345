//! Everything there is to see, looked at by axe, and without a sideways scroll where it is narrow.

use crate::support::{Browser, DemoPortal, Device, Page, Person, SIGHTS, Theme, WebServer};
use crate::support::{dialogs, given, routes};
use serde::Deserialize;
use std::collections::BTreeSet;

const SLUG: &str = "rede-horizonte";

/// Phone, tablet, desktop, in CSS pixels.
const SCREENS: [(u32, u32); 3] = [(390, 844), (768, 1024), (1280, 800)];

/// The narrowest that WCAG 2.2 asks for (1.4.10), and a desktop at 200 % (1.4.4).
const NARROW: [(u32, u32); 2] = [(320, 640), (640, 400)];

/// Runs every rule that has one of the tags; nothing is left out.
const RUN: &str = "const done = arguments[arguments.length - 1];
const values = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: { type: 'tag', values } }).then(found => done({
    passed: found.passes.length,
    violations: found.violations.flatMap(it => it.nodes.map(node => `${it.id}: ${node.html}`)),
}), error => done({ passed: 0, violations: [`${error}`] }));";

/// Whether the page can be scrolled sideways; a scroll bar down its side is not page.
const SIDEWAYS: &str =
    "const page = document.documentElement; return page.scrollWidth > page.clientWidth";

#[derive(Deserialize)]
struct Report {
    passed: usize,
    violations: Vec<String>,
}

async fn axe(page: &Page, source: &str) -> Vec<String> {
    if page.script("return typeof axe").await == "undefined" {
        page.script(source).await;
    }
    let report: Report = serde_json::from_value(page.script_answer(RUN).await).unwrap();
    let mut violations = report.violations;
    if report.passed < 10 {
        violations.push(format!("only {} rules found something", report.passed));
    }
    violations
}

#[tokio::test]
async fn axe_finds_nothing_on_any_route_or_dialog_and_nothing_scrolls_sideways() {
    let source = std::fs::read_to_string(given("BALCAO_TEST_AXE")).unwrap();
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let provider = portal.address(SLUG);
    let mut found = Vec::new();
    for person in Person::ALL {
        let browser = Browser::open(&web.origin, Device::Desktop).await;
        person.enter(&browser, &provider).await;
        for sight in SIGHTS.iter().filter(|sight| sight.person == person) {
            sight.show(&browser, &web.origin, &provider).await;
            for theme in [Theme::Light, Theme::Dark] {
                for (width, height) in SCREENS {
                    browser.become_screen(width, height, theme).await;
                    let at = format!("{} {theme:?} {width}", sight.name);
                    let violations = axe(&browser, &source).await;
                    found.extend(violations.iter().map(|it| format!("{at}: {it}")));
                }
            }
            for (width, height) in NARROW {
                browser.become_screen(width, height, Theme::Light).await;
                if browser.script(SIDEWAYS).await == true {
                    found.push(format!("{} {width}: scrolls sideways", sight.name));
                }
            }
            browser.become_screen(1280, 800, Theme::Light).await;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn axe_is_seen_to_find_what_is_wrong() {
    let source = std::fs::read_to_string(given("BALCAO_TEST_AXE")).unwrap();
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    browser.settle().await;
    browser
        .script("document.querySelector('main').append(document.createElement('input'))")
        .await;
    let violations = axe(&browser, &source).await;
    assert!(violations.iter().any(|it| it.starts_with("label: ")));
}

#[test]
fn every_route_and_every_dialog_is_among_the_sights() {
    let seen: BTreeSet<_> = SIGHTS.iter().map(|sight| sight.route).collect();
    assert_eq!(seen, routes());
    let seen: BTreeSet<_> = SIGHTS
        .iter()
        .filter_map(|sight| sight.dialog.map(str::to_owned))
        .collect();
    assert_eq!(seen, dialogs());
}
