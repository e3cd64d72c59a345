//! Documents of rows: a bill's PDF, a fiscal document's XML.

use crate::AccountId;
use balcao_domain::DocumentRef;
use serde::{Deserialize, Serialize};

/// Asks for a document: fetches it unless what is kept is of its row as it is now. What
/// came so far is told by [`crate::Event::Fetching`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDocument {
    /// Which account.
    pub account: AccountId,
    /// Which document.
    pub document: DocumentRef,
}

/// A document that can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedDocument {
    /// How many pages it has, at least one; none of what is no pages.
    pub pages: u32,
    /// Names these very bytes: another version looks different.
    pub version: String,
    /// Whether its row has changed since and the portal was not reached.
    pub outdated: bool,
}

/// Asks for the picture of a page of a document that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetDocumentPage {
    /// Which account.
    pub account: AccountId,
    /// Which document.
    pub document: DocumentRef,
    /// Which page, from 0.
    pub page: u32,
    /// How wide the picture shall be, in pixels; at most [`DocumentPage::WIDEST`].
    pub width: u32,
}

/// A page as a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentPage {
    /// A PNG as `data:` address, the one form that needs no second channel.
    pub picture: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl DocumentPage {
    /// No picture is wider, in pixels.
    pub const WIDEST: u32 = 3_000;
}

/// Asks for a document that was opened, whole, to be shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDocument {
    /// Which account.
    pub account: AccountId,
    /// Which document.
    pub document: DocumentRef,
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeDocument {
    /// What it is called.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// Asks the user where, and keeps a copy of a document there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveDocument {
    /// Which account.
    pub account: AccountId,
    /// Which document.
    pub document: DocumentRef,
}

/// What came of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Saved {
    /// It lies where the user chose.
    There,
    /// The user thought better of it.
    Not,
}
