//! What every synced row can say of itself.

use crate::{
    Bill, CallRecord, Collection, Customer, CustomerId, Plan, ProfileChangeRequest, Provider,
    RowId, Stream, User,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Whose a row is: it decides which stream it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The provider's: all its users see it.
    Provider,
    /// One user's.
    User,
    /// One customer's.
    Customer(CustomerId),
    /// Of whatever customer's stream it stands in: the row does not repeat whose it is.
    AsItStands,
}

impl Owner {
    /// Whether a row of this owner may stand in a stream, for which its collection is made.
    pub fn stands_in(self, stream: Stream, collection: Collection) -> bool {
        collection.belongs_to(stream)
            && match self {
                Self::Provider => stream == Stream::Provider,
                Self::User => stream == Stream::User,
                Self::Customer(id) => stream == Stream::Customer(id),
                Self::AsItStands => true,
            }
    }

    /// The stream that a decision of this owner appears in; none where only the place tells.
    pub const fn stream(self) -> Option<Stream> {
        match self {
            Self::Provider => Some(Stream::Provider),
            Self::User => Some(Stream::User),
            Self::Customer(id) => Some(Stream::Customer(id)),
            Self::AsItStands => None,
        }
    }
}

/// A domain type whose rows are synced.
pub trait Synced: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static {
    /// Its collection.
    const COLLECTION: Collection;

    /// Its id.
    fn id(&self) -> RowId;

    /// Whose it is.
    fn owner(&self) -> Owner;

    /// The row as an app of that sync schema reads it; none where such an app has no form for it.
    /// A type that gains a value says here what older apps are sent.
    fn for_schema(self, _schema: u32) -> Option<Self> {
        Some(self)
    }
}

impl Synced for Provider {
    const COLLECTION: Collection = Collection::Provider;

    fn id(&self) -> RowId {
        self.issuer.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Provider
    }

    fn for_schema(mut self, schema: u32) -> Option<Self> {
        self.modules.retain(|module| module.since() <= schema);
        Some(self)
    }
}

impl Synced for User {
    const COLLECTION: Collection = Collection::Users;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::User
    }

    fn for_schema(mut self, schema: u32) -> Option<Self> {
        for grant in &mut self.grants {
            grant.roles.retain(|role| role.since() <= schema);
        }
        Some(self)
    }
}

impl Synced for Customer {
    const COLLECTION: Collection = Collection::Customers;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.id)
    }
}

impl Synced for Plan {
    const COLLECTION: Collection = Collection::Plans;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }
}

impl Synced for Bill {
    const COLLECTION: Collection = Collection::Bills;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }
}

impl Synced for ProfileChangeRequest {
    const COLLECTION: Collection = Collection::ProfileRequests;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }
}

impl Synced for CallRecord {
    const COLLECTION: Collection = Collection::Calls;

    fn id(&self) -> RowId {
        self.id.into()
    }

    fn owner(&self) -> Owner {
        Owner::AsItStands
    }
}
