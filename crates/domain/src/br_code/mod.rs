//! BR Codes: the text behind a Pix QR code, which is also what *Copia e Cola* copies.
//!
//! BCB, Manual de Padrões para Iniciação do Pix v2.9.0 and Manual BR Code; EMVCo MPM 1.1. A
//! right checksum proves nothing about who is paid: receiver and amount are shown from what the
//! portal states.

mod crc;
mod key;
mod read;
mod text;
mod tlv;
mod url;
mod write;

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Cents, WrongCharacter};

/// The globally unique identifier of Pix, compared without regard to case.
const GUI: &str = "br.gov.bcb.pix";
/// The longest txid of a static code.
const LONGEST_TXID: usize = 25;

/// A BR Code that reads without fault. JSON: its exact text, checked when read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BrCode {
    payload: String,
    target: Target,
    merchant_name: String,
    merchant_city: String,
    postal_code: Option<String>,
    point_of_initiation: Option<String>,
    recurrence_url: Option<String>,
}

/// Where the money goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Target {
    Key {
        key: String,
        amount: Option<Cents>,
        txid: Option<String>,
        info: Option<String>,
        fss: Option<String>,
    },
    Url(String),
    RecurrenceOnly,
}

/// The kinds of BR Codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrCodeKind {
    /// Names the receiver's key; may be paid many times.
    Static,
    /// Names a URL behind which the signed charge stands; may ask for a recurrence too.
    Dynamic,
    /// Pix Automático alone: asks to authorize a recurrence, pays nothing now.
    Recurrence,
}

/// Why a text is not a BR Code: the first check that fails, in this order; `Key` only when
/// writing one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BrCodeError {
    /// Nothing there.
    #[error("empty")]
    Empty,
    /// A character that does not show, or a space that is none of ASCII.
    #[error("an invisible character: {0}")]
    Charset(WrongCharacter),
    /// Not a run of tag, length and value.
    #[error("not tag, length and value")]
    Tlv,
    /// Its fields are others when lengths count bytes than when they count characters: one
    /// checksum, two receivers.
    #[error("lengths can be read in two ways")]
    Ambiguous,
    /// Does not begin with `000201`.
    #[error("wrong format indicator")]
    FormatIndicator,
    /// No checksum.
    #[error("no checksum")]
    CrcMissing,
    /// The checksum is not the last field.
    #[error("the checksum is not last")]
    CrcNotLast,
    /// The checksum is another text's.
    #[error("wrong checksum")]
    Crc,
    /// A field twice: readers would disagree which one counts.
    #[error("a field stands twice")]
    DuplicateTag,
    /// No account template (26 to 51).
    #[error("no account")]
    NoPixTemplate,
    /// No account template is one of Pix.
    #[error("not a Pix account")]
    Gui,
    /// Neither key nor URL nor recurrence.
    #[error("neither key nor URL")]
    NoKeyOrUrl,
    /// Both key and URL.
    #[error("both key and URL")]
    KeyAndUrl,
    /// Not a dotted host and path of at most 77 characters, without scheme or user-info.
    #[error("not a host and path")]
    Url,
    /// Merchant category code missing, or not four digits.
    #[error("wrong merchant category")]
    Mcc,
    /// The currency is not the real.
    #[error("currency is not the real")]
    Currency,
    /// Static: not an amount with a point and at most two decimals.
    #[error("wrong amount")]
    Amount,
    /// The country is not Brazil.
    #[error("country is not Brazil")]
    Country,
    /// No name of the receiver.
    #[error("no name")]
    MerchantName,
    /// No city of the receiver.
    #[error("no city")]
    MerchantCity,
    /// Neither 11 (reusable) nor 12 (once).
    #[error("wrong point of initiation")]
    PointOfInitiation,
    /// Static: not `***`, nor at most 25 letters and digits.
    #[error("wrong transaction id")]
    Txid,
    /// Writing: the text is not a Pix key.
    #[error("not a Pix key")]
    Key,
}

