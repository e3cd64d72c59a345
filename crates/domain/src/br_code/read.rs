//! From a text to a BR Code, check by check.

use std::ops::RangeInclusive;

use super::crc::crc;
use super::text::is_visible;
use super::tlv::{self, Field, Lengths};
use super::{BrCode, BrCodeError, GUI, LONGEST_TXID, Target, is_txid, is_url};
use crate::Cents;

/// Templates of payment arrangements, of which Pix is one.
const ACCOUNTS: RangeInclusive<u8> = 26..=51;
const ADDITIONAL_DATA: u8 = 62;
const CRC: u8 = 63;
/// Templates left free by EMV, where Pix Automático puts its recurrence.
const UNRESERVED: RangeInclusive<u8> = 80..=99;

type Template<'a> = (u8, Vec<Field<'a>>);

pub(super) fn read(text: &str) -> Result<BrCode, BrCodeError> {
    if text.is_empty() {
        return Err(BrCodeError::Empty);
    }
    if !text.chars().all(is_visible) {
        return Err(BrCodeError::Charset);
    }
    match read_with(text, Lengths::Characters) {
        Err(BrCodeError::Tlv) if !text.is_ascii() => read_with(text, Lengths::Bytes),
        result => result,
    }
}

fn read_with(text: &str, lengths: Lengths) -> Result<BrCode, BrCodeError> {
    let fields = tlv::read_code(text, lengths)?;
    let templates = fields
        .iter()
        .filter(|f| {
            ACCOUNTS.contains(&f.tag) || UNRESERVED.contains(&f.tag) || f.tag == ADDITIONAL_DATA
        })
        .map(|f| Ok((f.tag, tlv::read(f.value, lengths)?)))
        .collect::<Result<Vec<Template>, BrCodeError>>()?;

    if !matches!(
        fields.first(),
        Some(Field {
            tag: 0,
            value: "01"
        })
    ) {
        return Err(BrCodeError::FormatIndicator);
    }
    check_crc(text, &fields)?;
    if tlv::has_duplicate(&fields) || templates.iter().any(|(_, t)| tlv::has_duplicate(t)) {
        return Err(BrCodeError::DuplicateTag);
    }
    if !templates.iter().any(|(tag, _)| ACCOUNTS.contains(tag)) {
        return Err(BrCodeError::NoPixTemplate);
    }
    let account = pix_template(&templates, ACCOUNTS)?.ok_or(BrCodeError::Gui)?;
    let recurrence = pix_template(&templates, UNRESERVED)?;
    let recurrence_url = recurrence.and_then(|template| tlv::value(template, 25));
    let key = tlv::value(account, 1).filter(|key| !key.is_empty());
    let url = tlv::value(account, 25);
    match (key, url, recurrence_url) {
        (None, None, None) => return Err(BrCodeError::NoKeyOrUrl),
        (Some(_), Some(_), _) => return Err(BrCodeError::KeyAndUrl),
        _ => {}
    }
    if ![url, recurrence_url].into_iter().flatten().all(is_url) {
        return Err(BrCodeError::Url);
    }

    let value = |tag| tlv::value(&fields, tag);
    let is_mcc = |mcc: &str| mcc.len() == 4 && mcc.bytes().all(|b| b.is_ascii_digit());
    value(52)
        .filter(|mcc| is_mcc(mcc))
        .ok_or(BrCodeError::Mcc)?;
    value(53)
        .filter(|c| *c == "986")
        .ok_or(BrCodeError::Currency)?;
    let amount = value(54).map(amount).transpose()?;
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
    let additional = templates.iter().find(|(tag, _)| *tag == ADDITIONAL_DATA);
    let txid = txid(
        additional.and_then(|(_, t)| tlv::value(t, 5)),
        key.is_some(),
    )?;

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
    if stated != crc(summed) {
        return Err(BrCodeError::Crc);
    }
    Ok(())
}

/// The one template of Pix among those tags. Two would leave open who is paid.
fn pix_template<'t, 'a>(
    templates: &'t [Template<'a>],
    tags: RangeInclusive<u8>,
) -> Result<Option<&'t [Field<'a>]>, BrCodeError> {
    let mut found = templates.iter().filter(|(tag, template)| {
        let gui = tlv::value(template, 0);
        tags.contains(tag) && gui.is_some_and(|gui| gui.eq_ignore_ascii_case(GUI))
    });
    let first = found.next().map(|(_, template)| template.as_slice());
    if found.next().is_some() {
        return Err(BrCodeError::DuplicateTag);
    }
    Ok(first)
}

/// EMV's amount: at most 13 characters, digits with up to two decimals after a point.
fn amount(text: &str) -> Result<Cents, BrCodeError> {
    let (reais, decimals) = text.split_once('.').unwrap_or((text, "00"));
    let is_number = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if text.len() > 13 || decimals.len() > 2 || !is_number(reais) || !is_number(decimals) {
        return Err(BrCodeError::Amount);
    }
    format!("{reais}{decimals:0<2}")
        .parse()
        .map(Cents::new)
        .map_err(|_| BrCodeError::Amount)
}

fn txid(stated: Option<&str>, is_static: bool) -> Result<Option<String>, BrCodeError> {
    match stated {
        None | Some("***") => Ok(None),
        Some(txid) if is_txid(txid) && (!is_static || txid.len() <= LONGEST_TXID) => {
            Ok(Some(txid.to_owned()))
        }
        Some(_) => Err(BrCodeError::Txid),
    }
}
