//! Fiscal documents of the demo: an NFCom for each bill of the last year and a month.

use super::Told;
use balcao_domain::{
    AccessKey, AnyRow, Bill, FiscalDocument, FiscalDocumentId, FiscalModel, FiscalState,
};
use uuid::Uuid;

/// Since when, in days.
const FOR: i64 = 396;

/// The third of each dozen was cancelled, and issued anew under the next number.
pub fn rows(told: &Told<'_>, id: &mut impl FnMut() -> Uuid) -> Vec<AnyRow> {
    let since = told.today.add_days(-FOR);
    let issued = |bill: &&Bill| bill.issued_on >= since && bill.issued_on <= told.today;
    let mut rows: Vec<AnyRow> = Vec::new();
    let mut number = 12_000;
    for (place, bill) in told.bills.iter().filter(issued).enumerate() {
        let states: &[_] = match place % 12 {
            2 => &[FiscalState::Cancelled, FiscalState::Authorized],
            _ => &[FiscalState::Authorized],
        };
        for state in states {
            number += 1;
            let of = FiscalDocumentId::new(id());
            rows.push(note(told, bill, number, *state, of).into());
        }
    }
    rows
}

fn note(
    told: &Told<'_>,
    bill: &Bill,
    number: u32,
    state: FiscalState,
    id: FiscalDocumentId,
) -> FiscalDocument {
    FiscalDocument {
        id,
        customer: bill.customer,
        bill: Some(bill.id),
        model: FiscalModel::Nfcom,
        number,
        series: 1,
        issued_on: bill.issued_on,
        description: bill.description.clone(),
        amount: bill.amount,
        state,
        access_key: key(told, bill, number),
        has_xml: false,
    }
}

/// The key of a note of São Paulo.
fn key(told: &Told<'_>, bill: &Bill, number: u32) -> Option<AccessKey> {
    let month = bill.issued_on.month();
    let (year, month) = (month.year() % 100, month.number());
    let issuer = told.provider.tax_id.as_str();
    let code = (number * 7_919) % 10_000_000;
    let key = format!("35{year:02}{month:02}{issuer}62001{number:09}10{code:07}");
    let digits = ('0'..='9').map(|digit| format!("{key}{digit}"));
    digits
        .into_iter()
        .find_map(|key| AccessKey::parse(&key).ok())
}

#[cfg(test)]
mod tests {
    use balcao_domain::{AnyRow, CivilDate, FiscalDocument, FiscalState};

    #[test]
    fn every_note_has_a_key_that_adds_up_and_some_were_cancelled() {
        let today = CivilDate::from_ymd(2026, 11, 22).unwrap();
        let cast = crate::rede_horizonte(today, 7);
        let notes = cast.rows.iter().filter_map(|row| match row {
            AnyRow::FiscalDocuments(note) => Some(note),
            _ => None,
        });
        let notes: Vec<_> = notes.collect();
        assert!(notes.iter().all(|note| note.access_key.is_some()));
        let cancelled = |note: &&&FiscalDocument| note.state == FiscalState::Cancelled;
        let cancelled = notes.iter().filter(cancelled).count();
        assert!(cancelled > 0 && cancelled < notes.len());
    }
}
