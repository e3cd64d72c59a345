//! Forms: what is typed field by field. What a field takes is declared once; form, queue
//! and portal judge it alike.

use crate::decision::FieldFault;
use crate::{Collection, EmailAddress, Phone, text};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::fmt::Debug;
use uuid::Uuid;

/// What stands in a form's fields, by their names, as it was typed. A field that is not there is
/// empty.
pub type Typed = BTreeMap<String, String>;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text, of so many characters at most.
    Line(usize),
    /// Paragraphs of text, of so many characters at most.
    Paragraphs(usize),
    /// An e-mail address.
    Email,
    /// A telephone with its DDD: [`Phone`].
    Phone,
    /// One of these names.
    Choice(&'static [&'static str]),
    /// A row of a collection that a filter of its list finds, by its id.
    Row(Collection, &'static str),
    /// On ([`FieldKind::ON`]) or off (empty).
    Switch,
}

/// A field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name, in JSON and in refusals.
    pub name: &'static str,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it may not be empty.
    pub required: bool,
}

/// A field that may not be empty.
pub const fn required(name: &'static str, kind: FieldKind) -> Field {
    let required = true;
    Field {
        name,
        kind,
        required,
    }
}

/// A field that may be empty.
pub const fn optional(name: &'static str, kind: FieldKind) -> Field {
    let required = false;
    Field {
        name,
        kind,
        required,
    }
}

impl FieldKind {
    /// What a switch says that is on.
    pub const ON: &'static str = "on";

    /// A text as the field keeps it; what is wrong stays so.
    pub fn tidied(self, typed: &str) -> String {
        match self {
            Self::Line(_) => text::line(typed),
            Self::Paragraphs(_) => text::lines(typed),
            Self::Email => {
                EmailAddress::parse(typed).map_or_else(|_| text::line(typed), Into::into)
            }
            Self::Phone => Phone::parse(typed).map_or_else(|_| text::line(typed), Into::into),
            Self::Choice(_) | Self::Row(..) | Self::Switch => typed.to_owned(),
        }
    }

    /// What is wrong with a tidied text that is not empty.
    fn fault(self, tidied: &str) -> Option<&'static str> {
        let unseen = |c: char| c.is_control() || text::is_invisible(c);
        let well_formed = match self {
            Self::Line(longest) | Self::Paragraphs(longest) if tidied.chars().count() > longest => {
                return Some("too_long");
            }
            Self::Line(_) => !tidied.contains(unseen) && !tidied.contains(['\u{2028}', '\u{2029}']),
            Self::Paragraphs(_) => !tidied.replace('\n', "").contains(unseen),
            Self::Row(..) => Uuid::try_parse(tidied).is_ok(),
            Self::Email => EmailAddress::try_from(tidied.to_owned()).is_ok(),
            Self::Phone => Phone::try_from(tidied.to_owned()).is_ok(),
            Self::Choice(names) => names.contains(&tidied),
            Self::Switch => tidied == Self::ON,
        };
        (!well_formed).then_some("malformed")
    }
}

impl Field {
    /// What is wrong with what stands in it: `empty`, `too_long` or `malformed`.
    pub fn fault(&self, typed: &Typed) -> Option<&'static str> {
        let tidied = self.kind.tidied(self.text(typed));
        match (text::is_blank(&tidied), self.required) {
            (true, true) => Some("empty"),
            (true, false) => None,
            (false, _) => self.kind.fault(&tidied),
        }
    }

    /// What stands in it.
    pub fn text<'a>(&self, typed: &'a Typed) -> &'a str {
        typed.get(self.name).map_or("", String::as_str)
    }
}

/// A value that a field holds.
pub trait FieldValue {
    /// The value of a text; what is no such value is the empty one, which [`Field::fault`] tells.
    fn read(text: &str) -> Self;

    /// The text of a value.
    fn text(&self) -> String;
}

impl FieldValue for String {
    fn read(text: &str) -> Self {
        text.into()
    }

    fn text(&self) -> String {
        self.clone()
    }
}

impl FieldValue for bool {
    fn read(text: &str) -> Self {
        text == FieldKind::ON
    }

    fn text(&self) -> String {
        String::from(if *self { FieldKind::ON } else { "" })
    }
}

/// What is typed into a form, with the types of its values: [`details`] declares one.
pub trait Details:
    Serialize + DeserializeOwned + Clone + PartialEq + Eq + Debug + Send + Sync + 'static
{
    /// Its fields, in the order in which they are asked for.
    const FIELDS: &'static [Field];

    /// What was typed.
    fn read(typed: &Typed) -> Self;

    /// What stands in the form when it is edited again.
    fn typed(&self) -> Typed;

    /// What stands in its fields otherwise than before.
    fn since(&self, before: &Self) -> Typed {
        let (mut typed, before) = (self.typed(), before.typed());
        typed.retain(|name, text| before.get(name) != Some(text));
        typed
    }

    /// The same, with what was typed in some of its fields.
    #[must_use]
    fn with(&self, changed: Typed) -> Self {
        let mut typed = self.typed();
        typed.extend(changed);
        Self::read(&typed)
    }

    /// The same with its texts as they are kept.
    #[must_use]
    fn tidied(&self) -> Self {
        let mut typed = self.typed();
        for field in Self::FIELDS {
            let tidied = field.kind.tidied(field.text(&typed));
            typed.insert(field.name.into(), tidied);
        }
        Self::read(&typed)
    }

    /// What is wrong, a field at a time.
    fn faults(&self) -> Vec<FieldFault> {
        let typed = self.typed();
        let fault = |field: &Field| {
            let code = field.fault(&typed)?;
            let field = field.name;
            Some(FieldFault { field, code })
        };
        Self::FIELDS.iter().filter_map(fault).collect()
    }
}

