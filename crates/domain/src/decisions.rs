//! The one list of decisions: what each is called, and who may take it.

use crate::decision::{Attached, Decision, FieldFault, Made, Needed, Refused, Rows, Subject};
use crate::form::Typed;
use crate::{
    AddContact, AttachProof, ChangeDueDay, ChangeProfile, CloseTicket, EditContact,
    EnableProvisionally, Module, OpenTicket, Owner, RateTicket, RemoveContact, ReopenTicket,
    ReplyTicket, Role,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// Calls a macro with every decision:
///
/// `Decision: stored name, module, takes files, [who may]`
///
/// The *name* is what outboxes store, and never changes. Of the roles that *may* the first is the one
/// that a refusal names; none at all means every user.
#[macro_export]
macro_rules! for_each_decision {
    ($callback:ident) => {
        $callback! {
            ChangeProfile: "change_profile", None, false, [Finance, Customer];
            AttachProof: "attach_proof", None, true, [Finance, Customer];
            AddContact: "add_contact", Some(Module::Contacts), false, [Customer, Finance];
            EditContact: "edit_contact", Some(Module::Contacts), false, [Customer, Finance];
            RemoveContact: "remove_contact", Some(Module::Contacts), false, [Customer, Finance];
            OpenTicket: "open_ticket", Some(Module::Tickets), false, [Customer, Finance, Technical];
            ReplyTicket: "reply_ticket", Some(Module::Tickets), false, [Customer, Finance, Technical];
            CloseTicket: "close_ticket", Some(Module::Tickets), false, [Customer, Finance, Technical];
            RateTicket: "rate_ticket", Some(Module::Tickets), false, [Customer, Finance, Technical];
            ReopenTicket: "reopen_ticket", Some(Module::Tickets), false, [Customer, Finance, Technical];
            EnableProvisionally: "enable_provisionally", Some(Module::ProvisionalEnablement), false,
                [Customer, Finance];
            ChangeDueDay: "change_due_day", Some(Module::DueDays), false, [Customer, Finance];
        }
    };
}

macro_rules! decisions {
    ($($decision:ident: $name:literal, $module:expr, $files:literal, [$($role:ident),*];)*) => {
        /// Which decision.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum DecisionKind {
            $(
                #[doc = concat!("[`crate::", stringify!($decision), "`].")]
                #[serde(rename = $name)]
                $decision,
            )*
        }

        impl DecisionKind {
            /// Every one.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$decision),*];

            /// The name that outboxes store.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$decision => $name,)*
                }
            }

            /// Where it is posted; see [`Decision::ROUTE`].
            pub const fn route(self) -> &'static str {
                match self {
                    $(Self::$decision => $decision::ROUTE,)*
                }
            }

            /// The part of the product that it belongs to; none: it is always there.
            pub const fn module(self) -> Option<Module> {
                match self {
                    $(Self::$decision => $module,)*
                }
            }

            /// Whether files come with it: who may take such a decision may upload.
            pub const fn takes_files(self) -> bool {
                match self {
                    $(Self::$decision => $files,)*
                }
            }

            /// Who may; the first is the one that a refusal names.
            pub const fn decided_by(self) -> &'static [Role] {
                match self {
                    $(Self::$decision => &[$(Role::$role),*],)*
                }
            }
        }

        /// Any decision. Its JSON, with the name as `action`, is what outboxes store.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Action {
            $(
                #[doc = concat!("[`crate::", stringify!($decision), "`].")]
                $decision($decision),
            )*
        }

        $(
            impl From<$decision> for Action {
                fn from(decision: $decision) -> Self {
                    Self::$decision(decision)
                }
            }
        )*

        /// As it is stored.
        #[derive(Serialize, Deserialize)]
        #[serde(tag = "action")]
        enum Stored<T> {
            $(#[serde(rename = $name)] $decision(T),)*
        }

        #[derive(Deserialize)]
        #[serde(tag = "action")]
        enum Read {
            $(#[serde(rename = $name)] $decision($decision),)*
        }

        /// Where fields go by their place.
        #[derive(Deserialize)]
        enum Placed {
            $($decision($decision),)*
        }

        impl Serialize for Action {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[derive(Serialize)]
                enum Placed<T> {
                    $($decision(T),)*
                }
                match (self, serializer.is_human_readable()) {
                    $(
                        (Self::$decision(it), true) => {
                            Stored::$decision(it).serialize(serializer)
                        }
                        (Self::$decision(it), false) => {
                            Placed::$decision(it).serialize(serializer)
                        }
                    )*
                }
            }
        }

        impl<'de> Deserialize<'de> for Action {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    return Ok(match Read::deserialize(deserializer)? {
                        $(Read::$decision(it) => Self::$decision(it),)*
                    });
                }
                Ok(match Placed::deserialize(deserializer)? {
                    $(Placed::$decision(it) => Self::$decision(it),)*
                })
            }
        }

        impl Action {
            /// Which decision it is.
            pub const fn kind(&self) -> DecisionKind {
                match self {
                    $(Self::$decision(_) => DecisionKind::$decision,)*
                }
            }

            /// See [`Decision::path`].
            pub fn path(&self) -> String {
                match self {
                    $(Self::$decision(it) => it.path(),)*
                }
            }

            /// See [`Decision::owner`].
            pub fn owner(&self) -> Owner {
                match self {
                    $(Self::$decision(it) => it.owner(),)*
                }
            }

            /// See [`Decision::subject`].
            pub fn subject(&self) -> Subject {
                match self {
                    $(Self::$decision(it) => it.subject(),)*
                }
            }

            /// See [`Decision::after`].
            pub fn after(&self) -> Option<Uuid> {
                match self {
                    $(Self::$decision(it) => it.after(),)*
                }
            }

            /// See [`Decision::file`].
            pub fn file(&self) -> Option<Attached> {
                match self {
                    $(Self::$decision(it) => it.file(),)*
                }
            }

            /// See [`Decision::tidied`].
            #[must_use]
            pub fn tidied(self) -> Self {
                match self {
                    $(Self::$decision(it) => Self::$decision(it.tidied()),)*
                }
            }

            /// See [`Decision::typed`].
            pub fn typed(&self) -> Option<Typed> {
                match self {
                    $(Self::$decision(it) => it.typed(),)*
                }
            }

            /// See [`Decision::edits`].
            pub fn edits(&self) -> bool {
                match self {
                    $(Self::$decision(it) => it.edits(),)*
                }
            }

            /// See [`Decision::form`].
            pub fn form(&self) -> Option<Typed> {
                match self {
                    $(Self::$decision(it) => it.form(),)*
                }
            }

            /// See [`Decision::faults`].
            pub fn faults(&self) -> Vec<FieldFault> {
                match self {
                    $(Self::$decision(it) => it.faults(),)*
                }
            }

            /// See [`Decision::needs`].
            pub fn needs(&self) -> Vec<Needed> {
                match self {
                    $(Self::$decision(it) => it.needs(),)*
                }
            }

            /// See [`Decision::PORTALS_OWN`].
            pub const fn portals_own(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$decision(_) => $decision::PORTALS_OWN,)*
                }
            }

            /// See [`Decision::effect`].
            ///
            /// # Errors
            /// [`Refused`].
            pub fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
                match self {
                    $(Self::$decision(it) => it.effect(made, rows),)*
                }
            }

            /// Reads what was posted: the decision alone, of a kind that its place tells.
            ///
            /// # Errors
            /// The deserializer's own.
            pub fn deserialize_body<'de, D: Deserializer<'de>>(
                kind: DecisionKind,
                deserializer: D,
            ) -> Result<Self, D::Error> {
                match kind {
                    $(DecisionKind::$decision => {
                        $decision::deserialize(deserializer).map(Self::$decision)
                    })*
                }
            }

            /// Writes what is posted: the decision alone, without its name.
            ///
            /// # Errors
            /// The serializer's own.
            pub fn serialize_body<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$decision(it) => it.serialize(serializer),)*
                }
            }
        }
    };
}

