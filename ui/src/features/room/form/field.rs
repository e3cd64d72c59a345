//! One field, by what it takes.

use super::About;
use crate::components::{
    Banner, Field as TextField, FieldError, Glyph, Mask, MaskedField, Select, Switch, TextArea,
    Tone,
};
use crate::reading::use_reading;
use crate::rooms::row_words;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{ListRows, Row};
use balcao_domain::Collection;
use balcao_domain::form::{Field, FieldKind};
use dioxus::prelude::*;

/// The field with its label, its help and what is wrong with it.
#[component]
pub fn FormField(
    about: About,
    field: Field,
    label: String,
    help: Option<String>,
    /// The words of what it can be chosen from, where it is.
    choices: Vec<String>,
    /// What is told where there is no row to choose; empty shows an empty list.
    nothing: String,
    text: String,
    error: Option<String>,
    ontyped: EventHandler<String>,
) -> Element {
    let (id, required) = (field.name, field.required);
    match field.kind {
        FieldKind::Line(_) => rsx! {
            TextField { id, label, value: text, testid: id, required, help, error, oninput: ontyped }
        },
        FieldKind::Paragraphs(most) => rsx! {
            TextArea { id, label, value: text, testid: id, most, required, help, error, oninput: ontyped }
        },
        FieldKind::Row(of, filter) => rsx! {
            RowChoice { about, of, filter, id, label, help, nothing, required, text, error, ontyped }
        },
        FieldKind::Email => rsx! {
            TextField {
                id,
                label,
                value: text,
                testid: id,
                inputmode: "email",
                required,
                help,
                error,
                oninput: ontyped,
            }
        },
        FieldKind::Phone => rsx! {
            MaskedField {
                id,
                label,
                mask: Mask::Phone,
                value: Mask::Phone.function()(&text),
                testid: id,
                // Whose number it is only the form knows: hardly ever one's own.
                autocomplete: "off",
                required,
                help,
                error,
                oninput: ontyped,
            }
        },
        FieldKind::Choice(names) => {
            let names = names.iter().map(|name| (*name).to_owned());
            let options: Vec<_> = names.zip(choices).collect();
            rsx! {
                Choices { id, label, help, required, options, text, error, ontyped }
            }
        }
        FieldKind::Switch => rsx! {
            Switch {
                id,
                label,
                on: text == FieldKind::ON,
                help,
                error,
                onswitch: move |on| {
                    let typed = if on { FieldKind::ON } else { "" };
                    ontyped.call(typed.to_owned());
                },
            }
        },
    }
}

/// One of some names, by their words.
#[component]
fn Choices(
    id: &'static str,
    label: String,
    help: Option<String>,
    required: bool,
    options: Vec<(String, String)>,
    text: String,
    error: Option<String>,
    ontyped: EventHandler<String>,
) -> Element {
    let chosen = options.iter().position(|(name, _)| *name == text);
    // What stands first says that nothing is chosen.
    let words = options.iter().map(|(_, words)| words.clone());
    let words = std::iter::once(t!("choose")).chain(words);
    rsx! {
        div {
            Select {
                id,
                label,
                options: words.collect::<Vec<_>>(),
                chosen: chosen.map_or(0, |place| place + 1),
                wrong: error.is_some(),
                required,
                help,
                onchoose: move |place: usize| {
                    let option = place.checked_sub(1).and_then(|place| options.get(place));
                    ontyped.call(option.map_or(String::new(), |(name, _)| name.clone()));
                },
            }
            FieldError { id, error }
        }
    }
}

/// One of the customer's rows that a filter finds.
#[component]
fn RowChoice(
    about: About,
    of: Collection,
    filter: &'static str,
    id: &'static str,
    label: String,
    help: Option<String>,
    nothing: String,
    required: bool,
    text: String,
    error: Option<String>,
    ontyped: EventHandler<String>,
) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(&[], move || {
        shared.follow(&[of]);
        Some(ListRows {
            account: about.account,
            of,
            customer: about.customer,
            filter: filter.to_owned(),
            period: None,
            search: String::new(),
            order: String::new(),
            descending: false,
            after: None,
        })
    });
    let page = reading.get().and_then(Result::ok);
    let rows = page.iter().flat_map(|page| page.rows.iter());
    let option = |row: &Row| Some((row.id.uuid()?.to_string(), row_words(of, row)?));
    let options: Vec<_> = rows.filter_map(option).collect();
    if page.is_some() && options.is_empty() && !nothing.is_empty() {
        return rsx! {
            Banner { tone: Tone::Info, glyph: Glyph::Info, text: nothing, testid: "nothing-to-choose" }
        };
    }
    rsx! {
        Choices {
            id,
            label,
            help,
            required,
            options,
            text,
            error,
            ontyped,
        }
    }
}
