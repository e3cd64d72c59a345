//! Four legible colours out of one brand colour.
//!
//! Any brand colour must read: text on the accent, and accent text on the pages' backgrounds, keep
//! a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3). Lightness is turned in OKLab, which keeps the
//! hue that people know the provider by.

use balcao_domain::{Accent, Brand};

/// The contrast that text keeps.
const LEGIBLE: f64 = 4.5;
/// `--bg`, the darkest of the light theme's plain backgrounds.
const BACKGROUND: Accent = Accent {
    red: 246,
    green: 247,
    blue: 249,
};
const WHITE: Accent = Accent {
    red: 255,
    green: 255,
    blue: 255,
};

/// The colours of a provider's screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Buttons, and what is chosen.
    pub accent: Accent,
    /// Text on it.
    pub on_accent: Accent,
    /// Quiet areas.
    pub soft: Accent,
    /// Text on these, and links.
    pub text: Accent,
}

impl Palette {
    /// The app's own colours, where there is no provider.
    pub const fn plain() -> Self {
        Self {
            accent: rgb(0x00, 0x72, 0xab),
            on_accent: WHITE,
            soft: rgb(0xe0, 0xf1, 0xfe),
            text: rgb(0x00, 0x5b, 0x8b),
        }
    }

    /// The colours of a brand: its own where it is legible, else a darker one of its hue.
    pub fn of(brand: &Brand) -> Self {
        let given = Lab::of(brand.accent);
        let soft = given.with_lightness(0.95).with_chroma_up_to(0.025).colour();
        let accent = if contrast(brand.accent, WHITE) >= LEGIBLE {
            brand.accent
        } else {
            given.darkened_until(|colour| contrast(colour, WHITE) >= LEGIBLE)
        };
        let text = given
            .with_lightness(given.lightness.min(0.45))
            .darkened_until(|colour| {
                contrast(colour, soft) >= LEGIBLE && contrast(colour, BACKGROUND) >= LEGIBLE
            });
        Self {
            accent,
            on_accent: WHITE,
            soft,
            text,
        }
    }

    /// The CSS custom properties that carry them.
    pub const fn properties(&self) -> [(&'static str, Accent); 4] {
        [
            ("--accent", self.accent),
            ("--on-accent", self.on_accent),
            ("--accent-soft", self.soft),
            ("--accent-text", self.text),
        ]
    }
}

const fn rgb(red: u8, green: u8, blue: u8) -> Accent {
    Accent { red, green, blue }
}

/// A colour in OKLab (Ottosson, 2020). Its hue is the ratio of `a` and `b`, its chroma their size:
/// both scaled alike, only the chroma changes.
#[derive(Debug, Clone, Copy)]
struct Lab {
    lightness: f64,
    a: f64,
    b: f64,
}

impl Lab {
    fn of(colour: Accent) -> Self {
        let [r, g, b] = linear(colour);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        Self {
            lightness: 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            a: 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            b: 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        }
    }

    fn with_lightness(self, lightness: f64) -> Self {
        Self { lightness, ..self }
    }

    /// The same hue, with at most this chroma.
    fn with_chroma_up_to(self, most: f64) -> Self {
        let chroma = (self.a * self.a + self.b * self.b).sqrt();
        self.scaled(if chroma > most { most / chroma } else { 1.0 })
    }

    fn scaled(self, by: f64) -> Self {
        Self {
            a: self.a * by,
            b: self.b * by,
            ..self
        }
    }

    /// Linear sRGB; outside 0..=1 where a screen cannot show it.
    fn linear(self) -> [f64; 3] {
        let cube = |x: f64| x * x * x;
        let l = cube(self.lightness + 0.396_337_777_4 * self.a + 0.215_803_757_3 * self.b);
        let m = cube(self.lightness - 0.105_561_345_8 * self.a - 0.063_854_172_8 * self.b);
        let s = cube(self.lightness - 0.089_484_177_5 * self.a - 1.291_485_548_0 * self.b);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }

    /// The nearest colour that a screen can show: the same, with less chroma where need be.
    fn colour(self) -> Accent {
        let shown = (0..=32)
            .map(|step| self.scaled(1.0 - f64::from(step) / 32.0).linear())
            .find(|channels| channels.iter().all(|c| (-0.000_1..=1.000_1).contains(c)))
            .unwrap_or([0.0; 3]);
        let [red, green, blue] = shown.map(encoded);
        rgb(red, green, blue)
    }

    fn darkened_until(self, legible: impl Fn(Accent) -> bool) -> Accent {
        (0..=100)
            .map(|step| self.lightness * (1.0 - f64::from(step) / 100.0))
            .map(|lightness| self.with_lightness(lightness).colour())
            .find(|colour| legible(*colour))
            .unwrap_or(rgb(0, 0, 0))
    }
}

fn linear(colour: Accent) -> [f64; 3] {
    [colour.red, colour.green, colour.blue].map(|byte| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn encoded(c: f64) -> u8 {
    let c = c.clamp(0.0, 1.0);
    let c = if c <= 0.003_130_8 {
        c * 12.92
    } else {
        1.055 * c.powf(1.0 / 2.4) - 0.055
    };
    // Between 0 and 255 after the clamp.
    (c * 255.0).round() as u8
}

/// WCAG's contrast ratio, 1 to 21.
fn contrast(one: Accent, other: Accent) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = linear(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(accent: Accent) -> Brand {
        Brand {
            initials: "RH".into(),
            accent,
        }
    }

    fn assert_legible(palette: Palette, given: Accent) {
        for (text, ground) in [
            (palette.on_accent, palette.accent),
            (palette.text, palette.soft),
            (palette.text, BACKGROUND),
            (palette.text, WHITE),
        ] {
            let ratio = contrast(text, ground);
            assert!(ratio >= LEGIBLE, "{}: {ratio}", given.hex());
        }
        // What is chosen is marked by the accent itself (WCAG 1.4.11).
        assert!(contrast(palette.accent, BACKGROUND) >= 3.0);
    }

    #[test]
    fn every_brand_colour_gives_legible_screens() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let given = rgb(red, green, blue);
                    assert_legible(Palette::of(&brand(given)), given);
                }
            }
        }
    }

    #[test]
    fn the_apps_own_colours_are_legible() {
        assert_legible(Palette::plain(), Palette::plain().accent);
    }

    #[test]
    fn a_legible_brand_colour_is_kept() {
        let given = rgb(0x00, 0x72, 0xab);
        assert_eq!(Palette::of(&brand(given)).accent, given);
    }

    #[test]
    fn a_colour_survives_oklab() {
        for given in [rgb(0, 0, 0), WHITE, rgb(255, 0, 0), rgb(17, 130, 200)] {
            assert_eq!(Lab::of(given).colour(), given);
        }
    }
}
