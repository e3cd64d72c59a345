//! The only place that touches the browser: calls to the core, what it tells unasked, the page.

mod asset;
mod attention;
mod bridge;
mod happening;
mod keys;
mod mask;
mod page;
mod panic;
mod rows;

pub use asset::read_asset;
pub use bridge::call;
pub use happening::{Happening, listen};
pub use keys::{SHORTCUTS, Shortcut, Stroke};
pub use mask::mask_input;
pub use page::{
    close_dialog, focus, has_command_key, languages, now, scroll_into_view, scroll_to,
    scroll_within, set_language, set_palette, set_title, show_dialog, sleep,
};
pub use panic::{Words, show_a_page_on_panic};
pub use rows::{focus_row, press_row};
