//! The access key of a fiscal document: 44 characters of NF-e, NFCom and their kin (MOC NF-e 7.0, 5.4;
//! MOC NFCom 1.00a, 2.1.3; NT 2025.001, whose issuers have letters), 50 digits of the national NFS-e.

use crate::{Cnpj, Cpf};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A key that adds up, without spaces. JSON: the string.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccessKey(String);

/// Why something is no access key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessKeyError {
    /// A character where no key has it.
    #[error("a character that no key has there")]
    Charset,
    /// It has neither 44 nor 50 characters.
    #[error("not as long as a key")]
    Length,
    /// No state of Brazil has this code.
    #[error("no such state")]
    State,
    /// No such month.
    #[error("no such month")]
    Month,
    /// The issuer's CNPJ or CPF does not add up.
    #[error("the issuer's number does not add up")]
    Issuer,
    /// The issuer's number is neither a CPF nor a CNPJ.
    #[error("neither a CPF nor a CNPJ")]
    IdType,
    /// No such model of document.
    #[error("no such model")]
    Model,
    /// Documents are counted from one.
    #[error("no document has the number 0")]
    Number,
    /// The model is not issued in this way.
    #[error("the model is not issued in this way")]
    EmissionType,
    /// The check digit differs.
    #[error("the check digit differs")]
    CheckDigit,
}

/// IBGE's codes.
const STATES: [&str; 27] = [
    "11", "12", "13", "14", "15", "16", "17", "21", "22", "23", "24", "25", "26", "27", "28", "29",
    "31", "32", "33", "35", "41", "42", "43", "50", "51", "52", "53",
];

/// The models whose key has 44 characters.
const MODELS: [&str; 11] = [
    "55", "57", "58", "62", "63", "64", "65", "66", "67", "75", "76",
];

/// NFCom, and those of its layout.
const NFCOM: &str = "62";

/// What stands before the key in an XML's `Id`; none is the beginning of a key.
const PREFIXES: [&str; 4] = ["NFCom", "NF3e", "NFe", "NFS"];

impl AccessKey {
    /// The key in a text, which may be printed in groups, or be the `Id` of an XML.
    ///
    /// # Errors
    /// The first thing that is wrong, from the left on; the check digit last.
    pub fn parse(text: &str) -> Result<Self, AccessKeyError> {
        let bare: String = text.split_whitespace().collect();
        let prefix = PREFIXES.iter().find_map(|prefix| bare.strip_prefix(prefix));
        let key = prefix.unwrap_or(&bare);
        if key.len() == 50 {
            national(key)?;
        } else {
            common(key)?;
        }
        Ok(Self(key.to_owned()))
    }

    /// The key without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: groups of four.
    pub fn grouped(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        let groups = letters.chunks(4).map(|group| group.iter().collect());
        groups.collect::<Vec<String>>().join(" ")
    }
}

impl fmt::Display for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for AccessKey {
    type Error = AccessKeyError;

    /// As it is kept, which is one form only.
    fn try_from(text: String) -> Result<Self, AccessKeyError> {
        let key = Self::parse(&text)?;
        (key.0 == text)
            .then_some(key)
            .ok_or(AccessKeyError::Charset)
    }
}

impl From<AccessKey> for String {
    fn from(key: AccessKey) -> Self {
        key.0
    }
}

/// Some of a key, which is ASCII by then.
fn part(key: &str, from: usize, to: usize) -> &str {
    key.get(from..to).unwrap_or("")
}

const fn require(holds: bool, error: AccessKeyError) -> Result<(), AccessKeyError> {
    if holds { Ok(()) } else { Err(error) }
}

/// Of 44 characters.
fn common(key: &str) -> Result<(), AccessKeyError> {
    use AccessKeyError as Wrong;
    let may_stand = |(place, letter): (usize, char)| {
        letter.is_ascii_digit() || (6..18).contains(&place) && letter.is_ascii_uppercase()
    };
    require(key.chars().enumerate().all(may_stand), Wrong::Charset)?;
    require(key.len() == 44, Wrong::Length)?;
    require(STATES.contains(&part(key, 0, 2)), Wrong::State)?;
    require(is_month(part(key, 4, 6)), Wrong::Month)?;
    let issuer = part(key, 6, 20);
    let cpf = issuer.strip_prefix("000").map(Cpf::parse);
    require(
        Cnpj::parse(issuer).is_ok() || matches!(cpf, Some(Ok(_))),
        Wrong::Issuer,
    )?;
    let model = part(key, 20, 22);
    require(MODELS.contains(&model), Wrong::Model)?;
    require(part(key, 25, 34) != "000000000", Wrong::Number)?;
    let issued = part(key, 34, 35);
    require(
        model != NFCOM || ["1", "2"].contains(&issued),
        Wrong::EmissionType,
    )?;
    check(key)
}

