use proptest::prelude::*;
use serde_json::Value;

use super::*;

#[derive(Deserialize)]
struct Vectors {
    dv_examples: Vec<DigitExample>,
    due_factor_examples: Vec<FactorExample>,
    cases: Vec<Case>,
    due_resolution: Resolution,
}

#[derive(Deserialize)]
struct DigitExample {
    sequence: String,
    mod10: u8,
    mod11_arrecadacao: u8,
}

#[derive(Deserialize)]
struct FactorExample {
    date: CivilDate,
    factor: String,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    input: String,
    reason: Option<String>,
    expect: Option<Value>,
}

#[derive(Deserialize)]
struct Resolution {
    cases: Vec<ResolutionCase>,
}

#[derive(Deserialize)]
struct ResolutionCase {
    reference: CivilDate,
    due: Option<CivilDate>,
    how: String,
    line: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../../vectors/boleto.json")).unwrap()
}

fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

fn reason(error: BoletoError) -> String {
    match error {
        BoletoError::Charset(_) => "CHARSET".into(),
        BoletoError::Length => "LENGTH".into(),
        BoletoError::ValueId => "VALUE_ID".into(),
        BoletoError::Segment => "SEGMENT".into(),
        BoletoError::BlockDigit(block) => format!("BLOCK{block}_DV"),
        BoletoError::CurrencyCode => "CURRENCY_CODE".into(),
        BoletoError::FieldDigit(field) => format!("FIELD{field}_DV"),
        BoletoError::GeneralDigit => "GENERAL_DV".into(),
        issuing => panic!("{issuing:?} when reading"),
    }
}

/// What the vectors state about every boleto, in their words.
fn facts(boleto: &Boleto) -> Value {
    let mut facts = serde_json::json!({
        "barcode": boleto.barcode(),
        "line": boleto.line(),
        "line_formatted": boleto.line_formatted(),
        "kind": boleto.kind(),
        "dv": boleto.check_digit().to_string(),
        "amount_cents": boleto.amount(),
        "free_field": boleto.free_field(),
    });
    let own = match boleto.kind() {
        BoletoKind::Cobranca => serde_json::json!({
            "bank": boleto.bank(),
            "due_factor": boleto.due_factor().map(|factor| format!("{factor:04}")),
        }),
        BoletoKind::Arrecadacao => serde_json::json!({
            "segment": boleto.segment().map(|segment| segment.to_string()),
            "company": boleto.company(),
            "reference_quantity": boleto.reference_quantity(),
            "effective_value": arrecadacao::is_amount(&boleto.barcode),
        }),
    };
    let own = own.as_object().unwrap().clone();
    facts.as_object_mut().unwrap().extend(own);
    facts
}

#[test]
fn the_vectors_pass() {
    let cases = vectors().cases;
    assert!(!cases.is_empty());
    for case in cases {
        let read = Boleto::parse(&case.input);
        assert_eq!(read.clone().err().map(reason), case.reason, "{}", case.id);
        let Ok(boleto) = read else { continue };
        let expected = case.expect.unwrap();
        for (name, value) in facts(&boleto).as_object().unwrap() {
            assert_eq!(value, &expected[name], "{}: {name}", case.id);
        }
        for form in [
            boleto.line(),
            boleto.line_formatted(),
            boleto.barcode().into(),
        ] {
            assert_eq!(Boleto::parse(&form).as_ref(), Ok(&boleto), "{}", case.id);
        }
        let window = "due_date_at_2026-11-21 (@brazilian-utils window -3000/+5500)";
        if let Some(due) = expected[window].as_str() {
            let found = match boleto.due_date(date("21/11/2026")) {
                DueDate::Certain(found) | DueDate::Uncertain(found) => Some(found),
                DueDate::None => None,
            };
            assert_eq!(serde_json::to_value(found).unwrap(), due, "{}", case.id);
        }
    }
}

#[test]
fn check_digits_are_those_of_febrabans_example() {
    for example in vectors().dv_examples {
        assert_eq!(check_digit::mod10(&example.sequence), example.mod10);
        assert_eq!(
            check_digit::mod11_arrecadacao(&example.sequence),
            example.mod11_arrecadacao
        );
    }
}

