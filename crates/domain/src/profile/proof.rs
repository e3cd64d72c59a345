//! *Comprovantes*: files that show that a change is true.

use crate::{ProofId, Sha256Digest};
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
    /// How much of a file tells its kind, in bytes.
    pub const TELLING: u32 = 8;

    /// Told by how the file begins; none when it is of no kind that is taken.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            _ => None,
        }
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProofFault {
    /// It has no bytes.
    Empty,
    /// It has more than [`Proof::LARGEST`].
    TooLarge,
    /// It is none of [`ProofKind`].
    OtherKind,
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
            Self::TooMany => "too_many",
            Self::NotAsked => "not_asked",
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
            ProofKind::of(begins).ok_or(ProofFault::OtherKind)
        }
    }

    /// What is kept of the name that a file has on a device: no folder, nothing that cannot be
    /// seen, and of a long one its end, which says what it is.
    pub fn name_of(name: &str) -> String {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let seen: Vec<char> = name.trim().chars().filter(|c| !c.is_control()).collect();
        let cut = seen.len().saturating_sub(Self::LONGEST_NAME);
        let kept: String = seen.into_iter().skip(cut).collect();
        match kept.trim() {
            "" => "comprovante".into(),
            kept => kept.into(),
        }
    }
}
