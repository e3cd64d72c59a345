//! How far an action has come, in colour, icon and word; and why it was refused, in words.

use crate::components::{Badge, Glyph, Tone};
use crate::features::account::refused_field_words;
use crate::features::room::{RoomForm, RoomRef};
use crate::words::{field_fault, refused_field, sentence, t};
use balcao_bridge::{ActionState, AppError};
use balcao_domain::Action;
use dioxus::prelude::*;

/// The mark of an action.
#[component]
pub fn StateBadge(state: ActionState) -> Element {
    let (tone, glyph, word) = match state {
        ActionState::Queued => (Tone::Warning, Glyph::Clock, t!("waiting-queued")),
        ActionState::Sending => (Tone::Info, Glyph::ArrowUp, t!("waiting-sending")),
        ActionState::Accepted => (Tone::Info, Glyph::Check, t!("waiting-accepted")),
        ActionState::Refused(_) => (Tone::Negative, Glyph::CircleX, t!("waiting-refused")),
    };
    rsx! {
        Badge { tone, glyph, word, testid: "action-state" }
    }
}

/// Why the portal refused a change of the customer's data: a field in its form's own words.
pub fn refusal_words(error: &AppError) -> String {
    let about_a_field =
        refused_field(error).and_then(|(field, reason)| refused_field_words(field, reason));
    about_a_field.unwrap_or_else(|| sentence(error))
}

/// The same of any decision; a room's form has words of its own.
pub fn refusal_of(action: &Action, error: &AppError) -> String {
    let Some((_, form)) = RoomRef::of_decision(action.kind()) else {
        return refusal_words(error);
    };
    let about_a_field =
        refused_field(error).and_then(|(name, reason)| room_words(form, action, name, reason));
    about_a_field.unwrap_or_else(|| sentence(error))
}

fn room_words(form: RoomForm, action: &Action, name: &str, reason: &str) -> Option<String> {
    let field = form.fields.iter().find(|field| field.name == name)?;
    let typed = action.form().unwrap_or_default();
    let own = (form.fault)(name, reason);
    let fault = own.unwrap_or_else(|| field_fault(field, field.text(&typed), reason));
    let label = (form.field)(name).0;
    Some(t!("fault-of-field", field = label, fault = fault))
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_bridge::ErrorCode;
    use balcao_domain::form::Details;
    use balcao_domain::kept::Decides;
    use balcao_domain::{Contact, ContactDetails, CustomerId};

    #[test]
    fn a_room_s_refusal_is_in_the_words_of_its_own_form() {
        let details = ContactDetails::read(&balcao_domain::form::Typed::new());
        let add = Contact::add(CustomerId::new(uuid::Uuid::nil()), details);
        let words = refusal_of(&add, &AppError::invalid("name", "too_many"));
        assert!(words.contains("Nome Completo"), "{words}");
        let other = refusal_of(&add, &AppError::new(ErrorCode::Conflict));
        assert!(!other.contains("Nome"), "{other}");
    }
}
