//! What the portal knows of a fiscal document whose PDF the provider has not given: a summary, which
//! says that it is none.

use balcao_domain::{Customer, FiscalDocument, FiscalModel, FiscalState, Provider, text};
use krilla::tagging::{Node, Tag};

use super::super::DocumentError;
use super::super::paper::{
    BODY, HEADING, INNER, LEFT, Paper, RULE, SMALL, TEXT, heading, row, style,
};
use super::super::sheet::{About, MM, Sheet, document, group};

const NONE: &str = "Este resumo não é documento fiscal. O documento é o que está na Secretaria da Fazenda \
sob a chave de acesso acima; peça o PDF ou o XML ao provedor.";

/// The PDF of a summary.
///
/// # Errors
/// Those of [`DocumentError`].
pub fn summary(
    provider: &Provider,
    customer: &Customer,
    note: &FiscalDocument,
) -> Result<Vec<u8>, DocumentError> {
    let about = About {
        title: format!("Resumo da {} {}", model(note.model), note.number_text()),
        author: text::line(&provider.legal_name),
        id: format!("{}/{}", provider.issuer, note.id),
        made_on: note.issued_on,
    };
    let paper = Paper { provider, customer };
    document(about, |sheet| draw(&paper, note, sheet))
}

const fn model(model: FiscalModel) -> &'static str {
    match model {
        FiscalModel::Nfcom => "NFCom",
        FiscalModel::Nfe => "NF-e",
        FiscalModel::Nfse => "NFS-e",
    }
}

fn draw(paper: &Paper<'_>, note: &FiscalDocument, sheet: &mut Sheet<'_>) -> Vec<Node> {
    let number = format!("{} nº {}", model(note.model), note.number_text());
    let mut read = paper.head(sheet, "Resumo da nota", &number);
    read.extend(paper.parties(
        sheet,
        &[
            ("Série", note.series.to_string()),
            ("Emissão", note.issued_on.text()),
            ("Situação", state(note.state).into()),
        ],
    ));
    let mut y = 88.0 * MM;
    sheet.decoration(LEFT, y, (INNER, 0.6), RULE);
    y += 18.0;
    let of = row(sheet, y, &note.description, note.amount, BODY);
    let total = row(
        sheet,
        y + 27.0,
        "Total",
        note.amount,
        style(14.0, true, TEXT),
    );
    sheet.decoration(LEFT, y + 8.0, (INNER, 0.6), RULE);
    read.push(group(Tag::Table, vec![of, total]));
    y += 27.0 + 14.0 * MM;
    if let Some(key) = &note.access_key {
        let title = sheet.text(LEFT, y, "Chave de acesso", HEADING);
        read.push(heading(2, "Chave de acesso", vec![title]));
        let key = sheet.text(LEFT, y + 18.0, &key.grouped(), style(11.0, true, TEXT));
        read.push(group(Tag::P, vec![key]));
        y += 18.0 + 12.0 * MM;
    }
    let (none, _) = sheet.lines((LEFT, y), INNER, NONE, SMALL);
    read.push(group(Tag::P, none));
    read.push(paper.foot(sheet));
    read
}

const fn state(state: FiscalState) -> &'static str {
    match state {
        FiscalState::Authorized => "Autorizada",
        FiscalState::Cancelled => "Cancelada",
        FiscalState::Denied => "Denegada",
    }
}
