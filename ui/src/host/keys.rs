//! Which key means what, wherever the focus is.

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// Ask the portal now (F5, Ctrl+R).
    Check,
    /// Go to the search field (/).
    Search,
    /// Close the detail (Esc).
    Close,
}

/// A key that was pressed.
pub(super) struct Press<'a> {
    /// Its name (UI Events `key`).
    pub key: &'a str,
    /// Whether Ctrl or Cmd was held.
    pub command: bool,
    /// Whether it was pressed in a field.
    pub typing: bool,
    /// Whether a menu or a dialog already took it.
    pub handled: bool,
}

impl Press<'_> {
    /// What it asks for, if anything.
    pub fn shortcut(&self) -> Option<Shortcut> {
        match (self.key, self.command) {
            _ if self.handled => None,
            ("F5", _) | ("r" | "R", true) => Some(Shortcut::Check),
            ("/", false) if !self.typing => Some(Shortcut::Search),
            ("Escape", false) => Some(Shortcut::Close),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press<'_> {
        Press {
            key,
            command: false,
            typing: false,
            handled: false,
        }
    }

    #[test]
    fn f5_and_ctrl_r_check_even_in_a_field() {
        let mut f5 = press("F5");
        f5.typing = true;
        assert_eq!(f5.shortcut(), Some(Shortcut::Check));
        let mut r = press("r");
        assert_eq!(r.shortcut(), None);
        r.command = true;
        assert_eq!(r.shortcut(), Some(Shortcut::Check));
    }

    #[test]
    fn a_slash_in_a_field_is_a_slash() {
        let mut slash = press("/");
        assert_eq!(slash.shortcut(), Some(Shortcut::Search));
        slash.typing = true;
        assert_eq!(slash.shortcut(), None);
    }

    #[test]
    fn what_a_menu_took_is_not_taken_twice() {
        let mut escape = press("Escape");
        assert_eq!(escape.shortcut(), Some(Shortcut::Close));
        escape.handled = true;
        assert_eq!(escape.shortcut(), None);
    }
}
