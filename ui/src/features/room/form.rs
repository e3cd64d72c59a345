//! The form of a room: what is typed is kept as a draft until it is decided.

mod field;
mod state;

use super::description::RoomRef;
use super::forms::RoomForm;
use super::view::ListView;
use crate::components::{Button, Empty, ErrorPanel, FieldError, Glyph, Look, Skeleton};
use crate::features::shell::{Detail, close_detail, may};
use crate::host;
use crate::reading::{Shown, asked, use_asked, use_reading};
use crate::shared::Shared;
use crate::words::{explain, t};
use balcao_bridge::{
    AccountId, AppError, Decide, Decided, DiscardDraft, DraftKey, Freshness, GetDraft,
    GetFreshness, GetRow, SaveDraft,
};
use balcao_domain::form::{Field, FieldKind, Typed};
use balcao_domain::{Access, Action, CustomerId};
use dioxus::prelude::*;
use field::FormField;
use state::FormState;
use std::rc::Rc;
use uuid::Uuid;

/// *Novo …*: a pane beside the list, or a screen of its own.
#[component]
pub fn RoomAddPane(account: AccountId, room: RoomRef, view: ListView) -> Element {
    rsx! {
        FormPane { account, room, row: None }
    }
}

/// *Editar …*.
#[component]
pub fn RoomEditPane(account: AccountId, room: RoomRef, row: Uuid, view: ListView) -> Element {
    rsx! {
        FormPane { account, room, row: Some(row) }
    }
}

/// The form, where it may be used; another row's starts over.
#[component]
fn FormPane(account: AccountId, room: RoomRef, row: Option<Uuid>) -> Element {
    let shared = use_context::<Shared>();
    let summary = shared.account(account);
    let form = row.map_or(room.add, |_| room.edit).filter(|form| {
        let summary = summary.as_ref();
        summary.is_some_and(|account| may(account, Access::Decide(form.kind)))
    });
    let allowed = form.zip(shared.customer(account));
    rsx! {
        if allowed.is_none() {
            NotAllowed { account, room }
        }
        for (form, customer) in allowed {
            AllowedForm { key: "{account} {customer} {room} {row:?}", account, customer, room, form, row }
        }
    }
}

#[component]
fn NotAllowed(account: AccountId, room: RoomRef) -> Element {
    let reading = use_reading(&[], move || Some(GetFreshness { account }));
    rsx! {
        FormDetail {
            account,
            title: (room.words.one)(),
            shown: Shown::of(&reading.get(), |freshness| freshness),
            Empty {
                glyph: Glyph::Lock,
                title: t!("edit-not-allowed"),
                text: t!("edit-not-allowed-text"),
                testid: "edit-not-allowed",
            }
        }
    }
}

/// What stands around the form, or around why there is none.
#[component]
fn FormDetail(account: AccountId, title: String, shown: Shown, children: Element) -> Element {
    rsx! {
        Detail {
            account,
            label: title.clone(),
            testid: "room-form",
            pane_title: title.clone(),
            title,
            way_out: t!("back"),
            shown,
            {children}
        }
    }
}

/// What the form begins with.
#[derive(Debug, PartialEq)]
struct Beginning {
    /// What stands in it without a draft.
    typed: Typed,
    draft: Option<Typed>,
    freshness: Freshness,
}

#[component]
fn AllowedForm(
    account: AccountId,
    customer: CustomerId,
    room: RoomRef,
    form: RoomForm,
    row: Option<Uuid>,
) -> Element {
    let shared = use_context::<Shared>();
    let about = About {
        account,
        customer,
        row,
    };
    let answer = use_beginning(about, room, form);
    let title = (form.title)();
    rsx! {
        FormDetail {
            account,
            title,
            shown: Shown::of(&answer, |beginning| &beginning.freshness),
            if let Some(Ok(beginning)) = answer {
                FormBody { about, form, beginning, ondecided: move |()| close_detail(shared) }
            }
        }
    }
}

/// A form that stands in the detail of the row that it is about, or in a sheet over it.
#[component]
pub fn RowForm(
    about: About,
    room: RoomRef,
    form: RoomForm,
    ondecided: EventHandler<()>,
) -> Element {
    match use_beginning(about, room, form) {
        None => rsx! {
            Skeleton { cards: 1 }
        },
        Some(Err(error)) => rsx! {
            ErrorPanel { error }
        },
        Some(Ok(beginning)) => rsx! {
            FormBody { about, form, beginning, ondecided }
        },
    }
}

/// What a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// In which account.
    pub account: AccountId,
    /// Whose.
    pub customer: CustomerId,
    /// Which row; none about a new one.
    pub row: Option<Uuid>,
}

impl About {
    const fn draft(self, form: RoomForm) -> DraftKey {
        DraftKey {
            form: form.kind,
            subject: match self.row {
                Some(row) => row,
                None => self.customer.uuid(),
            },
        }
    }
}

/// Reads what a form begins with. Once it was begun, what was typed stays, whatever comes meanwhile.
fn use_beginning(
    about: About,
    room: RoomRef,
    form: RoomForm,
) -> Option<Result<Rc<Beginning>, AppError>> {
    let mut begun = use_signal(|| false);
    let reading = use_asked::<Beginning>(&[], move || {
        if *begun.peek() {
            return None;
        }
        Some(asked(async move {
            let beginning = begin(about, room, form).await?;
            begun.set(true);
            Ok(beginning)
        }))
    });
    reading.get()
}

