//! Files of the interface that are fetched only when they are needed.

use balcao_bridge::{AppError, ErrorCode};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file below `/assets`.
///
/// # Errors
/// `offline` when it does not come; `unavailable` when there is none.
pub async fn read_asset(path: &str) -> Result<String, AppError> {
    let window = web_sys::window().ok_or(AppError::new(ErrorCode::Unavailable))?;
    let offline = |_| AppError::new(ErrorCode::Offline);
    let answer = window.fetch_with_str(&format!("/assets/{path}"));
    let answer: Response = JsFuture::from(answer)
        .await
        .map_err(offline)?
        .unchecked_into();
    if !answer.ok() {
        return Err(AppError::new(ErrorCode::Unavailable));
    }
    let text = JsFuture::from(answer.text().map_err(offline)?).await;
    let text = text.map_err(offline)?.as_string();
    Ok(text.unwrap_or_default())
}
