//! Closed sets of values that are chosen from a list.

/// Declares an enum by its values' names, which stand in JSON and in forms and never change:
///
/// `/// doc` `Type { /// doc` `Variant: "name", … }`
macro_rules! choice {
    ($(#[$doc:meta])* $type:ident { $($(#[$of:meta])* $variant:ident: $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $type {
            $($(#[$of])* #[serde(rename = $name)] $variant,)*
        }

        impl $type {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Their names.
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }


            /// The value of a name.
            pub fn of_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }
        }

        /// Empty where nothing was chosen.
        impl $crate::form::FieldValue for Option<$type> {
            fn read(text: &str) -> Self {
                $type::of_name(text)
            }

            fn text(&self) -> String {
                self.map_or("", $type::name).into()
            }
        }
    };
}

pub(crate) use choice;
