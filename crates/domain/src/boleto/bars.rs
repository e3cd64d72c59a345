//! A barcode as bars: Interleaved 2 of 5 (ITF), the only symbology banks read.

use std::fmt::Write;

/// Light modules that must be left on both sides.
const QUIET: u32 = 10;
/// Modules of a wide bar or space; a narrow one has 1.
const WIDE: u32 = 3;
/// The printed size of FEBRABAN's layout, in millimetres: the bars without quiet zones.
const PRINTED: (u32, u32) = (103, 13);

/// Bars and spaces in turn, beginning and ending with a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// Which of them are wide.
    wide: Vec<bool>,
}

impl Bars {
    /// The bars of an even number of digits.
    pub(super) fn new(digits: &str) -> Self {
        let mut wide = vec![false; 4];
        let mut pairs = digits.bytes().map(pattern);
        while let (Some(bars), Some(spaces)) = (pairs.next(), pairs.next()) {
            wide.extend(bars.into_iter().zip(spaces).flat_map(|(b, s)| [b, s]));
        }
        wide.extend([true, false, false]);
        Self { wide }
    }

    /// Every module from left to right, `true` is black; without quiet zones.
    pub fn modules(&self) -> impl Iterator<Item = bool> {
        self.elements()
            .flat_map(|(black, width)| (0..width).map(move |_| black))
    }

    /// The black bars as the path of an SVG with `viewBox="0 0 W 1"`: W, and the path's `d`.
    /// W is in modules and includes the quiet zones.
    pub fn path(&self) -> (u32, String) {
        let mut x = QUIET;
        let mut d = String::new();
        for (black, width) in self.elements() {
            if black {
                // Writing to a String cannot fail.
                let _ = write!(d, "M{x} 0h{width}v1h-{width}z");
            }
            x += width;
        }
        (x + QUIET, d)
    }

    /// A whole SVG in its printed size, black on white.
    pub fn svg(&self) -> String {
        let (width, d) = self.path();
        let (bars_mm, height_mm) = PRINTED;
        let tenths = width * bars_mm * 10 / (width - 2 * QUIET);
        let (mm, tenth) = (tenths / 10, tenths % 10);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{mm}.{tenth}mm\" \
             height=\"{height_mm}mm\" viewBox=\"0 0 {width} 1\" preserveAspectRatio=\"none\" \
             shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{width}v1h-{width}z\"/>\
             <path d=\"{d}\"/></svg>"
        )
    }

    fn elements(&self) -> impl Iterator<Item = (bool, u32)> {
        let black = [true, false].into_iter().cycle();
        black.zip(self.wide.iter().map(|wide| if *wide { WIDE } else { 1 }))
    }
}

/// Which of the five bars (or spaces) of a digit are wide.
const fn pattern(digit: u8) -> [bool; 5] {
    const N: bool = false;
    const W: bool = true;
    match digit {
        b'1' => [W, N, N, N, W],
        b'2' => [N, W, N, N, W],
        b'3' => [W, W, N, N, N],
        b'4' => [N, N, W, N, W],
        b'5' => [W, N, W, N, N],
        b'6' => [N, W, W, N, N],
        b'7' => [N, N, N, W, W],
        b'8' => [W, N, N, W, N],
        b'9' => [N, W, N, W, N],
        _ => [N, N, W, W, N],
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use crate::Boleto;
    use crate::qr::read_back::read_back;

    #[derive(Deserialize)]
    struct Vectors {
        itf: Itf,
    }

    #[derive(Deserialize)]
    struct Itf {
        vectors: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        barcode: String,
        elements: String,
        modules: String,
    }

    fn cases() -> Vec<Case> {
        let text = include_str!("../../vectors/boleto.json");
        let cases = serde_json::from_str::<Vectors>(text).unwrap().itf.vectors;
        assert!(!cases.is_empty());
        cases
    }

    #[test]
    fn the_bars_are_those_of_the_vectors() {
        for case in cases() {
            let bars = Boleto::parse(&case.barcode).unwrap().bars();
            let elements = bars.wide.iter().map(|wide| if *wide { 'W' } else { 'N' });
            assert_eq!(elements.collect::<String>(), case.elements);
            let modules = bars.modules().map(|black| if black { '1' } else { '0' });
            assert_eq!(modules.collect::<String>(), case.modules);
        }
    }

    #[test]
    fn the_path_holds_every_bar_between_quiet_zones() {
        let bars = Boleto::parse(&cases()[0].barcode).unwrap().bars();
        let (width, d) = bars.path();
        assert_eq!(width, 405 + 20);
        assert!(d.starts_with("M10 0h1v1h-1zM12 0h1v1h-1zM14 "), "{d}");
        assert!(d.ends_with("M410 0h3v1h-3zM414 0h1v1h-1z"), "{d}");
        assert_eq!(d.matches('M').count(), 114);
    }

    #[test]
    fn a_scanner_reads_the_drawn_bars() {
        for case in cases() {
            let svg = Boleto::parse(&case.barcode).unwrap().bars().svg();
            assert_eq!(read_back("i25", &svg), case.barcode);
        }
    }
}