/// Declares what is typed into a form:
///
/// `/// doc` `Type { /// doc` `field: type = required(kind), …  = optional(kind), … }`
macro_rules! details {
    ($(#[$doc:meta])* $type:ident {
        $($(#[$of:meta])* $field:ident: $value:ty = $need:ident($kind:expr),)*
    }) => {
        $(#[$doc])*
        ///
        /// Versions before it know fewer fields and later ones more: what is not there is empty, and
        /// what is not known is left where it is.
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $type {
            $($(#[$of])* pub $field: $value,)*
        }

        impl $crate::form::Details for $type {
            const FIELDS: &'static [$crate::form::Field] =
                &[$($crate::form::$need(stringify!($field), $kind)),*];

            fn read(typed: &$crate::form::Typed) -> Self {
                let text = |name| typed.get(name).map_or("", String::as_str);
                Self { $($field: $crate::form::FieldValue::read(text(stringify!($field))),)* }
            }

            fn typed(&self) -> $crate::form::Typed {
                [$((
                    stringify!($field).to_owned(),
                    $crate::form::FieldValue::text(&self.$field),
                )),*]
                .into()
            }
        }
    };
}

pub(crate) use details;

/// Nothing is typed: a decision that says all by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Nothing {}

impl Details for Nothing {
    const FIELDS: &'static [Field] = &[];

    fn read(_: &Typed) -> Self {
        Self {}
    }

    fn typed(&self) -> Typed {
        Typed::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    details! {
        /// Of a pet.
        PetDetails {
            /// What it is called.
            name: String = required(FieldKind::Line(20)),
            /// Whose it is.
            email: String = required(FieldKind::Email),
            /// Whether it barks.
            barks: bool = optional(FieldKind::Switch),
        }
    }

    fn pet(name: &str, email: &str) -> PetDetails {
        PetDetails {
            name: name.into(),
            email: email.into(),
            barks: true,
        }
    }

    #[test]
    fn what_an_earlier_version_did_not_keep_is_empty_and_what_a_later_one_keeps_is_no_fault() {
        let read = |json| serde_json::from_str::<PetDetails>(json).unwrap();
        let earlier = read(r#"{"name":"Rex"}"#);
        assert_eq!((earlier.name.as_str(), earlier.barks), ("Rex", false));
        assert_eq!(read(r#"{"name":"Rex","born":"2020-01-01"}"#), earlier);
    }

    #[test]
    fn only_what_was_typed_is_changed() {
        let before = pet("Rex", "ana@exemplo.com.br");
        let renamed = pet("Rex II", "ana@exemplo.com.br");
        let moved = pet("Rex", "bia@exemplo.com.br");
        let both = pet("Rex II", "bia@exemplo.com.br");
        assert_eq!(before.with(renamed.since(&before)), renamed);
        assert_eq!(renamed.with(moved.since(&before)), both);
        assert_eq!(moved.with(renamed.since(&before)), both);
        assert!(both.since(&both).is_empty());
        // Taking something out is a change too.
        let quiet = PetDetails {
            barks: false,
            ..before.clone()
        };
        assert_eq!(before.with(quiet.since(&before)), quiet);
    }

    fn typed(text: &str) -> Typed {
        Typed::from([("field".to_owned(), text.to_owned())])
    }

    #[test]
    fn a_field_is_judged_as_it_is_kept() {
        let line = required("field", FieldKind::Line(5));
        for (text, fault) in [
            (" Ana  L \u{200b}", None),
            ("", Some("empty")),
            (" \u{200b} ", Some("empty")),
            ("Ana Lima", Some("too_long")),
        ] {
            assert_eq!(line.fault(&typed(text)), fault, "{text:?}");
        }
        assert_eq!(line.fault(&Typed::new()), Some("empty"));
        let phone = optional("field", FieldKind::Phone);
        for (text, fault) in [
            ("", None),
            ("(19) 3333-4444", None),
            ("3333-4444", Some("malformed")),
        ] {
            assert_eq!(phone.fault(&typed(text)), fault, "{text:?}");
        }
        let email = required("field", FieldKind::Email);
        assert_eq!(email.fault(&typed("ana@exemplo.com.br ")), None);
        assert_eq!(email.fault(&typed("ana@exemplo")), Some("malformed"));
        let choice = required("field", FieldKind::Choice(&["a", "b"]));
        assert_eq!(choice.fault(&typed("c")), Some("malformed"));
        let switch = optional("field", FieldKind::Switch);
        assert_eq!(switch.fault(&typed(FieldKind::ON)), None);
        assert_eq!(switch.fault(&typed("yes")), Some("malformed"));
    }
}
