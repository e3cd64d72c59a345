//! How far something is, in words, too: nothing runs without saying what it is.

#[cfg(debug_assertions)]
pub mod example;

use dioxus::prelude::*;

/// A bar with what it is for at its left and how far it is at its right. Without a number it is
/// under way, nobody knows how far.
#[component]
pub fn Progress(
    id: &'static str,
    label: String,
    /// `1,2 de 3,0 MB`.
    words: String,
    /// Done, of how many.
    done: Option<(u64, u64)>,
) -> Element {
    rsx! {
        div { class: "progress", "data-testid": id,
            div { class: "progress-words",
                label { r#for: id, "{label}" }
                span { class: "figures", "{words}" }
            }
            progress {
                id,
                class: "progress-bar",
                max: done.map(|(_, all)| all.to_string()),
                value: done.map(|(done, _)| done.to_string()),
                "aria-valuetext": words,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_progress_tells_its_words_and_without_a_number_has_no_value() {
        let html = dioxus_ssr::render_element(rsx! {
            Progress { id: "pdf", label: "Boleto", words: "1,2 de 3,0 MB", done: (12, 30) }
        });
        assert!(html.contains(r#"value="12""#));
        assert!(html.contains(r#"max="30""#));
        assert!(html.contains(r#"aria-valuetext="1,2 de 3,0 MB""#));
        let html = dioxus_ssr::render_element(rsx! {
            Progress { id: "pdf", label: "Boleto", words: "procurando…", done: None }
        });
        assert!(!html.contains(r#" value="#));
    }
}
