//! QR codes as modules to draw.

use std::fmt::Write;

use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, Version};

/// The usual level for Pix: 15 % of the symbol may be damaged.
const LEVEL: EcLevel = EcLevel::M;
/// The designator that says what the bytes are (AIM ECI 26).
const UTF_8: u32 = 26;
/// Light modules that must be left on every side (ISO/IEC 18004).
const QUIET: u32 = 4;

/// A QR code: a square of dark and light modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrMatrix {
    size: u32,
    /// Row by row, `true` is dark.
    dark: Vec<bool>,
}

impl QrMatrix {
    /// The smallest QR code of level M that holds the text, or `None` when none does.
    pub fn encode(text: &str) -> Option<Self> {
        let code = if text.is_ascii() {
            QrCode::with_error_correction_level(text, LEVEL).ok()?
        } else {
            // The crate's optimiser would take some UTF-8 for Shift JIS, and readers guess.
            QrCode::with_bits(utf8_bits(text)?, LEVEL).ok()?
        };
        Some(Self {
            size: u32::try_from(code.width()).ok()?,
            dark: code
                .into_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// Modules on a side, 21 to 177, without quiet zone.
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// Whether the module in column `x` of row `y` is dark; what lies outside is not.
    pub fn is_dark(&self, x: u32, y: u32) -> bool {
        let inside = x < self.size && y < self.size;
        let place = inside.then(|| usize::try_from(y * self.size + x).ok());
        place.flatten().and_then(|place| self.dark.get(place)) == Some(&true)
    }

    /// The dark modules as the path of an SVG with `viewBox="0 0 W W"`: W, and the path's `d`.
    /// W is in modules and includes the quiet zone of 4; each run of a row is one rectangle.
    pub fn path(&self) -> (u32, String) {
        let mut d = String::new();
        let width = usize::try_from(self.size).unwrap_or(usize::MAX).max(1);
        for (y, row) in (QUIET..).zip(self.dark.chunks(width)) {
            let mut x = QUIET;
            for run in row.chunk_by(|one, next| one == next) {
                let length = u32::try_from(run.len()).unwrap_or_default();
                if run.first() == Some(&true) {
                    // Writing to a String cannot fail.
                    let _ = write!(d, "M{x} {y}h{length}v1h-{length}z");
                }
                x += length;
            }
        }
        (self.size + 2 * QUIET, d)
    }

    /// A whole SVG, black on white, one unit a module.
    pub fn svg(&self) -> String {
        let (width, d) = self.path();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" \
             shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{width}v{width}h-{width}z\"/>\
             <path d=\"{d}\"/></svg>"
        )
    }
}

/// The text as one segment of bytes, in the smallest version that holds it.
fn utf8_bits(text: &str) -> Option<Bits> {
    let in_version = |version| -> Result<Bits, QrError> {
        let mut bits = Bits::new(Version::Normal(version));
        bits.push_eci_designator(UTF_8)?;
        bits.push_byte_data(text.as_bytes())?;
        bits.push_terminator(LEVEL)?;
        Ok(bits)
    };
    (1..=40).find_map(|version| in_version(version).ok())
}

#[cfg(test)]
pub(crate) mod read_back;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read_back::read_back;
    use super::*;

    #[test]
    fn the_path_draws_exactly_the_dark_modules() {
        let qr = QrMatrix::encode("Balcao").unwrap();
        assert_eq!(qr.size(), 21);
        let (width, d) = qr.path();
        assert_eq!(width, 29);
        let mut drawn = vec![false; 21 * 21];
        for run in d.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, _) = rest.split_once('v').unwrap();
            let [x, y, length] = [x, y, length].map(|n| n.parse::<usize>().unwrap());
            drawn[(y - 4) * 21 + x - 4..][..length].fill(true);
        }
        let dark = (0..21).flat_map(|y| (0..21).map(move |x| (x, y)));
        assert!(dark.map(|(x, y)| qr.is_dark(x, y)).eq(drawn));
        assert!(!qr.is_dark(21, 0) && !qr.is_dark(0, 21) && !qr.is_dark(u32::MAX, u32::MAX));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(QrMatrix::encode(&"a".repeat(2331)).is_some());
        assert_eq!(QrMatrix::encode(&"a".repeat(2332)), None);
        assert_eq!(QrMatrix::encode(&"é".repeat(2332)), None);
    }

    #[test]
    fn a_scanner_reads_accents_as_they_were() {
        for text in ["Açaí da Conceição 2026", "preço: 10 €"] {
            assert_eq!(
                read_back("qrcode", &QrMatrix::encode(text).unwrap().svg()),
                text
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".*", x: u32, y: u32) {
            if let Some(qr) = QrMatrix::encode(&text) {
                let _ = (qr.is_dark(x, y), qr.svg());
            }
        }
    }
}
