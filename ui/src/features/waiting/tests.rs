use super::*;
use crate::components::use_toasts;
use balcao_bridge::{ActionId, Moment};
use balcao_domain::{
    AttachProof, ChangeProfile, CustomerId, ProfileChange, ProofKind, Sha256Digest,
};
use uuid::Uuid;

/// A telephone's change that has come so far.
pub fn change(number: u128, state: ActionState) -> WaitingAction {
    let change = ProfileChange {
        phone: Some("19988776655".into()),
        ..ProfileChange::default()
    };
    WaitingAction {
        id: ActionId(Uuid::from_u128(number)),
        action: Action::from(ChangeProfile {
            customer: customer(),
            change,
        }),
        made_at: moment(),
        state,
        held_by: None,
    }
}

/// Refused for what the portal thinks of the telephone.
pub fn refused() -> ActionState {
    ActionState::Refused(AppError::invalid("phone", "malformed"))
}

fn customer() -> CustomerId {
    CustomerId::new(Uuid::from_u128(1))
}

fn moment() -> Moment {
    let day = CivilDate::from_ymd(2026, 11, 22).unwrap();
    Moment {
        civil: day.naive().and_hms_opt(14, 32, 0).unwrap(),
        offset: -180,
    }
}

fn file() -> Action {
    Action::from(AttachProof {
        customer: customer(),
        request: RequestId::new(Uuid::from_u128(9)),
        name: "conta-de-luz.pdf".into(),
        kind: ProofKind::Pdf,
        size: 42_810,
        sha256: Sha256Digest::new([7; 32]),
    })
}

/// What a pane of these would show.
fn html(state: ActionState, done: Action) -> String {
    #[component]
    fn Page(state: ActionState, done: Action) -> Element {
        let toasts = use_toasts();
        use_context_provider(|| Shared::new(toasts));
        let action = change(1, state);
        rsx! {
            Items {
                account: AccountId(Uuid::from_u128(7)),
                actions: vec![WaitingAction { action: done, ..action }],
                today: moment().civil.date().into(),
            }
        }
    }
    let mut page = VirtualDom::new_with_props(Page, PageProps { state, done });
    page.rebuild_in_place();
    dioxus_ssr::render(&page)
}

#[test]
fn what_is_queued_says_so_with_a_clock_and_can_be_edited_or_taken_back() {
    let html = html(ActionState::Queued, change(1, ActionState::Queued).action);
    for words in [
        "Telefone",
        "22/11, 14:32",
        "Aguardando envio",
        "Editar",
        "Cancelar envio",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
}

#[test]
fn what_was_refused_says_why_and_offers_to_edit_to_try_again_and_to_give_up() {
    let html = html(refused(), change(1, refused()).action);
    for words in ["Não aceita", "DDD", "Editar", "Tentar de novo", "Descartar"] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(!html.contains("Cancelar envio"), "{html}");
}

#[test]
fn a_file_that_is_being_sent_shows_how_far_and_offers_nothing() {
    let html = html(ActionState::Sending, file());
    assert!(html.contains("conta-de-luz.pdf"), "{html}");
    assert!(html.contains("<progress"), "{html}");
    assert!(!html.contains("<button"), "{html}");
}

#[test]
fn another_refusal_is_told_in_the_words_of_every_error() {
    let html = html(
        ActionState::Refused(AppError::new(ErrorCode::Conflict)),
        file(),
    );
    assert!(html.contains("Os dados mudaram enquanto isso"), "{html}");
    assert!(html.contains("Trocar arquivo"), "{html}");
}

#[test]
fn what_is_about_something_that_is_gone_is_not_edited() {
    let gone = ActionState::Refused(AppError::new(ErrorCode::NotFound));
    let html = html(gone, file());
    assert!(!html.contains("Trocar arquivo"), "{html}");
    assert!(html.contains("Descartar"), "{html}");
}
