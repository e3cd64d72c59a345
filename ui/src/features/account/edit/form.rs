//! What was typed in *Editar meus dados*, and what came of it. What was not touched follows the
//! provider's data; what was typed stays, whatever comes.

use crate::features::account::names::{
    fault_words, field_fault, refused_field_words, typed_fault_words, typed_line_fault_words,
};
use crate::words::{sentence, t};
use balcao_bridge::{AppError, ErrorCode, ProfileDraft};
use balcao_domain::{
    AddressLine, Customer, FieldRule, ProfileChange, ProfileFault, ProfileField, Proof, TaxId,
};

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

/// The state of the form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EditForm {
    /// The fields that differ from what the provider has.
    pub change: ProfileChange,
    /// The files picked.
    pub proofs: Vec<Proof>,
    /// What of the change is kept for the next start.
    pub kept: ProfileChange,
    attempt: Attempt,
}

impl EditForm {
    /// As it was left.
    pub fn new(draft: ProfileDraft) -> Self {
        Self {
            kept: draft.change.clone(),
            change: draft.change,
            proofs: draft.proofs,
            attempt: Attempt::Open,
        }
    }

    /// The data as the form shows them.
    pub fn shown(&self, customer: &Customer) -> Customer {
        self.change.over(customer)
    }

    /// Types something; what reads again as the provider has it is no change.
    pub fn type_into(&mut self, customer: &Customer, typed: impl FnOnce(&mut Customer)) {
        let mut shown = self.shown(customer);
        typed(&mut shown);
        self.change = ProfileChange::between(customer, &shown);
        if let Attempt::Refused(_) = self.attempt {
            self.attempt = Attempt::Tried;
        }
    }

    /// Whether a field differs from what the provider has.
    pub fn is_changed(&self, field: ProfileField) -> bool {
        self.change.fields().any(|changed| changed == field)
    }

    /// Whether there is a draft to throw away.
    pub fn is_begun(&self) -> bool {
        !self.change.is_empty() || !self.proofs.is_empty()
    }

    /// Whether the draft is there at the next start as it is now.
    pub fn is_kept(&self) -> bool {
        self.is_begun() && self.change == self.kept
    }

    /// Whether it goes to the provider to be looked at first.
    pub fn asks_for_approval(&self) -> bool {
        self.change
            .fields()
            .any(|field| field.rule() == FieldRule::WithApproval)
    }

    /// Whether a *comprovante* belongs to it.
    pub fn takes_proofs(&self) -> bool {
        self.change.needs_proof() || !self.proofs.is_empty()
    }

    /// What to send; none while it is being sent, when nothing differs, or something is wrong.
    pub fn send(&mut self) -> Option<ProfileChange> {
        if self.is_sending() {
            return None;
        }
        let tidied = self.change.tidied();
        if tidied.is_empty() || !tidied.faults().is_empty() {
            self.attempt = Attempt::Tried;
            return None;
        }
        self.attempt = Attempt::Sending;
        Some(tidied)
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
    pub fn error(&self, field: ProfileField) -> Option<String> {
        let is_its = |(wrong, _): &(ProfileField, ProfileFault)| *wrong == field;
        match &self.attempt {
            Attempt::Tried => {
                let tidied = self.change.tidied();
                let (_, fault) = tidied.faults().into_iter().find(is_its)?;
                Some(typed_fault_words(&tidied, field, fault))
            }
            Attempt::Refused(error) => {
                let (_, fault) = refused_field(error).filter(is_its)?;
                Some(fault_words(field, fault))
            }
            Attempt::Open | Attempt::Sending => None,
        }
    }

    /// What is wrong with a line of the address.
    pub fn line_error(&self, line: AddressLine) -> Option<String> {
        let address = self.change.tidied().address?;
        let fault = match self.attempt {
            Attempt::Tried => address.fault(line),
            Attempt::Open | Attempt::Sending | Attempt::Refused(_) => None,
        };
        Some(typed_line_fault_words(&address, line, fault?))
    }

    /// What is told above the button: what lies in no field.
    pub fn other_error(&self) -> Option<String> {
        match &self.attempt {
            Attempt::Tried if self.change.is_empty() => Some(t!("edit-nothing")),
            Attempt::Refused(error) => {
                let in_words = match error.code {
                    ErrorCode::InvalidRequest => {
                        let argument = |name| error.args.get(name).map_or("", String::as_str);
                        refused_field_words(argument("field"), argument("reason"))
                    }
                    _ => None,
                };
                // What a field of its own says is not said twice.
                match refused_field(error) {
                    Some((field, _)) if field != ProfileField::Address => None,
                    _ => Some(in_words.unwrap_or_else(|| sentence(error))),
                }
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
        let field = ProfileField::ALL
            .into_iter()
            .find(|field| self.error(*field).is_some())?;
        match field {
            ProfileField::Address => AddressLine::ALL
                .into_iter()
                .find(|line| self.line_error(*line).is_some())
                .map(line_id),
            field => field_id(field),
        }
    }
}

/// The input of a field of one line.
pub const fn field_id(field: ProfileField) -> Option<&'static str> {
    match field {
        ProfileField::Name => Some("edit-name"),
        ProfileField::TradingName => Some("edit-trading-name"),
        ProfileField::Email => Some("edit-email"),
        ProfileField::Phone => Some("edit-phone"),
        ProfileField::TaxId | ProfileField::Address => None,
    }
}

/// The input of a line of the address.
pub const fn line_id(line: AddressLine) -> &'static str {
    match line {
        AddressLine::PostalCode => "edit-postal-code",
        AddressLine::Street => "edit-street",
        AddressLine::District => "edit-district",
        AddressLine::City => "edit-city",
        AddressLine::State => "edit-state",
    }
}

/// A *nome fantasia* is a company's.
pub const fn has_trading_name(customer: &Customer) -> bool {
    matches!(customer.tax_id, TaxId::Cnpj(_))
}

/// The field that a refusal is about, with its fault.
fn refused_field(error: &AppError) -> Option<(ProfileField, ProfileFault)> {
    let argument = |name: &str| error.args.get(name).map_or("", String::as_str);
    match error.code {
        ErrorCode::InvalidRequest => field_fault(argument("field"), argument("reason")),
        _ => None,
    }
}

#[cfg(test)]
pub mod tests;
