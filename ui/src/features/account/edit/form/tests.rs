use super::*;
use balcao_domain::{CustomerId, PostalAddress};
use uuid::Uuid;

pub fn ana() -> Customer {
    Customer {
        id: CustomerId::new(Uuid::from_u128(1)),
        tax_id: TaxId::parse("880.887.731-05").unwrap(),
        name: "Ana Souza".into(),
        trading_name: None,
        email: "ana@exemplo.com.br".into(),
        phone: "19988776655".into(),
        address: PostalAddress {
            street: "Rua das Acácias, 120".into(),
            district: "Centro".into(),
            city: "Campinas".into(),
            state: "SP".into(),
            postal_code: "13010000".into(),
        },
    }
}

#[test]
fn what_is_typed_back_is_no_change_and_what_was_not_touched_follows_the_provider() {
    let mut form = EditForm::default();
    form.type_into(&ana(), |it| it.email = "ana@nova.com.br".into());
    assert!(form.is_changed(ProfileField::Email));
    let synced = Customer {
        phone: "1933334444".into(),
        ..ana()
    };
    let shown = form.shown(&synced);
    assert_eq!(
        (shown.email.as_str(), shown.phone.as_str()),
        ("ana@nova.com.br", "1933334444")
    );
    form.type_into(&synced, |it| it.email = ana().email);
    assert!(!form.is_begun());
}

#[test]
fn a_draft_is_kept_once_all_that_was_typed_is() {
    let mut form = EditForm::default();
    assert!(!form.is_kept(), "there is none");
    form.type_into(&ana(), |it| it.phone = "1933334444".into());
    assert!(!form.is_kept());
    let change = form.change.clone();
    let proofs = Vec::new();
    assert!(EditForm::new(ProfileDraft { change, proofs }).is_kept());
}

#[test]
fn dp_38_a_name_or_address_asks_for_approval_and_an_address_for_a_proof() {
    let mut form = EditForm::default();
    form.type_into(&ana(), |it| it.phone = "1933334444".into());
    assert!(!form.asks_for_approval() && !form.takes_proofs());
    form.type_into(&ana(), |it| it.name = "Ana Lima".into());
    assert!(form.asks_for_approval() && !form.takes_proofs());
    form.type_into(&ana(), |it| it.address.street = "Avenida Brasil, 9".into());
    assert!(form.takes_proofs());
}

#[test]
fn errors_come_beside_their_field_once_it_was_tried_and_go_when_it_is_mended() {
    let mut form = EditForm::default();
    form.type_into(&ana(), |it| {
        it.email = "ana@exemplo".into();
        it.address.postal_code = "1301".into();
    });
    assert_eq!(form.error(ProfileField::Email), None);
    assert_eq!(form.send(), None);
    assert!(form.error(ProfileField::Email).unwrap().contains("e-mail"));
    assert!(
        form.line_error(AddressLine::PostalCode)
            .unwrap()
            .contains("8")
    );
    assert_eq!(form.line_error(AddressLine::City), None);
    assert_eq!(form.first_wrong(), Some("edit-email"));
    form.type_into(&ana(), |it| it.email = " ana@nova.com.br ".into());
    assert_eq!(form.error(ProfileField::Email), None);
    assert_eq!(form.first_wrong(), Some("edit-postal-code"));
    form.type_into(&ana(), |it| it.address.postal_code = "13020000".into());
    let sent = form.send().unwrap();
    assert_eq!(sent.email.as_deref(), Some("ana@nova.com.br"));
    assert!(form.is_sending());
    assert_eq!(form.send(), None, "once is enough");
}

#[test]
fn what_was_pasted_is_sent_as_it_is_kept_and_what_is_wrong_in_it_is_named() {
    let mut form = EditForm::default();
    form.type_into(&ana(), |it| {
        it.name = " Ana\u{a0}Souza  Li\u{200b}ma ".into();
        it.email = "mailto:ana@nova.com.br,".into();
        it.phone = "+351 912 345 678".into();
    });
    assert_eq!(form.send(), None);
    assert_eq!(form.error(ProfileField::Email), None);
    let phone = form.error(ProfileField::Phone).unwrap();
    assert!(phone.contains("outro país"), "{phone}");
    form.type_into(&ana(), |it| it.email = "ana@nova,com.br".into());
    assert!(form.error(ProfileField::Email).unwrap().contains("“,”"));
    form.type_into(&ana(), |it| {
        it.email = "<ana@nova.com.br>".into();
        it.phone = "+55 19 98765-4321".into();
        it.address.postal_code = "13010-0000".into();
    });
    let code = form.line_error(AddressLine::PostalCode).unwrap();
    assert!(code.contains("8 dígitos"), "{code}");
    form.type_into(&ana(), |it| it.address = ana().address);
    let sent = form.send().unwrap();
    assert_eq!(sent.name.as_deref(), Some("Ana Souza Lima"));
    assert_eq!(sent.email.as_deref(), Some("ana@nova.com.br"));
    assert_eq!(sent.phone.as_deref(), Some("19987654321"));
}

#[test]
fn nothing_changed_says_so_and_is_not_sent() {
    let mut form = EditForm::default();
    assert_eq!(form.send(), None);
    assert!(form.other_error().is_some());
}

#[test]
fn a_refusal_is_told_where_it_belongs() {
    let mut form = EditForm::default();
    form.type_into(&ana(), |it| it.phone = "1933334444".into());
    form.refuse(AppError::invalid("phone", "malformed"));
    assert!(form.error(ProfileField::Phone).is_some());
    assert_eq!((form.other_error(), form.code()), (None, None));
    form.refuse(AppError::new(ErrorCode::NotOffline));
    assert_eq!(form.error(ProfileField::Phone), None);
    let told = form.other_error().unwrap();
    assert!(told.contains("sem conexão"), "{told}");
    assert_eq!(form.code(), Some(ErrorCode::NotOffline));
    form.type_into(&ana(), |it| it.phone = "1933335555".into());
    assert_eq!((form.other_error(), form.code()), (None, None));
}
