use super::*;
use crate::components::use_toasts;
use balcao_bridge::{AppError, Moment};
use balcao_domain::{CustomerId, ProfileChange, ProfileChangeRequest, UserId};
use uuid::Uuid;

fn moment() -> Moment {
    let day = CivilDate::from_ymd(2026, 11, 20).unwrap();
    Moment {
        civil: day.naive().and_hms_opt(9, 15, 0).unwrap(),
        offset: -180,
    }
}

/// Ana's request for another name.
fn renamed(state: RequestState, waiting: Option<ActionState>) -> ShownRequest {
    let named = |name: &str| ProfileChange {
        name: Some(name.into()),
        ..ProfileChange::default()
    };
    ShownRequest {
        request: ProfileChangeRequest {
            id: RequestId::new(Uuid::from_u128(3)),
            customer: CustomerId::new(Uuid::from_u128(1)),
            by: UserId::new(Uuid::from_u128(2)),
            made_at: chrono::DateTime::UNIX_EPOCH,
            original: named("Ana Souza"),
            proposed: named("Ana Souza Lima"),
            proofs: Vec::new(),
            state,
            decided_at: None,
            reason: (state == RequestState::Rejected).then(|| "Falta a certidão.".into()),
        },
        made_at: moment(),
        decided_at: (state == RequestState::Rejected).then(moment),
        waiting,
        proofs: Vec::new(),
    }
}

fn html(shown: ShownRequest) -> String {
    #[component]
    fn Page(shown: ShownRequest) -> Element {
        let toasts = use_toasts();
        use_context_provider(|| Shared::new(toasts));
        rsx! {
            RequestDetail {
                account: AccountId(Uuid::from_u128(7)),
                shown,
                may_change: true,
                today: moment().civil.date().into(),
            }
        }
    }
    let mut page = VirtualDom::new_with_props(Page, PageProps { shown });
    page.rebuild_in_place();
    dioxus_ssr::render(&page)
}

#[test]
fn mg_06_a_request_waits_to_be_sent_then_for_the_provider_and_then_is_decided() {
    let states = [
        (
            RequestState::Pending,
            Some(ActionState::Queued),
            "Aguardando envio",
        ),
        (
            RequestState::Pending,
            Some(ActionState::Accepted),
            "Enviada",
        ),
        (RequestState::Pending, None, "Em análise"),
        (RequestState::Approved, None, "Aprovada"),
        (RequestState::Rejected, None, "Reprovada"),
        (RequestState::Inactive, None, "Inativa"),
    ];
    for (state, waiting, words) in states {
        let html = html(renamed(state, waiting));
        assert!(html.contains(words), "{words} in {html}");
        assert!(html.contains("Ana Souza Lima"), "{html}");
    }
}

#[test]
fn a_rejected_request_says_why_and_when() {
    let html = html(renamed(RequestState::Rejected, None));
    for words in ["Falta a certidão.", "Decidido em", "20/11/2026"] {
        assert!(html.contains(words), "{words} in {html}");
    }
}

#[test]
fn only_what_was_not_sent_can_be_taken_back() {
    let buttons = |waiting| html(renamed(RequestState::Pending, waiting)).contains("<button");
    assert!(buttons(Some(ActionState::Queued)));
    assert!(buttons(Some(ActionState::Refused(AppError::invalid(
        "name", "empty"
    )))));
    for waiting in [
        Some(ActionState::Sending),
        Some(ActionState::Accepted),
        None,
    ] {
        assert!(!buttons(waiting));
    }
}
