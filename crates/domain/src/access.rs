//! Who may do what: the one table that portal handlers and sync both read.

use crate::Collection;
use serde::{Deserialize, Serialize};

/// What a user is to a customer (TMF669 PartyRole, named as in the manuals).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The customer in person, or the company's own sign-in.
    Customer,
    /// Pays the bills.
    Finance,
    /// Looks after the services; sees no money.
    Technical,
}

/// Something a role may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read the rows of a collection, by list, by id or by sync.
    Read(Collection),
    /// Ask for a change of registration data, and attach proofs to it.
    ChangeProfile,
}

impl Role {
    /// Every role, for tests and tables.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Finance, Self::Technical];

    /// Whether this role alone permits the access.
    pub const fn allows(self, access: Access) -> bool {
        match (self, access) {
            // A provider's own row and the signed-in user's are everybody's.
            (_, Access::Read(Collection::Provider | Collection::Users)) => true,
            (_, Access::Read(Collection::Customers | Collection::Plans)) => true,
            (
                Self::Customer | Self::Finance,
                Access::Read(Collection::Bills | Collection::ProfileRequests | Collection::Calls)
                | Access::ChangeProfile,
            ) => true,
            (
                Self::Technical,
                Access::Read(Collection::Bills | Collection::ProfileRequests | Collection::Calls)
                | Access::ChangeProfile,
            ) => false,
        }
    }

    /// A role that would permit the access, for the answer *role needed*.
    pub fn needed_for(access: Access) -> Self {
        Self::ALL
            .into_iter()
            .rev()
            .find(|role| role.allows(access))
            .unwrap_or(Self::Customer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_technician_reads_plans_and_no_bills() {
        assert!(Role::Technical.allows(Access::Read(Collection::Plans)));
        assert!(!Role::Technical.allows(Access::Read(Collection::Bills)));
    }

    #[test]
    fn the_needed_role_is_one_that_is_allowed() {
        for collection in Collection::ALL {
            let access = Access::Read(collection);
            assert!(Role::needed_for(access).allows(access));
        }
        assert_eq!(
            Role::needed_for(Access::Read(Collection::Bills)),
            Role::Finance
        );
    }
}
