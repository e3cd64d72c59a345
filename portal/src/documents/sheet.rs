//! One A4 page that is drawn upon, each piece tagged with what it means.

use balcao_domain::{Accent, Bars, CivilDate, QrMatrix};
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagKind, TagTree,
};
use krilla::{Document as Pdf, SerializeSettings};

use super::DocumentError;
use super::typeface::{Typeface, Typefaces};

/// Millimetres in points.
pub const MM: f32 = 72.0 / 25.4;

/// A4.
pub const WIDTH: f32 = 210.0 * MM;
/// A4.
pub const HEIGHT: f32 = 297.0 * MM;

/// The language of everything that is written.
const LANGUAGE: &str = "pt-BR";

/// What codes are drawn in: scanners want contrast.
const BLACK: Ink = Ink {
    red: 0,
    green: 0,
    blue: 0,
};

/// A colour as sRGB.
pub type Ink = Accent;

/// What a document says of itself.
pub struct About {
    /// Its title.
    pub title: String,
    /// Who made it out.
    pub author: String,
    /// What tells it from every other.
    pub id: String,
    /// The day it was made.
    pub made_on: CivilDate,
}

/// How a text is written.
#[derive(Clone, Copy)]
pub struct Style {
    /// In semi-bold.
    pub strong: bool,
    /// In points.
    pub size: f32,
    /// In which colour.
    pub ink: Ink,
}

/// The page under the pen.
pub struct Sheet<'a> {
    surface: Surface<'a>,
    faces: &'a Typefaces,
}

/// Makes a document of one page that `draw` draws; what it answers is the order it is read in.
///
/// # Errors
/// When what was drawn is not a PDF/A.
pub fn document(
    about: About,
    draw: impl FnOnce(&mut Sheet<'_>) -> Vec<Node>,
) -> Result<Vec<u8>, DocumentError> {
    let broken = |error: &dyn std::fmt::Debug| DocumentError::Pdf(format!("{error:?}"));
    let faces = Typefaces::bundled()?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|error| broken(&error))?;
    let mut pdf = Pdf::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| broken(&"size"))?;
    let mut page = pdf.start_page_with(size);
    let read = draw(&mut Sheet {
        surface: page.surface(),
        faces: &faces,
    });
    page.finish();
    pdf.set_tag_tree(TagTree::from(read).with_lang(Some(LANGUAGE.into())));
    pdf.set_metadata(metadata(about));
    pdf.finish().map_err(|error| broken(&error))
}

fn metadata(about: About) -> Metadata {
    let day = about.made_on;
    let year = u16::try_from(day.year()).unwrap_or_default();
    let [month, number] = [day.month_number(), day.day()].map(|it| u8::try_from(it).unwrap_or(1));
    Metadata::new()
        .title(about.title)
        .authors(vec![about.author])
        .language(LANGUAGE.into())
        .text_direction(TextDirection::LeftToRight)
        .document_id(about.id)
        .creation_date(DateTime::new(year).month(month).day(number))
}

