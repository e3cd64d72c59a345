use super::*;
use crate::TaxId;

fn ana() -> Customer {
    Customer {
        id: CustomerId::new(uuid::Uuid::from_u128(1)),
        tax_id: TaxId::parse("880.887.731-05").unwrap(),
        name: "Ana Souza".into(),
        trading_name: None,
        email: "ana@example.com".into(),
        phone: "11987654321".into(),
        address: address(),
    }
}

fn address() -> PostalAddress {
    PostalAddress {
        street: "Rua das Acácias, 120".into(),
        district: "Centro".into(),
        city: "Campinas".into(),
        state: "SP".into(),
        postal_code: "13010000".into(),
    }
}

fn change() -> ProfileChange {
    ProfileChange {
        name: Some("Ana Souza Lima".into()),
        trading_name: Some(String::new()),
        email: Some("ana.lima@example.com".into()),
        phone: Some("1933334444".into()),
        address: Some(PostalAddress {
            street: "Avenida Brasil, 9".into(),
            ..address()
        }),
    }
}

#[test]
fn dp_38_each_field_is_free_with_approval_or_locked() {
    let all = change();
    let free: Vec<_> = all.with_rule(FieldRule::Free).fields().collect();
    assert_eq!(free, [ProfileField::Email, ProfileField::Phone]);
    let approved: Vec<_> = all.with_rule(FieldRule::WithApproval).fields().collect();
    assert_eq!(
        approved,
        [
            ProfileField::Name,
            ProfileField::TradingName,
            ProfileField::Address
        ]
    );
    assert!(all.with_rule(FieldRule::Locked).is_empty());
    assert_eq!(ProfileField::TaxId.rule(), FieldRule::Locked);
}

#[test]
fn a_change_leads_from_the_one_to_the_other_and_back() {
    let before = Customer {
        trading_name: Some("Ana Doces".into()),
        ..ana()
    };
    let after = change().over(&before);
    assert_eq!(after.trading_name, None);
    let found = ProfileChange::between(&before, &after);
    assert_eq!(found, change());
    assert_eq!(found.present(&before).over(&after), before);
    assert!(ProfileChange::between(&before, &before).is_empty());
}

#[test]
fn only_a_new_address_asks_for_a_proof() {
    assert!(change().needs_proof());
    let without = ProfileChange {
        address: None,
        ..change()
    };
    assert!(!without.needs_proof());
    assert_eq!(change().takes_proof(Proof::MOST - 1), Ok(()));
    let full = change().takes_proof(Proof::MOST);
    assert_eq!(full, Err(ProofFault::TooMany));
    assert_eq!(without.takes_proof(0), Err(ProofFault::NotAsked));
}

#[test]
fn what_is_wrong_is_told_for_each_field() {
    assert_eq!(change().faults(), []);
    let wrong = ProfileChange {
        name: Some("  ".into()),
        trading_name: Some("x".repeat(LONGEST + 1)),
        email: Some("ana@example".into()),
        phone: Some("01987654321".into()),
        address: Some(PostalAddress {
            state: "XX".into(),
            ..address()
        }),
    };
    assert_eq!(
        wrong.faults(),
        [
            (ProfileField::Name, ProfileFault::Empty),
            (ProfileField::TradingName, ProfileFault::TooLong),
            (ProfileField::Email, ProfileFault::Malformed),
            (ProfileField::Phone, ProfileFault::Malformed),
            (ProfileField::Address, ProfileFault::Malformed),
        ]
    );
    for email in [
        "",
        "ana",
        "@example.com",
        "ana@exa mple.com",
        "a@b@c.com",
        "a@.com",
    ] {
        let change = ProfileChange {
            email: Some(email.into()),
            ..ProfileChange::default()
        };
        assert_eq!(change.faults().len(), 1, "{email}");
    }
}

#[test]
fn each_line_of_an_address_is_judged_by_itself() {
    let wrong = PostalAddress {
        street: " ".into(),
        district: "x".repeat(LONGEST + 1),
        city: "Campinas".into(),
        state: "São Paulo".into(),
        postal_code: "1301".into(),
    };
    assert_eq!(
        AddressLine::ALL.map(|line| wrong.fault(line)),
        [
            Some(ProfileFault::Malformed),
            Some(ProfileFault::Empty),
            Some(ProfileFault::TooLong),
            None,
            Some(ProfileFault::Malformed),
        ]
    );
    let mut mended = wrong;
    for line in AddressLine::ALL {
        mended.line_mut(line).clone_from(address().line(line));
    }
    assert_eq!(mended, address());
    assert_eq!(AddressLine::ALL.map(|line| mended.fault(line)), [None; 5]);
    mended.postal_code.clear();
    assert_eq!(
        mended.fault(AddressLine::PostalCode),
        Some(ProfileFault::Empty)
    );
}

#[test]
fn a_file_is_known_by_how_it_begins() {
    assert_eq!(ProofKind::of(b"%PDF-1.7\n"), Some(ProofKind::Pdf));
    assert_eq!(ProofKind::of(b"\x89PNG\r\n\x1a\n.."), Some(ProofKind::Png));
    assert_eq!(ProofKind::of(b"\xff\xd8\xff\xe0"), Some(ProofKind::Jpeg));
    for other in [&b""[..], b"MZ", b"<svg", b"%PDF"] {
        assert_eq!(ProofKind::of(other), None);
    }
}

#[test]
fn a_file_is_taken_by_size_and_kind() {
    let judge = |size| Proof::judge(size, b"%PDF-1.7");
    assert_eq!(judge(0), Err(ProofFault::Empty));
    assert_eq!(judge(Proof::LARGEST.into()), Ok(ProofKind::Pdf));
    assert_eq!(
        judge(u64::from(Proof::LARGEST) + 1),
        Err(ProofFault::TooLarge)
    );
    assert_eq!(Proof::judge(9, b"MZ"), Err(ProofFault::OtherKind));
}

#[test]
fn of_a_files_name_no_folder_is_kept_and_of_a_long_one_its_end() {
    for (name, kept) in [
        ("conta de luz.pdf", "conta de luz.pdf"),
        ("/home/ana/conta.pdf", "conta.pdf"),
        ("C:\\fakepath\\conta.pdf", "conta.pdf"),
        ("con\u{7}ta.pdf ", "conta.pdf"),
        ("", "comprovante"),
        ("\n", "comprovante"),
    ] {
        assert_eq!(Proof::name_of(name), kept);
    }
    let long = format!("{}.pdf", "ç".repeat(200));
    let kept = Proof::name_of(&long);
    assert_eq!(kept.chars().count(), Proof::LONGEST_NAME);
    assert!(kept.ends_with("ç.pdf"));
}
