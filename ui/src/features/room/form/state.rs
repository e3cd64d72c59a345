//! What stands in a form, and what came of it.

use crate::features::room::forms::RoomForm;
use crate::words::{field_fault, refused_field, sentence, t};
use balcao_bridge::{AppError, ErrorCode};
use balcao_domain::form::{Field, Typed};

/// How far the sending is.
#[derive(Debug, Clone, Default, PartialEq)]
enum Attempt {
    /// Not tried: what is not finished yet is not called wrong.
    #[default]
    Open,
    /// Tried: what is wrong is told while it is being mended.
    Tried,
    /// Under way.
    Sending,
    /// The core, or the portal through it, said no.
    Refused(AppError),
}

/// The state of a form.
#[derive(Debug, Clone)]
pub struct FormState {
    fields: &'static [Field],
    /// What a fault means that only this form has.
    fault: fn(&str, &str) -> Option<String>,
    /// What stands in it without a draft.
    base: Typed,
    typed: Typed,
    /// The fields that are kept for the next start; none without a draft.
    kept: Typed,
    attempt: Attempt,
}

impl FormState {
    /// As it was left: a draft stands in the place of what is there, field by field.
    pub fn new(form: &RoomForm, base: Typed, draft: Option<Typed>) -> Self {
        Self::of(form.fields, form.fault, base, draft)
    }

    fn of(
        fields: &'static [Field],
        fault: fn(&str, &str) -> Option<String>,
        base: Typed,
        draft: Option<Typed>,
    ) -> Self {
        let kept = draft.unwrap_or_default();
        let mut typed = base.clone();
        typed.extend(kept.clone());
        Self {
            fields,
            fault,
            base,
            typed,
            kept,
            attempt: Attempt::Open,
        }
    }

    /// What stands in a field.
    pub fn text(&self, field: &Field) -> &str {
        field.text(&self.typed)
    }

    /// Types something.
    pub fn type_into(&mut self, field: &Field, text: String) {
        self.typed.insert(field.name.into(), text);
        if let Attempt::Refused(_) = self.attempt {
            self.attempt = Attempt::Tried;
        }
    }

    /// What stood in it before anything was typed.
    pub fn base(&self) -> &Typed {
        &self.base
    }

    /// The fields with something else in them than what is there.
    fn changed(&self) -> Typed {
        let differs = |field: &&Field| field.text(&self.typed) != field.text(&self.base);
        let changed = self.fields.iter().filter(differs);
        let text = |field: &Field| (field.name.to_owned(), self.text(field).to_owned());
        changed.map(text).collect()
    }

    /// Whether there is a draft to throw away.
    pub fn is_begun(&self) -> bool {
        !self.changed().is_empty()
    }

    /// Whether what stands here is there at the next start.
    pub fn is_kept(&self) -> bool {
        self.is_begun() && self.unkept().is_none()
    }

    /// What is to be kept and is not; nothing in it where the draft is to go.
    pub fn unkept(&self) -> Option<Typed> {
        Some(self.changed()).filter(|changed| *changed != self.kept)
    }

    /// It is kept.
    pub fn keep(&mut self, typed: Typed) {
        self.kept = typed;
    }

    /// The draft is gone.
    pub fn start_over(&mut self) {
        *self = Self::of(self.fields, self.fault, self.base.clone(), None);
    }

    /// What to decide; none while it is being sent, when nothing differs, or something is wrong.
    pub fn send(&mut self) -> Option<Typed> {
        if self.is_sending() {
            return None;
        }
        let is_wrong = |field: &Field| field.fault(&self.typed).is_some();
        if !self.is_begun() || self.fields.iter().any(is_wrong) {
            self.attempt = Attempt::Tried;
            return None;
        }
        self.attempt = Attempt::Sending;
        Some(self.typed.clone())
    }

    /// It was not taken.
    pub fn refuse(&mut self, error: AppError) {
        self.attempt = Attempt::Refused(error);
    }

    /// Whether it is under way.
    pub fn is_sending(&self) -> bool {
        self.attempt == Attempt::Sending
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &Field) -> Option<String> {
        match &self.attempt {
            Attempt::Tried => {
                let fault = field.fault(&self.typed)?;
                Some(self.fault_words(field, fault))
            }
            Attempt::Refused(error) => {
                let (name, reason) = refused_field(error)?;
                (name == field.name).then(|| self.fault_words(field, reason))
            }
            Attempt::Open | Attempt::Sending => None,
        }
    }

