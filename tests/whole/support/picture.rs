//! Pictures of screens, and how two of them differ.

use png::{BitDepth, ColorType, Decoder, Encoder, Transformations};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// How far a channel may be off before it is another colour: text is smoothed a little differently
/// by each version of a browser.
const SLACK: u8 = 48;

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

    /// Width and height, in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Which pixels are another colour in a picture of the same size.
    pub fn differences(&self, other: &Self) -> Vec<bool> {
        assert_eq!(self.size(), other.size());
        let pairs = self.pixels.iter().zip(&other.pixels);
        pairs
            .map(|(a, b)| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > SLACK))
            .collect()
    }

    /// Writes it pale, with some of its pixels in red.
    pub fn write_marked(&self, marked: &[bool], path: &Path) {
        let file = BufWriter::new(File::create(path).unwrap());
        let mut encoder = Encoder::new(file, self.width, self.height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        let pale = |it: &[u8; 3]| it.map(|channel| 170 + channel / 3);
        let pixels = self.pixels.iter().zip(marked);
        let bytes: Vec<u8> = pixels
            .flat_map(|(it, marked)| if *marked { [220, 0, 0] } else { pale(it) })
            .collect();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&bytes).unwrap();
    }
}
