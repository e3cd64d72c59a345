//! The only place that touches the browser: calls to the core, what it tells unasked, the page.

mod attention;
mod bridge;
mod happening;
mod keys;
mod mask;
mod page;
mod panic;

pub use bridge::call;
pub use happening::{Happening, listen};
pub use keys::Shortcut;
pub use mask::mask_input;
pub use page::{close_dialog, focus, now, scroll_to, set_palette, set_title, show_dialog, sleep};
pub use panic::{Words, show_a_page_on_panic};
