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
    /// What the user is to it; a role that this version does not know permits nothing.
    #[serde(deserialize_with = "crate::known::only")]
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_greeted_by_the_first_name() {
        let mut user = User {
            id: UserId::new(uuid::Uuid::nil()),
            tax_id: TaxId::parse("390.533.447-05").unwrap(),
            name: "Marina de Souza Silva".into(),
            email: "marina@example.com".into(),
            job_title: None,
            grants: Vec::new(),
        };
        assert_eq!(user.first_name(), "Marina");
        user.name = String::new();
        assert_eq!(user.first_name(), "");
    }
}
