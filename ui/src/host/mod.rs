//! The only place that touches the browser: calls to the core, what it tells unasked, the page.

mod asset;
mod attention;
mod bridge;
mod failure;
mod file;
mod happening;
mod history;
mod keys;
mod mask;
mod page;
mod pull;
mod rows;
mod share;

pub use asset::read_asset;
pub use bridge::{call, call_with_file};
pub use failure::{begin, tell_of_panics};
pub use file::ChosenFile;
pub use happening::{Happening, listen};
pub use history::provide_history;
pub use keys::{SHORTCUTS, Shortcut, Stroke};
pub use mask::mask_input;
pub use page::{
    close_dialog, focus, has_command_key, languages, now, scroll_into_view, scroll_to,
    scroll_within, set_language, set_palette, set_title, show_dialog, sleep,
};
pub use rows::{focus_row, press_row};
pub use share::{can_share, share};
