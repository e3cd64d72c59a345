//! The screens, a folder each.

pub mod about;
pub mod account;
pub mod add_provider;
pub mod bill;
pub mod bills;
pub mod document;
#[cfg(debug_assertions)]
pub mod gallery;
pub mod home;
pub mod keyboard_help;
pub mod language;
pub mod palette;
pub mod room;
pub mod shell;
pub mod sign_in;
pub mod waiting;
