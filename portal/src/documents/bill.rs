//! A bill on paper: who asks whom for what, and the two codes it is paid by.
//!
//! Its words are Portuguese whatever the reader's language: it is the provider's document.

use balcao_domain::{
    Accent, Bill, BillGroup, BillState, Boleto, BrCode, Cents, Customer, PostalAddress, Provider,
    QrMatrix, text,
};
use krilla::tagging::{ListNumbering, Node, TableHeaderScope, Tag};
use std::num::NonZeroU16;

use super::sheet::{About, HEIGHT, Ink, MM, Sheet, Style, WIDTH, document, group};
use super::{Document, DocumentError};

const LEFT: f32 = 18.0 * MM;
const RIGHT: f32 = WIDTH - LEFT;
const INNER: f32 = RIGHT - LEFT;
/// Where the facts beside the customer begin.
const FACTS: f32 = LEFT + 110.0 * MM;

/// Fine or interest above zero need words of their own; FEBRABAN's printed size of the bars.
const BARS: (f32, f32) = (103.0 * MM, 13.0 * MM);
/// Large enough to be read from paper at arm's length.
const QR: f32 = 46.0 * MM;

const TEXT: Ink = ink(0x17, 0x1c, 0x22);
const MUTED: Ink = ink(0x55, 0x5f, 0x6b);
const RULE: Ink = ink(0xd5, 0xda, 0xe0);
const WHITE: Ink = ink(0xff, 0xff, 0xff);

const BODY: Style = style(10.0, false, TEXT);
const STRONG: Style = style(10.0, true, TEXT);
const SMALL: Style = style(8.5, false, MUTED);
const LABEL: Style = style(8.5, false, MUTED);
const HEADING: Style = style(12.0, true, TEXT);
const TITLE: Style = style(20.0, true, TEXT);

const fn ink(red: u8, green: u8, blue: u8) -> Ink {
    Accent { red, green, blue }
}

const fn style(size: f32, strong: bool, ink: Ink) -> Style {
    Style { strong, size, ink }
}

/// What stands on a bill.
pub struct BillSheet<'a> {
    /// Who asks.
    pub provider: &'a Provider,
    /// Who is asked.
    pub customer: &'a Customer,
    /// For what.
    pub bill: &'a Bill,
}

/// The PDF of a bill, with the charges that the bill carries.
///
/// # Errors
/// Those of [`DocumentError`].
pub fn bill(content: &BillSheet<'_>) -> Result<Document, DocumentError> {
    let number = content.bill.number_text();
    let about = About {
        title: format!("Fatura {number}"),
        author: text::line(&content.provider.legal_name),
        id: format!("{}/{}", content.provider.issuer, content.bill.id),
        made_on: content.bill.issued_on,
    };
    Ok(Document {
        name: format!("fatura-{:06}.pdf", content.bill.number),
        bytes: document(about, |sheet| content.draw(sheet))?,
    })
}

