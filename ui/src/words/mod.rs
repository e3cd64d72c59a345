//! Every word people read comes from a Fluent file; codes pass through as they are.

mod choice;
mod dates;
mod errors;
mod faults;
mod fluent;
mod freshness;
mod language;
mod money;
#[cfg(test)]
pub mod tests;

pub use choice::{choose, speak_as_preferred};
pub use dates::{date, day_short, day_time, month_of_year, month_title, period_title, weekday};
pub use errors::{Explanation, explain, sentence};
pub use faults::{
    email_fault, field_fault, phone_fault, postal_code_fault, refused_field, tax_id_fault,
};
pub use fluent::Value;
pub use freshness::{age, data_from};
pub use language::{language, text};
pub use money::money;

/// The words with an id: `t!("nav-home")`, `t!("home-greeting", name = first_name)`.
macro_rules! t {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::text(
            $id,
            &[$((stringify!($name), $crate::words::Value::from($value))),*],
        )
    };
}
pub(crate) use t;
