//! Rows that customers keep by themselves: one form adds and edits them, and they can be removed.
//! [`kept`] makes the three decisions.

use crate::decision::{Made, Refused, Rows};
use crate::form::{Details, Typed};
use crate::{Action, CustomerId, DecisionKind, Synced};
use uuid::Uuid;

/// A row that customers keep.
pub trait Kept: Synced {
    /// What is typed of it.
    type Details: Details;

    /// How many a customer has at most.
    const MOST: usize;

    /// The row of an id.
    fn new(id: Uuid, customer: CustomerId, details: Self::Details) -> Self;

    /// What is typed of it.
    fn details(&self) -> &Self::Details;
}

/// The decisions about rows that customers keep.
pub trait Decides: Kept {
    /// To add one.
    const ADD: DecisionKind;
    /// To change one.
    const EDIT: DecisionKind;
    /// To remove one.
    const REMOVE: DecisionKind;

    /// Adds one.
    fn add(customer: CustomerId, details: Self::Details) -> Action;

    /// Changes one, from what stood there when it was typed.
    fn edit(customer: CustomerId, id: Uuid, was: Self::Details, details: Self::Details) -> Action;

    /// Removes one.
    fn remove(customer: CustomerId, id: Uuid) -> Action;
}

/// Makes a row, unless it is made already.
///
/// # Errors
/// [`Refused::Invalid`] where there are too many.
pub(crate) fn add<T: Kept>(
    made: &Made,
    customer: CustomerId,
    details: &T::Details,
    rows: &mut impl Rows,
) -> Result<(), Refused> {
    let row = T::new(made.id, customer, details.clone());
    let all = rows.all::<T>();
    if all.iter().any(|it| it.id() == row.id()) {
        return Ok(());
    }
    if all.len() >= T::MOST {
        let field = T::Details::FIELDS.first().map_or("", |field| field.name);
        return Err(Refused::invalid(field, "too_many"));
    }
    rows.put(row);
    Ok(())
}

/// Changes a row that is there, in the fields that were changed: in the others stands what others
/// have put there meanwhile.
///
/// # Errors
/// [`Refused::NotFound`].
pub(crate) fn edit<T: Kept>(
    id: Uuid,
    customer: CustomerId,
    changed: Typed,
    rows: &mut impl Rows,
) -> Result<(), Refused> {
    let row = rows.get::<T>(id.into()).ok_or(Refused::NotFound)?;
    rows.put(T::new(id, customer, row.details().with(changed)));
    Ok(())
}

