//! Which key means what, wherever the focus is. The one table both answers keys and is shown.

use crate::route::Place;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// Find something to do or to go to.
    Commands,
    /// Go to the search field.
    Search,
    /// Go to a place.
    Go(Place),
    /// The next row of the list.
    Next,
    /// The row before.
    Previous,
    /// Open the row.
    Open,
    /// Copy the Pix code of the bill that is open.
    CopyPix,
    /// Ask the portal now.
    Check,
    /// Show the shortcuts.
    Keys,
    /// Close the detail.
    Close,
}

/// What is pressed. Keys have their names of UI Events (`key`), letters in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// A key with Ctrl or Cmd held.
    Command(&'static str),
    /// A key that means the same in a field.
    Anywhere(&'static str),
    /// A key outside of fields.
    Key(&'static str),
    /// A key while a row of a list has the focus.
    OnRow(&'static str),
    /// One key and then another, outside of fields.
    Then(&'static str, &'static str),
}

/// All of them; what is pressed first is what is shown.
pub const SHORTCUTS: &[(Shortcut, &[Stroke])] = &[
    (Shortcut::Commands, &[Stroke::Command("k")]),
    (Shortcut::Search, &[Stroke::Key("/")]),
    (Shortcut::Go(Place::Home), &[Stroke::Then("g", "i")]),
    (Shortcut::Go(Place::Bills), &[Stroke::Then("g", "f")]),
    (Shortcut::Go(Place::Account), &[Stroke::Then("g", "c")]),
    (
        Shortcut::Next,
        &[Stroke::Key("j"), Stroke::OnRow("ArrowDown")],
    ),
    (
        Shortcut::Previous,
        &[Stroke::Key("k"), Stroke::OnRow("ArrowUp")],
    ),
    (Shortcut::Open, &[Stroke::OnRow("Enter")]),
    (Shortcut::CopyPix, &[Stroke::Key("c")]),
    (
        Shortcut::Check,
        &[Stroke::Anywhere("F5"), Stroke::Command("r")],
    ),
    (Shortcut::Keys, &[Stroke::Key("?")]),
    (Shortcut::Close, &[Stroke::Anywhere("Escape")]),
];

/// How long the second of two keys may take, in milliseconds.
const BETWEEN: f64 = 1_500.0;

/// A key that was pressed.
#[derive(Debug, Clone)]
pub struct Press {
    /// Its name.
    pub key: String,
    /// When, in milliseconds.
    pub at: f64,
    /// Whether Ctrl or Cmd was held.
    pub command: bool,
    /// Whether it was pressed in a field.
    pub typing: bool,
    /// Whether a row of a list has the focus.
    pub on_row: bool,
    /// Whether a menu already took it.
    pub taken: bool,
    /// Whether a dialog stands over everything.
    pub in_dialog: bool,
}

/// Reads keys one after the other.
#[derive(Debug, Default)]
pub struct Keyboard {
    /// The first of two keys, and when it was pressed.
    begun: Option<(String, f64)>,
}

impl Keyboard {
    /// What a press asks for, if anything.
    pub fn press(&mut self, press: &Press) -> Option<Shortcut> {
        let key = press.key.to_ascii_lowercase();
        let begun = self.begun.take();
        if press.taken {
            return None;
        }
        let first = begun
            .filter(|(_, at)| press.at - at <= BETWEEN)
            .map(|(first, _)| first);
        let plain = !press.command && !press.typing;
        let found = find(|stroke| match stroke {
            Stroke::Then(one, other) => plain && first.as_deref() == Some(one) && key == other,
            _ => false,
        })
        .or_else(|| {
            find(|stroke| match stroke {
                Stroke::Command(name) => press.command && is(&key, name),
                Stroke::Anywhere(name) => !press.command && is(&key, name),
                Stroke::Key(name) => plain && is(&key, name),
                Stroke::OnRow(name) => plain && press.on_row && is(&key, name),
                Stroke::Then(..) => false,
            })
        });
        let begins = |stroke| matches!(stroke, Stroke::Then(one, _) if key == one);
        if found.is_none() && plain && find(begins).is_some() {
            self.begun = Some((key, press.at));
        }
        // A page that is not asked to check would be loaded anew.
        found.filter(|shortcut| !press.in_dialog || *shortcut == Shortcut::Check)
    }
}

fn is(key: &str, name: &str) -> bool {
    key.eq_ignore_ascii_case(name)
}

fn find(is_it: impl Fn(Stroke) -> bool) -> Option<Shortcut> {
    SHORTCUTS
        .iter()
        .find(|(_, strokes)| strokes.iter().any(|stroke| is_it(*stroke)))
        .map(|(shortcut, _)| *shortcut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press {
        Press {
            key: key.into(),
            at: 0.0,
            command: false,
            typing: false,
            on_row: false,
            taken: false,
            in_dialog: false,
        }
    }

    fn asked(press: &Press) -> Option<Shortcut> {
        Keyboard::default().press(press)
    }

    fn one_after_the_other(keys: &[(&str, f64)]) -> Vec<Option<Shortcut>> {
        let mut keyboard = Keyboard::default();
        let press = |(key, at): &(&str, f64)| {
            let at = *at;
            keyboard.press(&Press { at, ..press(key) })
        };
        keys.iter().map(press).collect()
    }

    #[test]
    fn f5_and_ctrl_r_check_even_in_a_field() {
        let f5 = Press {
            typing: true,
            ..press("F5")
        };
        assert_eq!(asked(&f5), Some(Shortcut::Check));
        let r = press("r");
        assert_eq!(asked(&r), None);
        let ctrl_r = Press { command: true, ..r };
        assert_eq!(asked(&ctrl_r), Some(Shortcut::Check));
    }

    #[test]
    fn in_a_field_only_esc_f5_and_commands_are_heard() {
        for (_, strokes) in SHORTCUTS {
            for stroke in *strokes {
                let (key, heard) = match stroke {
                    Stroke::Anywhere(key) => (key, true),
                    Stroke::Key(key) | Stroke::OnRow(key) | Stroke::Then(key, _) => (key, false),
                    Stroke::Command(_) => continue,
                };
                let typed = Press {
                    typing: true,
                    ..press(key)
                };
                assert_eq!(asked(&typed).is_some(), heard, "{key}");
            }
        }
        let palette = Press {
            typing: true,
            command: true,
            ..press("K")
        };
        assert_eq!(asked(&palette), Some(Shortcut::Commands));
    }

    #[test]
    fn k_moves_up_and_with_ctrl_finds_commands() {
        assert_eq!(asked(&press("k")), Some(Shortcut::Previous));
        assert_eq!(asked(&press("K")), Some(Shortcut::Previous));
        let command = Press {
            command: true,
            ..press("k")
        };
        assert_eq!(asked(&command), Some(Shortcut::Commands));
    }

    #[test]
    fn arrows_scroll_the_page_unless_a_row_has_the_focus() {
        let mut down = press("ArrowDown");
        assert_eq!(asked(&down), None);
        down.on_row = true;
        assert_eq!(asked(&down), Some(Shortcut::Next));
    }

    #[test]
    fn g_and_a_letter_go_to_a_place() {
        for (letter, place) in [
            ("i", Place::Home),
            ("f", Place::Bills),
            ("c", Place::Account),
        ] {
            assert_eq!(
                one_after_the_other(&[("g", 0.0), (letter, 400.0)]),
                [None, Some(Shortcut::Go(place))]
            );
        }
    }

    #[test]
    fn a_first_key_is_forgotten_after_a_while_and_after_another() {
        assert_eq!(
            one_after_the_other(&[("g", 0.0), ("c", 2_000.0)]),
            [None, Some(Shortcut::CopyPix)]
        );
        assert_eq!(
            one_after_the_other(&[("g", 0.0), ("x", 100.0), ("i", 200.0)]),
            [None, None, None]
        );
    }

    #[test]
    fn what_a_menu_took_is_not_taken_twice() {
        let mut escape = press("Escape");
        assert_eq!(asked(&escape), Some(Shortcut::Close));
        escape.taken = true;
        assert_eq!(asked(&escape), None);
    }

    #[test]
    fn under_a_dialog_nothing_moves() {
        for (key, heard) in [("j", None), ("Escape", None), ("F5", Some(Shortcut::Check))] {
            let under = Press {
                in_dialog: true,
                ..press(key)
            };
            assert_eq!(asked(&under), heard, "{key}");
        }
    }

    #[test]
    fn no_two_shortcuts_have_the_same_stroke() {
        let strokes: Vec<_> = SHORTCUTS.iter().flat_map(|(_, each)| *each).collect();
        for (place, stroke) in strokes.iter().enumerate() {
            assert!(!strokes[..place].contains(stroke), "{stroke:?}");
        }
    }
}
