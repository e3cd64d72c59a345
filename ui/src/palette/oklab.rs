//! A colour whose lightness can be turned while its hue stays (OKLab), and WCAG's contrast.

use balcao_domain::Accent;

/// A colour in OKLab (Ottosson, 2020). Its hue is the ratio of `a` and `b`, its chroma their size:
/// both scaled alike, only the chroma changes.
#[derive(Debug, Clone, Copy)]
pub struct Lab {
    /// From 0, black, to 1, white.
    pub lightness: f64,
    /// Towards green, below 0, or red.
    pub a: f64,
    /// Towards blue, below 0, or yellow.
    pub b: f64,
}

impl Lab {
    /// A screen's colour.
    pub fn of(colour: Accent) -> Self {
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

    /// The same hue and chroma, as light as this.
    pub fn with_lightness(self, lightness: f64) -> Self {
        Self { lightness, ..self }
    }

    /// The same hue, with at most this chroma.
    pub fn with_chroma_up_to(self, most: f64) -> Self {
        let chroma = self.chroma();
        self.scaled(if chroma > most { most / chroma } else { 1.0 })
    }

    /// How far it is from grey; 0.05 is a tint, 0.3 glares.
    pub fn chroma(self) -> f64 {
        self.a.hypot(self.b)
    }

    /// The nearest colour that a screen can show: the same, with less chroma where need be.
    pub fn colour(self) -> Accent {
        let shown = (0..=32)
            .map(|step| self.scaled(1.0 - f64::from(step) / 32.0).linear())
            .find(|channels| channels.iter().all(|c| (-0.000_1..=1.000_1).contains(c)))
            .unwrap_or([0.0; 3]);
        let [red, green, blue] = shown.map(encoded);
        Accent { red, green, blue }
    }

    /// The same, darker by as much as it takes.
    pub fn darkened_until(self, legible: impl Fn(Accent) -> bool) -> Accent {
        self.turned_until(0.0, legible)
    }

    /// The same, lighter by as much as it takes.
    pub fn lightened_until(self, legible: impl Fn(Accent) -> bool) -> Accent {
        self.turned_until(1.0, legible)
    }

    fn turned_until(self, end: f64, legible: impl Fn(Accent) -> bool) -> Accent {
        (0..=100)
            .map(|step| self.lightness + (end - self.lightness) * f64::from(step) / 100.0)
            .map(|lightness| self.with_lightness(lightness).colour())
            .find(|colour| legible(*colour))
            .unwrap_or_else(|| self.with_lightness(end).colour())
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
}

/// WCAG's contrast ratio, 1 to 21.
pub fn contrast(one: Accent, other: Accent) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = linear(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_survives_oklab() {
        for text in ["#000000", "#ffffff", "#ff0000", "#1182c8"] {
            let given = Accent::parse(text).unwrap();
            assert_eq!(Lab::of(given).colour(), given);
        }
    }

    #[test]
    fn contrast_is_wcags() {
        let [black, white, grey] =
            ["#000000", "#ffffff", "#767676"].map(|text| Accent::parse(text).unwrap());
        assert!((contrast(black, white) - 21.0).abs() < 0.01);
        assert!((contrast(white, grey) - 4.54).abs() < 0.01);
    }
}
