//! The language in use. Whoever asks for words while drawing is drawn again when another one comes
//! into use, as if the words were a signal; so no screen knows that there is more than one.

use super::fluent::{Arguments, Messages};
use balcao_bridge::Language;
use dioxus::core::{ReactiveContext, Subscribers};
use std::cell::RefCell;
use std::collections::BTreeMap;

struct Spoken {
    language: Language,
    /// Every language that was spoken so far.
    known: BTreeMap<Language, Messages>,
    readers: Subscribers,
}

thread_local! {
    static SPOKEN: RefCell<Spoken> = RefCell::new(Spoken {
        language: Language::Portuguese,
        known: known_from_the_start(),
        readers: Subscribers::new(),
    });
}

/// A page fetches the words before it shows its first screen.
#[cfg(not(test))]
const fn known_from_the_start() -> BTreeMap<Language, Messages> {
    BTreeMap::new()
}

/// Tests need not wait for theirs.
#[cfg(test)]
fn known_from_the_start() -> BTreeMap<Language, Messages> {
    let file = crate::words::tests::file(Language::Portuguese);
    let messages = Messages::read(Language::Portuguese, file);
    BTreeMap::from([(Language::Portuguese, messages)])
}

impl Spoken {
    /// Has whoever is drawing now drawn again when the language changes.
    fn remember_reader(&self) {
        if let Some(reader) = ReactiveContext::current() {
            reader.subscribe(self.readers.clone());
        }
    }

    fn words(&self, id: &str, arguments: Arguments<'_>) -> Option<String> {
        self.known.get(&self.language)?.format(id, arguments)
    }
}

/// The language in use.
pub fn language() -> Language {
    SPOKEN.with_borrow(|spoken| {
        spoken.remember_reader();
        spoken.language
    })
}

/// The words with this id; the id itself where there are none, which `cargo xtask check` rules out.
pub fn text(id: &str, arguments: Arguments<'_>) -> String {
    SPOKEN.with_borrow(|spoken| {
        spoken.remember_reader();
        spoken.words(id, arguments).unwrap_or_else(|| id.to_owned())
    })
}

/// Whether the words of a language are here.
pub fn is_known(language: Language) -> bool {
    SPOKEN.with_borrow(|spoken| spoken.known.contains_key(&language))
}

/// Takes in the words of a language: its file.
pub fn learn(language: Language, file: String) {
    let messages = Messages::read(language, file);
    SPOKEN.with_borrow_mut(|spoken| spoken.known.insert(language, messages));
}

/// Speaks a language from now on; everything that shows words is drawn again.
pub fn speak(language: Language) {
    let readers = SPOKEN.with_borrow_mut(|spoken| {
        spoken.language = language;
        spoken.readers.clone()
    });
    // Not while visiting: a reader that is told may ask for words at once.
    let mut told = Vec::new();
    readers.visit(|reader| told.push(*reader));
    for reader in told {
        if !reader.mark_dirty() {
            readers.remove(&reader);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::t;
    use crate::words::tests::speak_in_test;
    use dioxus::prelude::*;

    #[test]
    fn what_shows_words_is_drawn_again_in_another_language() {
        #[component]
        fn Deep() -> Element {
            rsx! {
                p { {t!("nav-home")} }
            }
        }
        fn page() -> Element {
            rsx! {
                Deep {}
            }
        }
        let mut page = VirtualDom::new(page);
        page.rebuild_in_place();
        assert_eq!(dioxus_ssr::render(&page), "<p>Início</p>");
        speak_in_test(Language::English);
        page.process_events();
        page.render_immediate(&mut dioxus::core::NoOpMutations);
        assert_eq!(dioxus_ssr::render(&page), "<p>Home</p>");
    }
}
