//! What assets/tokens.css and a brand's colours promise together: every text reads, every mark is
//! seen, in both schemes, with and without more contrast asked for.

use super::*;
use std::collections::HashMap;

const TOKENS: &str = include_str!("../../../assets/tokens.css");
const PAGE: &str = include_str!("../../../assets/index.html");

const GROUNDS: [&str; 3] = ["--bg", "--surface", "--surface-2"];
const TONES: [&str; 4] = ["--positive", "--negative", "--warning", "--info"];
const NAMES: [&str; 4] = ["--accent", "--on-accent", "--accent-soft", "--accent-text"];

/// What a system asks for.
#[derive(Debug, Clone, Copy)]
struct Wish {
    dark: bool,
    more_contrast: bool,
}

/// Colours by the name of their custom property.
#[derive(Clone, Default)]
struct Sheet(HashMap<&'static str, Accent>);

impl Sheet {
    /// The tokens a system gets: each rule that applies, in the order of the file.
    fn of(wish: Wish) -> Self {
        let mut sheet = Self::default();
        for rule in TOKENS.split("@media") {
            let (condition, body) = rule.split_once(":root").unwrap();
            let applies = (!condition.contains("scheme: dark") || wish.dark)
                && (!condition.contains("contrast: more") || wish.more_contrast);
            let tokens = body.split(';').filter_map(|each| each.split_once("--"));
            for (name, value) in tokens.filter_map(|(_, token)| token.split_once(':')) {
                if let Some(colour) = colour(value.trim()).filter(|_| applies) {
                    sheet.0.insert(name, colour);
                }
            }
        }
        sheet
    }

    /// The same with the colours of a brand.
    fn branded(&self, palette: &Palette, wish: Wish) -> Self {
        let mut sheet = self.clone();
        let properties = palette.properties();
        let (light, dark) = properties.split_at(NAMES.len());
        let of_scheme = if wish.dark { dark } else { light };
        for (name, (_, colour)) in NAMES.into_iter().zip(of_scheme) {
            let mixed = match (name, wish.more_contrast) {
                ("--accent-text", true) => mixed(*colour, 0.65, if wish.dark { 1.0 } else { 0.0 }),
                _ => *colour,
            };
            sheet.0.insert(&name[2..], mixed);
        }
        sheet
    }

    fn contrast(&self, one: &str, other: &str) -> f64 {
        contrast(self.0[&one[2..]], self.0[&other[2..]])
    }

    fn assert(&self, one: &str, other: &str, least: f64, of: &str) {
        let ratio = self.contrast(one, other);
        assert!(ratio >= least, "{one} on {other}: {ratio:.2} ({of})");
    }
}

fn wishes() -> [(Wish, Sheet); 4] {
    [(false, false), (false, true), (true, false), (true, true)].map(|(dark, more_contrast)| {
        let wish = Wish {
            dark,
            more_contrast,
        };
        (wish, Sheet::of(wish))
    })
}

/// A colour as the tokens write it; none for what is no colour.
fn colour(value: &str) -> Option<Accent> {
    if let Some(parts) = value.strip_prefix("oklch(") {
        let parts: Vec<f64> = parts
            .trim_end_matches(')')
            .split(' ')
            .map(|part| part.parse().unwrap())
            .collect();
        let (b, a) = parts[2].to_radians().sin_cos();
        let lab = Lab {
            lightness: parts[0],
            a: a * parts[1],
            b: b * parts[1],
        };
        return Some(lab.colour());
    }
    let hex = value.find('#').map(|at| &value[at..at + 7])?;
    let own = Accent::parse(hex)?;
    let share = |end| mixed(own, 0.65, end);
    match value.starts_with("color-mix(in oklab") {
        true if value.ends_with("65%, black)") => Some(share(0.0)),
        true if value.ends_with("65%, white)") => Some(share(1.0)),
        true => None,
        false => Some(own),
    }
}

/// A share of a colour, the rest black (0) or white (1), as CSS mixes in OKLab.
fn mixed(colour: Accent, share: f64, end: f64) -> Accent {
    let lab = Lab::of(colour);
    let mixed = Lab {
        lightness: lab.lightness * share + end * (1.0 - share),
        a: lab.a * share,
        b: lab.b * share,
    };
    mixed.colour()
}

/// Colours spread evenly over all of them, and the corners.
fn accents() -> impl Iterator<Item = Accent> {
    let spread = (0..12_000_u32).map(|n| n.wrapping_mul(0x9e37_79b1) >> 8);
    let corners = [
        0, 0xff, 0xff00, 0xffff, 0xff_0000, 0xff_00ff, 0xff_ff00, 0xff_ffff,
    ];
    spread.chain(corners).map(|colour| {
        let [_, red, green, blue] = colour.to_be_bytes();
        rgb(red, green, blue)
    })
}

#[test]
fn every_brand_colour_gives_legible_screens_in_both_schemes() {
    let wishes = wishes();
    for given in accents() {
        let palette = Palette::from_accent(given);
        for (wish, sheet) in &wishes {
            let sheet = sheet.branded(&palette, *wish);
            let of = format!("{} {wish:?}", given.hex());
            sheet.assert("--on-accent", "--accent", LEGIBLE, &of);
            for ground in GROUNDS.into_iter().chain(["--accent-soft"]) {
                for text in ["--accent-text", "--text", "--muted"] {
                    sheet.assert(text, ground, LEGIBLE, &of);
                }
                // What is chosen and what has the focus is marked by the accent alone.
                sheet.assert("--accent", ground, VISIBLE, &of);
            }
        }
    }
}

#[test]
fn the_tones_are_legible_in_both_schemes() {
    for (wish, sheet) in wishes() {
        let of = format!("{wish:?}");
        for tone in TONES {
            sheet.assert(tone, &format!("{tone}-soft"), LEGIBLE, &of);
            for ground in GROUNDS {
                sheet.assert(tone, ground, LEGIBLE, &of);
            }
        }
        sheet.assert("--surface", "--text", LEGIBLE, &of);
        assert_eq!(sheet.contrast("--code-ink", "--code-paper").round(), 21.0);
    }
}

#[test]
fn more_contrast_has_no_faint_text_or_line() {
    for (wish, sheet) in wishes().into_iter().filter(|(wish, _)| wish.more_contrast) {
        let of = format!("{wish:?}");
        for ground in GROUNDS {
            for text in TONES
                .into_iter()
                .chain(["--text", "--muted", "--accent-text"])
            {
                sheet.assert(text, ground, 7.0, &of);
            }
            sheet.assert("--line", ground, LEGIBLE, &of);
        }
    }
}

#[test]
fn the_grounds_and_the_apps_own_colours_stand_in_the_stylesheet_as_here() {
    for (wish, sheet) in wishes() {
        let grounds = if wish.dark {
            DARK_GROUNDS
        } else {
            LIGHT_GROUNDS
        };
        for (name, ground) in GROUNDS.into_iter().zip(grounds) {
            let hex = sheet.0[&name[2..]].hex();
            assert_eq!(hex, ground.hex(), "{name} {wish:?}");
        }
        let own = sheet.branded(&Palette::plain(), wish);
        let hexes = |sheet: &Sheet| NAMES.map(|name| sheet.0[&name[2..]].hex());
        assert_eq!(hexes(&sheet), hexes(&own), "{wish:?}");
    }
    for (scheme, [ground, ..]) in [("light", LIGHT_GROUNDS), ("dark", DARK_GROUNDS)] {
        let hex = ground.hex();
        let meta = format!("content=\"{hex}\" media=\"(prefers-color-scheme: {scheme})\"");
        assert!(PAGE.contains(&meta), "{meta}");
    }
}

#[test]
fn a_legible_brand_colour_is_kept_in_the_light() {
    let given = rgb(0x00, 0x72, 0xab);
    assert_eq!(Palette::from_accent(given).light.accent, given);
}

#[test]
fn in_the_dark_a_brand_keeps_its_hue_and_does_not_glare() {
    for (given, hue) in [("#0072ab", 235.0), ("#2e8b57", 154.0), ("#ff0000", 29.0)] {
        let accent = Palette::from_accent(Accent::parse(given).unwrap())
            .dark
            .accent;
        let lab = Lab::of(accent);
        let turned = (lab.b.atan2(lab.a).to_degrees().rem_euclid(360.0) - hue).abs();
        assert!(turned < 6.0, "{given} became {}", accent.hex());
        assert!(lab.chroma() < 0.145, "{}", accent.hex());
    }
}

#[test]
fn what_is_chosen_differs_from_the_rest_for_a_grey_brand_too() {
    for wish in wishes().into_iter().filter(|(wish, _)| !wish.more_contrast) {
        for grey in ["#000000", "#808080", "#ffffff"] {
            let palette = Palette::from_accent(Accent::parse(grey).unwrap());
            let sheet = wish.1.branded(&palette, wish.0);
            assert!(sheet.contrast("--accent-text", "--muted") > 1.8, "{grey}");
        }
    }
}