#[test]
fn a_factor_is_resolved_around_today() {
    let cases = vectors().due_resolution.cases;
    assert!(!cases.is_empty());
    for case in cases {
        let expected = match (case.how.as_str(), case.due) {
            ("no-due-date", None) => DueDate::None,
            ("window", Some(due)) => DueDate::Certain(due),
            ("gap-nearest", Some(due)) => DueDate::Uncertain(due),
            other => panic!("{other:?}"),
        };
        let boleto = Boleto::parse(&case.line).unwrap();
        assert_eq!(boleto.due_date(case.reference), expected, "{}", case.line);
    }
}

#[test]
fn a_factor_is_certain_from_3000_days_ago_to_5500_ahead() {
    let today = date("24/11/2026");
    let seen = |days| {
        let due = today.add_days(days);
        let factor = due_factor::of(due).unwrap();
        (due, due_factor::resolve(factor, today))
    };
    for days in [-3000, 0, 5500] {
        let (due, found) = seen(days);
        assert_eq!(found, DueDate::Certain(due));
    }
    let (due, found) = seen(-3001);
    assert_eq!(found, DueDate::Uncertain(due));
    let (due, found) = seen(5501);
    assert_eq!(found, DueDate::Uncertain(due.add_days(-9000)));
    let before_boletos = date("01/01/1980");
    let first = DueDate::Uncertain(date("03/07/2000"));
    assert_eq!(due_factor::resolve(1000, before_boletos), first);
}

fn free() -> FreeField {
    FreeField::new("1234500000000000000000042").unwrap()
}

#[test]
fn issued_boletos_carry_the_factor_of_their_date() {
    let examples = vectors().due_factor_examples;
    assert!(!examples.is_empty());
    for example in examples {
        let boleto = Boleto::cobranca("341", example.date, Cents::new(14_990), &free()).unwrap();
        assert_eq!(boleto.due_factor(), example.factor.parse().ok());
        assert_eq!(
            boleto.due_date(example.date),
            DueDate::Certain(example.date)
        );
    }
}

#[test]
fn the_factor_starts_again_in_2025() {
    let today = date("24/11/2026");
    let boleto = Boleto::cobranca("001", date("10/12/2026"), Cents::new(1), &free()).unwrap();
    assert_eq!(boleto.due_factor(), Some(1656));
    assert_eq!(boleto.due_date(today), DueDate::Certain(date("10/12/2026")));
}

#[test]
fn what_cannot_be_written_is_not_issued() {
    let due = date("10/12/2026");
    let issue = |bank, due, centavos| Boleto::cobranca(bank, due, Cents::new(centavos), &free());
    for bank in ["", "34", "3411", "34X", "841", "３41"] {
        assert_eq!(issue(bank, due, 1), Err(BoletoError::Bank), "{bank}");
    }
    assert_eq!(
        issue("341", date("02/07/2000"), 1),
        Err(BoletoError::DueDate)
    );
    assert_eq!(issue("341", due, -1), Err(BoletoError::Amount));
    assert_eq!(issue("341", due, 10_000_000_000), Err(BoletoError::Amount));
    assert_eq!(issue("341", due, 0).unwrap().amount(), None);
    for digits in [
        "",
        "123",
        "123450000000000000000004X",
        "12345000000000000000000420",
    ] {
        assert_eq!(FreeField::new(digits), Err(BoletoError::FreeField));
    }
}

#[test]
fn a_line_is_read_as_it_is_pasted() {
    let line = "00190.00009 01149.718601 68524.522114 6 75860000102656";
    let boleto = Boleto::parse(line).unwrap();
    for text in [
        format!("Linha digitável: {line}"),
        format!("linha digitável\n{line}\n"),
        format!("Código de barras - {}", boleto.barcode()),
        line.replace(' ', "\n"),
        line.replace(' ', "\r\n\t"),
        line.replace(' ', "\u{a0}"),
        line.replace('.', "\u{2013}"),
        line.replace(' ', "\u{200b}"),
        format!("\u{feff}  {line}\u{ad}"),
        line.replace(' ', "\u{2003}"),
    ] {
        assert_eq!(Boleto::parse(&text).as_ref(), Ok(&boleto), "{text:?}");
    }
    let utility = "84670000000-0 99990029620-2 28612100000-0 01123456789-0";
    assert_eq!(Boleto::parse(utility), Err(BoletoError::BlockDigit(1)));
}

