//! The fields of *Meus Dados* in words, and what is wrong with them.

use crate::words::{email_fault, phone_fault, postal_code_fault, t};
use balcao_domain::{
    AddressLine, EmailAddress, Phone, PostalAddress, PostalCode, ProfileChange, ProfileFault,
    ProfileField,
};

/// `Telefone`.
pub fn field_name(field: ProfileField) -> String {
    match field {
        ProfileField::TaxId => t!("tax-id-label"),
        ProfileField::Name => t!("fact-name"),
        ProfileField::TradingName => t!("fact-trading-name"),
        ProfileField::Email => t!("fact-email"),
        ProfileField::Phone => t!("fact-phone"),
        ProfileField::Address => t!("fact-address"),
    }
}

/// `E-mail, Telefone`.
pub fn field_names(fields: impl Iterator<Item = ProfileField>) -> String {
    fields.map(field_name).collect::<Vec<_>>().join(", ")
}

/// `Bairro`.
pub fn line_name(line: AddressLine) -> String {
    match line {
        AddressLine::PostalCode => t!("line-postal-code"),
        AddressLine::Street => t!("line-street"),
        AddressLine::District => t!("line-district"),
        AddressLine::City => t!("line-city"),
        AddressLine::State => t!("line-state"),
    }
}

/// A field's text as it is printed.
pub fn printed(field: ProfileField, text: &str) -> String {
    match (field, text) {
        (_, "") => t!("none"),
        (ProfileField::Phone, digits) => Phone::mask_partial(digits),
        (_, text) => text.to_owned(),
    }
}

/// A line's text as it is printed.
pub fn printed_line(line: AddressLine, text: &str) -> String {
    match (line, text) {
        (_, "") => t!("none"),
        (AddressLine::PostalCode, digits) => PostalCode::mask_partial(digits),
        (_, text) => text.to_owned(),
    }
}

/// What is wrong with a field, and how it would be right.
pub fn fault_words(field: ProfileField, fault: ProfileFault) -> String {
    match (fault, field) {
        (ProfileFault::Empty, _) => t!("fault-empty"),
        (ProfileFault::TooLong, _) => t!("fault-too-long", count = ProfileChange::LONGEST),
        (ProfileFault::Malformed, ProfileField::Email) => t!("fault-email"),
        (ProfileFault::Malformed, ProfileField::Phone) => t!("fault-phone"),
        (ProfileFault::Malformed, ProfileField::Address) => t!("fault-address"),
        (ProfileFault::Malformed, _) => t!("fault-characters"),
    }
}

/// What is wrong with a field as it was typed: as exactly as it can be told.
pub fn typed_fault_words(
    typed: &ProfileChange,
    field: ProfileField,
    fault: ProfileFault,
) -> String {
    let exactly = match field {
        ProfileField::Email => {
            let typed = typed.email.as_deref().map(EmailAddress::parse);
            typed.and_then(Result::err).map(email_fault)
        }
        ProfileField::Phone => {
            let typed = typed.phone.as_deref().map(Phone::parse);
            typed.and_then(Result::err).map(phone_fault)
        }
        _ => None,
    };
    exactly.unwrap_or_else(|| fault_words(field, fault))
}

/// The same of a line of the address.
pub fn typed_line_fault_words(
    typed: &PostalAddress,
    line: AddressLine,
    fault: ProfileFault,
) -> String {
    let exactly = match line {
        AddressLine::PostalCode => PostalCode::parse(&typed.postal_code).err(),
        _ => None,
    };
    exactly.map_or_else(|| line_fault_words(line, fault), postal_code_fault)
}

/// What is wrong with a line of the address.
pub fn line_fault_words(line: AddressLine, fault: ProfileFault) -> String {
    match (fault, line) {
        (ProfileFault::Malformed, AddressLine::PostalCode) => t!("fault-postal-code"),
        (ProfileFault::Malformed, AddressLine::State) => t!("fault-state"),
        (ProfileFault::Malformed, _) => t!("fault-characters"),
        (fault, _) => fault_words(ProfileField::Address, fault),
    }
}

/// What is wrong with a file.
pub fn proof_fault_words(reason: &str) -> Option<String> {
    Some(match reason {
        "kind" | "not_taken" => t!("proof-kind"),
        "heic" => t!("proof-heic"),
        "webp" => t!("proof-webp"),
        "too_large" => t!("proof-too-large"),
        "too_many" => t!("proof-too-many"),
        "not_asked" => t!("proof-not-asked"),
        "empty" => t!("proof-empty"),
        "unreadable" | "mismatch" => t!("proof-unreadable"),
        _ => return None,
    })
}

/// A field that a refusal names, by its name and fault on the wire.
pub fn field_fault(field: &str, reason: &str) -> Option<(ProfileField, ProfileFault)> {
    let field = ProfileField::ALL.into_iter().find(|it| it.name() == field);
    let fault = [
        ProfileFault::Empty,
        ProfileFault::TooLong,
        ProfileFault::Malformed,
    ]
    .into_iter()
    .find(|it| it.name() == reason);
    field.zip(fault)
}

/// Why the portal refused what stands in a field; none where the form has no words of its own.
pub fn refused_field_words(field: &str, reason: &str) -> Option<String> {
    match field {
        "change" => Some(t!("edit-nothing")),
        "proof" | "proofs" | "kind" | "size" | "sha256" | "name"
            if proof_fault_words(reason).is_some() =>
        {
            proof_fault_words(reason)
        }
        _ => {
            let (field, fault) = field_fault(field, reason)?;
            Some(t!(
                "fault-of-field",
                field = field_name(field),
                fault = fault_words(field, fault)
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_field_and_a_file_says_what_is_wrong_with_it() {
        let told = |field, reason| refused_field_words(field, reason);
        let phone = told("phone", "malformed").unwrap();
        assert!(
            phone.contains("Telefone") && phone.contains("DDD"),
            "{phone}"
        );
        assert!(told("proof", "too_large").unwrap().contains("10 MB"));
        assert!(told("proof", "heic").unwrap().contains("HEIC"));
        assert!(told("proof", "webp").unwrap().contains("WebP"));
        assert!(told("change", "empty").is_some());
        assert_eq!(told("idempotency-key", "used"), None);
    }

    #[test]
    fn every_fault_of_every_field_has_words() {
        let faults = [
            ProfileFault::Empty,
            ProfileFault::TooLong,
            ProfileFault::Malformed,
        ];
        for fault in faults {
            for field in ProfileField::ALL {
                assert!(fault_words(field, fault).ends_with('.'));
            }
            for line in AddressLine::ALL {
                assert!(line_fault_words(line, fault).ends_with('.'));
            }
        }
    }
}