impl BrCode {
    /// Reads the text of a code as a person pastes it: as it stands, else without the label,
    /// breaks, unusual spaces and dashes and what is invisible; the checksum tells whether that is
    /// the code. Passes over what other payment arrangements put into it. A name beyond its limit
    /// or with accents, a missing transaction id and, behind a URL, any amount and transaction id
    /// are accepted.
    ///
    /// # Errors
    /// Those of [`BrCodeError`].
    pub fn parse(text: &str) -> Result<Self, BrCodeError> {
        read::pasted(text)
    }

    /// Writes a static code. Without `amount` the payer chooses it, without `txid` it stays
    /// `***`. Name and city lose their accents and what is beyond 25 and 15 characters.
    pub fn fixed(
        key: &str,
        amount: Option<Cents>,
        name: &str,
        city: &str,
        txid: Option<&str>,
    ) -> Result<Self, BrCodeError> {
        write::fixed(key, amount, name, city, txid)
    }

    /// Writes a dynamic code, to be paid once. `url` has no scheme. Name and city as in
    /// [`BrCode::fixed`].
    pub fn dynamic(url: &str, name: &str, city: &str) -> Result<Self, BrCodeError> {
        write::dynamic(url, name, city)
    }

    /// The exact text: what is copied and what the QR code holds.
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// The kind.
    pub const fn kind(&self) -> BrCodeKind {
        match self.target {
            Target::Key { .. } => BrCodeKind::Static,
            Target::Url(_) => BrCodeKind::Dynamic,
            Target::RecurrenceOnly => BrCodeKind::Recurrence,
        }
    }

    /// Static: the receiver's Pix key.
    pub fn key(&self) -> Option<&str> {
        match &self.target {
            Target::Key { key, .. } => Some(key),
            _ => None,
        }
    }

    /// Dynamic: the URL of the charge, without scheme.
    pub fn url(&self) -> Option<&str> {
        match &self.target {
            Target::Url(url) => Some(url),
            _ => None,
        }
    }

    /// Static: the amount, if it is fixed. `None` for the other kinds even where the text has
    /// one, for there the charge behind the URL rules.
    pub const fn amount(&self) -> Option<Cents> {
        match self.target {
            Target::Key { amount, .. } => amount,
            _ => None,
        }
    }

    /// Static: the transaction id; `None` for `***` and for the other kinds, as for the amount.
    pub fn txid(&self) -> Option<&str> {
        match &self.target {
            Target::Key { txid, .. } => txid.as_deref(),
            _ => None,
        }
    }

    /// Static: free text for the payer.
    pub fn info(&self) -> Option<&str> {
        match &self.target {
            Target::Key { info, .. } => info.as_deref(),
            _ => None,
        }
    }

    /// Static, Pix Saque: the ISPB of who hands out the cash.
    pub fn fss(&self) -> Option<&str> {
        match &self.target {
            Target::Key { fss, .. } => fss.as_deref(),
            _ => None,
        }
    }

    /// The receiver's name as the code has it; not proof of who is paid.
    pub fn merchant_name(&self) -> &str {
        &self.merchant_name
    }

    /// The receiver's city as the code has it.
    pub fn merchant_city(&self) -> &str {
        &self.merchant_city
    }

    /// The receiver's CEP.
    pub fn postal_code(&self) -> Option<&str> {
        self.postal_code.as_deref()
    }

    /// `11` for a reusable code, `12` for one to be paid once.
    pub fn point_of_initiation(&self) -> Option<&str> {
        self.point_of_initiation.as_deref()
    }

    /// Pix Automático: the URL of the recurrence to authorize, without scheme.
    pub fn recurrence_url(&self) -> Option<&str> {
        self.recurrence_url.as_deref()
    }
}

impl FromStr for BrCode {
    type Err = BrCodeError;

    fn from_str(text: &str) -> Result<Self, BrCodeError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for BrCode {
    type Error = BrCodeError;

    /// Reads exactly this text, as it was stored.
    fn try_from(text: String) -> Result<Self, BrCodeError> {
        read::read(&text)
    }
}

impl From<BrCode> for String {
    fn from(code: BrCode) -> Self {
        code.payload
    }
}

/// Whether the text is the transaction id of a static code: letters and digits.
fn is_txid(text: &str) -> bool {
    (1..=LONGEST_TXID).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests;
