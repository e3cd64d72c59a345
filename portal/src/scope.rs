//! Who asks: what a request may see and do, decided before its first query.

use std::collections::BTreeMap;

use balcao_contract::SYNC_SCHEMA;
use balcao_contract::cursor::View;
use balcao_domain::{
    Access, Collection, CustomerId, DecisionKind, Issuer, Module, Owner, Role, Stream, UserId,
};
use sha2::{Digest, Sha256};

/// A signed-in user at one provider. Every query of a handler is bounded by it.
#[derive(Debug, Clone)]
pub struct Scope {
    provider: Issuer,
    user: UserId,
    modules: Vec<Module>,
    grants: BTreeMap<CustomerId, Vec<Role>>,
    schema: u32,
}

/// The portal itself, or somebody on its command line: what no user's scope bounds.
#[derive(Debug, Clone, Copy)]
pub struct System;

/// Why a scope refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Not there, not yours, or switched off: not said which.
    #[error("not found")]
    NotFound,
    /// Your customer, not your role; this one would do.
    #[error("role needed: {0:?}")]
    RoleNeeded(Role),
}

impl Scope {
    pub(crate) fn new(
        provider: Issuer,
        user: UserId,
        mut modules: Vec<Module>,
        grants: impl IntoIterator<Item = (CustomerId, Vec<Role>)>,
    ) -> Self {
        modules.sort_unstable();
        let grants = grants
            .into_iter()
            .map(|(customer, mut roles)| {
                roles.sort_unstable();
                (customer, roles)
            })
            .collect();
        Self {
            provider,
            user,
            modules,
            grants,
            schema: SYNC_SCHEMA,
        }
    }

    /// The same user in an app that understands another sync schema than this version's.
    #[must_use]
    pub const fn in_app_of(mut self, schema: u32) -> Self {
        self.schema = schema;
        self
    }

    /// The sync schema that the app understands.
    pub const fn schema(&self) -> u32 {
        self.schema
    }

    /// The provider asked.
    pub const fn provider(&self) -> Issuer {
        self.provider
    }

    /// The user asking.
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// Refuses what the user may not do with a customer.
    ///
    /// # Errors
    /// [`Denied`], as *not found* when the customer is not the user's.
    pub fn demand(&self, customer: CustomerId, access: Access) -> Result<(), Denied> {
        let roles = self.grants.get(&customer).ok_or(Denied::NotFound)?;
        if !self.switched_on(access) {
            return Err(Denied::NotFound);
        }
        match access.lacks(roles) {
            Some(role) => Err(Denied::RoleNeeded(role)),
            None => Ok(()),
        }
    }

