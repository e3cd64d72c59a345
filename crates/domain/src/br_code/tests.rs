use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::QrMatrix;
use crate::qr::read_back::read_back;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    payload: String,
    reason: Option<String>,
    expect: Option<Value>,
}

fn cases() -> Vec<Case> {
    let text = include_str!("../../vectors/pix.json");
    let cases = serde_json::from_str::<Vectors>(text).unwrap().cases;
    assert!(!cases.is_empty());
    cases
}

fn valid() -> Vec<Case> {
    cases()
        .into_iter()
        .filter(|case| case.reason.is_none())
        .collect()
}

fn reason(error: BrCodeError) -> &'static str {
    match error {
        BrCodeError::Empty => "EMPTY",
        BrCodeError::Tlv => "TLV",
        BrCodeError::FormatIndicator => "FORMAT_INDICATOR",
        BrCodeError::CrcMissing => "CRC_MISSING",
        BrCodeError::CrcNotLast => "CRC_NOT_LAST",
        BrCodeError::Crc => "CRC",
        BrCodeError::DuplicateTag => "DUPLICATE_TAG",
        BrCodeError::NoPixTemplate => "NO_PIX_TEMPLATE",
        BrCodeError::Gui => "GUI",
        BrCodeError::NoKeyOrUrl => "NO_KEY_OR_URL",
        BrCodeError::KeyAndUrl => "KEY_AND_URL",
        BrCodeError::Url => "URL",
        BrCodeError::Mcc => "MCC",
        BrCodeError::Currency => "CURRENCY",
        BrCodeError::Amount => "AMOUNT",
        BrCodeError::Country => "COUNTRY",
        BrCodeError::MerchantName => "MERCHANT_NAME",
        BrCodeError::MerchantCity => "MERCHANT_CITY",
        BrCodeError::PointOfInitiation => "POINT_OF_INITIATION",
        BrCodeError::Txid => "TXID",
        BrCodeError::Charset(_) | BrCodeError::Ambiguous | BrCodeError::Key => {
            panic!("{error:?} in no vector")
        }
    }
}

/// What the vectors state about every code, in their words.
fn facts(code: &BrCode) -> Value {
    json!({
        "type": code.kind(),
        "key": code.key(),
        "url": code.url(),
        "info": code.info(),
        "fss": code.fss(),
        "amount_cents": code.amount(),
        "merchant_name": code.merchant_name(),
        "merchant_city": code.merchant_city(),
        "postal_code": code.postal_code(),
        "txid": code.txid(),
        "point_of_initiation": code.point_of_initiation(),
        "recurrence_url": code.recurrence_url(),
    })
}

/// The text with the checksum that belongs to it.
pub(super) fn signed(code: &str) -> String {
    let code = format!("{code}6304");
    let crc = crc::crc(&code);
    code + &crc
}

/// A code whose account, and whatever follows it, are these.
fn with_account(account: &str) -> Result<BrCode, BrCodeError> {
    let rest = "52040000530398654041.005802BR5904LOJA6006RECIFE62070503***";
    BrCode::parse(&signed(&format!("000201{account}{rest}")))
}

#[test]
fn the_vectors_pass() {
    for case in cases() {
        let read = BrCode::parse(&case.payload);
        let refused = read.as_ref().err().copied().map(reason);
        assert_eq!(refused, case.reason.as_deref(), "{}", case.id);
        let Ok(code) = read else { continue };
        assert_eq!(code.payload(), case.payload);
        let expected = case.expect.unwrap();
        for (name, value) in facts(&code).as_object().unwrap() {
            assert_eq!(value, &expected[name], "{}: {name}", case.id);
        }
    }
}

#[test]
fn a_scanner_reads_the_drawn_code() {
    for case in valid() {
        let qr = QrMatrix::encode(&case.payload).unwrap();
        assert_eq!(read_back("qrcode", &qr.svg()), case.payload, "{}", case.id);
    }
}

