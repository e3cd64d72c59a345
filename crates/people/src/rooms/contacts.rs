//! Contacts of the demo's companies.

use crate::{CONSTRUTORA_TAX_ID, Sample};
use balcao_domain::{
    Action, AddContact, AnyRow, Contact, ContactDetails, ContactId, ContactKind, Customer,
    CustomerId, DecisionKind, EditContact, RemoveContact,
};
use uuid::Uuid;

/// Construtora Silva has three.
pub fn rows(customers: &[Customer], id: &mut impl FnMut() -> Uuid) -> impl Iterator<Item = AnyRow> {
    let company = customers
        .iter()
        .find(|it| it.tax_id.as_str() == CONSTRUTORA_TAX_ID);
    company.into_iter().flat_map(move |company| {
        let known = [
            (
                "Marina Silva",
                Some(ContactKind::Financial),
                "19988776655",
                "1932345678",
                true,
            ),
            (
                "Tiago Ramos",
                Some(ContactKind::Technical),
                "19977665544",
                "",
                true,
            ),
            ("Érica Nogueira", None, "11966554433", "", false),
        ];
        known.map(|(name, kind, mobile, landline, sms)| {
            let login = name.to_lowercase().replace(' ', ".").replace('é', "e");
            let details = ContactDetails {
                name: name.into(),
                kind,
                mobile: mobile.into(),
                landline: landline.into(),
                email: format!("{login}@construtorasilva.example"),
                sms,
            };
            let (id, customer) = (ContactId::new(id()), company.id);
            Contact {
                id,
                customer,
                details,
            }
            .into()
        })
    })
}

/// A decision about the contact that another one made.
pub fn sample(kind: DecisionKind, customer: CustomerId, number: u32, made: Uuid) -> Sample {
    let id = ContactId::new(made);
    let details = ContactDetails {
        name: format!("Contato {number}"),
        kind: Some(ContactKind::Other),
        mobile: format!("199{number:08}"),
        landline: String::new(),
        email: format!("contato.{number}@correio.example"),
        sms: false,
    };
    let action: Action = match kind {
        DecisionKind::EditContact => EditContact {
            customer,
            id,
            was: ContactDetails::default(),
            details,
        }
        .into(),
        DecisionKind::RemoveContact => RemoveContact { customer, id }.into(),
        _ => AddContact { customer, details }.into(),
    };
    Sample { action, file: None }
}
