use proptest::prelude::*;

use super::*;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    kind: String,
    input: String,
    reason: Option<String>,
    normalized: Option<String>,
    formatted: Option<String>,
}

fn reason(error: TaxIdError) -> &'static str {
    match error {
        TaxIdError::Charset => "CHARSET",
        TaxIdError::Length => "LENGTH",
        TaxIdError::CheckDigit => "CHECK_DIGIT",
        TaxIdError::Repeated => "REPEATED",
    }
}

#[test]
fn the_vectors_pass() {
    let vectors: Vectors =
        serde_json::from_str(include_str!("../../vectors/cpf_cnpj.json")).unwrap();
    assert!(!vectors.cases.is_empty());
    for case in vectors.cases {
        let by_kind = match case.kind.as_str() {
            "cpf" => Cpf::parse(&case.input).map(TaxId::from),
            "cnpj" => Cnpj::parse(&case.input).map(TaxId::from),
            kind => panic!("{}: unknown kind {kind}", case.id),
        };
        assert_eq!(TaxId::parse(&case.input), by_kind, "{}", case.id);
        assert_eq!(
            by_kind.err().map(reason),
            case.reason.as_deref(),
            "{}",
            case.id
        );
        assert_eq!(
            by_kind.ok().map(String::from),
            case.normalized,
            "{}",
            case.id
        );
        assert_eq!(
            by_kind.ok().map(|id| id.formatted()),
            case.formatted,
            "{}",
            case.id
        );
    }
}

#[test]
fn nothing_but_the_mask_is_taken_away() {
    for text in [
        "390_533_447_05",
        "390.533.447-05\u{200b}",
        "39053344705\n",
        "390.533.447-O5",
    ] {
        assert_eq!(Cpf::parse(text), Err(TaxIdError::Charset), "{text:?}");
    }
    assert_eq!(TaxId::parse("191"), Err(TaxIdError::Length));
    assert_eq!(TaxId::parse("1234567890A"), Err(TaxIdError::Length));
}

#[test]
fn lists_and_logs_do_not_give_a_person_away() {
    let person = TaxId::parse("39053344705").unwrap();
    assert_eq!(person.masked(), "***.533.447-**");
    assert_eq!(format!("{person:?}"), "Cpf(***.533.447-**)");
    let company = TaxId::parse("12abc34501de35").unwrap();
    assert_eq!(company.masked(), "12.ABC.345/01DE-35");
    assert_eq!(format!("{company:?}"), "Cnpj(12.ABC.345/01DE-35)");
}

#[test]
fn json_is_the_bare_text_and_is_checked() {
    let company: TaxId = serde_json::from_str("\"12.abc.345/01de-35\"").unwrap();
    assert_eq!(
        serde_json::to_string(&company).unwrap(),
        "\"12ABC34501DE35\""
    );
    assert!(serde_json::from_str::<TaxId>("\"12ABC34501DE36\"").is_err());
    assert!(serde_json::from_str::<Cpf>("39053344705").is_err());
}

/// A base of digits and letters with the check digits that belong to it.
fn with_digits(base: &str, top: u32) -> String {
    let mut number = base.as_bytes().to_vec();
    number.push(check_digit(&number, top));
    number.push(check_digit(&number, top));
    String::from_utf8(number).unwrap()
}

proptest! {
    #[test]
    fn every_cpf_is_one_for_cpf_cnpj_too(base in "[0-9]{9}") {
        let number = with_digits(&base, 11);
        prop_assert_eq!(Cpf::parse(&number).is_ok(), cpf_cnpj::cpf::validate(&number));
    }

    #[test]
    fn every_cnpj_is_one_for_cpf_cnpj_too(base in "[0-9]{12}|[0-9A-Z]{12}") {
        let number = with_digits(&base, 9);
        prop_assert_eq!(Cnpj::parse(&number).is_ok(), cpf_cnpj::cnpj::validate(&number));
    }

    #[test]
    fn the_verdict_on_any_number_is_that_of_cpf_cnpj(
        cpf in "[0-9]{9}[0-9]{2}",
        cnpj in "[0-9A-Z]{12}[0-9]{2}",
    ) {
        prop_assert_eq!(Cpf::parse(&cpf).is_ok(), cpf_cnpj::cpf::validate(&cpf));
        prop_assert_eq!(Cnpj::parse(&cnpj).is_ok(), cpf_cnpj::cnpj::validate(&cnpj));
    }

    #[test]
    fn a_number_survives_its_mask(base in "[0-9]{9}|[0-9A-Z]{12}") {
        let top = if base.len() == 9 { 11 } else { 9 };
        if let Ok(id) = TaxId::parse(&with_digits(&base, top)) {
            prop_assert_eq!(TaxId::parse(&id.formatted()), Ok(id));
            prop_assert_eq!(TaxId::mask_partial(id.as_str()), id.formatted());
        }
    }

    #[test]
    fn no_text_panics(text in ".*|[0-9A-Za-z./ -]{0,20}") {
        let _ = (Cpf::parse(&text), Cnpj::parse(&text), TaxId::parse(&text));
    }
}
