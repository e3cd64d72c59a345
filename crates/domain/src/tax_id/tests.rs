use proptest::prelude::*;

use super::number::check_digit;
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
        TaxIdError::Charset(_) => "CHARSET",
        TaxIdError::Length(_) => "LENGTH",
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
fn a_number_is_read_as_it_is_pasted() {
    for text in [
        "CPF: 390.533.447-05",
        "cpf 39053344705",
        "CPF nº 390.533.447-05",
        "CPF/MF: 390.533.447-05",
        "CPF39053344705",
        " 390.533.447-05\r\n",
        "390.533.447\u{2011}05\u{200b}",
        "390\u{a0}533\u{a0}447\u{2013}05",
        "390.533.\n447-05",
    ] {
        let read = TaxId::parse(text).map(String::from);
        assert_eq!(read.as_deref(), Ok("39053344705"), "{text:?}");
        assert!(Cpf::parse(text).is_ok(), "{text:?}");
    }
    for text in [
        "CNPJ 12.ABC.345/01DE-35",
        "CNPJ: 12.abc.345/01de-35",
        "CNPJ/MF nº 12.ABC.345/01DE-35",
        "CNPJ (MF) 12ABC34501DE35",
        "CNPJ12ABC34501DE35",
        "CPF ou CNPJ: 12.ABC.345/01DE-35",
        "\u{feff}12.ABC.345/01DE\u{2212}35\t",
    ] {
        let read = TaxId::parse(text).map(String::from);
        assert_eq!(read.as_deref(), Ok("12ABC34501DE35"), "{text:?}");
        assert!(Cnpj::parse(text).is_ok(), "{text:?}");
    }
}

#[test]
fn a_company_may_have_a_label_for_its_first_letters() {
    for base in [
        "CNPJ00010001",
        "CPF000100010",
        "MF1234560001",
        "CPFCNPJ00001",
    ] {
        let number = with_digits(base, 9);
        let read = TaxId::parse(&number).unwrap();
        for written in [
            read.formatted(),
            format!("CNPJ: {number}"),
            format!("CNPJ: {}", read.formatted()),
            format!("CNPJ {}", read.formatted()),
        ] {
            assert_eq!(TaxId::parse(&written), Ok(read), "{written}");
            assert_eq!(TaxId::mask_partial(&written), read.formatted());
        }
    }
}

#[test]
fn a_wrong_character_is_named() {
    for (text, character, place) in [
        ("390.533.447-O5", 'O', 13),
        ("39O53344705", 'O', 3),
        ("3905334470l", 'L', 11),
        ("CPF: 390.533.447-O5", 'O', 18),
        ("390_533_447_05", '_', 4),
        ("390.533.447-05;", ';', 15),
        ("1234567890A", 'A', 11),
        ("12ABC34501DE3O", 'O', 14),
        ("39053344705\u{e9}", 'é', 12),
        ("RG: 39053344705", ':', 3),
    ] {
        let wrong = WrongCharacter { character, place };
        assert_eq!(
            TaxId::parse(text),
            Err(TaxIdError::Charset(wrong)),
            "{text:?}"
        );
    }
}

#[test]
fn what_is_too_short_or_too_long_is_not_made_to_fit() {
    for (text, length) in [
        ("", 0),
        ("CPF:", 0),
        ("191", 3),
        ("390533447", 9),
        ("390533447051", 12),
        ("12ABC34501DE3", 13),
        ("12ABC34501DE35999", 17),
        ("390.533.447-05 390.533.447-05", 22),
    ] {
        assert_eq!(
            TaxId::parse(text),
            Err(TaxIdError::Length(length)),
            "{text:?}"
        );
    }
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
    for pasted in [
        "CPF: 390.533.447-05",
        "390.533.447\u{2011}05",
        "39053344705\u{200b}",
    ] {
        let json = serde_json::to_string(pasted).unwrap();
        assert!(serde_json::from_str::<TaxId>(&json).is_err(), "{pasted:?}");
        assert!(serde_json::from_str::<Cpf>(&json).is_err(), "{pasted:?}");
    }
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
