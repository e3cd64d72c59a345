//! Pictures of screens, and how two of them differ.

use png::{BitDepth, ColorType, Decoder, Encoder, Transformations};
use serde::Deserialize;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// How far a channel may be off before it is another colour. One browser with one font paints the
/// same each time, and the ground of a card is only ten away from the page's.
const SLACK: u8 = 4;

/// One pixel of so many may be another colour, and so many of them at most: a caret that is in one
/// picture and not in the other has some twenty.
const ONE_OF: usize = 2_000;
const MOST: usize = 100;

/// What differs in a picture that shows it.
const MARK: [u8; 3] = [220, 0, 0];

/// A part of a picture that is judged by itself too, in pixels.
#[derive(Debug, Deserialize)]
pub struct Part {
    /// What it shows.
    pub name: String,
    /// How far it is from the left edge.
    pub left: u32,
    /// How far it is from the upper edge.
    pub top: u32,
    /// How wide it is.
    pub width: u32,
    /// How tall it is.
    pub height: u32,
}

impl Part {
    fn most(&self) -> usize {
        let pixels = self.width as usize * self.height as usize;
        (pixels / ONE_OF).min(MOST)
    }
}

/// A picture, with red, green and blue of each pixel.
pub struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads a PNG.
    pub fn read(path: &Path) -> Self {
        let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut decoder = Decoder::new(BufReader::new(file));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let channels = info.color_type.samples();
        assert!(channels >= 3, "{} has no colours", path.display());
        let pixels = bytes[..info.buffer_size()].chunks(channels);
        Self {
            width: info.width,
            height: info.height,
            pixels: pixels.map(|it| [it[0], it[1], it[2]]).collect(),
        }
    }

    /// What of it, or of a part of it, is not as it was, in words; nothing when it is the same.
    /// Else a picture is written that shows which pixels.
    pub fn judge(&self, was: &Self, parts: &[Part], shown: &Path) -> Vec<String> {
        let (before, now) = ((was.width, was.height), (self.width, self.height));
        if before != now {
            return vec![format!("was {before:?}, is {now:?}")];
        }
        let whole = Part {
            name: "the whole".into(),
            left: 0,
            top: 0,
            width: self.width,
            height: self.height,
        };
        let differences = self.differences(was);
        let mut told = Vec::new();
        for part in parts.iter().chain([&whole]) {
            let count = self.marked_in(part, &differences);
            if count > part.most() {
                let Part { name, .. } = part;
                told.push(format!(
                    "{name}: {count} pixels differ, see {}",
                    shown.display()
                ));
            }
        }
        if !told.is_empty() {
            self.write_marked(&differences, shown);
        }
        told
    }

    /// Which pixels are another colour in a picture of the same size.
    fn differences(&self, other: &Self) -> Vec<bool> {
        let pairs = self.pixels.iter().zip(&other.pixels);
        pairs
            .map(|(a, b)| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > SLACK))
            .collect()
    }

    /// How many of the marked pixels are in a part.
    fn marked_in(&self, part: &Part, marked: &[bool]) -> usize {
        let rows = marked.chunks(self.width as usize);
        let rows = rows.skip(part.top as usize).take(part.height as usize);
        let inside = rows.flat_map(|row| {
            let row = row.iter().skip(part.left as usize);
            row.take(part.width as usize)
        });
        inside.filter(|marked| **marked).count()
    }

    /// Writes it pale, with some of its pixels in red.
    fn write_marked(&self, marked: &[bool], path: &Path) {
        let file = BufWriter::new(File::create(path).unwrap());
        let mut encoder = Encoder::new(file, self.width, self.height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        let pale = |it: &[u8; 3]| it.map(|channel| 170 + channel / 3);
        let pixels = self.pixels.iter().zip(marked);
        let bytes: Vec<u8> = pixels
            .flat_map(|(it, marked)| if *marked { MARK } else { pale(it) })
            .collect();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&bytes).unwrap();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a card with a badge in it is painted with.
    #[derive(Clone, Copy)]
    struct Colours {
        page: [u8; 3],
        card: [u8; 3],
        border: [u8; 3],
        badge: [u8; 3],
    }

    /// `--bg`, `--surface`, `--line` and `--surface-2` of `tokens.css`: the faintest there are.
    const LIGHT: Colours = Colours {
        page: [245, 247, 249],
        card: [255, 255, 255],
        border: [222, 226, 229],
        badge: [239, 242, 245],
    };
    const DARK: Colours = Colours {
        page: [16, 19, 23],
        card: [24, 28, 33],
        border: [49, 54, 61],
        badge: [33, 38, 44],
    };

    impl Picture {
        /// A phone's screen with one card on it.
        fn of_card(colours: Colours) -> Self {
            let mut picture = Self {
                width: 390,
                height: 844,
                pixels: vec![colours.page; 390 * 844],
            };
            picture.fill([20, 100, 350, 76], colours.border);
            picture.fill([21, 101, 348, 74], colours.card);
            picture.fill([40, 126, 70, 24], colours.badge);
            picture
        }

        fn fill(&mut self, [left, top, width, height]: [usize; 4], colour: [u8; 3]) {
            for row in self.pixels.chunks_mut(390).skip(top).take(height) {
                row[left..left + width].fill(colour);
            }
        }
    }

    #[test]
    fn what_a_card_or_a_badge_lost_is_noticed_and_shown() {
        let folder = tempfile::tempdir().unwrap();
        let shown = folder.path().join("card.diff.png");
        for colours in [LIGHT, DARK] {
            let Colours { page, card, .. } = colours;
            let was = Picture::of_card(colours);
            for (lost, changed, pixels) in [
                (
                    "a border of one pixel",
                    Colours {
                        border: card,
                        ..colours
                    },
                    350 * 76 - 348 * 74,
                ),
                (
                    "a badge's ground",
                    Colours {
                        badge: card,
                        ..colours
                    },
                    70 * 24,
                ),
                (
                    "a card's ground",
                    Colours {
                        card: page,
                        ..colours
                    },
                    348 * 74 - 70 * 24,
                ),
            ] {
                let told = Picture::of_card(changed).judge(&was, &[], &shown);
                let whole = format!("the whole: {pixels} pixels differ, see {}", shown.display());
                assert_eq!(told, [whole], "{lost}");
                let shows = Picture::read(&shown);
                let red = shows.pixels.iter().filter(|it| **it == MARK);
                assert_eq!(red.count(), pixels, "{lost}");
                std::fs::remove_file(&shown).unwrap();
            }
        }
    }

    #[test]
    fn a_caret_is_let_through_but_not_where_a_small_part_changes_as_much() {
        let folder = tempfile::tempdir().unwrap();
        let shown = folder.path().join("card.diff.png");
        let was = Picture::of_card(LIGHT);
        let mut is = Picture::of_card(LIGHT);
        is.fill([200, 128, 1, 20], [0, 0, 0]);
        assert_eq!(is.judge(&was, &[], &shown), Vec::<String>::new());
        assert!(!shown.exists());

        let part = |name: &str, top| Part {
            name: name.into(),
            left: 20,
            top,
            width: 350,
            height: 76,
        };
        let parts = [part("above", 20), part("the card", 100)];
        let told = is.judge(&was, &parts, &shown);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("the card: 20 pixels"), "{told:?}");
    }

    #[test]
    fn a_picture_of_another_size_is_another() {
        let was = Picture::of_card(LIGHT);
        let mut is = Picture::of_card(LIGHT);
        is.height -= 1;
        is.pixels.truncate(390 * 843);
        let told = is.judge(&was, &[], Path::new("nothing is written"));
        assert_eq!(told, ["was (390, 844), is (390, 843)"]);
    }
}
