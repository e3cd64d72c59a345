//! Providers: who serves.

use crate::{Brand, Issuer, TaxId};
use serde::{Deserialize, Serialize};

macro_rules! modules {
    ($($(#[$doc:meta])* $variant:ident: $name:literal, $since:literal;)*) => {
        /// A part of the product that a provider has switched on.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Module {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Module {
            /// Its name on the wire.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The first sync schema whose apps know it.
            pub const fn since(self) -> u32 {
                match self {
                    $(Self::$variant => $since,)*
                }
            }
        }
    };
}

modules! {
    /// Bills and how to pay them.
    Bills: "bills", 1;
    /// Plans and their details.
    Plans: "plans", 1;
    /// Contacts that the customer keeps.
    Contacts: "contacts", 5;
    /// Fiscal documents.
    FiscalDocuments: "fiscal_documents", 6;
    /// Announcements and service reports.
    Announcements: "announcements", 6;
    /// Tickets.
    Tickets: "tickets", 6;
    /// Suspended plans that are enabled for some days.
    ProvisionalEnablement: "provisional_enablement", 6;
    /// Another due day.
    DueDays: "due_days", 6;
}

/// A way to sign in that a provider offers (G7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// CPF or CNPJ with a password (MC-09).
    Password,
}

/// How to reach the provider's people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Telephone, as it is printed.
    pub phone: String,
    /// E-mail address.
    pub email: String,
}

/// A provider, as its users see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its stable id.
    pub issuer: Issuer,
    /// Its short name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// How it looks.
    pub brand: Brand,
    /// What is switched on; a part that this version does not know is none of it.
    #[serde(deserialize_with = "crate::known::only")]
    pub modules: Vec<Module>,
    /// IANA name of the zone its days are counted in.
    pub zone: String,
    /// How to reach it.
    pub support: Support,
    /// Registered name.
    pub legal_name: String,
    /// CNPJ.
    pub tax_id: TaxId,
}
