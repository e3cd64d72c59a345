//! A language's messages, which Fluent reads and puts together.

use balcao_bridge::Language;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

/// What a message is given: a text is put in as it is; a number as digits, and it chooses by its value
/// or its plural category.
pub type Value<'a> = FluentValue<'a>;

/// The arguments of a message, by name.
pub type Arguments<'a> = &'a [(&'static str, Value<'a>)];

/// The messages of one language.
pub struct Messages(FluentBundle<FluentResource>);

impl Messages {
    /// Reads a language's file. What cannot be read of it is passed over, which a test rules out.
    pub fn read(language: Language, file: String) -> Self {
        let tag = language.tag().parse();
        let mut bundle = FluentBundle::new(tag.into_iter().collect());
        // The marks around what is put in would break codes that are copied.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(file).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// A message in words; none when there is no such message.
    pub fn format(&self, id: &str, arguments: Arguments<'_>) -> Option<String> {
        let pattern = self.0.get_message(id)?.value()?;
        let given: FluentArgs<'_> = arguments.iter().cloned().collect();
        // What is wrong with a message stands in its words.
        let mut errors = Vec::new();
        let words = self.0.format_pattern(pattern, Some(&given), &mut errors);
        Some(words.into_owned())
    }
}
