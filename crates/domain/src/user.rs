//! Users: sign-ins, and which customers they may act for.

use crate::{CustomerId, Role, TaxId, UserId};
use serde::{Deserialize, Serialize};

/// What a user is to one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The customer.
    pub customer: CustomerId,
    /// The customer's name, to choose it by before its stream has arrived.
    pub customer_name: String,
    /// What the user is to it; never empty.
    pub roles: Vec<Role>,
}

/// A sign-in at one provider, unique by CPF or CNPJ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// CPF or CNPJ that it signs in by.
    pub tax_id: TaxId,
    /// Who it is.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// *Cargo*, for users of companies.
    pub job_title: Option<String>,
    /// The customers it may act for, in the order they are shown.
    pub grants: Vec<Grant>,
}

impl User {
    /// The name to greet by: the first word of it.
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }

    /// One or two letters for the avatar: of the first and the last word of the name.
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace();
        let first = words.next().and_then(|word| word.chars().next());
        let last = words.next_back().and_then(|word| word.chars().next());
        first
            .into_iter()
            .chain(last)
            .flat_map(char::to_uppercase)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dp_09_initials_come_from_first_and_last_name() {
        let mut user = User {
            id: UserId::new(uuid::Uuid::nil()),
            tax_id: TaxId::parse("390.533.447-05").unwrap(),
            name: "Marina de Souza Silva".into(),
            email: "marina@example.com".into(),
            job_title: None,
            grants: Vec::new(),
        };
        assert_eq!(
            (user.first_name(), user.initials().as_str()),
            ("Marina", "MS")
        );
        user.name = "ágata".into();
        assert_eq!(
            (user.first_name(), user.initials().as_str()),
            ("ágata", "Á")
        );
        user.name = String::new();
        assert_eq!((user.first_name(), user.initials().as_str()), ("", ""));
    }
}
