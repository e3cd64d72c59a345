//! Every word people read comes from a Fluent file; codes and amounts pass through as they are.

mod dates;
mod errors;
mod freshness;
#[cfg(test)]
mod tests;

pub use dates::{day_short, month_of_year, month_title, period_title, weekday};
pub use errors::{explain, support_code};
pub use freshness::{age, data_from};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The one language there is.
const LANGUAGE: &str = "pt-BR";
/// Its files.
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
    static BUNDLE: FluentBundle<FluentResource> = bundle();
}

fn bundle() -> FluentBundle<FluentResource> {
    let mut bundle =
        FluentBundle::new(LANGUAGE.parse::<LanguageIdentifier>().into_iter().collect());
    // The marks around what is put in (U+2068, U+2069) would be copied along with it.
    bundle.set_use_isolating(false);
    for file in FILES {
        let resource = FluentResource::try_new(file.into()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The words with this id; the id itself where there are none, which a test rules out.
pub fn text(id: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
    BUNDLE.with(|bundle| {
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let arguments: FluentArgs<'_> = arguments.iter().cloned().collect();
        bundle
            .format_pattern(pattern, Some(&arguments), &mut Vec::new())
            .into_owned()
    })
}

/// The words with an id: `t!("nav-home")`, `t!("home-greeting", name = first_name)`.
macro_rules! t {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::text(
            $id,
            &[$((stringify!($name), fluent_bundle::FluentValue::from($value))),*],
        )
    };
}
pub(crate) use t;
