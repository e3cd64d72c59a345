//! Contacts: whom the provider calls or writes to about a customer.

use crate::choice::choice;
use crate::form::{FieldKind, FieldValue, details};
use crate::kept::kept;
use crate::listed::{Column, Key, Listed, Order, order, text};
use crate::{ContactId, Phone, fold};

choice! {
    /// *Tipo de Contato*: the post in the company (MC-26).
    ContactKind {
        /// *Administrativo*.
        Administrative: "administrative",
        /// *Financeiro*.
        Financial: "financial",
        /// *Técnico*.
        Technical: "technical",
        /// *Comercial*.
        Commercial: "commercial",
        /// *Responsável legal*.
        Legal: "legal",
        /// *Outro*.
        Other: "other",
    }
}

details! {
    /// What is kept of a contact.
    ContactDetails {
        /// *Nome Completo*, shown in the Central (MC-25).
        name: String = required(FieldKind::Line(120)),
        /// *Tipo de Contato*; none where the provider's system has none.
        kind: Option<ContactKind> = required(FieldKind::Choice(ContactKind::NAMES)),
        /// *DDD e Celular*, digits (MC-27).
        mobile: String = required(FieldKind::Phone),
        /// *DDD e Telefone Fixo*, digits; empty without one (MC-28).
        landline: String = optional(FieldKind::Phone),
        /// *E-mail* (MC-29).
        email: String = required(FieldKind::Email),
        /// *Aviso de SMS*: whether short messages are wanted (MC-30).
        sms: bool = optional(FieldKind::Switch),
    }
}

kept! {
    /// A contact of a customer.
    Contact, ContactId, ContactDetails, Contacts, 200, "/v1/contacts":
    AddContact, EditContact, RemoveContact
}

impl Listed for Contact {
    const COLUMNS: &'static [Column] = &[
        text("name", "without accents, in lower case"),
        text("kind", "its name in JSON; empty without one"),
    ];
    const ORDERS: &'static [Order] = &[order("name", &["name"]), order("kind", &["kind", "name"])];
    const FOUND: bool = true;
    const KEYS: u32 = 2;

    fn keys(&self) -> Vec<Key> {
        vec![
            fold(&self.details.name).into(),
            self.details.kind.text().into(),
        ]
    }

    fn words(&self) -> String {
        let it = &self.details;
        let mut words = vec![fold(&it.name), fold(&it.email)];
        for digits in [&it.mobile, &it.landline] {
            // Typed with or without the area's code, with or without the dash.
            words.push(digits.clone());
            words.extend(digits.get(2..).map(str::to_owned));
            words.extend(Phone::parse(digits).map(|phone| phone.formatted()));
        }
        words.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_found_by_a_part_of_its_number_however_it_is_written() {
        let id = ContactId::new(uuid::Uuid::nil());
        let customer = crate::CustomerId::new(uuid::Uuid::nil());
        let contact = Contact {
            id,
            customer,
            details: ContactDetails {
                mobile: "19988776655".into(),
                ..ContactDetails::default()
            },
        };
        let words = contact.words();
        for number in ["19988776655", "988776655", "(19) 98877-6655"] {
            assert!(
                words.lines().any(|line| line == number),
                "{number}: {words}"
            );
        }
    }
}
