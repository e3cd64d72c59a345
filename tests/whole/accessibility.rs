//! Everything there is to see, looked at by axe, without a sideways scroll where it is narrow, and
//! within its content security policy.

use crate::content_security::{LISTEN, heard};
use crate::support::{Axe, Browser, DemoPortal, Device, Person, SIGHTS, Theme, WebServer};
use crate::support::{dialogs, routes};
use std::collections::BTreeSet;

const SLUG: &str = "rede-horizonte";

/// Phone, tablet, desktop, in CSS pixels.
const SCREENS: [(u32, u32); 3] = [(390, 844), (768, 1024), (1280, 800)];

/// The narrowest that WCAG 2.2 asks for (1.4.10), and a desktop at 200 % (1.4.4).
const NARROW: [(u32, u32); 2] = [(320, 640), (640, 400)];

/// Whether the page can be scrolled sideways; a scroll bar down its side is not page.
const SIDEWAYS: &str =
    "const page = document.documentElement; return page.scrollWidth > page.clientWidth";

#[tokio::test]
async fn no_route_or_dialog_has_anything_for_axe_scrolls_sideways_or_violates_the_policy() {
    let axe = Axe::read();
    let portal = DemoPortal::start();
    let provider = portal.address(SLUG);
    let mut found = Vec::new();
    for person in Person::ALL {
        let web = WebServer::start_for(person, &portal);
        let browser = Browser::open(&web.origin, Device::Desktop).await;
        person.enter(&browser, &provider).await;
        for sight in SIGHTS.iter().filter(|sight| sight.person == person) {
            sight.show(&browser, &web.origin, &provider).await;
            // Violations of the content security policy, too, since the page began to load.
            browser.script(LISTEN).await;
            for theme in [Theme::Light, Theme::Dark] {
                for (width, height) in SCREENS {
                    browser.become_screen(width, height, theme).await;
                    let at = format!("{} {theme:?} {width}", sight.name);
                    let violations = axe.look_at(&browser).await.violations;
                    found.extend(violations.iter().map(|it| format!("{at}: {it}")));
                }
            }
            for (width, height) in NARROW {
                browser.become_screen(width, height, Theme::Light).await;
                if browser.script(SIDEWAYS).await == true {
                    found.push(format!("{} {width}: scrolls sideways", sight.name));
                }
            }
            for directive in heard(&browser).await {
                found.push(format!("{}: violates {directive}", sight.name));
            }
            browser.become_screen(1280, 800, Theme::Light).await;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn axe_is_seen_to_find_what_is_wrong() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    browser.settle().await;
    browser
        .script("document.querySelector('main').append(document.createElement('input'))")
        .await;
    let violations = Axe::read().look_at(&browser).await.violations;
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
