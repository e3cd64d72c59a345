//! Pix keys: what an account can be found by.

use crate::email::is_label;
use crate::{Cnpj, Cpf};

/// The longest key, an e-mail address.
const LONGEST: usize = 77;

/// Whether the text is a key as the DICT keeps it: CPF or CNPJ bare, phone in E.164, e-mail in
/// lower case, random key (EVP). Version bits of the EVP are not looked at: the central bank's
/// own example has others.
pub(super) fn is_key(text: &str) -> bool {
    Cpf::parse(text).is_ok_and(|cpf| cpf.as_str() == text)
        || Cnpj::parse(text).is_ok_and(|cnpj| cnpj.as_str() == text)
        || is_phone(text)
        || is_email(text)
        || is_evp(text)
}

fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|number| {
        (2..=15).contains(&number.len())
            && !number.starts_with('0')
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// As the DICT keeps it: in lower case. Its host may be without a dot (API DICT).
fn is_email(text: &str) -> bool {
    let lower = |b: u8| b.is_ascii_graphic() && !b.is_ascii_uppercase();
    let is_host = |host: &str| host.split('.').all(is_label);
    text.len() <= LONGEST
        && text.bytes().all(lower)
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && is_host(host))
}

fn is_evp(text: &str) -> bool {
    let groups = text.split('-').map(str::len);
    groups.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::is_key;

    #[derive(Deserialize)]
    struct Vectors {
        keys: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        key: String,
        valid: bool,
    }

    #[test]
    fn the_vectors_pass() {
        let vectors: Vectors =
            serde_json::from_str(include_str!("../../vectors/pix.json")).unwrap();
        assert!(!vectors.keys.is_empty());
        for case in vectors.keys {
            assert_eq!(is_key(&case.key), case.valid, "{}", case.key);
        }
    }

    #[test]
    fn a_key_is_written_as_the_dict_keeps_it() {
        assert!(is_key("12ABC34501DE35"));
        assert!(is_key("financeiro@redehorizonte.com.br"));
        for key in [
            "390.533.447-05",
            "12abc34501de35",
            "5511987654321",
            "+0511987654321",
            "+55 11 98765-4321",
            "Financeiro@redehorizonte.com.br",
            "@redehorizonte.com.br",
            "a@b@c",
            "a b@c",
            "a@-c.br",
            "a@c-.br",
            "a@c..br",
        ] {
            assert!(!is_key(key), "{key}");
        }
    }
}
