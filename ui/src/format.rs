//! Telephones and postal codes as they are printed. What has another length is left as it is.

/// `(11) 98877-6655`, from digits with the DDD.
pub fn phone(digits: &str) -> String {
    match (
        digits.get(..2),
        digits.get(2..digits.len().saturating_sub(4)),
    ) {
        (Some(area), Some(first)) if matches!(digits.len(), 10 | 11) && is_digits(digits) => {
            let last = digits.get(digits.len() - 4..).unwrap_or_default();
            format!("({area}) {first}-{last}")
        }
        _ => digits.to_owned(),
    }
}

/// `01310-000`, from the eight digits of a CEP.
pub fn postal_code(digits: &str) -> String {
    match digits.split_at_checked(5) {
        Some((first, last)) if last.len() == 3 && is_digits(digits) => format!("{first}-{last}"),
        _ => digits.to_owned(),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_printed_with_their_ddd() {
        assert_eq!(phone("11988776655"), "(11) 98877-6655");
        assert_eq!(phone("1133330100"), "(11) 3333-0100");
        for other in ["", "190", "+5511988776655", "(11) 3333-0100", "éééééé"] {
            assert_eq!(phone(other), other);
        }
    }

    #[test]
    fn a_postal_code_is_printed_with_its_dash() {
        assert_eq!(postal_code("01310000"), "01310-000");
        for other in ["", "0131", "01310-000", "éééé"] {
            assert_eq!(postal_code(other), other);
        }
    }
}