#[test]
fn written_codes_are_those_of_the_vectors() {
    let mut written = 0;
    for case in valid() {
        let code = BrCode::parse(&case.payload).unwrap();
        let (name, city) = (code.merchant_name(), code.merchant_city());
        let again = match code.kind() {
            BrCodeKind::Static => {
                let key = code.key().unwrap();
                BrCode::fixed(key, code.amount(), name, city, code.txid())
            }
            BrCodeKind::Dynamic => BrCode::dynamic(code.url().unwrap(), name, city),
            BrCodeKind::Recurrence => continue,
        }
        .unwrap();
        let plain = [
            "pix-pub-manual",
            "pix-st-cpf",
            "pix-st-cnpj-alfa",
            "pix-st-phone",
            "pix-st-evp",
            "pix-pub-brutils-dyn",
            "pix-dyn-url77",
        ];
        if plain.contains(&case.id.as_str()) {
            assert_eq!(again.payload(), case.payload, "{}", case.id);
            written += 1;
        }
    }
    assert_eq!(written, 7);
}

#[test]
fn what_no_reader_would_take_is_not_written() {
    let key = "39053344705";
    let (too_long, longest) = ("1".repeat(26), "1".repeat(25));
    let fixed = |key, centavos, name, city, txid| {
        BrCode::fixed(key, Some(Cents::new(centavos)), name, city, txid)
    };
    assert_eq!(
        fixed("390.533.447-05", 1, "A", "B", None),
        Err(BrCodeError::Key)
    );
    assert_eq!(fixed(key, 0, "A", "B", None), Err(BrCodeError::Amount));
    assert_eq!(fixed(key, -1, "A", "B", None), Err(BrCodeError::Amount));
    assert_eq!(
        fixed(key, 1_000_000_000_000, "A", "B", None),
        Err(BrCodeError::Amount)
    );
    assert_eq!(
        fixed(key, 1, "日本", "B", None),
        Err(BrCodeError::MerchantName)
    );
    assert_eq!(
        fixed(key, 1, "A", " ", None),
        Err(BrCodeError::MerchantCity)
    );
    assert_eq!(fixed(key, 1, "A", "B", Some("")), Err(BrCodeError::Txid));
    assert_eq!(
        fixed(key, 1, "A", "B", Some("FAT-1")),
        Err(BrCodeError::Txid)
    );
    assert_eq!(
        fixed(key, 1, "A", "B", Some(&too_long)),
        Err(BrCodeError::Txid)
    );
    for url in [
        "",
        "https://pix.example.com/1",
        "pix.example.com/a b",
        &"a".repeat(78),
    ] {
        assert_eq!(
            BrCode::dynamic(url, "A", "B"),
            Err(BrCodeError::Url),
            "{url}"
        );
    }
    assert!(fixed(key, 999_999_999_999, "A", "B", Some(&longest)).is_ok());
}

#[test]
fn every_fault_has_its_name() {
    let pix = |target: &str| tlv::field(26, &format!("0014{GUI}{target}"));
    assert_eq!(BrCode::parse(""), Err(BrCodeError::Empty));
    let missing = BrCode::parse("00020153039865802BR");
    assert_eq!(missing, Err(BrCodeError::CrcMissing));
    assert_eq!(with_account(""), Err(BrCodeError::NoPixTemplate));
    let both = pix("0111390533447052507a.br/qr");
    assert_eq!(with_account(&both), Err(BrCodeError::KeyAndUrl));
    assert_eq!(with_account(&pix("0100")), Err(BrCodeError::NoKeyOrUrl));
    let account = pix("011139053344705");
    assert!(with_account(&account).is_ok());
    assert_eq!(
        with_account(&format!("010213{account}")),
        Err(BrCodeError::PointOfInitiation)
    );
    let upper_case = account.replace("br.gov.bcb.pix", "BR.GOV.BCB.PIX");
    assert!(with_account(&upper_case).is_ok());
    let other = account.replacen("26", "27", 1);
    let two_accounts = with_account(&format!("{account}{other}"));
    assert_eq!(two_accounts, Err(BrCodeError::DuplicateTag));
    let spoofed = account.replace("39053344705", "3905334470\u{200b}");
    assert!(with_account(&spoofed).is_err());
}

