use proptest::prelude::*;

use super::*;

fn digits(text: &str) -> Result<String, PhoneError> {
    Phone::parse(text).map(String::from)
}

#[test]
fn a_telephone_is_read_as_it_is_written() {
    for (text, read) in [
        ("11988776655", "11988776655"),
        ("(11) 98877-6655", "11988776655"),
        ("11 9 8877.6655", "11988776655"),
        ("1133330100", "1133330100"),
        ("113333-0100", "1133330100"),
        ("(11) 3333 0100", "1133330100"),
        ("+55 11 98877-6655", "11988776655"),
        ("+5511988776655", "11988776655"),
        ("+55 (0) 11 98877-6655", "11988776655"),
        ("0055 11 98877-6655", "11988776655"),
        ("5511988776655", "11988776655"),
        ("55 11 3333-0100", "1133330100"),
        ("55 1133330100", "1133330100"),
        ("(55) 3212-3456", "5532123456"),
        ("011 3333 0100", "1133330100"),
        ("01133330100", "1133330100"),
        ("(0xx11) 3333-0100", "1133330100"),
        ("0**11 98877-6655", "11988776655"),
        ("0 15 11 98877-6655", "11988776655"),
        ("(015) 11 3333-0100", "1133330100"),
        ("0 21 (11) 98877-6655", "11988776655"),
        ("Tel.: (11) 3333-0100", "1133330100"),
        ("WhatsApp 11 98877-6655", "11988776655"),
        ("tel:+55-11-98877-6655", "11988776655"),
        (
            "\u{202a}+55\u{a0}11\u{a0}98877\u{2011}6655\u{202c}",
            "11988776655",
        ),
        (" (11)\t3333\u{2013}0100\n", "1133330100"),
    ] {
        assert_eq!(digits(text).as_deref(), Ok(read), "{text:?}");
    }
}

#[test]
fn nothing_becomes_another_number() {
    for (text, error) in [
        ("", PhoneError::Empty),
        (" \u{200b}", PhoneError::Empty),
        ("+351 912 345 678", PhoneError::Abroad),
        ("+1 415 555 0100", PhoneError::Abroad),
        ("00351912345678", PhoneError::Abroad),
        ("+54 9 11 2345-6789", PhoneError::Abroad),
        ("0800 123 4567", PhoneError::Service),
        ("08001234567", PhoneError::Service),
        ("0300-123-4567", PhoneError::Service),
        ("(0800) 555 0143", PhoneError::Service),
        ("190", PhoneError::TooShort),
        ("4004 1234", PhoneError::TooShort),
        ("98877-6655", PhoneError::TooShort),
        ("(11) 9887-6655", PhoneError::TooShort),
        ("+55 11 8877665", PhoneError::TooShort),
        ("(11) 98877-66559", PhoneError::TooLong),
        ("11 3333-0100 11 3333-0101", PhoneError::TooLong),
        ("(11) 98877-6655 (11) 3333-0100", PhoneError::TooLong),
        ("11988776655 21988776655", PhoneError::TooLong),
        ("55 3212-3456 12", PhoneError::TooLong),
        ("5532123456 12", PhoneError::TooLong),
        ("11 3333-0100 12", PhoneError::TooLong),
        ("0 11 3333-0100 12", PhoneError::TooLong),
        ("11 3333-0100 1", PhoneError::NinthDigit),
        ("3333-0100 11", PhoneError::Grouping),
        ("98877-6655 11", PhoneError::Grouping),
        ("(20) 3333-0100", PhoneError::AreaCode),
        ("10988776655", PhoneError::AreaCode),
        ("(52) 98877-6655", PhoneError::AreaCode),
        ("11888776655", PhoneError::NinthDigit),
        ("(21) 38877-6655", PhoneError::NinthDigit),
    ] {
        assert_eq!(digits(text), Err(error), "{text:?}");
    }
}

#[test]
fn a_wrong_character_is_named() {
    for (text, character, place) in [
        ("(11) 3333-0100 / 98877-6655", '/', 16),
        ("11 3333-0100 ramal 12", 'r', 14),
        ("11 3333-O100", 'O', 9),
        ("11 98877-6655;", ';', 14),
        ("11+988776655", '+', 3),
        ("٠١١٩٨٨٧٧٦٦٥٥", '٠', 1),
        ("0x11 3333-0100", 'x', 2),
        ("O11 3333-0100", 'O', 1),
        ("Telefone:", 'T', 1),
    ] {
        let wrong = WrongCharacter { character, place };
        assert_eq!(digits(text), Err(PhoneError::Charset(wrong)), "{text:?}");
    }
}

