//! The system's own way to hand a file on, where the browser engine offers it.

use super::bridge::broken;
use balcao_bridge::{AppError, WholeDocument};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, File, FilePropertyBag, Navigator, ShareData};

const PDF: &str = "application/pdf";

/// Whether the system takes PDFs to be handed on.
pub fn can_share() -> bool {
    let offered = |navigator: &Navigator| Reflect::has(navigator, &"canShare".into()) == Ok(true);
    let navigator = web_sys::window().map(|window| window.navigator());
    let empty = sharing("balcao.pdf", &[]);
    let (Some(navigator), Some(data)) = (navigator.filter(offered), empty) else {
        return false;
    };
    navigator.can_share_with_data(&data)
}

/// Hands a document on; that the person thinks better of it is no failure.
///
/// # Errors
/// `unavailable` when the system does not take it.
pub async fn share(document: &WholeDocument) -> Result<(), AppError> {
    let window = web_sys::window().ok_or_else(|| broken("window"))?;
    let data = sharing(&document.name, &document.bytes).ok_or_else(|| broken("file"))?;
    match JsFuture::from(window.navigator().share_with_data(&data)).await {
        Ok(_) => Ok(()),
        Err(refusal) => match refusal.dyn_into::<DomException>() {
            Ok(refusal) if refusal.name() == "AbortError" => Ok(()),
            _ => Err(broken("share")),
        },
    }
}

fn sharing(name: &str, bytes: &[u8]) -> Option<ShareData> {
    let kind = FilePropertyBag::new();
    kind.set_type(PDF);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let file = File::new_with_u8_array_sequence_and_options(&parts, name, &kind).ok()?;
    let data = ShareData::new();
    data.set_files(&Array::of1(&file));
    Some(data)
}
