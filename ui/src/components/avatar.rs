//! Initials where a picture would stand (DP-09).

use dioxus::prelude::*;

/// Initials on a quiet ground; the name stands beside them, so they are not read out.
#[component]
pub fn Avatar(initials: String, #[props(default)] square: bool) -> Element {
    rsx! {
        span {
            class: if square { "avatar avatar-square" } else { "avatar" },
            "aria-hidden": "true",
            "{initials}"
        }
    }
}

/// One or two letters: of the first and the last word of a name.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn dp_09_a_customer_has_initials() {
        assert_eq!(initials("Construtora Silva"), "CS");
        assert_eq!(initials("Ana Maria de Souza"), "AS");
        assert_eq!(initials("ágata"), "Á");
        assert_eq!(initials(""), "");
    }
}
