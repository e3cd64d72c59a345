//! What a password must be (NIST SP 800-63B, 5.1.1.2: long rather than complicated).

use crate::TaxId;

/// A rule for a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PasswordRule {
    /// At least [`PasswordRule::SHORTEST`] characters.
    Length,
    /// Not of spaces alone, and of at most [`PasswordRule::LONGEST`] bytes.
    Readable,
    /// Not one's own CPF or CNPJ.
    NotTaxId,
    /// Not the one before.
    Different,
}

impl PasswordRule {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 4] = [
        Self::Length,
        Self::Readable,
        Self::NotTaxId,
        Self::Different,
    ];

    /// In characters.
    pub const SHORTEST: usize = 8;

    /// In bytes.
    pub const LONGEST: usize = 256;

    /// The code of a refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "too_short",
            Self::Readable => "unreadable",
            Self::NotTaxId => "tax_id",
            Self::Different => "same",
        }
    }

    /// Whether a new password keeps it.
    pub fn holds(self, new: &str, old: &str, tax_id: Option<TaxId>) -> bool {
        match self {
            Self::Length => new.chars().count() >= Self::SHORTEST,
            Self::Readable => !crate::text::is_blank(new) && new.len() <= Self::LONGEST,
            Self::NotTaxId => !tax_id.is_some_and(|own| TaxId::parse(new) == Ok(own)),
            Self::Different => new != old,
        }
    }

    /// The first that a new password does not keep.
    pub fn broken(new: &str, old: &str, tax_id: Option<TaxId>) -> Option<Self> {
        let mut rules = Self::ALL.into_iter();
        rules.find(|rule| !rule.holds(new, old, tax_id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mc_40_a_password_is_long_and_not_what_anybody_would_try_first() {
        let own = TaxId::parse("39053344705").ok();
        for (new, broken) in [
            ("nova senha!", None),
            ("curta", Some(PasswordRule::Length)),
            ("         ", Some(PasswordRule::Readable)),
            ("390.533.447-05", Some(PasswordRule::NotTaxId)),
            ("39053344705", Some(PasswordRule::NotTaxId)),
            ("a de antes", Some(PasswordRule::Different)),
            ("çãõéíóúâ", None),
        ] {
            assert_eq!(
                PasswordRule::broken(new, "a de antes", own),
                broken,
                "{new}"
            );
        }
        let endless = "a".repeat(257);
        let broken = PasswordRule::broken(&endless, "", None);
        assert_eq!(broken, Some(PasswordRule::Readable));
    }
}
