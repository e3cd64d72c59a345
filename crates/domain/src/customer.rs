//! Customers: the parties a provider serves.

use crate::{CustomerId, TaxId};
use serde::{Deserialize, Serialize};

/// Where something is, in Brazilian postal form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// *Logradouro* with number.
    pub street: String,
    /// *Bairro*.
    pub district: String,
    /// City.
    pub city: String,
    /// *UF*, two letters.
    pub state: String,
    /// CEP, eight digits.
    pub postal_code: String,
}

/// A person or company served by one provider (TMF632 Individual or Organization).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Its id at this provider.
    pub id: CustomerId,
    /// CPF or CNPJ.
    pub tax_id: TaxId,
    /// Full or registered name.
    pub name: String,
    /// *Nome fantasia*, for companies that use one.
    pub trading_name: Option<String>,
    /// Where to write to.
    pub email: String,
    /// Telephone with DDD, digits only.
    pub phone: String,
    /// Where it is billed.
    pub address: PostalAddress,
}

impl Customer {
    /// The name people know it by.
    pub fn known_as(&self) -> &str {
        self.trading_name.as_deref().unwrap_or(&self.name)
    }
}
