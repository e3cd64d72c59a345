//! E-mail addresses, as people write and paste them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::pasted::{Pasted, WrongCharacter};

/// The longest local part, and the longest address with its at-sign (RFC 5321, 4.5.3.1 with its
/// erratum 1690).
const LONGEST_LOCAL: usize = 64;
const LONGEST: usize = 254;
/// The longest label of a host (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;
/// The words that stand before an address, without accents and in lower case.
const LABELS: [&str; 4] = ["e-mail", "email", "mail", "correio"];

/// An address that mail can be sent to, by its form: local part and dotted host in ASCII, which
/// every mail server takes. That it is theirs, only a mail can tell. JSON: the address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is not an e-mail address: the first check that fails, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailError {
    /// Nothing there.
    #[error("empty")]
    Empty,
    /// A character that cannot stand there, as a comma for a dot or a second at-sign.
    #[error("a character that cannot stand in an e-mail address: {0}")]
    Charset(WrongCharacter),
    /// No at-sign.
    #[error("no at-sign")]
    NoAtSign,
    /// What stands before the at-sign: nothing, more than 64 characters, or a dot at an end or
    /// beside another.
    #[error("wrong local part")]
    LocalPart,
    /// What stands after the at-sign: no dot, or a part that is empty, longer than 63 characters,
    /// or begins or ends with a hyphen.
    #[error("wrong host")]
    Host,
    /// More than 254 characters.
    #[error("too long")]
    TooLong,
}

