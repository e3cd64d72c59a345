//! The one list of collections: what a collection is called, whose it is, and who reads it.

use crate::{Module, Owner, Role, RowId, Stream, StreamKind, Synced};
use serde::{Deserialize, Serialize};

/// Calls a macro with every collection, in the order in which a first load sends them:
///
/// `Variant: kept as Row, wire name, number, stream, module, since, [read by]`
///
/// A row is kept as *listed* ([`crate::Listed`]), or as *usage*: a hundred thousand narrow ones.
/// The *number* stands for it in cursors and never changes. *Since* is the first sync schema whose
/// apps know it: an older app is sent nothing of it. Of the roles that *read* it the first is the one
/// that a refusal names; none at all means every user of the stream.
#[macro_export]
macro_rules! for_each_collection {
    ($callback:ident) => {
        $callback! {
            Provider: listed Provider, "provider", 0, Provider, None, 1, [];
            Users: listed User, "users", 1, User, None, 1, [];
            Customers: listed Customer, "customers", 2, Customer, None, 1, [];
            Plans: listed Plan, "plans", 3, Customer, Some(Module::Plans), 1, [Customer, Finance, Technical];
            Bills: listed Bill, "bills", 4, Customer, Some(Module::Bills), 1, [Finance, Customer];
            ProfileRequests: listed ProfileChangeRequest, "profile_requests", 5, Customer, None, 2,
                [Finance, Customer];
            Contacts: listed Contact, "contacts", 7, Customer, Some(Module::Contacts), 5,
                [Customer, Finance, Technical];
            FiscalDocuments: listed FiscalDocument, "fiscal_documents", 8, Customer,
                Some(Module::FiscalDocuments), 6, [Finance, Customer];
            Announcements: listed Announcement, "announcements", 9, Customer,
                Some(Module::Announcements), 6, [Customer, Finance, Technical];
            Tickets: listed Ticket, "tickets", 10, Customer, Some(Module::Tickets), 6,
                [Customer, Finance, Technical];
            ProvisionalEnablements: listed ProvisionalEnablement, "provisional_enablements", 11,
                Customer, Some(Module::ProvisionalEnablement), 6, [Customer, Finance, Technical];
            DueDayChanges: listed DueDayChange, "due_day_changes", 12, Customer,
                Some(Module::DueDays), 6, [Customer, Finance];
            Calls: usage CallRecord, "calls", 6, Customer, None, 3, [Finance, Customer];
        }
    };
}

/// How rows of a collection are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// With columns to list them by: [`crate::Listed`].
    Listed,
    /// A hundred thousand narrow ones, of which the last months are synced.
    Usage,
}

macro_rules! keeping {
    (listed) => {
        Keeping::Listed
    };
    (usage) => {
        Keeping::Usage
    };
}

macro_rules! collections {
    ($(
        $variant:ident: $kept:ident $row:ident, $name:literal, $number:literal, $stream:ident,
        $module:expr,
        $since:literal, [$($role:ident),*];
    )*) => {
        /// A kind of synced row. The order is the order in which a first load sends them.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Collection {
            $(
                #[doc = concat!("Of [`crate::", stringify!($row), "`].")]
                #[serde(rename = $name)]
                $variant,
            )*
        }

        impl Collection {
            /// Every collection, in loading order.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// The name on the wire and in the databases.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What stands for it in cursors.
            pub const fn number(self) -> u8 {
                match self {
                    $(Self::$variant => $number,)*
                }
            }

            /// How its rows are kept.
            pub const fn keeping(self) -> Keeping {
                match self {
                    $(Self::$variant => keeping!($kept),)*
                }
            }

            /// Which kind of stream its rows stand in.
            pub const fn stream(self) -> StreamKind {
                match self {
                    $(Self::$variant => StreamKind::$stream,)*
                }
            }

            /// The part of the product that it belongs to; none: it is always there.
            pub const fn module(self) -> Option<Module> {
                match self {
                    $(Self::$variant => $module,)*
                }
            }

            /// The first sync schema whose apps know it.
            pub const fn since(self) -> u32 {
                match self {
                    $(Self::$variant => $since,)*
                }
            }

            /// Who reads it; the first is the one that a refusal names.
            pub const fn read_by(self) -> &'static [Role] {
                match self {
                    $(Self::$variant => &[$(Role::$role),*],)*
                }
            }
        }

        /// A row of any collection. Its JSON is the row's.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum AnyRow {
            $(
                #[doc = concat!("[`crate::", stringify!($row), "`].")]
                $variant(crate::$row),
            )*
        }

        $(
            impl From<crate::$row> for AnyRow {
                fn from(row: crate::$row) -> Self {
                    Self::$variant(row)
                }
            }
        )*

        impl AnyRow {
            /// Its collection.
            pub const fn collection(&self) -> Collection {
                match self {
                    $(Self::$variant(_) => Collection::$variant,)*
                }
            }

            /// Its id.
            pub fn id(&self) -> RowId {
                match self {
                    $(Self::$variant(row) => row.id(),)*
                }
            }

            /// Whose it is.
            pub fn owner(&self) -> Owner {
                match self {
                    $(Self::$variant(row) => row.owner(),)*
                }
            }
        }
    };
}

for_each_collection!(collections);

impl Collection {
    /// The collection of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.name() == name)
    }

    /// The collection of that number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.number() == number)
    }

    /// Whether rows of this collection may stand in the stream.
    pub fn belongs_to(self, stream: Stream) -> bool {
        self.stream() == stream.kind()
    }

    /// The collections whose rows stand in a stream.
    pub fn of(stream: Stream) -> impl Iterator<Item = Self> {
        let all = Self::ALL.into_iter();
        all.filter(move |collection| collection.belongs_to(stream))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_collection_has_one_name_in_json_and_in_code_and_a_number_of_its_own() {
        let mut numbers = BTreeSet::new();
        for collection in Collection::ALL {
            let json = serde_json::to_value(collection).unwrap();
            assert_eq!(json, collection.name());
            assert_eq!(Collection::from_name(collection.name()), Some(collection));
            assert_eq!(
                Collection::from_number(collection.number()),
                Some(collection)
            );
            assert!(numbers.insert(collection.number()));
        }
    }
}
