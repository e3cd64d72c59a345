//! Identifiers, each a type of its own over a UUID.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID.
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        /// Empty where none was chosen.
        impl $crate::form::FieldValue for Option<$name> {
            fn read(text: &str) -> Self {
                text.parse().ok()
            }

            fn text(&self) -> String {
                self.map_or_else(String::new, |id| id.to_string())
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    };
}

id! {
    /// A provider's stable id; it never changes, even when name or address do.
    Issuer
}
id! {
    /// A party served by one provider, and the owner of a stream.
    CustomerId
}
id! {
    /// A sign-in at one provider.
    UserId
}
id! {
    /// A bill. Its 32 hex digits are the txid of the bill's Pix charge.
    BillId
}
id! {
    /// A contracted product (an internet plan, a licence).
    PlanId
}
id! {
    /// A request to change registration data; it is the id of the action that made it.
    RequestId
}
id! {
    /// A contact; it is the id of the action that added it, where one did.
    ContactId
}
id! {
    /// A fiscal document.
    FiscalDocumentId
}
id! {
    /// An announcement to a customer.
    AnnouncementId
}
id! {
    /// A ticket; it is the id of the decision that opened it, where one did.
    TicketId
}
id! {
    /// A provisional enablement of a plan; it is the id of the decision that made it.
    EnablementId
}
id! {
    /// A change of a plan's due day; it is the id of the decision that asked for it.
    DueDayChangeId
}
id! {
    /// A file attached to a request; it is the id of the action that attached it.
    ProofId
}