impl EmailAddress {
    /// Reads an address as people paste it: `mailto:ana@exemplo.com.br?subject=Oi`,
    /// `Ana <ana@exemplo.com.br>,`, `E-mail: ana@exemplo.com.br.`.
    ///
    /// # Errors
    /// Those of [`EmailError`]; two addresses are one with a wrong character.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        Self::of(&bare(text))
    }

    fn of(address: &[WrongCharacter]) -> Result<Self, EmailError> {
        if address.is_empty() {
            return Err(EmailError::Empty);
        }
        let at = address.iter().position(|it| it.character == '@');
        let place = at.unwrap_or(address.len());
        let (local, host) = address.split_at_checked(place).unwrap_or((address, &[]));
        let host = host.get(1..).unwrap_or_default();
        let wrong = local.iter().find(|it| !is_of_local(it.character));
        let wrong = wrong.or_else(|| host.iter().find(|it| !is_of_host(it.character)));
        if let Some(wrong) = wrong {
            return Err(EmailError::Charset(*wrong));
        }
        at.ok_or(EmailError::NoAtSign)?;
        let (local, host) = (text_of(local), text_of(host));
        if local.len() > LONGEST_LOCAL || local.split('.').any(str::is_empty) {
            return Err(EmailError::LocalPart);
        }
        if !host.contains('.') || !host.split('.').all(is_label) {
            return Err(EmailError::Host);
        }
        let address = format!("{local}@{host}");
        if address.len() > LONGEST {
            return Err(EmailError::TooLong);
        }
        Ok(Self(address))
    }

    /// The address: `ana@exemplo.com.br`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailError;

    /// Reads what was stored: the address, and nothing else.
    fn try_from(text: String) -> Result<Self, EmailError> {
        let characters = (1..).zip(text.chars());
        let characters = characters.map(|(place, character)| WrongCharacter { character, place });
        Self::of(&characters.collect::<Vec<_>>())
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// Whether the text is a label of a host: letters, figures and hyphens, none of these at an end
/// (RFC 1123, 2.1).
pub(crate) fn is_label(text: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// The address alone, without what programs write around it.
fn bare(text: &str) -> Vec<WrongCharacter> {
    let mut address: Vec<WrongCharacter> = Pasted::new(text).iter().collect();
    // In `Ana Souza <ana@exemplo.com.br>` the name is not part of it.
    let closing = address.iter().rposition(|it| it.character == '>');
    let opening = address.iter().rposition(|it| it.character == '<');
    if let (Some(opening), Some(closing)) = (opening, closing)
        && opening < closing
        && address
            .iter()
            .skip(closing + 1)
            .all(|it| !it.character.is_alphanumeric())
        && address.iter().take(opening).all(|it| it.character != '@')
    {
        address.truncate(closing);
        address.drain(..=opening);
    }
    trim(&mut address);
    loop {
        let written = text_of(&address).to_ascii_lowercase();
        let label = LABELS.iter().find_map(|label| {
            let rest = written.strip_prefix(label)?;
            let separated = rest.starts_with([':', ' ']) || rest.is_empty();
            separated.then_some(label.len())
        });
        let scheme = written.starts_with("mailto:").then_some("mailto:".len());
        let Some(before) = scheme.or(label) else {
            break;
        };
        address.drain(..before);
        trim(&mut address);
        if scheme.is_some() {
            // What a link of mail says beside the address (RFC 6068).
            let query = address.iter().position(|it| it.character == '?');
            address.truncate(query.unwrap_or(address.len()));
        }
    }
    address
}

/// Takes spaces and what ends a sentence or a list from the ends.
fn trim(address: &mut Vec<WrongCharacter>) {
    let around = |it: &WrongCharacter| matches!(it.character, ' ' | ',' | ';' | '<' | '>');
    let before = |it: &&WrongCharacter| around(it) || it.character == ':';
    let first = address.iter().take_while(before).count();
    address.drain(..first);
    while address
        .last()
        .is_some_and(|it| around(it) || it.character == '.')
    {
        address.pop();
    }
}

fn text_of(characters: &[WrongCharacter]) -> String {
    characters.iter().map(|it| it.character).collect()
}

/// The atoms of a local part and their dots (RFC 5322, 3.2.3).
const fn is_of_local(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '.' | '!'
                | '#'
                | '$'
                | '%'
                | '&'
                | '\''
                | '*'
                | '+'
                | '/'
                | '='
                | '?'
                | '^'
                | '_'
                | '`'
                | '{'
                | '|'
                | '}'
                | '~'
                | '-'
        )
}

const fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_read_as_it_is_pasted() {
        for text in [
            "ana@exemplo.com.br",
            " ana@exemplo.com.br\n",
            "mailto:ana@exemplo.com.br",
            "MAILTO:ana@exemplo.com.br?subject=Fatura",
            "<ana@exemplo.com.br>",
            "Ana Souza <ana@exemplo.com.br>",
            "\"Souza, Ana\" <ana@exemplo.com.br>;",
            "<mailto:ana@exemplo.com.br>",
            "ana@exemplo.com.br,",
            "ana@exemplo.com.br;",
            "ana@exemplo.com.br.",
            "ana@exemplo.com.br>, ",
            "ana@\u{200b}exemplo.com.br\u{feff}",
            "\u{202a}ana@exemplo.com.br\u{202c}",
            "\u{a0}ana@exemplo.com.br\u{a0}",
            "E-mail: ana@exemplo.com.br",
            "Email ana@exemplo.com.br",
            "e\u{2011}mail: mailto:ana@exemplo.com.br",
        ] {
            let read = EmailAddress::parse(text).map(String::from);
            assert_eq!(read.as_deref(), Ok("ana@exemplo.com.br"), "{text:?}");
        }
        for whole in [
            "Ana.Souza+luz@Exemplo-2.com.br",
            "email@exemplo.com.br",
            "o'hara_1@a.b.co",
        ] {
            assert_eq!(EmailAddress::parse(whole).unwrap().as_str(), whole);
        }
    }

    #[test]
    fn a_wrong_character_is_named() {
        for (text, character, place) in [
            ("ana@exemplo,com.br", ',', 12),
            ("ana@exemplo;com", ';', 12),
            ("ana souza@exemplo.com.br", ' ', 4),
            ("ana@exem plo.com.br", ' ', 9),
            ("a@b@exemplo.com.br", '@', 4),
            ("ana@b.com, bia@b.com", ',', 10),
            ("ana@b.com; bia@b.com", ';', 10),
            ("<a@b.com>, <c@d.com>", '>', 9),
            ("joão@exemplo.com.br", 'ã', 3),
            ("ana@açaí.com.br", 'ç', 6),
            ("(ana@exemplo.com.br)", '(', 1),
            ("ana@exemplo_um.com", '_', 12),
            ("https://exemplo.com", ':', 6),
        ] {
            let wrong = WrongCharacter { character, place };
            let read = EmailAddress::parse(text);
            assert_eq!(read, Err(EmailError::Charset(wrong)), "{text:?}");
        }
    }

    #[test]
    fn what_no_mail_reaches_is_refused() {
        let long_local = format!("{}@exemplo.com.br", "a".repeat(65));
        let long_label = format!("ana@{}.com", "a".repeat(64));
        let long = format!("ana@{}com", "a2345.".repeat(42));
        for (text, error) in [
            ("", EmailError::Empty),
            (" \u{200b}", EmailError::Empty),
            ("mailto:", EmailError::Empty),
            ("<>", EmailError::Empty),
            ("ana", EmailError::NoAtSign),
            ("ana.exemplo.com.br", EmailError::NoAtSign),
            ("@exemplo.com.br", EmailError::LocalPart),
            (".ana@exemplo.com.br", EmailError::LocalPart),
            ("ana.@exemplo.com.br", EmailError::LocalPart),
            ("ana..souza@exemplo.com.br", EmailError::LocalPart),
            (&long_local, EmailError::LocalPart),
            ("ana@", EmailError::Host),
            ("ana@exemplo", EmailError::Host),
            ("ana@.com", EmailError::Host),
            ("ana@exemplo..com", EmailError::Host),
            ("ana@-exemplo.com", EmailError::Host),
            ("ana@exemplo-.com", EmailError::Host),
            ("ana@exemplo.-com", EmailError::Host),
            (&long_label, EmailError::Host),
            (&long, EmailError::TooLong),
        ] {
            assert_eq!(EmailAddress::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn json_is_the_address_and_is_checked() {
        let address = EmailAddress::parse("<ana@exemplo.com.br>").unwrap();
        let json = serde_json::to_string(&address).unwrap();
        assert_eq!(json, "\"ana@exemplo.com.br\"");
        let read = |text: &str| serde_json::from_str::<EmailAddress>(text);
        assert_eq!(read(&json).unwrap(), address);
        for other in ["<a@b.com>", "a@b.com.", " a@b.com", "mailto:a@b.com", ""] {
            assert!(read(&format!("{other:?}")).is_err(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn an_address_is_read_back_and_no_text_panics(text in ".*|[a-z<>@., :;?-]{0,30}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
                prop_assert!(address.as_str().bytes().all(|b| b.is_ascii_graphic()));
            }
        }
    }
}
