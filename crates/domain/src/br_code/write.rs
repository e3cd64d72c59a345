//! New BR Codes, in ASCII only and within every limit.

use super::crc::crc;
use super::key::is_key;
use super::read::read;
use super::text::to_ascii;
use super::tlv::field;
use super::url::is_url;
use super::{BrCode, BrCodeError, GUI, is_txid};
use crate::Cents;

const LONGEST_NAME: usize = 25;
const LONGEST_CITY: usize = 15;
/// R$ 9.999.999.999,99: the 13 characters of field 54.
const LARGEST: Cents = Cents::new(999_999_999_999);

pub(super) fn fixed(
    key: &str,
    amount: Option<Cents>,
    name: &str,
    city: &str,
    txid: Option<&str>,
) -> Result<BrCode, BrCodeError> {
    if !is_key(key) {
        return Err(BrCodeError::Key);
    }
    if amount.is_some_and(|amount| amount <= Cents::ZERO || amount > LARGEST) {
        return Err(BrCodeError::Amount);
    }
    if txid.is_some_and(|txid| !is_txid(txid)) {
        return Err(BrCodeError::Txid);
    }
    let amount = amount.map(|amount| field(54, &amount.pix_amount()));
    write(
        "",
        &field(1, key),
        &amount.unwrap_or_default(),
        name,
        city,
        txid,
    )
}

pub(super) fn dynamic(url: &str, name: &str, city: &str) -> Result<BrCode, BrCodeError> {
    if !is_url(url) {
        return Err(BrCodeError::Url);
    }
    write(&field(1, "12"), &field(25, url), "", name, city, None)
}

/// Puts a code together and reads it back, so that nothing leaves here that would not be read.
fn write(
    point_of_initiation: &str,
    target: &str,
    amount: &str,
    name: &str,
    city: &str,
    txid: Option<&str>,
) -> Result<BrCode, BrCodeError> {
    let account = field(26, &[&field(0, GUI), target].concat());
    let name = field(59, &to_ascii(name, LONGEST_NAME));
    let city = field(60, &to_ascii(city, LONGEST_CITY));
    let txid = field(62, &field(5, txid.unwrap_or("***")));
    let code = format!(
        "000201{point_of_initiation}{account}520400005303986{amount}5802BR{name}{city}{txid}6304"
    );
    let crc = crc(&code);
    read(&(code + &crc))
}
