//! How a provider looks: its accent colour and initials.

use crate::text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A colour as sRGB bytes, `#rrggbb` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Accent {
    /// Reads `#rrggbb`, the only form accepted.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#')?;
        if hex.len() != 6 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
        Some(Self { red, green, blue })
    }

    /// The colour as `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Serialize for Accent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hex())
    }
}

impl<'de> Deserialize<'de> for Accent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a colour is #rrggbb"))
    }
}

/// What a provider's screens are marked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// One or two letters, shown where a logo would stand.
    #[serde(deserialize_with = "seen")]
    pub initials: String,
    /// The one accent colour.
    pub accent: Accent,
}

/// Whatever a portal sends, nothing that cannot be seen stands where the logo would.
fn seen<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|text| text::line(&text))
}

impl Brand {
    /// The initials that a text gives, as they are seen; none where it is not one or two letters or
    /// figures.
    pub fn initials_of(text: &str) -> Option<String> {
        let initials = text::line(text);
        let fits = (1..=2).contains(&initials.chars().count());
        (fits && initials.chars().all(char::is_alphanumeric)).then_some(initials)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_one_or_two_letters_that_are_seen() {
        for (text, initials) in [
            ("RH", "RH"),
            (" V ", "V"),
            ("A\u{301}V", "ÁV"),
            ("\u{202e}R\u{200b}H", "RH"),
            ("4G", "4G"),
        ] {
            assert_eq!(
                Brand::initials_of(text).as_deref(),
                Some(initials),
                "{text:?}"
            );
        }
        for text in ["", "\u{3164}", "RHO", "R H", "R.", "\u{202e}", "🙂"] {
            assert_eq!(Brand::initials_of(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_portal_sends_nothing_that_cannot_be_seen() {
        let read = |initials: &str| {
            let json = serde_json::json!({ "initials": initials, "accent": "#0072ab" });
            serde_json::from_value::<Brand>(json).unwrap().initials
        };
        assert_eq!(read("RH"), "RH");
        assert_eq!(read("\u{202e}R\u{200b}H\u{2028}"), "RH");
    }

    #[test]
    fn only_six_hex_digits_are_a_colour() {
        assert_eq!(
            Accent::parse("#0072ab").map(Accent::hex).as_deref(),
            Some("#0072ab")
        );
        for wrong in [
            "", "#", "0072ab", "#0072a", "#0072abf", "#00g2ab", "#+072ab", "#é72ab",
        ] {
            assert_eq!(Accent::parse(wrong), None, "{wrong}");
        }
    }
}
