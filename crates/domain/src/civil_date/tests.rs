use proptest::prelude::*;

use super::*;

fn date(year: i32, month: u32, day: u32) -> CivilDate {
    CivilDate::from_ymd(year, month, day).unwrap()
}

#[test]
fn dates_are_written_and_read_as_in_brazil() {
    assert_eq!(date(2026, 11, 24).text(), "24/11/2026");
    assert_eq!("29/02/2028".parse(), Ok(date(2028, 2, 29)));
    assert_eq!("1/2/2026".parse(), Ok(date(2026, 2, 1)));
}

#[test]
fn a_date_in_another_form_is_the_same_day() {
    for text in [
        "2026-11-24",
        "24-11-2026",
        "24.11.2026",
        "24 11 2026",
        " 24/11/2026\u{200b}\n",
        "24\u{2011}11\u{2011}2026",
        "Vencimento: 24/11/2026",
        "24 de novembro de 2026",
        "24 DE NOVEMBRO DE 2026",
        "24 nov. 2026",
        "24/nov/2026",
        "24-Nov-2026",
        "terça-feira, 24 de novembro de 2026",
        "terça, 24 de novembro de 2026",
        "24 de noviembre de 2026",
        "November 24, 2026",
        "Tue, 24 Nov 2026",
        "dia 24 de novembro de 2026",
    ] {
        assert_eq!(text.parse(), Ok(date(2026, 11, 24)), "{text:?}");
    }
    assert_eq!("1º de março de 2026".parse(), Ok(date(2026, 3, 1)));
    assert_eq!("3 de enero de 2026".parse(), Ok(date(2026, 1, 3)));
}

#[test]
fn what_could_be_another_day_is_refused() {
    for text in [
        "",
        "12/2026",
        "novembro de 2026",
        "01/01/26",
        "26-11-24",
        "24/11",
        "24112026",
        "20261124",
        "24/11/20269",
        "245/11/2026",
        "24/011/2026",
        "01/01/2026/",
        "24/11/2026 25/11/2026",
        "2026-1-2",
        "2026-11",
        "24 de novembra de 2026",
        "24 nov mar 2026",
        "nov 4/5/2026",
        "24 de novembro",
        "24 de novembro de 26",
    ] {
        let read = text.parse::<CivilDate>();
        assert_eq!(read, Err(CivilDateError::Malformed), "{text:?}");
    }
    for text in [
        "11/24/2026",
        "30/02/2026",
        "29/02/2026",
        "00/01/2026",
        "01/13/2026",
        "2026-13-01",
        "31 de novembro de 2026",
    ] {
        let read = text.parse::<CivilDate>();
        assert_eq!(read, Err(CivilDateError::NoSuchDay), "{text:?}");
    }
}

#[test]
fn an_instant_is_no_day_and_a_wrong_character_is_named() {
    for (text, character, place) in [
        ("2026-11-24T03:00:00Z", ':', 14),
        ("2026-11-24T03", 'T', 11),
        ("24/11/2026 10:30", ':', 14),
        ("24/11/2O26", 'O', 8),
        ("2l/11/2026", 'l', 2),
        ("+1/01/2026", '+', 1),
        ("24|11|2026", '|', 3),
        ("٠١/٠١/٢٠٢٦", '٠', 1),
    ] {
        let wrong = WrongCharacter { character, place };
        let read = text.parse::<CivilDate>();
        assert_eq!(read, Err(CivilDateError::Charset(wrong)), "{text:?}");
    }
}

#[test]
fn the_mask_follows_the_typing() {
    for (typed, masked) in [
        ("", ""),
        ("2", "2"),
        ("24", "24"),
        ("24/", "24/"),
        ("24-", "24/"),
        ("241", "24/1"),
        ("24/112", "24/11/2"),
        ("24/11/", "24/11/"),
        ("1/2/2026", "1/2/2026"),
        ("2/11/2026", "2/11/2026"),
    ] {
        assert_eq!(CivilDate::mask_partial(typed), masked, "{typed}");
    }
    let mut field = String::new();
    for c in "24112026".chars() {
        field = CivilDate::mask_partial(&format!("{field}{c}"));
    }
    assert_eq!(field, "24/11/2026");
}