for_each_decision!(decisions);

impl DecisionKind {
    /// The decision that is posted to a path below the provider's base.
    pub fn at(path: &str) -> Option<Self> {
        let fits = |route: &str| {
            let (mut asked, mut known) = (path.split('/'), route.split('/'));
            let same = |(asked, known): (&str, &str)| known.starts_with('{') || asked == known;
            known.clone().count() == asked.clone().count()
                && asked.by_ref().zip(known.by_ref()).all(same)
        };
        Self::ALL.into_iter().find(|kind| fits(kind.route()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CustomerId, ProfileChange, ProofKind, RequestId, Sha256Digest};

    fn change() -> ChangeProfile {
        ChangeProfile {
            customer: CustomerId::new(Uuid::from_u128(1)),
            change: ProfileChange {
                phone: Some("1933334444".into()),
                ..ProfileChange::default()
            },
        }
    }

    #[test]
    fn an_action_is_stored_under_the_name_that_outboxes_know() {
        let action = Action::from(change());
        let json = serde_json::to_string(&action).unwrap();
        assert_eq!(
            json,
            r#"{"action":"change_profile","customer":"00000000-0000-0000-0000-000000000001","change":{"phone":"1933334444"}}"#
        );
        assert_eq!(serde_json::from_str::<Action>(&json).unwrap(), action);
        let other = json.replace("change_profile", "change_nothing");
        assert!(serde_json::from_str::<Action>(&other).is_err());
    }

    #[test]
    fn a_proof_waits_for_its_request_and_its_file() {
        let request = RequestId::new(Uuid::from_u128(2));
        let sha256 = Sha256Digest::new([7; 32]);
        let action = Action::from(AttachProof {
            customer: change().customer,
            request,
            name: "conta.pdf".into(),
            kind: ProofKind::Pdf,
            size: 9,
            sha256,
        });
        assert_eq!(action.after(), Some(request.uuid()));
        assert_eq!(action.file(), Some(Attached { sha256, size: 9 }));
        assert_eq!(action.subject(), Action::from(change()).subject());
        assert!(action.path().ends_with(&format!("/{request}/proofs")));
        assert_eq!(DecisionKind::at(&action.path()), Some(action.kind()));
        assert_eq!(DecisionKind::at("/v1/profile-changes/proofs"), None);
        assert!(action.kind().takes_files());
    }
}
