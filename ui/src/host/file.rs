//! Files that a person gives to the page.

use super::page::element;
use balcao_bridge::AppError;
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

/// A file that was chosen in the page. It lies where it was; nothing of it is read yet.
#[derive(Debug, Clone, PartialEq)]
pub struct ChosenFile(File);

impl ChosenFile {
    /// Takes it out of the input with this id, so that the same one can be chosen there again.
    pub fn take(input: &str) -> Option<Self> {
        let input: HtmlInputElement = element(input)?;
        let file = input.files()?.get(0)?;
        input.set_value("");
        Some(Self(file))
    }

    /// What it is called.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// How long it is, in bytes.
    pub fn size(&self) -> u64 {
        // A whole number, below 2^53.
        self.0.size() as u64
    }

    /// Its first bytes, as many as that.
    ///
    /// # Errors
    /// `invalid_request` with `reason` = `unreadable` when it is not there any more.
    pub async fn begins(&self, bytes: u32) -> Result<Vec<u8>, AppError> {
        let unreadable = |_| AppError::invalid("proof", "unreadable");
        let begins = self.0.slice_with_f64_and_f64(0.0, bytes.into());
        let read = begins.map_err(unreadable)?.array_buffer();
        let read = JsFuture::from(read).await.map_err(unreadable)?;
        Ok(Uint8Array::new(&read).to_vec())
    }

    pub(super) const fn inner(&self) -> &File {
        &self.0
    }
}