#[test]
fn the_charge_behind_a_url_rules_over_the_text() {
    let code = with_account("26330014br.gov.bcb.pix2511a.br/qr/123").unwrap();
    assert_eq!(code.kind(), BrCodeKind::Dynamic);
    assert_eq!((code.amount(), code.txid()), (None, None));
}

/// A code of that account, amount (field 54 and all) and transaction id.
pub(super) fn code_of(account: &str, amount: &str, txid: &str) -> String {
    let account = tlv::field(26, &format!("0014{GUI}{account}"));
    let data = tlv::field(62, &tlv::field(5, txid));
    signed(&format!(
        "000201{account}520400005303986{amount}5802BR5904LOJA6006RECIFE{data}"
    ))
}

#[test]
fn behind_a_url_amount_and_transaction_id_are_not_judged() {
    let url = tlv::field(25, "pix.example.com/qr/v2/1");
    let long = "1".repeat(36);
    for (amount, txid) in [
        ("", "FAT-2026-11"),
        ("", "fatura 12/2026"),
        ("", ""),
        ("", long.as_str()),
        ("540599,90", "***"),
        ("54031e3", "***"),
        ("5405-5.00", "a_b"),
        ("54141234567890.123", "***"),
        ("5400", "***"),
        ("540398.", "***"),
    ] {
        let text = code_of(&url, amount, txid);
        let code = BrCode::parse(&text).unwrap();
        assert_eq!(code.kind(), BrCodeKind::Dynamic, "{text}");
        assert_eq!((code.amount(), code.txid()), (None, None));
        // So that the bill it stands in is read.
        let json = serde_json::to_string(&text).unwrap();
        assert_eq!(serde_json::from_str::<BrCode>(&json).unwrap(), code);
    }
    // Nor is a template that nobody reads.
    let text = code_of(&url, "", "***").replace("62070503***", "62070599***");
    let (text, _) = text.split_at(text.len() - 8);
    assert!(BrCode::parse(&signed(text)).is_ok(), "{text}");
    let key = tlv::field(1, "39053344705");
    let judged = |amount, txid| BrCode::parse(&code_of(&key, amount, txid)).err();
    assert_eq!(judged("", "FAT-2026-11"), Some(BrCodeError::Txid));
    assert_eq!(judged("540599,90", "***"), Some(BrCodeError::Amount));
    assert_eq!(judged("5400", "***"), Some(BrCodeError::Amount));
}

#[test]
fn an_amount_may_end_with_its_point() {
    let key = tlv::field(1, "39053344705");
    for (amount, centavos) in [
        ("98.", 9_800),
        ("98", 9_800),
        ("98.7", 9_870),
        ("98.73", 9_873),
        ("0.", 0),
        ("123456789012.", 12_345_678_901_200),
    ] {
        let code = BrCode::parse(&code_of(&key, &tlv::field(54, amount), "***")).unwrap();
        assert_eq!(code.amount(), Some(Cents::new(centavos)), "{amount}");
    }
    for amount in [
        ".",
        ".5",
        "98..",
        "98.733",
        "98,",
        "1.2.3",
        "12345678901234",
    ] {
        let code = BrCode::parse(&code_of(&key, &tlv::field(54, amount), "***"));
        assert_eq!(code, Err(BrCodeError::Amount), "{amount}");
    }
}

#[test]
fn a_checksum_in_small_letters_is_read() {
    let mut letters = 0;
    for case in valid() {
        let (text, crc) = case.payload.split_at(case.payload.len() - 4);
        letters += usize::from(crc.contains(|c: char| c.is_ascii_uppercase()));
        let small = format!("{text}{}", crc.to_ascii_lowercase());
        let code = BrCode::parse(&small).unwrap();
        assert_eq!(code.payload(), small, "{}", case.id);
        let json = serde_json::to_string(&small).unwrap();
        assert_eq!(serde_json::from_str::<BrCode>(&json).unwrap(), code);
    }
    assert!(letters > 3);
}

