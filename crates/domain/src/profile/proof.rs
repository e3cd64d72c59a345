//! *Comprovantes*: files that show that a change is true.

use crate::{ProofId, Sha256Digest, text};
use serde::{Deserialize, Serialize};

/// A kind of file that is taken as a *comprovante*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProofKind {
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

impl ProofKind {
    /// How much of a file tells its kind, in bytes. Scanners and mail leave something before the
    /// header of a PDF, and readers look for it so far (ISO 32000-1, annex H, note 13).
    pub const TELLING: u32 = 1024;

    /// Told by how the file begins; none when it is of no kind that is taken.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            _ => {
                let telling = usize::try_from(Self::TELLING).unwrap_or(bytes.len());
                let begins = bytes.get(..telling).unwrap_or(bytes);
                let is_pdf = begins.windows(5).any(|header| header == b"%PDF-");
                is_pdf.then_some(Self::Pdf)
            }
        }
    }
}

/// The brands of HEIF whose pictures phones take (ISO/IEC 23008-12, annex B).
const HEIF: [&[u8]; 10] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1",
];

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProofFault {
    /// It has no bytes.
    Empty,
    /// It has more than [`Proof::LARGEST`].
    TooLarge,
    /// It is none of [`ProofKind`].
    OtherKind,
    /// It is a picture as iPhones keep it (HEIF), which is none of [`ProofKind`].
    Heic,
    /// It is a picture as web pages have it, which is none of [`ProofKind`].
    WebP,
    /// There are [`Proof::MOST`] already.
    TooMany,
    /// Nothing is changed that a *comprovante* is asked for.
    NotAsked,
}

impl ProofFault {
    /// Its word in refusals.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::OtherKind => "kind",
            Self::Heic => "heic",
            Self::WebP => "webp",
            Self::TooMany => "too_many",
            Self::NotAsked => "not_asked",
        }
    }

    /// Of a file that begins so and is of no kind that is taken: its own kind where people can do
    /// something about it.
    fn of_other(begins: &[u8]) -> Self {
        match begins {
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..]
                if HEIF.iter().any(|heif| brand.starts_with(heif)) =>
            {
                Self::Heic
            }
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Self::WebP,
            _ => Self::OtherKind,
        }
    }
}

/// A file that shows that a change is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Its id, which is that of the action that attached it.
    pub id: ProofId,
    /// The file's name on the device it came from.
    pub name: String,
    /// What it is.
    pub kind: ProofKind,
    /// How long, in bytes.
    pub size: u32,
    /// Of its bytes.
    pub sha256: Sha256Digest,
}

impl Proof {
    /// The largest that is taken, in bytes.
    pub const LARGEST: u32 = 10 * 1024 * 1024;
    /// How many a request takes.
    pub const MOST: usize = 5;
    /// The longest name, in characters.
    pub const LONGEST_NAME: usize = 120;

    /// What a file of so many bytes is that begins so.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn judge(size: u64, begins: &[u8]) -> Result<ProofKind, ProofFault> {
        if size == 0 {
            Err(ProofFault::Empty)
        } else if size > u64::from(Self::LARGEST) {
            Err(ProofFault::TooLarge)
        } else {
            ProofKind::of(begins).ok_or_else(|| ProofFault::of_other(begins))
        }
    }

    /// What is kept of the name that a file has on a device: see [`text::file_name`].
    pub fn name_of(name: &str) -> String {
        text::file_name(name, Self::LONGEST_NAME).unwrap_or_else(|| "comprovante".into())
    }
}
