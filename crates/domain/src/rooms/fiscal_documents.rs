//! Fiscal documents: the notes that a provider issues of what it bills (ST-01, MC-21).

use crate::access_key::AccessKey;
use crate::choice::choice;
use crate::documents::{DocumentKind, Documented};
use crate::listed::{Column, Filter, Key, Listed, Order, Sum, integer, one_of, order, text};
use crate::{
    BillId, Cents, CivilDate, Collection, CustomerId, FiscalDocumentId, Owner, RowId, Synced, fold,
};
use serde::{Deserialize, Serialize};

choice! {
    /// The model of a fiscal document.
    FiscalModel {
        /// *NFCom*: communication and telecommunication services, model 62.
        Nfcom: "nfcom",
        /// *NF-e*: goods, model 55.
        Nfe: "nfe",
        /// *NFS-e*: services.
        Nfse: "nfse",
    }
}

choice! {
    /// Where a fiscal document stands at the tax authority.
    FiscalState {
        /// *Autorizada*.
        Authorized: "authorized",
        /// *Cancelada*: it counts nowhere.
        Cancelled: "cancelled",
        /// *Denegada*: it counts nowhere.
        Denied: "denied",
    }
}

/// A fiscal document of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalDocument {
    /// Its id.
    pub id: FiscalDocumentId,
    /// Whose.
    pub customer: CustomerId,
    /// The bill that it documents, where it is known (ST-21).
    pub bill: Option<BillId>,
    /// Its model.
    pub model: FiscalModel,
    /// Its number in the series.
    pub number: u32,
    /// Its series.
    pub series: u16,
    /// The day it was issued.
    pub issued_on: CivilDate,
    /// What it is of, in the provider's words.
    pub description: String,
    /// Its amount.
    pub amount: Cents,
    /// Where it stands.
    pub state: FiscalState,
    /// What the tax authority knows it by; a city's own NFS-e has none.
    pub access_key: Option<AccessKey>,
    /// Whether its XML is at the provider.
    pub has_xml: bool,
}

impl FiscalDocument {
    /// The number as it is printed: nine digits in groups of three.
    pub fn number_text(&self) -> String {
        let digits = format!("{:09}", self.number);
        let (millions, rest) = digits.split_at(digits.len() - 6);
        let (thousands, ones) = rest.split_at(3);
        format!("{millions}.{thousands}.{ones}")
    }
}

impl Synced for FiscalDocument {
    const COLLECTION: Collection = Collection::FiscalDocuments;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }
}

impl Documented for FiscalDocument {
    const KINDS: &'static [DocumentKind] = &[DocumentKind::Pdf, DocumentKind::Xml];

    fn document_name(&self, kind: DocumentKind) -> Option<String> {
        let is_there = kind == DocumentKind::Pdf || self.has_xml;
        let (model, number) = (self.model.name(), self.number);
        is_there.then(|| format!("{model}-{number:09}.{}", kind.name()))
    }
}

impl Listed for FiscalDocument {
    const COLUMNS: &'static [Column] = &[
        integer("issued_on", "days, 1 = 0001-01-01"),
        integer("number", "in the series"),
        text("model", "nfcom, nfe or nfse"),
        integer("part", "0 authorized, 1 cancelled, 2 denied"),
        integer("amount", "centavos"),
    ];
    const ORDERS: &'static [Order] = &[
        order("issued_on", &["issued_on", "number"]),
        order("number", &["number", "issued_on"]),
        order("model", &["model", "issued_on", "number"]),
        order("state", &["part", "issued_on", "number"]),
        order("amount", &["amount", "issued_on"]),
    ];
    const FILTERS: &'static [Filter] = &[
        Filter {
            name: "authorized",
            clauses: &[one_of("part", &[0])],
        },
        Filter {
            name: "cancelled",
            clauses: &[one_of("part", &[1, 2])],
        },
    ];
    const PERIOD: Option<&'static str> = Some("issued_on");
    const SUMS: &'static [Sum] = &[Sum {
        name: "authorized",
        column: "amount",
        clauses: &[one_of("part", &[0])],
    }];
    const FOUND: bool = true;

    fn keys(&self) -> Vec<Key> {
        let part = match self.state {
            FiscalState::Authorized => 0_i64,
            FiscalState::Cancelled => 1,
            FiscalState::Denied => 2,
        };
        vec![
            self.issued_on.days().into(),
            self.number.into(),
            self.model.name().to_owned().into(),
            part.into(),
            self.amount.get().into(),
        ]
    }

    fn words(&self) -> String {
        let amount = self.amount.amount_text();
        let mut words = vec![
            fold(&self.description),
            self.number.to_string(),
            self.number_text(),
            amount.replace('.', ""),
            amount,
        ];
        if let Some(key) = &self.access_key {
            // Pasted in groups, or whole.
            words.push(key.as_str().to_ascii_lowercase());
            words.push(key.grouped().to_ascii_lowercase());
        }
        words.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn note(state: FiscalState) -> FiscalDocument {
        FiscalDocument {
            id: FiscalDocumentId::new(Uuid::nil()),
            customer: CustomerId::new(Uuid::nil()),
            bill: None,
            model: FiscalModel::Nfcom,
            number: 1_234,
            series: 1,
            issued_on: CivilDate::from_ymd(2026, 11, 3).unwrap(),
            description: "Fibra 600 Mega".into(),
            amount: Cents::new(12_990),
            state,
            access_key: AccessKey::parse("35261111222333000181620010000012341076543211").ok(),
            has_xml: false,
        }
    }

    #[test]
    fn a_cancelled_note_is_in_no_sum() {
        let holds = |state| {
            FiscalDocument::SUMS[0].clauses[0] == one_of("part", &[0])
                && note(state).keys()[3] == Key::from(0_i64)
        };
        assert!(holds(FiscalState::Authorized));
        assert!(!holds(FiscalState::Cancelled) && !holds(FiscalState::Denied));
    }

    #[test]
    fn mc_21_a_note_is_found_by_its_number_its_amount_and_its_key_in_groups() {
        let words = note(FiscalState::Authorized).words();
        for word in [
            "000.001.234",
            "1234",
            "129,90",
            "3526 1111 2223 3300 0181 6200 1000 0012 3410 7654 3211",
        ] {
            assert!(words.lines().any(|line| line == word), "{word}: {words}");
        }
    }

    #[test]
    fn mc_22_every_note_has_a_pdf_and_an_xml_where_the_provider_has_it() {
        let mut note = note(FiscalState::Authorized);
        let pdf = note.document_name(DocumentKind::Pdf);
        assert_eq!(pdf.as_deref(), Some("nfcom-000001234.pdf"));
        assert_eq!(note.document_name(DocumentKind::Xml), None);
        note.has_xml = true;
        assert!(note.document_name(DocumentKind::Xml).is_some());
    }
}