#[test]
fn an_address_that_leads_elsewhere_is_refused_read_or_written() {
    for url in [
        "pix.example.com@evil.example/qr",
        "user:pass@evil.example/qr",
        "pix.example.com\\@evil.example",
        "pix.example.com\\qr",
        "https://pix.example.com/qr",
        "https:pix.example.com/qr",
        "//pix.example.com/qr",
        "localhost/qr",
        "pix/qr/v2/1",
    ] {
        let read = BrCode::parse(&code_of(&tlv::field(25, url), "", "***"));
        assert_eq!(read, Err(BrCodeError::Url), "{url}");
        let written = BrCode::dynamic(url, "A", "B");
        assert_eq!(written, Err(BrCodeError::Url), "{url}");
        let recurrence = tlv::field(80, &format!("0014{GUI}{}", tlv::field(25, url)));
        let read = with_account(&format!("26180014{GUI}{recurrence}"));
        assert_eq!(read, Err(BrCodeError::Url), "{url}");
    }
}

#[test]
fn json_is_the_text_and_is_checked() {
    let code = BrCode::dynamic("pix.example.com/qr/v2/1234", "Rede", "Natal").unwrap();
    let json = serde_json::to_string(&code).unwrap();
    assert_eq!(json, format!("\"{}\"", code.payload()));
    assert_eq!(serde_json::from_str::<BrCode>(&json).unwrap(), code);
    assert!(serde_json::from_str::<BrCode>(&json.replace("1234", "1235")).is_err());
}

proptest! {
    #[test]
    fn written_codes_are_read_back_and_hold_nothing_invisible(
        centavos in prop::option::of(1i64..1_000_000_000_000),
        name in "[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ \u{200b}\u{a0}&.-]{0,40}",
        city in "[A-Za-z][\\PC]{0,30}",
        txid in prop::option::of("[a-zA-Z0-9]{1,25}"),
        path in "[a-z0-9/]{0,60}",
    ) {
        let amount = centavos.map(Cents::new);
        let Ok(fixed) = BrCode::fixed("12ABC34501DE35", amount, &name, &city, txid.as_deref())
        else {
            // A name of nothing but signs such as × has no ASCII form.
            prop_assert_eq!(text::to_ascii(&name, 25), "");
            return Ok(());
        };
        prop_assert_eq!(fixed.amount(), amount);
        prop_assert_eq!(fixed.txid(), txid.as_deref());
        let url = format!("pix.example.com/{path}");
        let dynamic = BrCode::dynamic(&url, &name, &city).unwrap();
        prop_assert_eq!(dynamic.url(), Some(url.as_str()));
        for code in [fixed, dynamic] {
            prop_assert_eq!(BrCode::parse(code.payload()), Ok(code.clone()));
            prop_assert!(code.payload().bytes().all(|b| b == b' ' || b.is_ascii_graphic()));
            prop_assert!(code.merchant_name().len() <= 25 && code.merchant_city().len() <= 15);
        }
    }

    #[test]
    fn one_wrong_character_is_noticed(case in 0usize..23, place: usize, put in "[ -~]") {
        let payload = &valid()[case].payload;
        let place = place % payload.len();
        let mut copied = payload.clone();
        copied.replace_range(place..=place, &put);
        // But for the case of the checksum's letters, and a space that a paste has at its end.
        let is_same = &copied == payload
            || (place >= payload.len() - 4 && copied.eq_ignore_ascii_case(payload));
        prop_assert_eq!(BrCode::parse(&copied).is_ok(), is_same);
    }

    #[test]
    fn no_text_panics(text in ".*|000201[0-9A-Za-zÀ-ÿ.]{0,99}") {
        let _ = BrCode::parse(&text);
        let _ = BrCode::parse(&signed(&text));
        let _ = BrCode::dynamic(&text, &text, &text);
        let _ = BrCode::fixed(&text, None, &text, &text, Some(&text));
    }

    #[test]
    fn no_mutation_of_a_good_code_panics(
        case in 0usize..23,
        from: usize,
        to: usize,
        put in ".{0,3}",
    ) {
        let mut payload = valid()[case].payload.clone();
        let (from, to) = (from % payload.len(), to % payload.len());
        payload.replace_range(from.min(to)..from.max(to), &put);
        let _ = BrCode::parse(&payload);
        let _ = BrCode::parse(&signed(&payload));
    }
}
