//! A bill on paper: who asks whom for what, and the two codes it is paid by.
//!
//! Its words are Portuguese whatever the reader's language: it is the provider's document.

use balcao_domain::{
    Bill, BillGroup, BillState, Boleto, BrCode, Cents, Customer, Provider, QrMatrix, text,
};
use krilla::tagging::{Node, Tag};

use super::DocumentError;
use super::paper::{
    BODY, HEADING, INNER, LEFT, Paper, RIGHT, RULE, SMALL, TEXT, heading, row, style,
};
use super::sheet::{About, MM, Sheet, document, group};

/// Fine or interest above zero need words of their own; FEBRABAN's printed size of the bars.
const BARS: (f32, f32) = (103.0 * MM, 13.0 * MM);
/// Large enough to be read from paper at arm's length.
const QR: f32 = 46.0 * MM;

/// The PDF of a bill, with the charges that the bill carries.
///
/// # Errors
/// Those of [`DocumentError`].
pub fn pdf(
    provider: &Provider,
    customer: &Customer,
    bill: &Bill,
) -> Result<Vec<u8>, DocumentError> {
    let about = About {
        title: format!("Fatura {}", bill.number_text()),
        author: text::line(&provider.legal_name),
        id: format!("{}/{}", provider.issuer, bill.id),
        made_on: bill.issued_on,
    };
    let paper = Paper { provider, customer };
    document(about, |sheet| draw(&paper, bill, sheet))
}

fn draw(paper: &Paper<'_>, bill: &Bill, sheet: &mut Sheet<'_>) -> Vec<Node> {
    let number = format!("nº {}", bill.number_text());
    let mut read = paper.head(sheet, "Fatura", &number);
    read.extend(paper.parties(
        sheet,
        &[
            ("Período", bill.period.text()),
            ("Emissão", bill.issued_on.text()),
            ("Vencimento", bill.due_on.text()),
        ],
    ));
    let (amounts, y) = amounts(bill, sheet, 88.0 * MM);
    read.push(amounts);
    read.extend(payment(bill, sheet, y + 12.0 * MM));
    read.push(paper.foot(sheet));
    read
}

/// What is asked, and what it adds up to; and where the page goes on.
fn amounts(bill: &Bill, sheet: &mut Sheet<'_>, top: f32) -> (Node, f32) {
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
fn payment(bill: &Bill, sheet: &mut Sheet<'_>, top: f32) -> Vec<Node> {
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
