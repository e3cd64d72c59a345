//! From a text to a BR Code, check by check.

use std::ops::RangeInclusive;

use super::crc::crc;
use super::text::is_visible;
use super::tlv::{self, Field, Lengths};
use super::url::is_url;
use super::{BrCode, BrCodeError, GUI, Target, is_txid};
use crate::pasted::Pasted;
use crate::{Cents, WrongCharacter};

/// Templates of payment arrangements, of which Pix is one.
const ACCOUNTS: RangeInclusive<u8> = 26..=51;
const ADDITIONAL_DATA: u8 = 62;
const CRC: u8 = 63;
/// Templates left free by EMV, where Pix Automático puts its recurrence.
const UNRESERVED: RangeInclusive<u8> = 80..=99;

type Template<'a> = (u8, Vec<Field<'a>>);

/// A code as a person pastes it. Where a break stands, mail may have taken a space away or put one
/// there; only the checksum knows.
pub(super) fn pasted(text: &str) -> Result<BrCode, BrCodeError> {
    let as_it_stands = read(text.trim());
    if matches!(as_it_stands, Ok(_) | Err(BrCodeError::Ambiguous)) {
        return as_it_stands;
    }
    let is_break = |c| matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let first = Pasted::new(text).after_words().iter().next();
    let label = first.map_or(0, |first| first.place - 1);
    let code: String = text.chars().skip(label).collect();
    let joined = Pasted::new(&code.replace(is_break, "")).text();
    read(&joined).or_else(|error| {
        let spaced = Pasted::new(&code).text();
        let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
        read(&words).map_err(|_| error)
    })
}

/// Exactly this text.
pub(super) fn read(text: &str) -> Result<BrCode, BrCodeError> {
    if text.is_empty() {
        return Err(BrCodeError::Empty);
    }
    let mut places = (1..).zip(text.chars());
    if let Some((place, character)) = places.find(|(_, c)| !is_visible(*c)) {
        let wrong = WrongCharacter { character, place };
        return Err(BrCodeError::Charset(wrong));
    }
    let by_characters = tlv::read_code(text, Lengths::Characters);
    if text.is_ascii() {
        return judge(text, &by_characters?, Lengths::Characters);
    }
    // Writers that leave an accent in a name disagree what a length counts. Where both ways make
    // fields, banks would disagree who is paid.
    match (by_characters, tlv::read_code(text, Lengths::Bytes)) {
        (Ok(by_characters), Ok(by_bytes)) if by_characters != by_bytes => {
            Err(BrCodeError::Ambiguous)
        }
        (Err(_), Ok(by_bytes)) => judge(text, &by_bytes, Lengths::Bytes),
        (by_characters, _) => judge(text, &by_characters?, Lengths::Characters),
    }
}