#[test]
fn a_pasted_date_is_put_in_form_or_stays() {
    for pasted in [
        "24112026",
        "24.11.2026",
        "24-11-2026",
        "24/112026",
        "2026-11-24",
        "2026/11/24",
        "24 de novembro de 2026",
        "vence em: 24/11/2026",
    ] {
        let masked = CivilDate::mask_partial(pasted);
        assert_eq!(masked, "24/11/2026", "{pasted}");
    }
    for kept in [
        "12/2026",
        "10/1026",
        "11/24/2026",
        "245/11/2026",
        "24/11/20269",
        "2026-11-2",
        "20121011",
        "2026-11-24T03:00:00Z",
        "24/11/2026 10:30",
        "24/11/2O26",
        "novembro de 2026",
    ] {
        assert_eq!(CivilDate::mask_partial(kept), kept);
    }
}

#[test]
fn json_is_iso_and_nothing_else() {
    let json = serde_json::to_string(&date(2026, 11, 24)).unwrap();
    assert_eq!(json, "\"2026-11-24\"");
    let read = |text: &str| serde_json::from_str::<CivilDate>(text);
    assert_eq!(read(&json).unwrap(), date(2026, 11, 24));
    assert_eq!(
        serde_json::from_reader::<_, CivilDate>(json.as_bytes()).unwrap(),
        date(2026, 11, 24)
    );
    for text in [
        "2026-02-30",
        "2026-1-2",
        "2026-11-4",
        " 2026-11-24",
        "2026-11-24 ",
        "2026 -11-24",
        "+2026-11-24",
        "24/11/2026",
        "2026-11-24T00:00:00Z",
        "20261124",
        "26-11-24",
    ] {
        assert!(read(&format!("{text:?}")).is_err(), "{text}");
    }
    assert!(read("20261124").is_err());
}

#[test]
fn days_are_counted_over_months_and_years() {
    assert_eq!(date(2026, 12, 31).add_days(1), date(2027, 1, 1));
    assert_eq!(date(2028, 3, 1).add_days(-1), date(2028, 2, 29));
    assert_eq!(date(1997, 10, 7).days_until(date(2000, 7, 3)), 1000);
    assert_eq!(date(2026, 11, 22).weekday_index(), 0);
    assert_eq!(date(2026, 11, 21).weekday_index(), 6);
    assert_eq!(date(2026, 1, 1).add_days(i64::MAX).naive(), NaiveDate::MAX);
    assert_eq!(date(2026, 1, 1).add_days(i64::MIN).naive(), NaiveDate::MIN);
}

proptest! {
    #[test]
    fn every_date_is_read_back(days in 0i64..3_652_000) {
        let day = date(1, 1, 1).add_days(days);
        prop_assert_eq!(day.text().parse(), Ok(day));
        prop_assert_eq!(CivilDate::mask_partial(&day.text()), day.text());
        prop_assert_eq!(date(1, 1, 1).days_until(day), days);
        let json = serde_json::to_string(&day).unwrap();
        prop_assert_eq!(serde_json::from_str::<CivilDate>(&json).unwrap(), day);
    }

    #[test]
    fn masking_makes_no_other_day_and_twice_changes_nothing(
        text in ".*|[0-9/. -]{0,12}|[0-9]{1,4}[/-][0-9]{1,4}[/-][0-9]{1,4}",
    ) {
        let once = CivilDate::mask_partial(&text);
        prop_assert_eq!(CivilDate::mask_partial(&once), once.clone());
        if let Ok(day) = text.parse::<CivilDate>() {
            prop_assert_eq!(once.parse(), Ok(day));
        }
    }
}