/// Of 50 digits.
fn national(key: &str) -> Result<(), AccessKeyError> {
    use AccessKeyError as Wrong;
    require(key.bytes().all(|it| it.is_ascii_digit()), Wrong::Charset)?;
    require(STATES.contains(&part(key, 0, 2)), Wrong::State)?;
    let issuer = part(key, 9, 23);
    match part(key, 8, 9) {
        "1" => {
            let cpf = issuer.strip_prefix("000").map(Cpf::parse);
            require(matches!(cpf, Some(Ok(_))), Wrong::Issuer)?;
        }
        "2" => require(Cnpj::parse(issuer).is_ok(), Wrong::Issuer)?,
        _ => return Err(Wrong::IdType),
    }
    require(part(key, 23, 36) != "0000000000000", Wrong::Number)?;
    require(is_month(part(key, 38, 40)), Wrong::Month)?;
    check(key)
}

fn is_month(text: &str) -> bool {
    matches!(text.parse(), Ok(1..=12_u8))
}

/// Modulo 11: the characters from the right times 2 to 9 and over again; a letter counts as its ASCII
/// code less 48.
fn check(key: &str) -> Result<(), AccessKeyError> {
    let (digit, rest) = match key.as_bytes().split_last() {
        Some((digit, rest)) => (u32::from(digit - b'0'), rest),
        None => return Err(AccessKeyError::Length),
    };
    let weights = (2..=9_u32).cycle();
    let values = rest.iter().rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = values
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum();
    let expected = match sum % 11 {
        0 | 1 => 0,
        remainder => 11 - remainder,
    };
    require(digit == expected, AccessKeyError::CheckDigit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Deserialize)]
    struct Vectors {
        cases: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        id: String,
        input: String,
        reason: Option<String>,
        expect: Option<Expected>,
    }

    #[derive(Deserialize)]
    struct Expected {
        grouped: Option<String>,
    }

    const fn reason(error: AccessKeyError) -> &'static str {
        match error {
            AccessKeyError::Charset => "CHARSET",
            AccessKeyError::Length => "LENGTH",
            AccessKeyError::State => "UF",
            AccessKeyError::Month => "MONTH",
            AccessKeyError::Issuer => "ISSUER",
            AccessKeyError::IdType => "ID_TYPE",
            AccessKeyError::Model => "MODEL",
            AccessKeyError::Number => "NUMBER",
            AccessKeyError::EmissionType => "EMISSION_TYPE",
            AccessKeyError::CheckDigit => "CHECK_DIGIT",
        }
    }

    #[test]
    fn the_vectors_pass() {
        let vectors: Vectors =
            serde_json::from_str(include_str!("../vectors/access_key.json")).unwrap();
        assert!(vectors.cases.len() > 25);
        for case in vectors.cases {
            let read = AccessKey::parse(&case.input);
            let wrong = read.as_ref().err().copied().map(reason);
            assert_eq!(wrong, case.reason.as_deref(), "{}: {}", case.id, case.input);
            let grouped = case.expect.and_then(|expected| expected.grouped);
            if let (Ok(key), Some(grouped)) = (read, grouped) {
                assert_eq!(key.grouped(), grouped, "{}", case.id);
            }
        }
    }

    #[test]
    fn the_id_of_an_xml_is_read_without_its_prefix_and_json_has_one_form() {
        let key = "41250306117473000150620010000001231012345675";
        for text in [format!("NFCom{key}"), format!(" {key}\n")] {
            assert_eq!(AccessKey::parse(&text).unwrap().as_str(), key);
        }
        let read = |text: String| serde_json::from_str::<AccessKey>(&format!("\"{text}\""));
        assert!(read(key.into()).is_ok());
        assert!(read(format!("NFCom{key}")).is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".*|[0-9A-Z ]{40,60}|\\PC{44}") {
            let _ = AccessKey::parse(&text);
        }
    }
}
