//! The bundled fonts, and how wide a text is in them.

use balcao_domain::text;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::DocumentError;

/// Inter with tabular figures, cut down to Latin letters (see assets/fonts/README.md).
const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
const SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.ttf");

/// Stands for letters that the font does not have: PDF/A allows no empty box.
const UNKNOWN: char = '?';

/// One weight of the font.
pub struct Typeface {
    /// As it is embedded.
    pub font: Font,
    read: FontRef<'static>,
    units_per_em: f32,
}

/// The weights there are.
pub struct Typefaces {
    /// For running text.
    pub regular: Typeface,
    /// For what counts.
    pub semi_bold: Typeface,
}

impl Typefaces {
    /// Reads the bundled fonts.
    ///
    /// # Errors
    /// When one does not read.
    pub fn bundled() -> Result<Self, DocumentError> {
        Ok(Self {
            regular: Typeface::read(REGULAR)?,
            semi_bold: Typeface::read(SEMI_BOLD)?,
        })
    }
}

impl Typeface {
    fn read(bytes: &'static [u8]) -> Result<Self, DocumentError> {
        let font = Font::new(bytes.into(), 0).ok_or(DocumentError::Font)?;
        let read = FontRef::new(bytes).map_err(|_| DocumentError::Font)?;
        Ok(Self {
            units_per_em: font.units_per_em(),
            font,
            read,
        })
    }

    /// The text as it is seen, with nothing in it that the font does not have.
    pub fn writable(&self, text: &str) -> String {
        let letters = self.read.charmap();
        let known = |letter: char| letters.map(letter).is_some();
        text::visible(text)
            .chars()
            .map(|letter| if known(letter) { letter } else { UNKNOWN })
            .collect()
    }

    /// The glyphs of a text, one a letter; advances in ems.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let letters = self.read.charmap();
        let metrics = self
            .read
            .glyph_metrics(Size::unscaled(), LocationRef::default());
        text.char_indices()
            .map(|(at, letter)| {
                let glyph = letters.map(letter).unwrap_or_default();
                let advance = metrics.advance_width(glyph).unwrap_or_default();
                KrillaGlyph::new(
                    GlyphId::new(glyph.to_u32()),
                    advance / self.units_per_em,
                    0.0,
                    0.0,
                    0.0,
                    at..at + letter.len_utf8(),
                    None,
                )
            })
            .collect()
    }

    /// How wide a text is, in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let advances = self.glyphs(text).into_iter().map(|glyph| glyph.x_advance);
        advances.sum::<f32>() * size
    }

    /// The lines that a text takes up at a width: broken after a space, which stays on its line so
    /// that the text can be copied whole, and inside a word only where that is wider than a line.
    pub fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = match line.as_str() {
                "" => word.to_owned(),
                line => format!("{line} {word}"),
            };
            if self.width(&longer, size) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line) + " ");
            }
            for letter in word.chars() {
                line.push(letter);
                if self.width(&line, size) > width && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, letter.to_string()));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_all_equally_wide() {
        let faces = Typefaces::bundled().unwrap();
        for face in [&faces.regular, &faces.semi_bold] {
            assert_eq!(face.width("1.111,11", 10.0), face.width("8.048,26", 10.0));
        }
    }

    #[test]
    fn lines_hold_every_letter_and_none_is_too_wide() {
        let face = Typefaces::bundled().unwrap().regular;
        let text = "Condomínio Edifício Conceição do Açaí 0002012658001400brgovbcbpix";
        assert_eq!(face.lines("Ana  Souza", 10.0, 90.0), ["Ana Souza"]);
        let lines = face.lines(text, 10.0, 90.0);
        assert!(lines.len() > 3, "{lines:?}");
        assert!(
            lines
                .iter()
                .all(|line| face.width(line.trim(), 10.0) <= 90.0)
        );
        assert_eq!(lines.concat(), text);
    }

    #[test]
    fn letters_of_other_scripts_are_stood_for() {
        let face = Typefaces::bundled().unwrap().regular;
        assert_eq!(face.writable("Łódź · Ação 東京 €"), "Łódź · Ação ?? €");
        // What cannot be seen is not stood for, and letters in pieces are put together.
        assert_eq!(face.writable("Ac\u{327}a\u{303}o\u{200b}\u{202e}"), "Ação");
    }
}
