//! Who may do what: one question, answered by the lines of [`crate::for_each_collection`] and
//! [`crate::for_each_decision`].

use crate::{Collection, DecisionKind, Module, Role};

/// Something a role may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read the rows of a collection, by list, by id or by sync.
    Read(Collection),
    /// Decide something, and bring the files that belong to it.
    Decide(DecisionKind),
}

impl Access {
    /// Who may; the first is the one that a refusal names. Nobody named: everybody may.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Read(collection) => collection.read_by(),
            Self::Decide(kind) => kind.decided_by(),
        }
    }

    /// The part of the product that must be switched on.
    pub const fn module(self) -> Option<Module> {
        match self {
            Self::Read(collection) => collection.module(),
            Self::Decide(kind) => kind.module(),
        }
    }

    /// The role that is lacking beside those held, as a refusal names it; none where they permit it.
    pub fn lacks(self, held: &[Role]) -> Option<Role> {
        let first = self.roles().first()?;
        (!held.iter().any(|role| role.allows(self))).then_some(*first)
    }
}

impl Role {
    /// Whether this role alone permits the access.
    pub fn allows(self, access: Access) -> bool {
        let roles = access.roles();
        roles.is_empty() || roles.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_access() -> impl Iterator<Item = Access> {
        let read = Collection::ALL.into_iter().map(Access::Read);
        read.chain(DecisionKind::ALL.into_iter().map(Access::Decide))
    }

    #[test]
    fn a_technician_reads_plans_and_no_bills() {
        assert!(Role::Technical.allows(Access::Read(Collection::Plans)));
        assert!(!Role::Technical.allows(Access::Read(Collection::Bills)));
    }

    #[test]
    fn of_twelve_roles_the_declared_one_is_named() {
        assert_eq!(Role::ALL.len(), 12);
        for access in every_access() {
            let allowed = |role: &Role| role.allows(access);
            for role in Role::ALL {
                let expected = access.roles().first().filter(|_| !allowed(&role));
                assert_eq!(
                    access.lacks(&[role]),
                    expected.copied(),
                    "{access:?} {role:?}"
                );
            }
            assert_eq!(access.lacks(&Role::ALL), None);
            assert_eq!(access.lacks(&[]), access.roles().first().copied());
        }
        let bills = Access::Read(Collection::Bills);
        assert_eq!(bills.lacks(&[Role::Technical]), Some(Role::Finance));
    }

    #[test]
    fn a_role_has_one_name_in_json_and_in_code() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
    }
}
