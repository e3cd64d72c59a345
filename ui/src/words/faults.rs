//! What is wrong with a number or an address, in a sentence that stands beside its field.

use super::t;
use balcao_bridge::{AppError, ErrorCode};
use balcao_domain::form::{Field, FieldKind};
use balcao_domain::{
    EmailAddress, EmailError, Phone, PhoneError, PostalCodeError, TaxIdError, WrongCharacter,
};

/// What is wrong with a CPF or CNPJ.
pub fn tax_id_fault(error: TaxIdError) -> String {
    match error {
        TaxIdError::Charset(wrong) => t!("tax-id-character", character = name(wrong)),
        TaxIdError::Length(0) => t!("tax-id-missing"),
        TaxIdError::Length(count) => t!("tax-id-length", count = count),
        TaxIdError::CheckDigit | TaxIdError::Repeated => t!("tax-id-wrong"),
    }
}

/// What is wrong with an e-mail address.
pub fn email_fault(error: EmailError) -> String {
    match error {
        EmailError::Empty => t!("fault-empty"),
        EmailError::Charset(wrong) => t!("email-character", character = name(wrong)),
        EmailError::NoAtSign => t!("email-no-at"),
        EmailError::Host => t!("email-host"),
        EmailError::LocalPart | EmailError::TooLong => t!("fault-email"),
    }
}

/// What is wrong with a telephone.
pub fn phone_fault(error: PhoneError) -> String {
    match error {
        PhoneError::Empty => t!("fault-empty"),
        PhoneError::Charset(wrong) => t!("phone-character", character = name(wrong)),
        PhoneError::Abroad => t!("phone-abroad"),
        PhoneError::Service => t!("phone-service"),
        PhoneError::TooShort => t!("phone-short"),
        PhoneError::TooLong => t!("phone-long"),
        PhoneError::Grouping => t!("fault-phone"),
        PhoneError::AreaCode => t!("phone-area"),
        PhoneError::NinthDigit => t!("phone-ninth"),
    }
}

/// What is wrong with a CEP.
pub fn postal_code_fault(error: PostalCodeError) -> String {
    match error {
        PostalCodeError::Charset(wrong) => t!("postal-code-character", character = name(wrong)),
        PostalCodeError::Length(0) => t!("fault-empty"),
        PostalCodeError::Length(_) => t!("fault-postal-code"),
        PostalCodeError::NotAssigned => t!("postal-code-none"),
    }
}

/// What is wrong with what stands in a form's field, as exactly as it can be told.
pub fn field_fault(field: &Field, text: &str, fault: &str) -> String {
    let exactly = match field.kind {
        FieldKind::Email => EmailAddress::parse(text).err().map(email_fault),
        FieldKind::Phone => Phone::parse(text).err().map(phone_fault),
        FieldKind::Line(_)
        | FieldKind::Paragraphs(_)
        | FieldKind::Choice(_)
        | FieldKind::Row(..)
        | FieldKind::Switch => None,
    };
    match (fault, field.kind) {
        ("empty", FieldKind::Choice(_) | FieldKind::Row(..)) => t!("fault-choice"),
        ("empty", FieldKind::Switch) => t!("fault-agree"),
        ("empty", _) => t!("fault-empty"),
        ("too_long", FieldKind::Line(most) | FieldKind::Paragraphs(most)) => {
            t!("fault-too-long", count = most)
        }
        ("too_many", _) => t!("fault-too-many"),
        ("malformed", FieldKind::Email) => exactly.unwrap_or_else(|| t!("fault-email")),
        ("malformed", FieldKind::Phone) => exactly.unwrap_or_else(|| t!("fault-phone")),
        ("malformed", FieldKind::Choice(_) | FieldKind::Row(..)) => t!("fault-choice"),
        _ => t!("fault-characters"),
    }
}

/// The field that a refusal names, and why.
pub fn refused_field(error: &AppError) -> Option<(&str, &str)> {
    let argument = |name| error.args.get(name).map(String::as_str);
    let refused = argument("field").zip(argument("reason"));
    refused.filter(|_| error.code == ErrorCode::InvalidRequest)
}

/// The character itself, or a word for one that nobody would see.
fn name(wrong: WrongCharacter) -> String {
    match wrong.character {
        ' ' => t!("wrong-space"),
        character => character.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::{EmailAddress, Phone, PostalCode, TaxId};
    use std::collections::HashSet;

    fn tax_id(text: &str) -> String {
        tax_id_fault(TaxId::parse(text).unwrap_err())
    }

    fn email(text: &str) -> String {
        email_fault(EmailAddress::parse(text).unwrap_err())
    }

    fn phone(text: &str) -> String {
        phone_fault(Phone::parse(text).unwrap_err())
    }

    fn postal_code(text: &str) -> String {
        postal_code_fault(PostalCode::parse(text).unwrap_err())
    }

    #[test]
    fn the_wrong_character_is_named() {
        assert!(tax_id("390.533.447-O5").contains("“O”"));
        assert!(email("ana@exemplo,com").contains("“,”"));
        assert!(email("ana souza@exemplo.com").contains("“espaço”"));
        assert!(phone("11 3333-O100").contains("“O”"));
        assert!(postal_code("01310-00o").contains("“o”"));
    }

    #[test]
    fn what_is_wrong_is_told_with_what_would_be_right() {
        assert!(tax_id("12.ABC.345/01DE-351").contains("aqui há 15"));
        assert!(tax_id("").contains("Informe"));
        assert!(phone("+351 912 345 678").contains("outro país"));
        assert!(phone("(20) 3333-0100").contains("DDD não existe"));
        assert!(email("ana@-exemplo.com").contains("depois do @"));
        assert!(postal_code("013100009").contains("8 dígitos"));
    }

    #[test]
    fn each_fault_has_a_sentence_of_its_own() {
        let told = [
            phone(""),
            phone("a"),
            phone("+351912345678"),
            phone("0800 123 4567"),
            phone("1133"),
            phone("113333010011"),
            phone("3333-0100 11"),
            phone("2033330100"),
            phone("11333301001"),
            email("ana"),
            email("ana@exemplo"),
            email(".a@b.com"),
            email("a b@c.com"),
            postal_code("1"),
            postal_code("00000000"),
            postal_code("x"),
            tax_id(""),
            tax_id("1"),
            tax_id("é"),
            tax_id("39053344706"),
        ];
        assert!(
            told.iter().all(|sentence| sentence.ends_with('.')),
            "{told:?}"
        );
        assert_eq!(told.iter().collect::<HashSet<_>>().len(), told.len());
    }
}