impl Sheet<'_> {
    fn face(&self, style: Style) -> &Typeface {
        if style.strong {
            &self.faces.semi_bold
        } else {
            &self.faces.regular
        }
    }

    /// How wide a text is.
    pub fn width(&self, text: &str, style: Style) -> f32 {
        let face = self.face(style);
        face.width(&face.writable(text), style.size)
    }

    /// Writes a text on its base line.
    pub fn text(&mut self, x: f32, y: f32, text: &str, style: Style) -> Node {
        let id = self.begin();
        self.write(x, y, text, style);
        self.surface.end_tagged();
        id.into()
    }

    /// Writes a text that ends at `x`.
    pub fn text_to(&mut self, x: f32, y: f32, text: &str, style: Style) -> Node {
        let start = x - self.width(text, style);
        self.text(start, y, text, style)
    }

    /// Writes a text in as many lines as it takes; answers them and the base line of the next.
    pub fn lines(
        &mut self,
        (x, mut y): (f32, f32),
        width: f32,
        text: &str,
        style: Style,
    ) -> (Vec<Node>, f32) {
        let face = self.face(style);
        let lines = face.lines(&face.writable(text), style.size, width);
        let mut nodes = Vec::new();
        for line in lines {
            nodes.push(self.text(x, y, &line, style));
            y += style.size * 1.4;
        }
        (nodes, y)
    }

    /// A filled rectangle of no meaning.
    pub fn decoration(&mut self, x: f32, y: f32, (width, height): (f32, f32), ink: Ink) {
        self.begin_ornament();
        self.fill([(x, y, width, height)], ink);
        self.surface.end_tagged();
    }

    /// A text that says nothing to whoever hears the document read.
    pub fn ornament(&mut self, x: f32, y: f32, text: &str, style: Style) {
        self.begin_ornament();
        self.write(x, y, text, style);
        self.surface.end_tagged();
    }

    /// A QR code with its quiet zone inside a square of this side.
    pub fn qr(&mut self, x: f32, y: f32, side: f32, code: &QrMatrix) -> Node {
        const QUIET: u16 = 4;
        let modules = u16::try_from(code.size()).unwrap_or(u16::MAX);
        let module = side / f32::from(modules + 2 * QUIET);
        let id = self.begin();
        let squares = (0..modules)
            .flat_map(|row| (0..modules).map(move |column| (column, row)))
            .filter(|(column, row)| code.is_dark((*column).into(), (*row).into()))
            .map(|(column, row)| {
                let at = |start: f32, number: u16| start + f32::from(number + QUIET) * module;
                (at(x, column), at(y, row), module, module)
            });
        self.fill(squares, BLACK);
        self.surface.end_tagged();
        id.into()
    }

    /// A barcode, without its quiet zones, in a rectangle.
    pub fn bars(&mut self, x: f32, y: f32, (width, height): (f32, f32), bars: &Bars) -> Node {
        let modules: Vec<bool> = bars.modules().collect();
        let count = u16::try_from(modules.len()).unwrap_or(u16::MAX);
        let module = width / f32::from(count.max(1));
        let id = self.begin();
        let mut at = 0;
        let runs = modules.chunk_by(|one, next| one == next).map(|run| {
            let start = at;
            let length = u16::try_from(run.len()).unwrap_or(u16::MAX);
            at += length;
            (run.first() == Some(&true), start, length)
        });
        let black = runs.filter(|(black, ..)| *black).map(|(_, start, length)| {
            let (start, length) = (f32::from(start), f32::from(length));
            (x + start * module, y, length * module, height)
        });
        let black: Vec<_> = black.collect();
        self.fill(black, BLACK);
        self.surface.end_tagged();
        id.into()
    }

    fn begin(&mut self) -> Identifier {
        self.surface
            .start_tagged(ContentTag::Span(SpanTag::empty()))
    }

    fn begin_ornament(&mut self) {
        let layout = Artifact::with_kind(ArtifactType::Layout);
        self.surface.start_tagged(ContentTag::Artifact(layout));
    }

    fn write(&mut self, x: f32, y: f32, text: &str, style: Style) {
        let face = self.face(style);
        let text = face.writable(text);
        let (glyphs, font) = (face.glyphs(&text), face.font.clone());
        let start = Point::from_xy(x, y);
        self.surface.set_fill(Some(fill(style.ink)));
        self.surface
            .draw_glyphs(start, &glyphs, font, &text, style.size, false);
    }

    fn fill(&mut self, rectangles: impl IntoIterator<Item = (f32, f32, f32, f32)>, ink: Ink) {
        let mut path = PathBuilder::new();
        for (x, y, width, height) in rectangles {
            if let Some(rectangle) = Rect::from_xywh(x, y, width, height) {
                path.push_rect(rectangle);
            }
        }
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(fill(ink)));
            self.surface.draw_path(&path);
        }
    }
}

fn fill(ink: Ink) -> Fill {
    Fill {
        paint: rgb::Color::new(ink.red, ink.green, ink.blue).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }
}

/// Puts pieces together under what they are.
pub fn group(tag: impl Into<TagKind>, pieces: Vec<Node>) -> Node {
    TagGroup::with_children(tag, pieces).into()
}
