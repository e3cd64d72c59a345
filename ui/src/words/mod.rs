//! Every word people read comes from a Fluent file; codes and amounts pass through as they are.

mod dates;
mod errors;
mod fluent;
mod freshness;
#[cfg(test)]
mod tests;

pub use dates::{day_short, month_of_year, month_title, period_title, weekday};
pub use errors::{Explanation, explain, support_code};
pub use freshness::{age, data_from};

use fluent::Messages;
pub use fluent::Value;

/// The files of the one language there is.
const FILES: [&str; 7] = [
    include_str!("../../../assets/locales/pt-BR/account.ftl"),
    include_str!("../../../assets/locales/pt-BR/bills.ftl"),
    include_str!("../../../assets/locales/pt-BR/common.ftl"),
    include_str!("../../../assets/locales/pt-BR/entry.ftl"),
    include_str!("../../../assets/locales/pt-BR/errors.ftl"),
    include_str!("../../../assets/locales/pt-BR/home.ftl"),
    include_str!("../../../assets/locales/pt-BR/shell.ftl"),
];

thread_local! {
    static MESSAGES: Messages = Messages::read(&FILES);
}

/// The words with this id; the id itself where there are none, which a test rules out.
pub fn text(id: &str, arguments: fluent::Arguments<'_>) -> String {
    MESSAGES
        .with(|messages| messages.format(id, arguments))
        .unwrap_or_else(|| id.to_owned())
}

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
