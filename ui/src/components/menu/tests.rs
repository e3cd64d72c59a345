//! What stands on the page.

use super::{Items, Menu, MenuItem};
use crate::components::drawn;
use dioxus::prelude::*;

fn items() -> Vec<MenuItem> {
    ["Salvar", "Apagar"]
        .map(|label| MenuItem {
            label: label.into(),
            glyph: None,
            danger: label == "Apagar",
        })
        .to_vec()
}

#[test]
fn a_menu_is_shut_at_first_and_its_button_says_so() {
    let html = drawn(|| {
        rsx! {
            Menu { id: "more", label: "Mais", items: items(), onchoose: |_| {} }
        }
    });
    assert!(html.contains(r#"aria-haspopup="menu""#));
    assert!(html.contains(r#"aria-expanded="false""#));
    assert!(!html.contains("Salvar"));
}

#[test]
fn one_action_is_reached_by_tab_the_others_by_arrows() {
    let html = drawn(|| {
        rsx! {
            Items { id: "more", items: items(), onclose: |()| {}, onchoose: |_| {} }
        }
    });
    assert!(html.contains(r#"aria-labelledby="more""#));
    assert_eq!(html.matches(r#"role="menuitem""#).count(), 2);
    assert_eq!(html.matches(r#"tabindex="0""#).count(), 1);
}
