//! Decisions about one row that is there: [`about`] makes one of what it does to the row.

use crate::decision::{Made, Refused};

/// What a decision makes of its row.
pub(crate) trait Changes<T> {
    /// See [`crate::Decision::PORTALS_OWN`].
    const PORTALS_OWN: &'static [&'static str];

    /// The row afterwards. What is there already is as wanted.
    ///
    /// # Errors
    /// [`Refused`].
    fn change(&self, made: &Made, row: T) -> Result<T, Refused>;
}

/// Declares a decision about a row; what it does is said by [`Changes`]:
///
/// `/// doc` `Decision, Row, Id, Collection, "/v1/rows/{id}", "/act"`, and `: Details` where something
/// is typed of it.
macro_rules! about {
    (
        $(#[$doc:meta])*
        $decision:ident, $row:ident, $id:ident, $collection:ident, $path:literal, $act:literal
    ) => {
        about! {
            $(#[$doc])*
            $decision, $row, $id, $collection, $path, $act: $crate::form::Nothing
        }
    };
    (
        $(#[$doc:meta])*
        $decision:ident, $row:ident, $id:ident, $collection:ident, $path:literal, $act:literal:
        $details:ty
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $decision {
            /// Whose.
            pub customer: $crate::CustomerId,
            /// Which.
            pub id: $id,
            /// What was typed of it.
            #[serde(default)]
            pub details: $details,
        }

        const _: () = {
            use $crate::about::Changes;
            use $crate::decision::{Decision, FieldFault, Made, Needed, Refused, Rows, Subject};
            use $crate::form::{Details, Typed};
            use $crate::{Collection, Owner};

            impl Decision for $decision {
                const ROUTE: &'static str = concat!($path, "/{id}", $act);
                const PORTALS_OWN: &'static [&'static str] = <Self as Changes<$row>>::PORTALS_OWN;

                fn path(&self) -> String {
                    format!(concat!($path, "/{}", $act), self.id)
                }

                fn owner(&self) -> Owner {
                    Owner::Customer(self.customer)
                }

                fn subject(&self) -> Subject {
                    Subject::new(Collection::$collection, self.id.uuid())
                }

                fn after(&self) -> Option<uuid::Uuid> {
                    Some(self.id.uuid())
                }

                fn tidied(self) -> Self {
                    let details = self.details.tidied();
                    Self { details, ..self }
                }

                fn typed(&self) -> Option<Typed> {
                    let typed = self.details.typed();
                    (!typed.is_empty()).then_some(typed)
                }

                fn faults(&self) -> Vec<FieldFault> {
                    self.details.faults()
                }

                fn needs(&self) -> Vec<Needed> {
                    vec![Needed::Row(Collection::$collection, self.id.uuid().into())]
                }

                fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
                    let row = rows.get::<$row>(self.id.uuid().into());
                    let row = self.change(made, row.ok_or(Refused::NotFound)?)?;
                    rows.put(row);
                    Ok(())
                }
            }
        };
    };
}

pub(crate) use about;