    /// Refuses what the user may not decide about rows of an owner: about oneself everybody may.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn demand_of(&self, owner: Owner, access: Access) -> Result<(), Denied> {
        match owner {
            Owner::Customer(customer) => self.demand(customer, access),
            Owner::User if self.switched_on(access) => Ok(()),
            Owner::User | Owner::Provider | Owner::AsItStands => Err(Denied::NotFound),
        }
    }

    /// Refuses whoever may decide nothing that files belong to.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn demand_uploads(&self) -> Result<(), Denied> {
        let mut refusal = Denied::NotFound;
        for kind in DecisionKind::ALL {
            if kind.takes_files() {
                match self.demand_some(Access::Decide(kind)) {
                    Ok(_) => return Ok(()),
                    Err(denied) => refusal = denied,
                }
            }
        }
        Err(refusal)
    }

    /// The customers with whom the user may do it.
    ///
    /// # Errors
    /// [`Denied`], when there is none.
    pub fn demand_some(&self, access: Access) -> Result<Vec<CustomerId>, Denied> {
        let mut refusal = Denied::NotFound;
        let mut allowed = Vec::new();
        for customer in self.grants.keys() {
            match self.demand(*customer, access) {
                Ok(()) => allowed.push(*customer),
                Err(denied) => refusal = denied,
            }
        }
        if allowed.is_empty() {
            Err(refusal)
        } else {
            Ok(allowed)
        }
    }

    /// The streams the user has, in the order they are sent.
    pub fn streams(&self) -> Vec<Stream> {
        let customers = self.grants.keys().copied().map(Stream::Customer);
        [Stream::Provider, Stream::User]
            .into_iter()
            .chain(customers)
            .collect()
    }

    /// Whether rows of the collection in the stream are sent: the user may read them, and the app
    /// knows them.
    pub fn reads(&self, stream: Stream, collection: Collection) -> bool {
        collection.belongs_to(stream)
            && collection.since() <= self.schema
            && match stream {
                Stream::Provider | Stream::User => true,
                Stream::Customer(customer) => {
                    self.demand(customer, Access::Read(collection)).is_ok()
                }
            }
    }

    /// The digest of all that decides which rows the user sees.
    pub fn view(&self) -> View {
        let mut digest = Sha256::new();
        digest.update(self.schema.to_be_bytes());
        // Names are declared and stay; each ends, so that no two lists read alike.
        for module in &self.modules {
            digest.update(module.name());
            digest.update([0]);
        }
        for (customer, roles) in &self.grants {
            digest.update(customer.uuid());
            for role in roles {
                digest.update(role.name());
                digest.update([0]);
            }
            digest.update([0]);
        }
        let digest: [u8; 32] = digest.finalize().into();
        let (half, _) = digest.split_at(16);
        View(half.try_into().unwrap_or_default())
    }

    fn switched_on(&self, access: Access) -> bool {
        let module = access.module();
        module.is_none_or(|module| self.modules.contains(&module))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const BILLS: Access = Access::Read(Collection::Bills);
    const PLANS: Access = Access::Read(Collection::Plans);

    fn customer(number: u128) -> CustomerId {
        CustomerId::new(Uuid::from_u128(number))
    }

    fn scope(modules: &[Module], grants: &[(u128, &[Role])]) -> Scope {
        Scope::new(
            Issuer::new(Uuid::from_u128(100)),
            UserId::new(Uuid::from_u128(200)),
            modules.to_vec(),
            grants
                .iter()
                .map(|(number, roles)| (customer(*number), roles.to_vec())),
        )
    }

    #[test]
    fn not_your_customer_is_not_found_and_not_your_role_names_one() {
        let scope = scope(
            &[Module::Bills, Module::Plans],
            &[
                (1, &[Role::Technical]),
                (2, &[Role::Technical, Role::Finance]),
            ],
        );
        assert_eq!(scope.demand(customer(3), BILLS), Err(Denied::NotFound));
        assert_eq!(
            scope.demand(customer(1), BILLS),
            Err(Denied::RoleNeeded(Role::Finance))
        );
        assert_eq!(scope.demand(customer(2), BILLS), Ok(()));
        assert_eq!(scope.demand_some(BILLS), Ok(vec![customer(2)]));
        assert_eq!(scope.demand_some(PLANS), Ok(vec![customer(1), customer(2)]));
    }

    #[test]
    fn a_module_switched_off_is_not_found() {
        let scope = scope(&[Module::Plans], &[(1, &[Role::Customer])]);
        assert_eq!(scope.demand(customer(1), BILLS), Err(Denied::NotFound));
        assert!(!scope.reads(Stream::Customer(customer(1)), Collection::Bills));
        assert!(scope.reads(Stream::Customer(customer(1)), Collection::Plans));
    }

    #[test]
    fn the_view_changes_with_grants_modules_and_schema_and_not_with_order() {
        let both = [Module::Bills, Module::Plans];
        let base = scope(&both, &[(1, &[Role::Finance, Role::Technical])]);
        let turned = scope(
            &[Module::Plans, Module::Bills],
            &[(1, &[Role::Technical, Role::Finance])],
        );
        assert_eq!(base.view(), turned.view());
        let others = [
            scope(&both, &[(1, &[Role::Finance])]),
            scope(&both, &[(2, &[Role::Finance, Role::Technical])]),
            scope(&both, &[]),
            scope(&[Module::Bills], &[(1, &[Role::Finance, Role::Technical])]),
        ];
        for other in others {
            assert_ne!(base.view(), other.view());
        }
        assert_ne!(base.view(), base.clone().in_app_of(1).view());
    }
}
