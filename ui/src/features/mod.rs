//! The screens, a folder each.

pub mod account;
pub mod add_provider;
pub mod bill;
pub mod bills;
pub mod home;
pub mod shell;
pub mod sign_in;
