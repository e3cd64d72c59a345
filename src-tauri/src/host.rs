//! What the core asks of the window it lives behind.

use balcao_bridge::{AppError, ErrorCode, Event};
use balcao_client::Host;
use std::sync::OnceLock;
use tauri::{AppHandle, Emitter};
use tauri_plugin_clipboard_manager::ClipboardExt;

/// The window's side of [`Host`]; before there is a window, nobody listens.
#[derive(Default)]
pub struct WindowHost {
    app: OnceLock<AppHandle>,
}

impl WindowHost {
    /// There is a window now.
    pub fn attach(&self, app: AppHandle) {
        // A second window would be the same app.
        let _ = self.app.set(app);
    }
}

impl Host for WindowHost {
    fn emit(&self, event: Event) {
        if let Some(app) = self.app.get()
            && let Err(error) = app.emit(Event::CHANNEL, event)
        {
            tracing::warn!(%error, "an event did not reach the window");
        }
    }

    fn copy_text(&self, text: &str) -> Result<(), AppError> {
        let app = self
            .app
            .get()
            .ok_or_else(|| AppError::new(ErrorCode::Unavailable))?;
        app.clipboard().write_text(text).map_err(|error| {
            tracing::warn!(%error, "the clipboard refused a text");
            AppError::new(ErrorCode::Unavailable)
        })
    }
}