    fn fault_words(&self, field: &Field, fault: &str) -> String {
        let own = (self.fault)(field.name, fault);
        own.unwrap_or_else(|| field_fault(field, field.text(&self.typed), fault))
    }

    /// What is told above the button: what lies in no field.
    pub fn other_error(&self, label: impl Fn(&Field) -> String) -> Option<String> {
        match &self.attempt {
            Attempt::Tried if !self.is_begun() && self.first_wrong().is_none() => {
                Some(t!("edit-nothing"))
            }
            Attempt::Refused(error) => {
                let refused = refused_field(error);
                let field =
                    refused.and_then(|(name, _)| self.fields.iter().find(|it| it.name == name));
                Some(match field {
                    Some(field) => t!("fault-see", field = label(field)),
                    None => sentence(error),
                })
            }
            Attempt::Open | Attempt::Tried | Attempt::Sending => None,
        }
    }

    /// The code of a refusal that the user can mend nowhere in the form.
    pub fn code(&self) -> Option<ErrorCode> {
        match &self.attempt {
            Attempt::Refused(error) if error.code != ErrorCode::InvalidRequest => Some(error.code),
            _ => None,
        }
    }

    /// The first input with something wrong in it.
    pub fn first_wrong(&self) -> Option<&'static str> {
        let wrong = self.fields.iter().find(|field| self.error(field).is_some());
        wrong.map(|field| field.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::form::{FieldKind, optional, required};

    const FIELDS: &[Field] = &[
        required("name", FieldKind::Line(9)),
        optional("email", FieldKind::Email),
    ];

    fn typed(name: &str) -> Typed {
        Typed::from([("name".to_owned(), name.to_owned())])
    }

    #[test]
    fn errors_come_beside_their_field_once_it_was_tried_and_go_when_it_is_mended() {
        let mut form = FormState::of(FIELDS, |_, _| None, Typed::new(), None);
        form.type_into(&FIELDS[1], "ana@".into());
        assert_eq!(form.error(&FIELDS[1]), None, "not finished is not wrong");
        assert_eq!(form.send(), None);
        assert_eq!(form.first_wrong(), Some("name"));
        assert!(form.error(&FIELDS[1]).is_some());
        form.type_into(&FIELDS[0], "Ana".into());
        form.type_into(&FIELDS[1], "ana@exemplo.com.br".into());
        assert_eq!(form.first_wrong(), None);
        assert!(form.send().is_some() && form.is_sending());
        assert_eq!(form.send(), None, "once");
    }

    #[test]
    fn nothing_changed_is_nothing_to_send_and_no_draft() {
        let other = |form: &FormState| form.other_error(|_| String::new());
        let mut empty = FormState::of(FIELDS, |_, _| None, Typed::new(), None);
        assert!(empty.send().is_none() && empty.first_wrong().is_some());
        assert_eq!(other(&empty), None, "what is wrong says it");
        let mut form = FormState::of(FIELDS, |_, _| None, typed("Ana"), None);
        assert!(!form.is_begun() && form.send().is_none());
        assert!(other(&form).is_some());
        form.type_into(&FIELDS[0], "Bia".into());
        form.keep(form.unkept().unwrap());
        assert!(form.is_kept() && form.unkept().is_none());
        form.start_over();
        assert_eq!((form.text(&FIELDS[0]), form.is_begun()), ("Ana", false));
    }

    #[test]
    fn a_draft_stands_in_the_place_of_what_is_there_and_the_rest_is_as_it_is_now() {
        let mut base = typed("Ana");
        base.insert("email".into(), "nova@exemplo.com.br".into());
        let mut form = FormState::of(FIELDS, |_, _| None, base, Some(typed("Bia")));
        assert!(form.is_begun() && form.is_kept());
        assert_eq!(form.text(&FIELDS[0]), "Bia");
        assert_eq!(form.text(&FIELDS[1]), "nova@exemplo.com.br");
        form.type_into(&FIELDS[0], "Ana".into());
        assert_eq!(form.unkept(), Some(Typed::new()), "the draft goes");
    }

    #[test]
    fn a_refusal_about_a_field_stands_beside_it_and_any_other_above_the_button() {
        let mut form = FormState::of(FIELDS, |_, _| None, typed("Ana"), Some(typed("Bia")));
        form.refuse(AppError::invalid("name", "too_many"));
        assert!(form.error(&FIELDS[0]).is_some());
        assert_eq!(form.code(), None);
        form.refuse(AppError::new(ErrorCode::Unavailable));
        assert_eq!(form.error(&FIELDS[0]), None);
        assert_eq!(form.code(), Some(ErrorCode::Unavailable));
    }
}
