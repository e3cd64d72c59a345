//! What every document of a provider has: who made it out and to whom, and where to ask.

use balcao_domain::{Accent, Cents, Customer, PostalAddress, Provider};
use krilla::tagging::{ListNumbering, Node, TableHeaderScope, Tag};
use std::num::NonZeroU16;

use super::sheet::{HEIGHT, Ink, MM, Sheet, Style, WIDTH, group};

pub const LEFT: f32 = 18.0 * MM;
pub const RIGHT: f32 = WIDTH - LEFT;
pub const INNER: f32 = RIGHT - LEFT;
/// Where the facts beside the customer begin.
const FACTS: f32 = LEFT + 110.0 * MM;

pub const TEXT: Ink = ink(0x17, 0x1c, 0x22);
const MUTED: Ink = ink(0x55, 0x5f, 0x6b);
pub const RULE: Ink = ink(0xd5, 0xda, 0xe0);
const WHITE: Ink = ink(0xff, 0xff, 0xff);

pub const BODY: Style = style(10.0, false, TEXT);
pub const STRONG: Style = style(10.0, true, TEXT);
pub const SMALL: Style = style(8.5, false, MUTED);
const LABEL: Style = style(8.5, false, MUTED);
pub const HEADING: Style = style(12.0, true, TEXT);
const TITLE: Style = style(20.0, true, TEXT);

const fn ink(red: u8, green: u8, blue: u8) -> Ink {
    Accent { red, green, blue }
}

pub const fn style(size: f32, strong: bool, ink: Ink) -> Style {
    Style { strong, size, ink }
}

/// The paper of a provider, for a customer.
pub struct Paper<'a> {
    /// Who made it out.
    pub provider: &'a Provider,
    /// To whom.
    pub customer: &'a Customer,
}

impl Paper<'_> {
    /// The provider on the left, the document's name on the right.
    pub fn head(&self, sheet: &mut Sheet<'_>, name: &str, number: &str) -> Vec<Node> {
        let (provider, top) = (self.provider, 18.0 * MM);
        let side = 13.0 * MM;
        let accent = provider.brand.accent;
        sheet.decoration(LEFT, top, (side, side), accent);
        let initials = style(15.0, true, readable_on(accent));
        let beside = (side - sheet.width(&provider.brand.initials, initials)) / 2.0;
        sheet.ornament(
            LEFT + beside,
            top + side / 2.0 + 5.3,
            &provider.brand.initials,
            initials,
        );

        let x = LEFT + side + 4.0 * MM;
        let called = sheet.text(x, top + 15.0, &provider.name, style(14.0, true, TEXT));
        let legal = format!(
            "{} · CNPJ {}",
            provider.legal_name,
            provider.tax_id.formatted()
        );
        let (legal, _) = sheet.lines((x, top + 29.0), 95.0 * MM, &legal, SMALL);
        let title = sheet.text_to(RIGHT, top + 17.0, name, TITLE);
        let number = sheet.text_to(RIGHT, top + 32.0, number, BODY);
        sheet.decoration(LEFT, 41.0 * MM, (INNER, 0.6), RULE);
        vec![
            heading(1, name, vec![title, number]),
            group(Tag::P, [vec![called], legal].concat()),
        ]
    }

    /// The customer on the left, facts on the right.
    pub fn parties(&self, sheet: &mut Sheet<'_>, facts: &[(&str, String)]) -> Vec<Node> {
        let (customer, top) = (self.customer, 49.0 * MM);
        let mut who = vec![sheet.text(LEFT, top, "Cliente", LABEL)];
        let width = FACTS - LEFT - 8.0 * MM;
        let (name, mut y) = sheet.lines((LEFT, top + 14.0), width, &customer.name, STRONG);
        who.extend(name);
        for line in [customer.tax_id.formatted()]
            .into_iter()
            .chain(address(&customer.address))
        {
            let (lines, next) = sheet.lines((LEFT, y), width, &line, BODY);
            who.extend(lines);
            y = next;
        }
        let items = (0_u16..).zip(facts).map(|(row, (name, value))| {
            let y = top + f32::from(row) * 16.0;
            let name = sheet.text(FACTS, y, name, LABEL);
            let value = sheet.text_to(RIGHT, y, value, STRONG);
            let (name, value) = (group(Tag::Lbl, vec![name]), group(Tag::LBody, vec![value]));
            group(Tag::LI, vec![name, value])
        });
        let facts = group(Tag::L(ListNumbering::None), items.collect());
        vec![group(Tag::P, who), facts]
    }

    /// Where to ask.
    pub fn foot(&self, sheet: &mut Sheet<'_>) -> Node {
        let support = &self.provider.support;
        let words = format!("Dúvidas? {} · {}", support.phone, support.email);
        let y = HEIGHT - 15.0 * MM;
        sheet.decoration(LEFT, y - 14.0, (INNER, 0.6), RULE);
        group(Tag::P, vec![sheet.text(LEFT, y, &words, SMALL)])
    }
}

/// A name and an amount, as a row of a table.
pub fn row(sheet: &mut Sheet<'_>, y: f32, name: &str, amount: Cents, style: Style) -> Node {
    let name = sheet.text(LEFT, y, name, style);
    let amount = sheet.text_to(RIGHT, y, &amount.brl(), style);
    let name = group(Tag::TH(TableHeaderScope::Row), vec![name]);
    group(Tag::TR, vec![name, group(Tag::TD, vec![amount])])
}

/// A heading, and the pieces it is drawn as.
pub fn heading(level: u16, title: &str, pieces: Vec<Node>) -> Node {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    group(Tag::Hn(level, Some(title.to_owned())), pieces)
}

fn address(address: &PostalAddress) -> [String; 3] {
    let PostalAddress {
        street,
        district,
        city,
        state,
        postal_code,
    } = address;
    let (head, tail) = postal_code.split_at_checked(5).unwrap_or((postal_code, ""));
    [
        street.clone(),
        format!("{district} · {city} – {state}"),
        format!("CEP {head}-{tail}"),
    ]
}

/// White, or the text's own where white would be faint (WCAG 2.2, relative luminance).
fn readable_on(accent: Accent) -> Ink {
    let channel = |byte: u8| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = 0.2126 * channel(accent.red)
        + 0.7152 * channel(accent.green)
        + 0.0722 * channel(accent.blue);
    let with_white = 1.05 / (luminance + 0.05);
    if with_white >= 4.5 { WHITE } else { TEXT }
}
