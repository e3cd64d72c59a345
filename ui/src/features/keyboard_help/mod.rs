//! The shortcuts, as the table that answers them has them.

use crate::components::{Button, Dialog};
use crate::features::shell::place_words;
use crate::host::{self, SHORTCUTS, Shortcut, Stroke};
use crate::words::t;
use dioxus::prelude::*;

/// What a shortcut belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Go,
    List,
    Anywhere,
}

impl Part {
    const ALL: [Self; 3] = [Self::Go, Self::List, Self::Anywhere];

    const fn of(shortcut: Shortcut) -> Self {
        match shortcut {
            Shortcut::Go(_) | Shortcut::Commands => Self::Go,
            Shortcut::Search
            | Shortcut::Next
            | Shortcut::Previous
            | Shortcut::Open
            | Shortcut::CopyPix => Self::List,
            Shortcut::Check | Shortcut::Keys | Shortcut::Close => Self::Anywhere,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Go => t!("keys-go"),
            Self::List => t!("keys-list"),
            Self::Anywhere => t!("keys-anywhere"),
        }
    }
}

fn words(shortcut: Shortcut) -> String {
    match shortcut {
        Shortcut::Commands => t!("shortcut-commands"),
        Shortcut::Search => t!("shortcut-search"),
        Shortcut::Go(place) => place_words(place).1,
        Shortcut::Next => t!("shortcut-next"),
        Shortcut::Previous => t!("shortcut-previous"),
        Shortcut::Open => t!("shortcut-open"),
        Shortcut::CopyPix => t!("shortcut-copy-pix"),
        Shortcut::Check => t!("check-now"),
        Shortcut::Keys => t!("shortcut-keys"),
        Shortcut::Close => t!("shortcut-close"),
    }
}

/// What is printed on the keys of a stroke, one after the other.
fn caps(stroke: Stroke, has_command_key: bool) -> Vec<String> {
    match stroke {
        Stroke::Command(key) if has_command_key => vec![t!("key-command-mac"), cap(key)],
        Stroke::Command(key) => vec![t!("key-command"), cap(key)],
        Stroke::Anywhere(key) | Stroke::Key(key) | Stroke::OnRow(key) => vec![cap(key)],
        Stroke::Then(one, other) => vec![cap(one), cap(other)],
    }
}

fn cap(key: &str) -> String {
    match key {
        "Enter" => t!("key-enter"),
        "Escape" => t!("key-escape"),
        "ArrowDown" => "↓".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        _ => key.to_uppercase(),
    }
}

/// The keys of a shortcut: of the first way to press it, or of each.
#[component]
pub fn KeyCaps(shortcut: Shortcut, #[props(default)] all: bool) -> Element {
    let known = SHORTCUTS.iter().find(|(known, _)| *known == shortcut);
    let strokes = known.map_or(&[][..], |(_, strokes)| strokes);
    let has_command_key = use_hook(host::has_command_key);
    rsx! {
        span { class: "keys",
            for stroke in strokes.iter().take(if all { strokes.len() } else { 1 }) {
                span { class: "keys-stroke",
                    for cap in caps(*stroke, has_command_key) {
                        kbd { class: "key", "{cap}" }
                    }
                }
            }
        }
    }
}

/// The dialog.
#[component]
pub fn KeyboardHelp(onclose: EventHandler<()>) -> Element {
    rsx! {
        Dialog { id: "keyboard-help", title: t!("keys-title"), onclose,
            for part in Part::ALL {
                h3 { class: "keys-part", {part.words()} }
                dl { class: "keys-list",
                    for (shortcut, _) in SHORTCUTS.iter().filter(|(it, _)| Part::of(*it) == part) {
                        div { key: "{words(*shortcut)}", class: "keys-line",
                            dt { {words(*shortcut)} }
                            dd {
                                KeyCaps { shortcut: *shortcut, all: true }
                            }
                        }
                    }
                }
            }
            div { class: "dialog-actions",
                Button { testid: "close-keys", onclick: move |_| onclose.call(()), {t!("close")} }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_as_they_are_printed() {
        assert_eq!(caps(Stroke::Command("k"), false), ["Ctrl", "K"]);
        assert_eq!(caps(Stroke::Command("k"), true), ["⌘", "K"]);
        assert_eq!(caps(Stroke::Then("g", "i"), false), ["G", "I"]);
        assert_eq!(caps(Stroke::OnRow("ArrowDown"), false), ["↓"]);
        assert_eq!(caps(Stroke::Anywhere("Escape"), false), ["Esc"]);
    }
}