#[test]
fn the_mask_follows_the_typing() {
    for (typed, masked) in [
        ("", ""),
        ("1", "(1"),
        ("11", "(11"),
        ("(119", "(11) 9"),
        ("(11) ", "(11"),
        ("1133330", "(11) 3333-0"),
        ("(11) 33330", "(11) 3333-0"),
        ("(11) 9887-7665", "(11) 9887-7665"),
        ("(11) 9887-76655", "(11) 98877-6655"),
        ("(11) 98877-665", "(11) 9887-7665"),
        ("(11 98877-6655", "(11) 98877-6655"),
        ("(1) 98877-6655", "(1) 98877-6655"),
        ("(21) 98877-6655", "(21) 98877-6655"),
    ] {
        assert_eq!(Phone::mask_partial(typed), masked, "{typed:?}");
    }
}

#[test]
fn a_pasted_number_is_put_in_form_and_no_other_number_is_made_of_it() {
    for (pasted, masked) in [
        ("1133330100", "(11) 3333-0100"),
        ("+55 11 98877-6655", "(11) 98877-6655"),
        ("5511988776655", "(11) 98877-6655"),
        ("011 3333 0100", "(11) 3333-0100"),
        ("5532123456", "(55) 3212-3456"),
        ("Telefone: 0 15 11 98877-6655", "(11) 98877-6655"),
    ] {
        assert_eq!(Phone::mask_partial(pasted), masked, "{pasted:?}");
    }
    for kept in [
        "119887766559",
        "(11) 98877-66559",
        "+351 912 345 678",
        "0800 123 4567",
        "3333-0100 11",
        "11 3333-0100 / 0101",
        "11 3333-0100 ramal 2",
        "0 15 ",
        "+55 ",
        "Tel. ",
    ] {
        assert_eq!(Phone::mask_partial(kept), kept);
    }
}

#[test]
fn a_prefix_may_be_typed_to_its_end() {
    for (whole, masked) in [
        ("+55 11 98877-6655", "(11) 98877-6655"),
        ("0 15 21 98877-6655", "(21) 98877-6655"),
        ("011 3333-0100", "(11) 3333-0100"),
        ("11988776655", "(11) 98877-6655"),
        ("(0xx21) 3333-0100", "(21) 3333-0100"),
    ] {
        let mut field = String::new();
        for c in whole.chars() {
            field = Phone::mask_partial(&format!("{field}{c}"));
        }
        assert_eq!(field, masked, "{whole}");
    }
}

#[test]
fn json_is_the_digits_and_is_checked() {
    let phone = Phone::parse("(11) 98877-6655").unwrap();
    assert_eq!(serde_json::to_string(&phone).unwrap(), "\"11988776655\"");
    assert_eq!(phone.formatted(), "(11) 98877-6655");
    let read = |text: &str| serde_json::from_str::<Phone>(text);
    assert_eq!(read("\"11988776655\"").unwrap(), phone);
    for other in ["(11) 98877-6655", "+5511988776655", "1198877665", ""] {
        assert!(read(&format!("{other:?}")).is_err(), "{other}");
    }
}

proptest! {
    #[test]
    fn every_number_is_read_back(number in "(11|21|55|68|79)([2-8][0-9]{7}|9[0-9]{8})") {
        let phone = Phone::parse(&number).unwrap();
        prop_assert_eq!(phone.as_str(), &number);
        for written in [phone.formatted(), format!("+55{number}"), format!("55{number}")] {
            prop_assert_eq!(Phone::parse(&written), Ok(phone.clone()));
            prop_assert_eq!(Phone::mask_partial(&written), phone.formatted());
        }
    }

    #[test]
    fn what_is_read_is_the_end_of_what_was_written(text in ".*|[0-9 ()+.x-]{0,20}") {
        if let Ok(phone) = Phone::parse(&text) {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(digits.ends_with(phone.as_str()));
        }
    }

    #[test]
    fn masking_changes_no_number_and_twice_changes_nothing(text in ".*|[0-9 ()+.x-]{0,20}") {
        let once = Phone::mask_partial(&text);
        prop_assert_eq!(Phone::mask_partial(&once), once.clone());
        prop_assert_eq!(Phone::parse(&once).ok(), Phone::parse(&text).ok());
    }
}
