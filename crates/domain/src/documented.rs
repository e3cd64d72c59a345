//! The one list of collections whose rows have documents.

use crate::{Collection, DocumentKind, Documented};

/// Calls a macro with every collection whose rows have documents: `Collection: Row;`.
#[macro_export]
macro_rules! for_each_documented {
    ($callback:ident) => {
        $callback! {
            Bills: Bill;
            FiscalDocuments: FiscalDocument;
        }
    };
}

macro_rules! documented {
    ($($variant:ident: $row:ident;)*) => {
        impl Collection {
            /// The forms of its rows' documents.
            pub const fn documents(self) -> &'static [DocumentKind] {
                match self {
                    $(Self::$variant => <$crate::$row as Documented>::KINDS,)*
                    _ => &[],
                }
            }
        }

        /// Every document that there may be: the collection, and the form.
        pub fn every_document() -> impl Iterator<Item = (Collection, DocumentKind)> {
            let all = [$(Collection::$variant),*].into_iter();
            all.flat_map(|of| of.documents().iter().map(move |kind| (of, *kind)))
        }
    };
}

for_each_documented!(documented);