async fn begin(about: About, room: RoomRef, form: RoomForm) -> Result<Beginning, AppError> {
    let (account, key) = (about.account, about.draft(form));
    let draft = host::call(GetDraft { account, key }).await?;
    let (typed, freshness) = match about.row {
        Some(id) => {
            let get = GetRow {
                account,
                of: room.of,
                customer: about.customer,
                id: id.into(),
            };
            let gotten = host::call(get).await?;
            let typed = (form.typed)(&gotten.row).unwrap_or_default();
            (typed, gotten.freshness)
        }
        None => (Typed::new(), host::call(GetFreshness { account }).await?),
    };
    Ok(Beginning {
        typed,
        draft,
        freshness,
    })
}

/// One thing to do, one after the other: what was decided is not kept as a draft any more.
enum Task {
    Keep,
    Discard,
    Decide(Typed),
}

#[component]
fn FormBody(
    about: About,
    form: RoomForm,
    beginning: Rc<Beginning>,
    ondecided: EventHandler<()>,
) -> Element {
    let shared = use_context::<Shared>();
    let mut state =
        use_signal(|| FormState::new(&form, beginning.typed.clone(), beginning.draft.clone()));
    let tasks = use_coroutine(move |tasks| {
        let decide = move |was: &Typed, typed: &Typed| {
            let row = about.row.map(|id| (id, was));
            (form.decide)(about.customer, row, typed)
        };
        let key = (about.account, about.draft(form));
        work(shared, key, decide, state, tasks, ondecided)
    });
    let now = state.read();
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let typed = state.write().send();
        match typed {
            Some(typed) => tasks.send(Task::Decide(typed)),
            None => {
                if let Some(wrong) = state.peek().first_wrong() {
                    host::focus(wrong);
                }
            }
        }
    };
    let label = |field: &Field| (form.field)(field.name).0;
    rsx! {
        form { class: "form", novalidate: true, onsubmit: submit,
            div { class: "form-part",
                for field in form.fields {
                    FormField {
                        key: "{field.name}",
                        about,
                        field: *field,
                        label: label(field),
                        help: Some((form.field)(field.name).1).filter(|help| !help.is_empty()),
                        choices: choices(field, form.choice),
                        nothing: (form.fault)(field.name, "none").unwrap_or_default(),
                        text: now.text(field).to_owned(),
                        error: now.error(field),
                        ontyped: move |text| {
                            state.write().type_into(field, text);
                            tasks.send(Task::Keep);
                        },
                    }
                }
            }
            FieldError { id: "room-form", error: now.other_error(label), code: now.code() }
            div { class: "form-actions",
                Button { look: Look::Primary, submit: true, busy: now.is_sending(), testid: "form-save",
                    if now.is_sending() {
                        {t!("edit-sending")}
                    } else {
                        {(form.save)()}
                    }
                }
                if now.is_begun() {
                    Button { testid: "discard-draft", onclick: move |_| tasks.send(Task::Discard),
                        {t!("edit-discard")}
                    }
                }
                if now.is_kept() {
                    p { class: "form-text", "data-testid": "draft-kept", {t!("edit-draft-kept")} }
                }
            }
        }
    }
}

fn choices(field: &Field, words: fn(&str) -> String) -> Vec<String> {
    match field.kind {
        FieldKind::Choice(names) => names.iter().map(|name| words(name)).collect(),
        _ => Vec::new(),
    }
}

async fn keep(account: AccountId, key: DraftKey, typed: Typed) -> Result<(), AppError> {
    if typed.is_empty() {
        return host::call(DiscardDraft { account, key }).await;
    }
    host::call(SaveDraft {
        account,
        key,
        typed,
    })
    .await
}

async fn work(
    shared: Shared,
    (account, key): (AccountId, DraftKey),
    decide: impl Fn(&Typed, &Typed) -> Action,
    mut state: Signal<FormState>,
    mut tasks: UnboundedReceiver<Task>,
    ondecided: EventHandler<()>,
) {
    while let Ok(task) = tasks.recv().await {
        match task {
            Task::Keep => {
                // Of several keys in a row, the last one says it all.
                let Some(typed) = state.peek().unkept() else {
                    continue;
                };
                match keep(account, key, typed.clone()).await {
                    Ok(()) => state.write().keep(typed),
                    Err(error) => shared.tell(explain(&error).happened),
                }
            }
            Task::Discard => match host::call(DiscardDraft { account, key }).await {
                Ok(()) => state.write().start_over(),
                Err(error) => state.write().refuse(error),
            },
            Task::Decide(typed) => {
                let action = decide(state.peek().base(), &typed);
                match host::call(Decide { account, action }).await {
                    Ok(decided) => {
                        shared.say(match decided {
                            Decided::Kept(_) => t!("edit-kept"),
                            Decided::Done(_) => t!("edit-done"),
                        });
                        shared.read_again();
                        state.write().start_over();
                        ondecided.call(());
                    }
                    Err(error) => state.write().refuse(error),
                }
            }
        }
    }
}