/// Judges a code whose fields are these.
fn judge(text: &str, fields: &[Field<'_>], lengths: Lengths) -> Result<BrCode, BrCodeError> {
    let value = |tag| tlv::value(fields, tag);
    let templates = fields
        .iter()
        .filter(|f| ACCOUNTS.contains(&f.tag) || UNRESERVED.contains(&f.tag))
        .map(|f| Ok((f.tag, tlv::read(f.value, lengths)?)))
        .collect::<Result<Vec<Template>, BrCodeError>>()?;
    // Behind a URL the signed charge rules: amount and transaction id of the text are not judged.
    let is_static = templates.iter().any(|(tag, template)| {
        ACCOUNTS.contains(tag) && is_of_pix(template) && key(template).is_some()
    });
    let additional = value(ADDITIONAL_DATA).filter(|_| is_static);
    let additional = additional
        .map(|data| tlv::read(data, lengths))
        .transpose()?;
    let additional = additional.unwrap_or_default();

    if !matches!(
        fields.first(),
        Some(Field {
            tag: 0,
            value: "01"
        })
    ) {
        return Err(BrCodeError::FormatIndicator);
    }
    check_crc(text, fields)?;
    let mut all = templates
        .iter()
        .map(|(_, template)| template)
        .chain([&additional]);
    if tlv::has_duplicate(fields) || all.any(|template| tlv::has_duplicate(template)) {
        return Err(BrCodeError::DuplicateTag);
    }
    if !templates.iter().any(|(tag, _)| ACCOUNTS.contains(tag)) {
        return Err(BrCodeError::NoPixTemplate);
    }
    let account = pix_template(&templates, ACCOUNTS)?.ok_or(BrCodeError::Gui)?;
    let recurrence = pix_template(&templates, UNRESERVED)?;
    let recurrence_url = recurrence.and_then(|template| tlv::value(template, 25));
    let key = key(account);
    let url = tlv::value(account, 25);
    match (key, url, recurrence_url) {
        (None, None, None) => return Err(BrCodeError::NoKeyOrUrl),
        (Some(_), Some(_), _) => return Err(BrCodeError::KeyAndUrl),
        _ => {}
    }
    if ![url, recurrence_url].into_iter().flatten().all(is_url) {
        return Err(BrCodeError::Url);
    }

    let is_mcc = |mcc: &str| mcc.len() == 4 && mcc.bytes().all(|b| b.is_ascii_digit());
    value(52)
        .filter(|mcc| is_mcc(mcc))
        .ok_or(BrCodeError::Mcc)?;
    value(53)
        .filter(|c| *c == "986")
        .ok_or(BrCodeError::Currency)?;
    let amount = value(54).filter(|_| is_static).map(amount).transpose()?;
    value(58)
        .filter(|c| *c == "BR")
        .ok_or(BrCodeError::Country)?;
    let present = |tag| value(tag).filter(|text| !text.trim().is_empty());
    let merchant_name = present(59).ok_or(BrCodeError::MerchantName)?.to_owned();
    let merchant_city = present(60).ok_or(BrCodeError::MerchantCity)?.to_owned();
    let point_of_initiation = value(1);
    if !matches!(point_of_initiation, None | Some("11" | "12")) {
        return Err(BrCodeError::PointOfInitiation);
    }
    let txid = tlv::value(&additional, 5).map(txid).transpose()?.flatten();

    let target = match (key, url) {
        (Some(key), _) => Target::Key {
            key: key.to_owned(),
            amount,
            txid,
            info: tlv::value(account, 2).map(str::to_owned),
            fss: tlv::value(account, 3).map(str::to_owned),
        },
        (None, Some(url)) => Target::Url(url.to_owned()),
        (None, None) => Target::RecurrenceOnly,
    };
    Ok(BrCode {
        payload: text.to_owned(),
        target,
        merchant_name,
        merchant_city,
        postal_code: value(61).map(str::to_owned),
        point_of_initiation: point_of_initiation.map(str::to_owned),
        recurrence_url: recurrence_url.map(str::to_owned),
    })
}

fn check_crc(text: &str, fields: &[Field<'_>]) -> Result<(), BrCodeError> {
    let stated = tlv::value(fields, CRC).ok_or(BrCodeError::CrcMissing)?;
    if fields.last().is_none_or(|last| last.tag != CRC) {
        return Err(BrCodeError::CrcNotLast);
    }
    let summed = text.strip_suffix(stated).unwrap_or(text);
    // The manual asks for capitals, and not all writers heed it.
    if !stated.eq_ignore_ascii_case(&crc(summed)) {
        return Err(BrCodeError::Crc);
    }
    Ok(())
}

/// The one template of Pix among those tags. Two would leave open who is paid.
fn pix_template<'t, 'a>(
    templates: &'t [Template<'a>],
    tags: RangeInclusive<u8>,
) -> Result<Option<&'t [Field<'a>]>, BrCodeError> {
    let mut found = templates
        .iter()
        .filter(|(tag, template)| tags.contains(tag) && is_of_pix(template));
    let first = found.next().map(|(_, template)| template.as_slice());
    if found.next().is_some() {
        return Err(BrCodeError::DuplicateTag);
    }
    Ok(first)
}

/// EMV's amount: at most 13 characters, digits with up to two decimals after a point, which may
/// also stand with none (EMVCo MPM 1.1, Transaction Amount: `98.73`, `98` and `98.`).
fn amount(text: &str) -> Result<Cents, BrCodeError> {
    let (reais, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let fits = text.len() <= 13 && !reais.is_empty() && decimals.len() <= 2;
    if !fits || !is_number(reais) || !is_number(decimals) {
        return Err(BrCodeError::Amount);
    }
    format!("{reais}{decimals:0<2}")
        .parse()
        .map(Cents::new)
        .map_err(|_| BrCodeError::Amount)
}

fn is_of_pix(template: &[Field<'_>]) -> bool {
    tlv::value(template, 0).is_some_and(|gui| gui.eq_ignore_ascii_case(GUI))
}

fn key<'a>(template: &[Field<'a>]) -> Option<&'a str> {
    tlv::value(template, 1).filter(|key| !key.is_empty())
}

/// A static code's; none where the payer's bank chooses it.
fn txid(stated: &str) -> Result<Option<String>, BrCodeError> {
    if stated == "***" {
        Ok(None)
    } else if is_txid(stated) {
        Ok(Some(stated.to_owned()))
    } else {
        Err(BrCodeError::Txid)
    }
}

#[cfg(test)]
mod tests;