#[test]
fn a_wrong_character_is_named() {
    for (text, character, place) in [
        ("001900000901O3456700400000001016216560000008990", 'O', 13),
        ("Boleto: 00190.00009 O1149.718601", 'O', 21),
        ("O 0190.00009", 'O', 1),
        ("00190.00009;01149", ';', 12),
        ("00190,00009", ',', 6),
        ("٠٠١٩", '٠', 1),
    ] {
        let wrong = WrongCharacter { character, place };
        let read = Boleto::parse(text);
        assert_eq!(read, Err(BoletoError::Charset(wrong)), "{text:?}");
    }
}

#[test]
fn json_is_the_barcode_and_is_checked() {
    let boleto = Boleto::cobranca("341", date("10/12/2026"), Cents::new(14_990), &free()).unwrap();
    let json = serde_json::to_string(&boleto).unwrap();
    assert_eq!(json, format!("\"{}\"", boleto.barcode()));
    assert_eq!(serde_json::from_str::<Boleto>(&json).unwrap(), boleto);
    assert!(serde_json::from_str::<Boleto>(&json.replace("341", "342")).is_err());
    for pasted in ["Boleto: ", "\u{200b}", "\u{a0}"] {
        let json = json.replacen('"', &format!("\"{pasted}"), 1);
        assert!(serde_json::from_str::<Boleto>(&json).is_err(), "{json}");
    }
}

proptest! {
    #[test]
    fn every_issued_boleto_is_read_back_from_what_is_printed(
        bank in "[0-79][0-9]{2}",
        days in 0i64..27_000,
        centavos in 1i64..10_000_000_000,
        digits in "[0-9]{25}",
    ) {
        let due = date("03/07/2000").add_days(days);
        let free = FreeField::new(&digits).unwrap();
        let boleto = Boleto::cobranca(&bank, due, Cents::new(centavos), &free).unwrap();
        for form in [boleto.line_formatted(), boleto.line(), boleto.barcode().into()] {
            prop_assert_eq!(Boleto::parse(&form), Ok(boleto.clone()));
        }
        prop_assert_eq!(boleto.bank(), Some(bank.as_str()));
        prop_assert_eq!(boleto.amount(), Some(Cents::new(centavos)));
        prop_assert_eq!(boleto.due_date(due), DueDate::Certain(due));
        prop_assert_eq!(boleto.free_field(), digits);
        let visible = |b: u8| b.is_ascii_digit() || b" .-".contains(&b);
        prop_assert!(boleto.line_formatted().bytes().all(visible));
        prop_assert!(boleto.line().bytes().all(|b| b.is_ascii_digit()));
    }

    #[test]
    fn one_wrong_digit_of_a_line_is_noticed(place in 0usize..47, by in 1u8..10) {
        let line = "34191243460965745078026998288877615030000014990";
        let mut typed = line.as_bytes().to_vec();
        typed[place] = b'0' + (typed[place] - b'0' + by) % 10;
        prop_assert!(Boleto::parse(str::from_utf8(&typed).unwrap()).is_err());
    }

    #[test]
    fn no_text_and_no_day_panics(
        text in ".*|[0-9]{44}|[0-9]{47}|8[0-9]{47}|8[1-79][6-9][0-9]{41}",
        day: i64,
    ) {
        let reference = date("21/11/2026").add_days(day);
        if let Ok(boleto) = Boleto::parse(&text) {
            let _ = (facts(&boleto), boleto.bars().svg());
        }
        let _ = (due_factor::resolve(1000, reference), due_factor::of(reference));
    }

    #[test]
    fn no_mutation_of_a_good_line_panics(
        case in 0usize..31,
        place in 0usize..60,
        put in any::<char>(),
    ) {
        let vectors = vectors();
        let good = vectors.cases.iter().filter(|case| case.reason.is_none());
        let mut typed = good.map(|c| &c.input).nth(case).unwrap().chars().collect::<Vec<_>>();
        let place = place % typed.len();
        typed[place] = put;
        let _ = Boleto::parse(&typed.iter().collect::<String>());
        typed.truncate(place);
        let _ = Boleto::parse(&typed.iter().collect::<String>());
    }
}
