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
        trading_name: Some("x".repeat(ProfileChange::LONGEST + 1)),
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
        "ana@example,com",
        "ana@-example.com",
        "mailto:ana@example.com",
        "<ana@example.com>",
        "ana@example.com,",
        "ana\u{200b}@example.com",
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
fn a_telephone_has_a_ddd_and_a_mobile_begins_with_9() {
    let fault = |phone: &str| {
        let change = ProfileChange {
            phone: Some(phone.into()),
            ..ProfileChange::default()
        };
        change.faults().first().map(|(_, fault)| *fault)
    };
    for phone in ["19987654321", "1933334444", "5532123456"] {
        assert_eq!(fault(phone), None, "{phone}");
    }
    assert_eq!(fault(""), Some(ProfileFault::Empty));
    for phone in [
        "20987654321",
        "19887654321",
        "1998765432",
        "+351912345678",
        "08001234567",
        "(19) 3333-4444",
        "19 987654321",
    ] {
        assert_eq!(fault(phone), Some(ProfileFault::Malformed), "{phone}");
    }
}

#[test]
fn a_name_has_something_to_see_and_nothing_that_hides() {
    let fault = |name: &str| {
        let change = ProfileChange {
            name: Some(name.into()),
            ..ProfileChange::default()
        };
        change.faults().first().map(|(_, fault)| *fault)
    };
    for blank in ["", "\u{200b}", "\u{3164}", "\u{2028}", "\u{a0}\u{feff}"] {
        assert_eq!(fault(blank), Some(ProfileFault::Empty), "{blank:?}");
    }
    for hidden in [
        "Ana\u{202e}Souza",
        "Ana\u{2066}Souza\u{2069}",
        "Ana\u{200b}Souza",
        "Ana\u{2028}Souza",
        "Ana\u{ad}Souza",
        "Ana\tSouza",
    ] {
        assert_eq!(fault(hidden), Some(ProfileFault::Malformed), "{hidden:?}");
    }
    assert_eq!(fault("José da Conceição"), None);
}

#[test]
fn what_was_typed_is_tidied_before_it_is_sent() {
    let typed = ProfileChange {
        name: Some(" Jose\u{301}  da\u{a0}Silva\u{202c} ".into()),
        trading_name: Some("\u{200b}".into()),
        email: Some("mailto:jose@exemplo.com.br".into()),
        phone: Some("+55 19 98765-4321".into()),
        address: Some(PostalAddress {
            street: "Rua A\u{2028}120".into(),
            postal_code: "CEP 13010-000".into(),
            ..address()
        }),
    };
    let tidied = typed.tidied();
    assert_eq!(
        tidied,
        ProfileChange {
            name: Some("José da Silva".into()),
            trading_name: Some(String::new()),
            email: Some("jose@exemplo.com.br".into()),
            phone: Some("19987654321".into()),
            address: Some(PostalAddress {
                street: "Rua A 120".into(),
                ..address()
            }),
        }
    );
    assert_eq!(tidied.faults(), []);
    assert_eq!(tidied.tidied(), tidied);
    // What cannot be read stays to be told about.
    let wrong = ProfileChange {
        email: Some("ana@exemplo,com ".into()),
        phone: Some("0800 123 4567".into()),
        ..ProfileChange::default()
    };
    let tidied = wrong.tidied();
    assert_eq!(tidied.email.as_deref(), Some("ana@exemplo,com"));
    assert_eq!(tidied.phone.as_deref(), Some("0800 123 4567"));
    assert_eq!(tidied.faults().len(), 2);
}

#[test]
fn each_line_of_an_address_is_judged_by_itself() {
    let wrong = PostalAddress {
        street: " ".into(),
        district: "x".repeat(ProfileChange::LONGEST + 1),
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
    for other in [
        &b""[..],
        b"MZ",
        b"<svg",
        b"%PDF",
        b"RIFF....WEBPVP8 ",
        b"GIF89a",
    ] {
        assert_eq!(ProofKind::of(other), None);
    }
}

#[test]
fn a_pdf_may_begin_within_its_first_1024_bytes() {
    let after = |count: usize, mark: &[u8]| [&vec![b' '; count], mark, &[0; 64]].concat();
    for before in [1, 3, 200, 1019] {
        let file = after(before, b"%PDF-1.4");
        assert_eq!(ProofKind::of(&file), Some(ProofKind::Pdf), "{before}");
    }
    let with_mark = [&b"\xef\xbb\xbf\r\n%PDF-1.4"[..], &[0; 9]].concat();
    assert_eq!(ProofKind::of(&with_mark), Some(ProofKind::Pdf));
    for before in [1020, 1024, 5000] {
        assert_eq!(ProofKind::of(&after(before, b"%PDF-1.4")), None, "{before}");
    }
    // What a part of the file tells, the whole tells too.
    let telling = usize::try_from(ProofKind::TELLING).unwrap();
    let file = after(1019, b"%PDF-1.4");
    assert_eq!(ProofKind::of(&file[..telling]), Some(ProofKind::Pdf));
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
fn a_picture_of_a_phone_or_a_page_is_refused_by_its_name() {
    for (begins, fault) in [
        (&b"\0\0\0\x24ftypheic\0\0\0\0mif1"[..], ProofFault::Heic),
        (b"\0\0\0\x18ftypmif1\0\0\0\0heic", ProofFault::Heic),
        (b"\0\0\0\x24ftypheix", ProofFault::Heic),
        (b"\0\0\0\x24ftypmsf1", ProofFault::Heic),
        (b"RIFF\x1a\0\0\0WEBPVP8L", ProofFault::WebP),
        (b"RIFF\x1a\0\0\0WEBPVP8X", ProofFault::WebP),
        (b"RIFF\x1a\0\0\0WAVEfmt ", ProofFault::OtherKind),
        (b"\0\0\0\x20ftypisom", ProofFault::OtherKind),
        (b"\0\0\0\x20ftyp", ProofFault::OtherKind),
        (b"RIFF", ProofFault::OtherKind),
    ] {
        assert_eq!(Proof::judge(40, begins), Err(fault), "{begins:?}");
    }
    assert_eq!(ProofFault::Heic.name(), "heic");
    assert_eq!(ProofFault::WebP.name(), "webp");
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
        ("..", "comprovante"),
        ("../..", "comprovante"),
        ("\u{202e}\u{200b}", "comprovante"),
        ("conta\u{202e}fdp.exe", "contafdp.exe"),
        ("conta\u{2028}de luz.pdf", "conta de luz.pdf"),
        ("Recibo Joa\u{303}o.pdf", "Recibo João.pdf"),
    ] {
        assert_eq!(Proof::name_of(name), kept);
    }
    let long = format!("{}.pdf", "ç".repeat(200));
    let kept = Proof::name_of(&long);
    assert_eq!(kept.chars().count(), Proof::LONGEST_NAME);
    assert!(kept.ends_with("ç.pdf"));
}
