//! The forms that masked fields put their text in: those of `domain`, which takes any text, typed or
//! pasted, and what it gave before. Nothing is cut: what is wrong stays to be told about.

use crate::words::t;
use balcao_domain::{CivilDate, Phone, PostalCode, TaxId};

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
            Self::Phone => Phone::mask_partial,
            Self::PostalCode => PostalCode::mask_partial,
            Self::Date => CivilDate::mask_partial,
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

/// `1/2/26` as it will be read once it is left: `01/02/2026`.
pub fn complete_date(text: &str) -> String {
    let with_century = match text.rsplit_once('/') {
        Some((day_and_month, year)) if year.len() == 2 => format!("{day_and_month}/20{year}"),
        _ => text.to_owned(),
    };
    let day = with_century.parse::<CivilDate>();
    day.map_or_else(|_| text.to_owned(), CivilDate::text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Mask; 4] = [Mask::TaxId, Mask::Phone, Mask::PostalCode, Mask::Date];

    #[test]
    fn each_field_has_the_form_of_what_it_is_for() {
        for (mask, text, masked) in [
            (Mask::TaxId, "CPF: 39053344705", "390.533.447-05"),
            (Mask::Phone, "+55 11 98877-6655", "(11) 98877-6655"),
            (Mask::PostalCode, "01310000", "01310-000"),
            (Mask::Date, "2026-11-24", "24/11/2026"),
        ] {
            assert_eq!(mask.function()(text), masked);
        }
    }

    #[test]
    fn what_is_too_long_or_of_another_kind_is_not_made_to_fit() {
        for (mask, text) in [
            (Mask::TaxId, "12.ABC.345/01DE-35999"),
            (Mask::TaxId, "390.533.447-05, 529.982.247-25"),
            (Mask::Phone, "+351 912 345 678"),
            (Mask::Phone, "0800 123 4567"),
            (Mask::PostalCode, "01310-0009"),
            (Mask::Date, "12/2026"),
            (Mask::Date, "2026-11-24T03:00:00Z"),
        ] {
            assert_eq!(mask.function()(text), text);
        }
    }

    #[test]
    fn a_short_date_is_completed_when_it_is_left() {
        assert_eq!(complete_date("1/2/2026"), "01/02/2026");
        assert_eq!(complete_date("1/2/26"), "01/02/2026");
        assert_eq!(complete_date("24/11"), "24/11");
        assert_eq!(complete_date("24/11/6"), "24/11/6");
        assert_eq!(complete_date("30/02/26"), "30/02/26");
        assert_eq!(complete_date("12/2026"), "12/2026");
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
