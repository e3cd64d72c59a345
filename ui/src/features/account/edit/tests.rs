use super::form::tests::ana;
use super::*;
use crate::components::use_toasts;
use balcao_bridge::{AppInfo, Freshness, Profile, Source};
use balcao_domain::{
    Accent, Brand, CivilDate, Issuer, ProfileChange, ProofKind, Provider, Sha256Digest, Support,
    TaxId, User, UserId,
};
use uuid::Uuid;

fn provider() -> Provider {
    Provider {
        issuer: Issuer::new(Uuid::from_u128(4)),
        slug: "rede-horizonte".into(),
        name: "Rede Horizonte".into(),
        brand: Brand {
            initials: "RH".into(),
            accent: Accent::parse("#0072ab").unwrap(),
        },
        modules: Vec::new(),
        zone: "America/Sao_Paulo".into(),
        support: Support {
            phone: "0800 000 0100".into(),
            email: "suporte@horizonte.example".into(),
        },
        legal_name: "Rede Horizonte Ltda".into(),
        tax_id: TaxId::parse("880.887.731-05").unwrap(),
    }
}

fn editing(draft: ProfileDraft) -> Editing {
    let user = User {
        id: UserId::new(Uuid::from_u128(2)),
        tax_id: ana().tax_id,
        name: ana().name,
        email: ana().email,
        job_title: None,
        grants: Vec::new(),
    };
    let freshness = Freshness {
        fetched_at: None,
        age: None,
        source: Source::Cached,
        problem: None,
        today: CivilDate::from_ymd(2026, 11, 22).unwrap(),
    };
    let profile = CustomerProfile {
        user,
        customer: Some(ana()),
        may_change: true,
        waiting: Vec::new(),
        requests: Vec::new(),
        plans: Vec::new(),
        provider: provider(),
        freshness,
    };
    Editing { profile, draft }
}

fn html(draft: ProfileDraft) -> String {
    html_in(Profile::Device, draft)
}

fn html_in(profile: Profile, draft: ProfileDraft) -> String {
    #[component]
    fn Page(profile: Profile, editing: Rc<Editing>) -> Element {
        let toasts = use_toasts();
        use_context_provider(|| {
            let mut shared = Shared::new(toasts);
            shared.info.set(Some(AppInfo {
                version: "0.1.0".into(),
                profile,
                local_certificate: false,
                today: editing.profile.freshness.today,
            }));
            shared
        });
        rsx! {
            EditProfile { account: AccountId(Uuid::from_u128(7)), customer: ana(), editing }
        }
    }
    let editing = Rc::new(editing(draft));
    let mut page = VirtualDom::new_with_props(Page, PageProps { profile, editing });
    page.rebuild_in_place();
    dioxus_ssr::render(&page)
}

fn moved() -> ProfileDraft {
    let mut customer = ana();
    customer.address.street = "Avenida Brasil, 9".into();
    ProfileDraft {
        change: ProfileChange::between(&ana(), &customer),
        proofs: Vec::new(),
    }
}

#[test]
fn dp_37_dp_38_tv_02_what_may_be_changed_is_a_field_and_what_may_not_says_who_changes_it() {
    let html = html(ProfileDraft::default());
    for (id, value) in [
        ("edit-name", "Ana Souza"),
        ("edit-email", "ana@exemplo.com.br"),
        ("edit-phone", "(19) 98877-6655"),
        ("edit-street", "Rua das Acácias, 120"),
        ("edit-postal-code", "13010-000"),
    ] {
        let field = html
            .split("<input")
            .find(|tag| tag.contains(&format!("id=\"{id}\"")));
        let field = field.unwrap_or_else(|| panic!("{id} in {html}"));
        assert!(field.contains(value), "{value} in {field}");
    }
    assert!(!html.contains("edit-trading-name"), "Ana is no company");
    let (_, locked) = html.split_once("edit-locked").unwrap();
    for words in ["880.887.731-05", "Rede Horizonte", "0800 000 0100"] {
        assert!(locked.contains(words), "{words} in {locked}");
    }
    assert!(!locked.contains("<input"));
}

#[test]
fn mg_03_a_new_address_is_sent_for_approval_and_asks_for_a_proof() {
    let nothing = html(ProfileDraft::default());
    assert!(nothing.contains("Salvar") && !nothing.contains("Comprovante"));
    let html = html(moved());
    for words in [
        "Antes: Rua das Acácias, 120",
        "Comprovante de endereço",
        "até 10 MB",
        "Enviar para análise",
        "Descartar rascunho",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
}

fn file(number: u128) -> Proof {
    Proof {
        id: ProofId::new(Uuid::from_u128(number)),
        name: format!("conta-{number}.pdf"),
        kind: ProofKind::Pdf,
        size: 42_810,
        sha256: Sha256Digest::new([7; 32]),
    }
}

#[test]
fn a_file_of_the_draft_can_be_taken_out_and_five_are_enough() {
    let with = |count| ProfileDraft {
        proofs: (1..=count).map(file).collect(),
        ..moved()
    };
    let one = html(with(1));
    assert!(
        one.contains("Remover conta-1.pdf") && one.contains("43 kB"),
        "{one}"
    );
    assert!(one.contains("attach-proof"));
    let full = html(with(5));
    assert!(full.contains("no máximo 5") && !full.contains("attach-proof"));
}

#[test]
fn in_a_browser_the_page_itself_asks_for_the_file() {
    let page = html_in(Profile::Online, moved());
    let (_, chooser) = page.split_once(r#"type="file""#).unwrap();
    assert!(chooser.contains("Anexar comprovante"), "{chooser}");
    assert!(!page.contains("attach-proof"));
    assert!(!html(moved()).contains(r#"type="file""#));
}

#[test]
fn a_file_whose_address_was_typed_back_stays_behind_and_says_so() {
    let begun = ProfileDraft {
        proofs: vec![file(1)],
        ..ProfileDraft::default()
    };
    let page = html(begun);
    for words in ["nenhum comprovante será enviado", "Remover conta-1.pdf"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("attach-proof"));
    let moved = ProfileDraft {
        proofs: vec![file(1)],
        ..moved()
    };
    assert!(!html(moved).contains("proof-stays"));
}
