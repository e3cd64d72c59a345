//! The rooms, one journey each.

mod contacts;