impl BillSheet<'_> {
    fn draw(&self, sheet: &mut Sheet<'_>) -> Vec<Node> {
        let mut read = self.head(sheet);
        read.extend(self.parties(sheet));
        let (amounts, y) = self.amounts(sheet, 88.0 * MM);
        read.push(amounts);
        read.extend(self.payment(sheet, y + 12.0 * MM));
        read.push(self.foot(sheet));
        read
    }

    /// The provider on the left, the document's name on the right.
    fn head(&self, sheet: &mut Sheet<'_>) -> Vec<Node> {
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
        let name = sheet.text(x, top + 15.0, &provider.name, style(14.0, true, TEXT));
        let legal = format!(
            "{} · CNPJ {}",
            provider.legal_name,
            provider.tax_id.formatted()
        );
        let (legal, _) = sheet.lines((x, top + 29.0), 95.0 * MM, &legal, SMALL);
        let title = sheet.text_to(RIGHT, top + 17.0, "Fatura", TITLE);
        let number = format!("nº {}", self.bill.number_text());
        let number = sheet.text_to(RIGHT, top + 32.0, &number, BODY);
        sheet.decoration(LEFT, 41.0 * MM, (INNER, 0.6), RULE);
        vec![
            heading(1, "Fatura", vec![title, number]),
            group(Tag::P, [vec![name], legal].concat()),
        ]
    }

    /// The customer on the left, dates on the right.
    fn parties(&self, sheet: &mut Sheet<'_>) -> Vec<Node> {
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
        let bill = self.bill;
        let facts = [
            ("Período", bill.period.text()),
            ("Emissão", bill.issued_on.text()),
            ("Vencimento", bill.due_on.text()),
        ];
        let items = (0_u16..).zip(facts).map(|(row, (name, value))| {
            let y = top + f32::from(row) * 16.0;
            let name = sheet.text(FACTS, y, name, LABEL);
            let value = sheet.text_to(RIGHT, y, &value, STRONG);
            let (name, value) = (group(Tag::Lbl, vec![name]), group(Tag::LBody, vec![value]));
            group(Tag::LI, vec![name, value])
        });
        let facts = group(Tag::L(ListNumbering::None), items.collect());
        vec![group(Tag::P, who), facts]
    }

    /// What is asked, and what it adds up to; and where the page goes on.
    fn amounts(&self, sheet: &mut Sheet<'_>, top: f32) -> (Node, f32) {
        let bill = self.bill;
        let mut rows = vec![(bill.description.clone(), bill.amount)];
        let (mut total, mut on) = (bill.amount, String::new());
        if let Some(charges) = bill.charged() {
            let as_of = charges.as_of.text();
            rows.push(("Multa por atraso".into(), charges.fine));
            rows.push((format!("Juros até {as_of}"), charges.interest));
            (total, on) = (charges.total, format!(" em {as_of}"));
        }
        let total = match bill.paid_in_part() {
            Some(paid) => {
                rows.push(("Já pago".into(), Cents::default() - paid));
                (format!("Falta pagar{on}"), bill.owed())
            }
            None => (format!("Total{on}"), total),
        };
        sheet.decoration(LEFT, top, (INNER, 0.6), RULE);
        let mut y = top + 18.0;
        let mut table = Vec::new();
        for (name, amount) in rows {
            table.push(row(sheet, y, &name, amount, BODY));
            y += 17.0;
        }
        sheet.decoration(LEFT, y - 9.0, (INNER, 0.6), RULE);
        y += 10.0;
        table.push(row(sheet, y, &total.0, total.1, style(14.0, true, TEXT)));
        (group(Tag::Table, table), y)
    }

    /// How to pay it, or that it was.
    fn payment(&self, sheet: &mut Sheet<'_>, top: f32) -> Vec<Node> {
        let bill = self.bill;
        match bill.group() {
            BillGroup::Paid => {
                let day = bill.paid_on.map(|day| format!(" em {}", day.text()));
                let amount = bill.paid_amount.unwrap_or(bill.amount).brl();
                let paid = format!("Paga{}: {amount}", day.unwrap_or_default());
                vec![group(Tag::P, vec![sheet.text(LEFT, top, &paid, HEADING)])]
            }
            BillGroup::Cancelled | BillGroup::Held | BillGroup::Credit => {
                let told = match bill.state {
                    BillState::Cancelled => "Fatura cancelada: não pague.",
                    BillState::OnHold => "Fatura em contestação: não pague agora.",
                    BillState::New | BillState::Validated => "Fatura ainda não enviada: não pague.",
                    _ => "Crédito a seu favor: nada a pagar.",
                };
                vec![group(Tag::P, vec![sheet.text(LEFT, top, told, HEADING)])]
            }
            BillGroup::Pending => {
                let mut read = Vec::new();
                let mut y = top;
                if let Some(pix) = &bill.pix {
                    let (nodes, next) = by_pix(sheet, y, pix);
                    read.extend(nodes);
                    y = next;
                }
                if let Some(boleto) = bill.payable_boleto() {
                    read.extend(by_boleto(sheet, y, boleto));
                }
                read
            }
        }
    }

    fn foot(&self, sheet: &mut Sheet<'_>) -> Node {
        let support = &self.provider.support;
        let words = format!("Dúvidas? {} · {}", support.phone, support.email);
        let y = HEIGHT - 15.0 * MM;
        sheet.decoration(LEFT, y - 14.0, (INNER, 0.6), RULE);
        group(Tag::P, vec![sheet.text(LEFT, y, &words, SMALL)])
    }
}

fn row(sheet: &mut Sheet<'_>, y: f32, name: &str, amount: Cents, style: Style) -> Node {
    let name = sheet.text(LEFT, y, name, style);
    let amount = sheet.text_to(RIGHT, y, &amount.brl(), style);
    let name = group(Tag::TH(TableHeaderScope::Row), vec![name]);
    group(Tag::TR, vec![name, group(Tag::TD, vec![amount])])
}

fn by_pix(sheet: &mut Sheet<'_>, top: f32, pix: &BrCode) -> (Vec<Node>, f32) {
    let title = sheet.text(LEFT, top, "Pague com Pix", HEADING);
    let mut read = vec![heading(2, "Pague com Pix", vec![title])];
    let y = top + 4.0 * MM;
    let mut x = LEFT;
    if let Some(code) = QrMatrix::encode(pix.payload()) {
        // The quiet zone is white as the page is: the dark squares stand on the margin.
        let quiet = QR * 4.0 / (code.size() as f32 + 8.0);
        let drawn = sheet.qr(LEFT - quiet, y - quiet, QR, &code);
        let alt = "QR Code do Pix desta fatura".to_owned();
        read.push(group(Tag::Figure(Some(alt)), vec![drawn]));
        x += QR + 2.0 * MM;
    }
    let how = "Aponte a câmera do aplicativo do seu banco para o QR Code, ou copie o código:";
    let (how, next) = sheet.lines((x, y + 10.0), RIGHT - x, how, BODY);
    let (code, _) = sheet.lines((x, next + 4.0), RIGHT - x, pix.payload(), SMALL);
    read.extend([group(Tag::P, how), group(Tag::Code, code)]);
    (read, y + QR + 6.0 * MM)
}

fn by_boleto(sheet: &mut Sheet<'_>, top: f32, boleto: &Boleto) -> Vec<Node> {
    let title = sheet.text(LEFT, top, "Pague o boleto", HEADING);
    let line = sheet.text(
        LEFT,
        top + 20.0,
        &boleto.line_formatted(),
        style(12.0, true, TEXT),
    );
    let bars = sheet.bars(LEFT, top + 30.0, BARS, &boleto.bars());
    let alt = "Código de barras do boleto".to_owned();
    vec![
        heading(2, "Pague o boleto", vec![title]),
        group(Tag::P, vec![line]),
        group(Tag::Figure(Some(alt)), vec![bars]),
    ]
}

fn heading(level: u16, title: &str, pieces: Vec<Node>) -> Node {
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
