//! Texts as they come: with accents, hidden characters, and what a paste brings along.

use super::super::tests::{code_of, signed};
use super::super::tlv;
use super::*;

/// The account of a key.
fn account_of(key: &str) -> String {
    tlv::field(26, &format!("0014{GUI}{}", tlv::field(1, key)))
}

/// A code that pays `by_characters` where lengths count characters, and `by_bytes` where they count
/// bytes: the first field ends sooner there by as many bytes as it has accents.
fn two_faced(by_characters: &str, by_bytes: &str) -> String {
    let (shown, paid) = (account_of(by_characters), account_of(by_bytes));
    let seen_by_bytes = format!("{paid}04{:02}", shown.len());
    let accents = "é".repeat(seen_by_bytes.len());
    let length = 2 * seen_by_bytes.len();
    let rest = "5204000053039865802BR5904LOJA6006RECIFE62070503***";
    signed(&format!(
        "00020102{length:02}{accents}{seen_by_bytes}{shown}{rest}"
    ))
}

#[test]
fn a_code_with_two_receivers_is_refused() {
    for (shown, paid) in [
        ("39053344705", "52998224725"),
        ("39053344705", "11222333000181"),
        ("+5511987654321", "52998224725"),
        ("a@exemplo.com.br", "b@exemplo.com.br"),
    ] {
        let text = two_faced(shown, paid);
        let read = |lengths| {
            let fields = tlv::read_code(&text, lengths).unwrap();
            let account = tlv::value(&fields, 26).unwrap();
            tlv::value(&tlv::read(account, lengths).unwrap(), 1)
                .unwrap()
                .to_owned()
        };
        assert_eq!(read(tlv::Lengths::Characters), shown);
        assert_eq!(read(tlv::Lengths::Bytes), paid);
        assert_eq!(BrCode::parse(&text), Err(BrCodeError::Ambiguous), "{text}");
        assert_eq!(BrCode::try_from(text), Err(BrCodeError::Ambiguous));
    }
}

#[test]
fn what_hides_in_a_code_is_named_and_in_a_paste_passed_over() {
    let text = code_of(&tlv::field(1, "39053344705"), "", "***");
    let (head, tail) = text.split_at(40);
    for hidden in ['\u{200b}', '\u{202e}', '\u{a0}', '\n', '\t', '\u{2028}'] {
        let text = format!("{head}{hidden}{tail}");
        let wrong = WrongCharacter {
            character: hidden,
            place: 41,
        };
        let stored = BrCode::try_from(text.clone());
        assert_eq!(stored, Err(BrCodeError::Charset(wrong)), "{hidden:?}");
    }
    for hidden in [
        "\u{200b}",
        "\u{202e}",
        "\n",
        "\r\n",
        "\u{2028}",
        "\u{2060}\n",
    ] {
        let pasted = format!("{head}{hidden}{tail}");
        assert_eq!(
            BrCode::parse(&pasted).unwrap().payload(),
            text,
            "{hidden:?}"
        );
    }
}

#[test]
fn a_code_is_read_as_it_is_pasted() {
    let code = BrCode::fixed(
        "123e4567-e12b-12d1-a456-426655440000",
        Some(Cents::new(14_990)),
        "PROVEDOR EXEMPLO LTDA",
        "SAO PAULO",
        Some("FAT202612"),
    );
    let code = code.unwrap();
    let text = code.payload();
    for pasted in [
        format!(" {text}\n"),
        format!("\u{feff}{text}\u{200b}"),
        format!("Pix Copia e Cola: {text}"),
        format!("Pix copia e cola\n{text}"),
        format!("Pix copia e cola\n{}", text.replace("BR59", "BR\n59")),
        text.replace('-', "\u{2011}"),
        text.replace("4567-", "4567\u{2013}"),
        text.replace(' ', "\u{a0}"),
        // As mail breaks it: where a space was, and where none was.
        text.replace(' ', "\n"),
        text.replace("EXEMPLO ", "EXEMPLO\r\n"),
        text.replace("PROVEDOR", "PROVE\nDOR"),
        text.replace("BR59", "BR\n59"),
    ] {
        assert_eq!(BrCode::parse(&pasted).as_ref(), Ok(&code), "{pasted:?}");
    }
    // A dash that its writer signed is not made a hyphen of.
    let dashed = signed(&text[..text.len() - 8].replace("EXEMPLO LTDA", "EXEMPLO\u{2013}LTDA"));
    assert_eq!(BrCode::parse(&dashed).unwrap().payload(), dashed);
}

#[test]
fn accents_are_read_however_their_length_was_counted() {
    for length in ["06", "07"] {
        let rest = format!("5802BR59{length}Açaida6006RECIFE");
        let account = "26330014br.gov.bcb.pix011139053344705520400005303986";
        let code = BrCode::parse(&signed(&format!("000201{account}{rest}")));
        assert_eq!(code.unwrap().merchant_name(), "Açaida");
    }
}
