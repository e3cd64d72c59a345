//! The forms that masked fields put their text in. Each takes any text, typed or pasted, and what
//! it gave before.

use crate::words::t;
use balcao_domain::TaxId;

/// What a masked field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// CPF or CNPJ; a CNPJ may have letters.
    TaxId,
    /// A Brazilian telephone: `(11) 98877-6655`.
    Phone,
    /// A CEP: `01310-000`.
    PostalCode,
    /// A day: `24/11/2026`.
    Date,
}

impl Mask {
    /// What puts a text in form.
    pub const fn function(self) -> fn(&str) -> String {
        match self {
            Self::TaxId => TaxId::mask_partial,
            Self::Phone => phone,
            Self::PostalCode => postal_code,
            Self::Date => date,
        }
    }

    /// The keyboard a phone shows.
    pub const fn inputmode(self) -> &'static str {
        match self {
            // Not `numeric`: since July 2026 a CNPJ has letters.
            Self::TaxId => "text",
            Self::Phone => "tel",
            Self::PostalCode | Self::Date => "numeric",
        }
    }

    /// What browsers may fill in.
    pub const fn autocomplete(self) -> &'static str {
        match self {
            Self::Phone => "tel-national",
            Self::PostalCode => "postal-code",
            Self::TaxId | Self::Date => "off",
        }
    }

    /// Its form, for the eye.
    pub fn placeholder(self) -> String {
        match self {
            Self::TaxId => String::new(),
            Self::Phone => "(00) 00000-0000".to_owned(),
            Self::PostalCode => "00000-000".to_owned(),
            Self::Date => t!("date-form"),
        }
    }
}

/// `(11) 98877-6655`; a leading `+55` or trunk `0` is left out.
fn phone(text: &str) -> String {
    let digits = digits(text);
    let international = text.trim_start().starts_with('+') || digits.len() > 11;
    let national = match digits.strip_prefix("55") {
        Some(national) if international => national,
        _ => &digits,
    };
    let national = cut(national.trim_start_matches('0'), 11);
    let Some((area, number)) = national.split_at_checked(2).filter(|(_, n)| !n.is_empty()) else {
        return match national {
            "" => String::new(),
            begun => format!("({begun}"),
        };
    };
    let first = if number.len() > 8 { 5 } else { 4 };
    match number.split_at_checked(first) {
        Some((first, last)) if !last.is_empty() => format!("({area}) {first}-{last}"),
        _ => format!("({area}) {number}"),
    }
}

/// `01310-000`.
fn postal_code(text: &str) -> String {
    let digits = digits(text);
    match cut(&digits, 8).split_at_checked(5) {
        Some((first, last)) if !last.is_empty() => format!("{first}-{last}"),
        _ => digits,
    }
}

/// `24/11/2026`; takes `2026-11-24`, too. What is not yet whole stays as it is.
fn date(text: &str) -> String {
    let groups: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    if let &[year, month, day] = groups.as_slice()
        && year.len() == 4
        && month.len() <= 2
        && day.len() <= 2
    {
        return format!("{day:0>2}/{month:0>2}/{year}");
    }
    let mut fields: Vec<&str> = Vec::new();
    let Some((last, closed)) = groups.split_last() else {
        return String::new();
    };
    for group in closed.iter().take(2) {
        fields.push(cut(group, 2));
    }
    // Digits beyond a field go on in the next; between two separators they have nowhere to go.
    let mut rest = *last;
    while !rest.is_empty() && fields.len() < 3 {
        let field = cut(rest, if fields.len() < 2 { 2 } else { 4 });
        fields.push(field);
        rest = rest.strip_prefix(field).unwrap_or_default();
    }
    let mut masked = fields.join("/");
    let separated = text.ends_with(['/', '-', '.', ' ']);
    if separated && fields.len() < 3 {
        masked.push('/');
    }
    masked
}

/// `1/2/26` as it will be read once it is left: `01/02/2026`.
pub fn complete_date(text: &str) -> String {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        &[day, month, year] if !day.is_empty() && !month.is_empty() => {
            let century = if year.len() == 2 { "20" } else { "" };
            format!("{day:0>2}/{month:0>2}/{century}{year}")
        }
        _ => text.to_owned(),
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn cut(digits: &str, length: usize) -> &str {
    digits.get(..length).unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Mask; 4] = [Mask::TaxId, Mask::Phone, Mask::PostalCode, Mask::Date];

    #[test]
    fn a_telephone_is_masked_as_it_is_typed_or_pasted() {
        for (text, masked) in [
            ("", ""),
            ("1", "(1"),
            ("11", "(11"),
            ("119", "(11) 9"),
            ("1133330", "(11) 3333-0"),
            ("1133330100", "(11) 3333-0100"),
            ("11988776655", "(11) 98877-6655"),
            ("+55 11 98877-6655", "(11) 98877-6655"),
            ("5511988776655", "(11) 98877-6655"),
            ("011 3333 0100", "(11) 3333-0100"),
            ("5532123456", "(55) 3212-3456"),
            ("119887766559", "(11) 98877-6655"),
        ] {
            assert_eq!(phone(text), masked, "{text}");
        }
    }

    #[test]
    fn a_postal_code_is_masked_as_it_is_typed_or_pasted() {
        for (text, masked) in [
            ("", ""),
            ("01310", "01310"),
            ("013100", "01310-0"),
            ("01.310-000", "01310-000"),
            ("013100009", "01310-000"),
        ] {
            assert_eq!(postal_code(text), masked, "{text}");
        }
    }

    #[test]
    fn a_date_is_masked_as_it_is_typed_or_pasted() {
        for (text, masked) in [
            ("", ""),
            ("2", "2"),
            ("24", "24"),
            ("24/", "24/"),
            ("241", "24/1"),
            ("24/112", "24/11/2"),
            ("24112026", "24/11/2026"),
            ("24.11.2026", "24/11/2026"),
            ("24-11-2026", "24/11/2026"),
            ("2026-11-24", "24/11/2026"),
            ("1/2/2026", "1/2/2026"),
            ("245/11/2026", "24/11/2026"),
            ("2/11/2026", "2/11/2026"),
            ("24/11/20269", "24/11/2026"),
        ] {
            assert_eq!(date(text), masked, "{text}");
        }
    }

    #[test]
    fn a_short_date_is_completed_when_it_is_left() {
        assert_eq!(complete_date("1/2/2026"), "01/02/2026");
        assert_eq!(complete_date("1/2/26"), "01/02/2026");
        assert_eq!(complete_date("24/11"), "24/11");
        assert_eq!(complete_date("24/11/2026"), "24/11/2026");
        assert_eq!(complete_date(""), "");
    }

    #[test]
    fn what_a_mask_gave_it_gives_again() {
        for mask in ALL {
            for text in [
                "1",
                "12",
                "123",
                "12345678",
                "12345678901",
                "123456789012345",
            ] {
                let once = mask.function()(text);
                assert_eq!(mask.function()(&once), once, "{mask:?} {text}");
            }
        }
    }

    #[test]
    fn no_text_stops_a_mask() {
        for mask in ALL {
            for text in ["é", "(", "////", "+", "٠١", "1é2", "////1", " - ", "a/b/c"] {
                mask.function()(text);
                complete_date(text);
            }
        }
    }
}
