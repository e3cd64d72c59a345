//! Text that people see: names, lines of an address, file names, what stands on a document or in
//! the header of a mail.
//!
//! What cannot be seen is not part of it: two texts that look alike are equal, a text with nothing
//! to see is empty, and no control turns the reading direction so that `fdp.exe` reads `exe.pdf`
//! (Unicode Technical Report 36, 2.5 and 2.10). Letters are put together (NFC, Unicode Standard
//! Annex 15), so that what macOS pastes in pieces is found and compared as what others type.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether a character has no ink of its own and is no space: controls, marks of direction,
/// joiners, fillers, variation selectors (Default_Ignorable_Code_Point and format characters of
/// Unicode 16), noncharacters, and the blank of Braille.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Whether there is nothing to see: only spaces, what is invisible, and accents without a letter.
pub fn is_blank(text: &str) -> bool {
    let unseen = |c: char| c.is_whitespace() || is_invisible(c) || is_combining_mark(c);
    text.chars().all(unseen)
}

/// The text as it is seen on one line, its spaces as they stand: breaks of line and paragraph,
/// U+2028 and U+2029 too, are spaces there. For a piece that is drawn beside others.
pub fn visible(text: &str) -> String {
    text.chars().filter_map(seen_on_a_line).nfc().collect()
}

/// A text of one line as a field keeps it: what is seen, in single spaces, without any at its ends;
/// empty when there is nothing to see.
pub fn line(text: &str) -> String {
    if is_blank(text) {
        return String::new();
    }
    let seen = visible(text);
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of several lines, each as [`line`] keeps it. Lines end where U+000A or U+000D does, or
/// both; U+2028 ends none, since mail, CSV and JavaScript do not agree about it.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The name of a file as a person sees it: without folders, at most so many characters of which
/// the last ones stay, since they say what it is, and without spaces and points at its end, which
/// Windows drops (Microsoft, "Naming Files, Paths, and Namespaces"). None when nothing is left, as of
/// `..`.
pub fn file_name(name: &str, longest: usize) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = line(name);
    let name = name.trim_end_matches(['.', ' ']);
    let cut = name.chars().count().saturating_sub(longest);
    let end: String = name.chars().skip(cut).collect();
    // The cut may have left an accent without its letter, or a space.
    let end = end.trim_start_matches(|c: char| c == ' ' || is_combining_mark(c));
    (!end.is_empty()).then(|| end.to_owned())
}

fn seen_on_a_line(c: char) -> Option<char> {
    let breaks = matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if breaks {
        Some(' ')
    } else {
        (!is_invisible(c)).then_some(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_that_look_alike_are_equal() {
        for (text, seen) in [
            ("Ana Souza", "Ana Souza"),
            ("  Ana \u{a0} Souza\n", "Ana Souza"),
            ("Ana\u{2028}Souza", "Ana Souza"),
            ("Ana\u{2029}Souza", "Ana Souza"),
            ("Ana\tSouza", "Ana Souza"),
            ("An\u{200b}a So\u{ad}uza\u{feff}", "Ana Souza"),
            (
                "Jose\u{301} da Conceic\u{327}a\u{303}o",
                "José da Conceição",
            ),
            ("\u{202e}Ana\u{202c} \u{2066}Souza\u{2069}", "Ana Souza"),
            ("Ana\u{0} Souza\u{7f}\u{9f}", "Ana Souza"),
            ("Ana\u{e0041}\u{fe0f} Souza", "Ana Souza"),
            ("Łódź 東京 Ação", "Łódź 東京 Ação"),
        ] {
            assert_eq!(line(text), seen, "{text:?}");
        }
    }

    #[test]
    fn a_text_with_nothing_to_see_is_empty() {
        for text in [
            "",
            " \u{3000}\u{a0}\t",
            "\u{200b}\u{200d}\u{feff}",
            "\u{202e}\u{2069}",
            "\u{3164}\u{115f}\u{ffa0}",
            "\u{2800}\u{2800}",
            "\u{301}",
            " \u{300}\u{200b}\u{34f}",
            "\u{2028}\u{2029}\u{85}",
            "\u{fffe}\u{10ffff}",
        ] {
            assert!(is_blank(text), "{text:?}");
            assert_eq!(line(text), "", "{text:?}");
        }
    }

    #[test]
    fn spaces_of_a_piece_stay_as_they_are_drawn() {
        assert_eq!(visible("R$\u{a0}10,00 \n"), "R$\u{a0}10,00  ");
    }

    #[test]
    fn only_a_line_feed_ends_a_line() {
        for (text, kept) in [
            ("um\ndois", "um\ndois"),
            ("um\r\ndois\rtrês", "um\ndois\ntrês"),
            (
                "um\u{2028}dois\u{2029}três\u{b}quatro",
                "um dois três quatro",
            ),
            ("\n\num  \n\n\u{200b}dois\n", "um\n\ndois"),
        ] {
            assert_eq!(lines(text), kept, "{text:?}");
        }
    }

    #[test]
    fn a_file_name_has_no_folder_and_nothing_that_hides() {
        for (name, kept) in [
            ("conta de luz.pdf", Some("conta de luz.pdf")),
            ("/home/ana/conta.pdf", Some("conta.pdf")),
            (r"C:\fakepath\conta.pdf", Some("conta.pdf")),
            ("..", None),
            (".", None),
            ("../..", None),
            (r"..\", None),
            ("...  ", None),
            ("\u{202e}fdp.exe", Some("fdp.exe")),
            ("conta\u{202e}fdp.exe", Some("contafdp.exe")),
            ("conta\u{2028}luz.pdf", Some("conta luz.pdf")),
            ("conta \"luz\".pdf", Some("conta \"luz\".pdf")),
            ("conta.pdf. .", Some("conta.pdf")),
            ("conta\u{0}.pdf", Some("conta.pdf")),
            ("Recibo Joa\u{303}o.pdf", Some("Recibo João.pdf")),
            ("\u{200b}", None),
        ] {
            assert_eq!(file_name(name, 120).as_deref(), kept, "{name:?}");
        }
        assert_eq!(file_name("de luz.pdf", 8).as_deref(), Some("luz.pdf"));
        // No composed letter exists: the accent would stand alone.
        assert_eq!(file_name("q\u{301}.pdf", 5).as_deref(), Some(".pdf"));
    }

    proptest! {
        #[test]
        fn once_is_enough(text in ".*|[\\PC\u{300}-\u{303}\u{200b}-\u{202e} \r\n]{0,20}") {
            let once = line(&text);
            prop_assert_eq!(line(&once), once.clone());
            prop_assert_eq!(once.is_empty(), is_blank(&text));
            prop_assert!(!once.chars().any(is_invisible));
            let once = lines(&text);
            prop_assert_eq!(lines(&once), once);
            if let Some(once) = file_name(&text, 12) {
                prop_assert!(once.chars().count() <= 12 && !once.contains(['/', '\\']));
                prop_assert_eq!(file_name(&once, 12), Some(once));
            }
        }
    }
}
