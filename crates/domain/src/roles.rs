//! What users are to customers and providers.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[doc = $doc:literal])* $variant:ident: $name:literal, $since:literal;)*) => {
        /// What a user is to a customer, or to the provider itself (TMF669 PartyRole, named as in the
        /// manuals).
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Role {
            $($(#[doc = $doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Role {
            /// Every role, for tests and tables.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// Its name on the wire and in refusals.
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

roles! {
    /// The customer in person, or the company's own sign-in.
    Customer: "customer", 1;
    /// Pays the bills.
    Finance: "finance", 1;
    /// Looks after the services; sees no money.
    Technical: "technical", 1;
    /// *Administrador da organização*: keeps its users and sees all its tickets (TV-13, TV-21).
    OrgAdmin: "org_admin", 4;
    /// *Administrador do cliente*: keeps its licences (TV-25).
    ClientAdmin: "client_admin", 4;
    /// *Signatário*: signs contracts (DP-02).
    Signatory: "signatory", 4;
    /// *Gestor*: attests service reports (DP-03).
    Manager: "manager", 4;
    /// *Fiscal*: attests service reports (DP-03).
    Inspector: "inspector", 4;
    /// *Controlador de serviço*: sees authorizations (DP-25).
    ServiceController: "service_controller", 4;
    /// The provider's: works on what customers ask for.
    Operator: "operator", 4;
    /// The provider's: decides (MG-01).
    Administrator: "administrator", 4;
    /// The provider's: keeps its registries (ST-08).
    Master: "master", 4;
}
