//! What the core asks of the window it lives behind.

use balcao_bridge::{AppError, ErrorCode, Event, wire};
use balcao_client::{Choosing, FileChooser, Host};
use std::sync::OnceLock;
use tauri::{AppHandle, Emitter, Wry};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

/// Takes what was chosen.
type Told = Box<dyn FnOnce(Option<FilePath>) + Send>;

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

    /// Has the system ask, and waits for what is chosen.
    fn choose<'a>(&self, ask: impl FnOnce(FileDialogBuilder<Wry>, Told)) -> Choosing<'a> {
        let (chosen, choosing) = oneshot::channel();
        if let Some(app) = self.app.get() {
            // Fails only when nobody waits for it any more.
            let told = Box::new(|path| drop(chosen.send(path)));
            ask(app.dialog().file(), told);
        }
        Box::pin(async { choosing.await.ok()??.into_path().ok() })
    }
}

impl Host for WindowHost {
    fn emit(&self, event: Event) {
        if let Some(app) = self.app.get()
            && let Ok(event) = wire::encode(&event)
            && let Err(error) = app.emit(Event::CHANNEL, wire::to_text(&event))
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

    fn chooser(&self) -> Option<&dyn FileChooser> {
        Some(self)
    }
}

/// Debug builds are told in `BALCAO_CHOOSES` which file a person would choose: the system's dialog
/// is none of the window's, so tests cannot press its buttons.
impl FileChooser for WindowHost {
    fn save_as<'a>(&'a self, name: &'a str) -> Choosing<'a> {
        self.choose(|dialog, told| dialog.set_file_name(name).save_file(told))
    }

    fn open(&self) -> Choosing<'_> {
        #[cfg(debug_assertions)]
        if let Some(file) = std::env::var_os("BALCAO_CHOOSES") {
            return Box::pin(async { Some(file.into()) });
        }
        self.choose(|dialog, told| dialog.pick_file(told))
    }
}
