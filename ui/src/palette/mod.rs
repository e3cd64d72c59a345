//! Four legible colours out of one brand colour, for the light and for the dark scheme.
//!
//! Any brand colour must read: text on the accent, and accent text on the pages' backgrounds, keep
//! a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3), and what is marked by the accent alone one of
//! 3:1 (1.4.11). Lightness is turned in OKLab, which keeps the hue that people know the provider by.

mod oklab;
#[cfg(test)]
mod tests;

use balcao_domain::{Accent, Brand};
use oklab::{Lab, contrast};

/// The contrast that text keeps.
const LEGIBLE: f64 = 4.5;
/// The contrast that marks without words keep.
const VISIBLE: f64 = 3.0;

/// Below this chroma a brand has no hue to tell its words by: they stand out by lightness instead.
const GREY: f64 = 0.03;

/// The app's own colour, where there is no provider.
const OWN: Accent = rgb(0x00, 0x72, 0xab);
const WHITE: Accent = rgb(0xff, 0xff, 0xff);

/// `--bg`, `--surface` and `--surface-2` of assets/tokens.css; a test holds them together.
const LIGHT_GROUNDS: [Accent; 3] = [rgb(0xf5, 0xf7, 0xf9), WHITE, rgb(0xef, 0xf2, 0xf5)];
const DARK_GROUNDS: [Accent; 3] = [
    rgb(0x10, 0x13, 0x17),
    rgb(0x18, 0x1c, 0x21),
    rgb(0x21, 0x26, 0x2c),
];

/// The colours of a provider's screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    light: Colours,
    dark: Colours,
}

/// The colours in one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Colours {
    /// Buttons, and what is chosen.
    accent: Accent,
    /// Text on it.
    on_accent: Accent,
    /// Quiet areas.
    soft: Accent,
    /// Text on these, and links.
    text: Accent,
}

impl Palette {
    /// The app's own colours, where there is no provider.
    pub fn plain() -> Self {
        Self::from_accent(OWN)
    }

    /// The colours of a brand.
    pub fn of(brand: &Brand) -> Self {
        Self::from_accent(brand.accent)
    }

    fn from_accent(accent: Accent) -> Self {
        Self {
            light: Colours::light(accent),
            dark: Colours::dark(accent),
        }
    }

    /// The CSS custom properties that carry them; assets/tokens.css chooses among the schemes.
    pub const fn properties(&self) -> [(&'static str, Accent); 8] {
        [
            ("--accent-light", self.light.accent),
            ("--on-accent-light", self.light.on_accent),
            ("--accent-soft-light", self.light.soft),
            ("--accent-text-light", self.light.text),
            ("--accent-dark", self.dark.accent),
            ("--on-accent-dark", self.dark.on_accent),
            ("--accent-soft-dark", self.dark.soft),
            ("--accent-text-dark", self.dark.text),
        ]
    }
}

impl Colours {
    /// The brand's own colour where white reads on it, else a darker one.
    fn light(given: Accent) -> Self {
        let lab = Lab::of(given);
        let soft = lab.with_lightness(0.95).with_chroma_up_to(0.025).colour();
        let accent = if contrast(given, WHITE) >= LEGIBLE {
            given
        } else {
            lab.darkened_until(|colour| contrast(colour, WHITE) >= LEGIBLE)
        };
        let most = if lab.chroma() < GREY { 0.24 } else { 0.45 };
        let text = lab
            .with_lightness(lab.lightness.min(most))
            .darkened_until(reads_on(soft, LIGHT_GROUNDS));
        Self {
            accent,
            on_accent: WHITE,
            soft,
            text,
        }
    }

    /// A light colour of the brand's hue, never a glaring one, with dark text on it.
    fn dark(given: Accent) -> Self {
        let lab = Lab::of(given);
        let soft = lab.with_lightness(0.3).with_chroma_up_to(0.045).colour();
        let on_accent = lab.with_lightness(0.2).with_chroma_up_to(0.03).colour();
        let accent = lab
            .with_lightness(lab.lightness.max(0.72))
            .with_chroma_up_to(0.14)
            .lightened_until(|colour| {
                contrast(colour, on_accent) >= LEGIBLE && contrast(colour, soft) >= VISIBLE
            });
        let least = if lab.chroma() < GREY { 0.95 } else { 0.8 };
        let text = lab
            .with_lightness(lab.lightness.max(least))
            .with_chroma_up_to(0.1)
            .lightened_until(reads_on(soft, DARK_GROUNDS));
        Self {
            accent,
            on_accent,
            soft,
            text,
        }
    }
}

fn reads_on(soft: Accent, grounds: [Accent; 3]) -> impl Fn(Accent) -> bool {
    move |text| {
        contrast(text, soft) >= LEGIBLE
            && grounds
                .iter()
                .all(|ground| contrast(text, *ground) >= LEGIBLE)
    }
}

const fn rgb(red: u8, green: u8, blue: u8) -> Accent {
    Accent { red, green, blue }
}