/// Declares a row that customers keep, and the three decisions about it:
///
/// `/// doc` `Row, Id, Details, Collection, most, "path": Add, Edit, Remove`
macro_rules! kept {
    (
        $(#[$doc:meta])*
        $row:ident, $id:ident, $details:ident, $collection:ident, $most:literal, $path:literal:
        $add:ident, $edit:ident, $remove:ident
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $row {
            /// Its id.
            pub id: $id,
            /// Whose.
            pub customer: $crate::CustomerId,
            /// What is kept of it.
            pub details: $details,
        }

        #[doc = concat!("Adds a [`", stringify!($row), "`], under the decision's own id.")]
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $add {
            /// Whose.
            pub customer: $crate::CustomerId,
            /// What is kept of it.
            pub details: $details,
        }

        #[doc = concat!("Changes a [`", stringify!($row), "`].")]
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $edit {
            /// Whose.
            pub customer: $crate::CustomerId,
            /// Which.
            pub id: $id,
            /// What stood there when it was typed; nothing says that all of it was typed.
            #[serde(default)]
            pub was: $details,
            /// What is to stand there instead.
            pub details: $details,
        }

        #[doc = concat!("Removes a [`", stringify!($row), "`]. One that is gone is as wanted.")]
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $remove {
            /// Whose.
            pub customer: $crate::CustomerId,
            /// Which.
            pub id: $id,
        }

        const _: () = {
            impl $crate::Synced for $row {
                const COLLECTION: $crate::Collection = $crate::Collection::$collection;

                fn id(&self) -> $crate::RowId {
                    self.id.uuid().into()
                }

                fn owner(&self) -> Owner {
                    Owner::Customer(self.customer)
                }
            }

            impl $crate::kept::Kept for $row {
                type Details = $details;

                const MOST: usize = $most;

                fn new(id: uuid::Uuid, customer: $crate::CustomerId, details: $details) -> Self {
                    let id = $id::new(id);
                    Self { id, customer, details }
                }

                fn details(&self) -> &$details {
                    &self.details
                }
            }

            impl $crate::kept::Decides for $row {
                const ADD: $crate::DecisionKind = $crate::DecisionKind::$add;
                const EDIT: $crate::DecisionKind = $crate::DecisionKind::$edit;
                const REMOVE: $crate::DecisionKind = $crate::DecisionKind::$remove;

                fn add(customer: $crate::CustomerId, details: $details) -> $crate::Action {
                    $add { customer, details }.into()
                }

                fn edit(
                    customer: $crate::CustomerId,
                    id: uuid::Uuid,
                    was: $details,
                    details: $details,
                ) -> $crate::Action {
                    let id = $id::new(id);
                    $edit {
                        customer,
                        id,
                        was,
                        details,
                    }
                    .into()
                }

                fn remove(customer: $crate::CustomerId, id: uuid::Uuid) -> $crate::Action {
                    let id = $id::new(id);
                    $remove { customer, id }.into()
                }
            }

            use $crate::decision::{Decision, FieldFault, Made, Needed, Refused, Rows, Subject};
            use $crate::form::{Details, Typed};
            use $crate::{Owner, Synced, kept};

            const OF: $crate::Collection = $row::COLLECTION;

            impl Decision for $add {
                const ROUTE: &'static str = $path;

                fn path(&self) -> String {
                    Self::ROUTE.into()
                }

                fn owner(&self) -> Owner {
                    Owner::Customer(self.customer)
                }

                fn subject(&self) -> Subject {
                    Subject::new(OF, self.customer.uuid())
                }

                fn tidied(self) -> Self {
                    let details = self.details.tidied();
                    Self { details, ..self }
                }

                fn faults(&self) -> Vec<FieldFault> {
                    self.details.faults()
                }

                fn typed(&self) -> Option<Typed> {
                    Some(self.details.typed())
                }

                fn needs(&self) -> Vec<Needed> {
                    vec![Needed::All(OF)]
                }

                fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
                    kept::add::<$row>(made, self.customer, &self.details, rows)
                }
            }

            impl Decision for $edit {
                const ROUTE: &'static str = concat!($path, "/{id}");

                fn path(&self) -> String {
                    format!(concat!($path, "/{}"), self.id)
                }

                fn owner(&self) -> Owner {
                    Owner::Customer(self.customer)
                }

                fn subject(&self) -> Subject {
                    Subject::new(OF, self.id.uuid())
                }

                fn after(&self) -> Option<uuid::Uuid> {
                    Some(self.id.uuid())
                }

                fn tidied(self) -> Self {
                    let (was, details) = (self.was.tidied(), self.details.tidied());
                    Self {
                        was,
                        details,
                        ..self
                    }
                }

                fn faults(&self) -> Vec<FieldFault> {
                    self.details.faults()
                }

                fn typed(&self) -> Option<Typed> {
                    Some(self.details.since(&self.was))
                }

                fn edits(&self) -> bool {
                    true
                }

                fn form(&self) -> Option<Typed> {
                    Some(self.details.typed())
                }

                fn needs(&self) -> Vec<Needed> {
                    vec![Needed::Row(OF, self.id.uuid().into())]
                }

                fn effect(&self, _: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
                    let changed = self.details.since(&self.was);
                    kept::edit::<$row>(self.id.uuid(), self.customer, changed, rows)
                }
            }

            impl Decision for $remove {
                const ROUTE: &'static str = concat!($path, "/{id}/removal");

                fn path(&self) -> String {
                    format!(concat!($path, "/{}/removal"), self.id)
                }

                fn owner(&self) -> Owner {
                    Owner::Customer(self.customer)
                }

                fn subject(&self) -> Subject {
                    Subject::new(OF, self.id.uuid())
                }

                fn after(&self) -> Option<uuid::Uuid> {
                    Some(self.id.uuid())
                }

                fn faults(&self) -> Vec<FieldFault> {
                    Vec::new()
                }

                fn needs(&self) -> Vec<Needed> {
                    vec![Needed::Row(OF, self.id.uuid().into())]
                }

                fn effect(&self, _: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
                    rows.remove::<$row>(self.id.uuid().into());
                    Ok(())
                }
            }
        };
    };
}

pub(crate) use kept;
