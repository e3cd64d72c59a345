//! What was typed or pasted into the form, as it is sent.

use super::{AddressLine, ProfileChange};
use crate::{EmailAddress, Phone, PostalCode, text};

impl ProfileChange {
    /// The values as they are kept: texts as people see them, an e-mail address, a telephone and a
    /// CEP without what came along with them. What cannot be read stays, for
    /// [`ProfileChange::faults`] to tell.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let mut address = self.address.clone();
        if let Some(address) = &mut address {
            for line in AddressLine::ALL {
                let typed = address.line_mut(line);
                *typed = match line {
                    AddressLine::PostalCode => read(typed, PostalCode::parse),
                    _ => text::line(typed),
                };
            }
        }
        Self {
            name: self.name.as_deref().map(text::line),
            trading_name: self.trading_name.as_deref().map(text::line),
            email: self
                .email
                .as_deref()
                .map(|it| read(it, EmailAddress::parse)),
            phone: self.phone.as_deref().map(|it| read(it, Phone::parse)),
            address,
        }
    }
}

/// What a text says, or its line where it says none of that.
fn read<T: Into<String>, E>(typed: &str, parse: fn(&str) -> Result<T, E>) -> String {
    parse(typed).map_or_else(|_| text::line(typed), Into::into)
}
