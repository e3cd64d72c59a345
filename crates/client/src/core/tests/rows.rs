//! Rows of a room: listed, kept as a draft, decided, and drawn until they come true. Contacts stand
//! for all of them.

use super::sending::{all_gone, offline, take_back, waiting};
use super::*;
use balcao_bridge::{
    ActionState, Decide, Decided, DraftKey, ErrorCode, GetDraft, GetRow, ListRows, Row, RowPage,
    SaveDraft,
};
use balcao_domain::form::{Details, Typed};
use balcao_domain::kept::Decides;
use balcao_domain::{
    Action, Collection, Contact, ContactDetails, ContactKind, DecisionKind, OpenTicket,
    ReplyDetails, ReplyTicket, RowId, TicketDetails, TicketId, TicketKind,
};

fn details(name: &str) -> ContactDetails {
    ContactDetails {
        name: name.into(),
        kind: Some(ContactKind::Other),
        mobile: "11977665544".into(),
        landline: String::new(),
        email: "julia@correio.example".into(),
        sms: true,
    }
}

async fn found(core: &Core, account: &AccountSummary, search: &str) -> RowPage {
    let list = ListRows {
        account: account.id,
        of: Collection::Contacts,
        customer: account.selected.unwrap(),
        filter: String::new(),
        period: None,
        search: search.into(),
        order: "name".into(),
        descending: false,
        after: None,
    };
    core.call(list).await.unwrap()
}

fn names(rows: &[Row]) -> Vec<String> {
    let contacts = rows.iter().map(|row| row.read::<Contact>().unwrap());
    contacts.map(|contact| contact.details.name).collect()
}

async fn decide(
    core: &Core,
    account: &AccountSummary,
    action: Action,
) -> Result<Decided, AppError> {
    let account = account.id;
    core.call(Decide { account, action }).await
}

#[tokio::test]
async fn what_was_decided_is_drawn_over_the_list_until_it_comes_true() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let customer = account.selected.unwrap();
    let before = found(&core, &account, "").await;
    let all = ["Érica Nogueira", "Marina Silva", "Tiago Ramos"];
    assert_eq!(
        (names(&before.rows), before.count),
        (all.map(String::from).to_vec(), 3)
    );
    let id = |place: usize| before.rows[place].id.uuid().unwrap();
    let (erica, marina) = (id(0), id(1));

    offline(&stage, true);
    let add = Contact::add(customer, details(" Júlia  Souza "));
    let Decided::Kept(added) = decide(&core, &account, add).await.unwrap() else {
        panic!("it is kept");
    };
    let was = before.rows[0].read::<Contact>().unwrap().details;
    let edit = Contact::edit(customer, erica, was, details("Érica Nogueira Lima"));
    decide(&core, &account, edit).await.unwrap();
    decide(&core, &account, Contact::remove(customer, marina))
        .await
        .unwrap();
    let drawn = found(&core, &account, "").await;
    assert_eq!(names(&drawn.new), ["Júlia Souza"]);
    assert_eq!(names(&drawn.rows), ["Érica Nogueira Lima", "Tiago Ramos"]);
    assert_eq!(drawn.count, 2);
    let waits = drawn.new[0].waiting.as_ref().unwrap();
    assert_eq!(waits.0, added);
    // The sender may just be trying.
    assert!(matches!(
        waits.1,
        ActionState::Queued | ActionState::Sending
    ));
    assert_eq!(drawn.rows[1].waiting, None);

    // What is drawn is found as it reads now.
    let of = async |search| {
        let page = found(&core, &account, search).await;
        (names(&page.new), names(&page.rows), page.count)
    };
    assert_eq!(
        of("júl sou").await,
        (vec!["Júlia Souza".to_owned()], vec![], 0)
    );
    assert_eq!(
        of("lima").await.0,
        ["Érica Nogueira Lima"],
        "it would not be found before"
    );
    assert_eq!(of("marina").await, (vec![], vec![], 0));
    let get = |id: RowId| GetRow {
        account: account.id,
        of: Collection::Contacts,
        customer,
        id,
    };
    let gone = core.call(get(marina.into())).await;
    assert_eq!(gone.unwrap_err().code, ErrorCode::NotFound);
    let edited = core.call(get(erica.into())).await.unwrap().row;
    assert_eq!(names(&[edited]), ["Érica Nogueira Lima"]);

    offline(&stage, false);
    check(&core, account.id).await;
    all_gone(&core, &account).await;
    let true_by_now = found(&core, &account, "").await;
    let expected = ["Érica Nogueira Lima", "Júlia Souza", "Tiago Ramos"];
    assert_eq!(names(&true_by_now.rows), expected);
    assert!(true_by_now.new.is_empty() && true_by_now.count == 3);
    assert!(true_by_now.rows.iter().all(|row| row.waiting.is_none()));
}

#[tokio::test]
async fn what_was_typed_is_kept_until_it_is_decided_and_comes_back_with_edit() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let customer = account.selected.unwrap();
    let key = DraftKey {
        form: DecisionKind::AddContact,
        subject: customer.uuid(),
    };
    let draft = async || {
        let account = account.id;
        core.call(GetDraft { account, key }).await.unwrap()
    };
    assert_eq!(draft().await, None);
    let typed = Typed::from([("email".to_owned(), "julia@".to_owned())]);
    let save = SaveDraft {
        account: account.id,
        key,
        typed: typed.clone(),
    };
    core.call(save).await.unwrap();
    assert_eq!(draft().await, Some(typed));

    offline(&stage, true);
    let wrong = Contact::add(customer, ContactDetails::read(&Typed::new()));
    let refused = decide(&core, &account, wrong).await.unwrap_err();
    assert_eq!(refused, AppError::invalid("name", "empty"));
    assert!(draft().await.is_some() && waiting(&core, &account).await.is_empty());
    let right = details("Júlia Souza");
    let decided = decide(&core, &account, Contact::add(customer, right.clone())).await;
    assert!(matches!(decided.unwrap(), Decided::Kept(_)));
    assert_eq!(draft().await, None);
    take_back(&core, &account, true).await;
    assert_eq!(draft().await, Some(right.typed()));
    assert!(found(&core, &account, "").await.new.is_empty());
}

#[tokio::test]
async fn what_was_said_about_a_ticket_that_is_taken_back_stands_below_what_it_said() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let customer = account.selected.unwrap();
    offline(&stage, true);
    let open = OpenTicket {
        customer,
        details: TicketDetails {
            kind: Some(TicketKind::Other),
            plan: None,
            subject: "Mudança".into(),
            text: "Vou me mudar.".into(),
        },
    };
    let Ok(Decided::Kept(made)) = decide(&core, &account, open.into()).await else {
        panic!("it is kept");
    };
    let reply = ReplyTicket {
        customer,
        id: TicketId::new(made.0),
        details: ReplyDetails {
            text: "Em janeiro.".into(),
        },
    };
    decide(&core, &account, reply.into()).await.unwrap();
    take_back(&core, &account, true).await;
    let key = DraftKey {
        form: DecisionKind::OpenTicket,
        subject: customer.uuid(),
    };
    let account = account.id;
    let draft = core.call(GetDraft { account, key }).await.unwrap().unwrap();
    assert_eq!(draft["text"], "Vou me mudar.\n\nEm janeiro.");
    assert_eq!(draft["subject"], "Mudança");
}

/// A row's form, as it is after some of its fields were typed anew.
fn retyped(
    row: &Row,
    change: impl FnOnce(&mut ContactDetails),
) -> (uuid::Uuid, [ContactDetails; 2]) {
    let was = row.read::<Contact>().unwrap().details;
    let mut details = was.clone();
    change(&mut details);
    (row.id.uuid().unwrap(), [was, details])
}

#[tokio::test]
async fn two_changes_of_one_row_both_stay() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let customer = account.selected.unwrap();
    let row = found(&core, &account, "marina").await.rows.remove(0);
    offline(&stage, true);
    // Typed over what was there, while somebody else typed something else.
    let changes: [fn(&mut ContactDetails); 2] = [
        |it| it.name = "Marina Silva Lima".into(),
        |it| it.mobile = "11911112222".into(),
    ];
    for change in changes {
        let (id, [was, details]) = retyped(&row, change);
        let edit = Contact::edit(customer, id, was, details);
        decide(&core, &account, edit).await.unwrap();
    }
    offline(&stage, false);
    check(&core, account.id).await;
    all_gone(&core, &account).await;
    let row = found(&core, &account, "marina").await.rows.remove(0);
    let contact = row.read::<Contact>().unwrap().details;
    assert_eq!(
        (contact.name.as_str(), contact.mobile.as_str()),
        ("Marina Silva Lima", "11911112222")
    );
}

#[tokio::test]
async fn a_row_that_is_not_made_after_all_leaves_all_that_was_typed_of_it() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let customer = account.selected.unwrap();
    offline(&stage, true);
    let add = Contact::add(customer, details("Júlia Souza"));
    let key = DraftKey::of(&add).unwrap();
    decide(&core, &account, add).await.unwrap();
    let row = found(&core, &account, "").await.new.remove(0);
    let (id, [was, all]) = retyped(&row, |it| it.name = "Júlia Souza Lima".into());
    let edit = Contact::edit(customer, id, was, all.clone());
    decide(&core, &account, edit).await.unwrap();
    take_back(&core, &account, true).await;
    assert!(waiting(&core, &account).await.is_empty());
    let get = GetDraft {
        account: account.id,
        key,
    };
    assert_eq!(core.call(get).await.unwrap(), Some(all.typed()));
}

#[tokio::test]
async fn rows_are_read_and_decided_by_whom_the_lists_say_and_of_nobody_else() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, TIAGO).await;
    let customer = account.selected.unwrap();
    assert_eq!(
        found(&core, &account, "").await.count,
        3,
        "a technician reads them"
    );
    let refused = decide(&core, &account, Contact::add(customer, details("Nova"))).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::RoleNeeded);

    let stranger = CustomerId::new(uuid::Uuid::from_u128(7));
    let refused = decide(&core, &account, Contact::add(stranger, details("Nova"))).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotFound);
    let list = ListRows {
        account: account.id,
        of: Collection::Bills,
        customer,
        filter: String::new(),
        period: None,
        search: String::new(),
        order: String::new(),
        descending: false,
        after: None,
    };
    let refused = core.call(list.clone()).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::RoleNeeded);
    for of in [Collection::Calls, Collection::Provider] {
        let refused = core.call(ListRows { of, ..list.clone() }).await;
        let code = refused.unwrap_err().code;
        assert_eq!(
            code,
            ErrorCode::NotFound,
            "{of:?} is no list of a customer's"
        );
    }
}

#[tokio::test]
async fn a_row_is_found_for_its_own_customer_only() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let customers = account.customers.iter().map(|it| it.id);
    let own = account.selected.unwrap();
    let other = customers.into_iter().find(|it| *it != own).unwrap();
    let id = found(&core, &account, "").await.rows[0].id;
    let get = |customer| GetRow {
        account: account.id,
        of: Collection::Contacts,
        customer,
        id,
    };
    assert!(core.call(get(own)).await.is_ok());
    let theirs = core.call(get(other)).await;
    assert_eq!(theirs.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn sent_at_once_what_was_typed_stays_until_it_is_there_and_twice_pressed_it_is_done_once() {
    let stage = Stage::new();
    let core = stage.open_online();
    let account = signed_in(&core, MARINA).await;
    let customer = account.selected.unwrap();
    let add = || Contact::add(customer, details("Júlia Souza"));
    let key = DraftKey::of(&add()).unwrap();
    let draft = async || {
        let account = account.id;
        core.call(GetDraft { account, key }).await.unwrap()
    };
    offline(&stage, true);
    let refused = decide(&core, &account, add()).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotOffline);
    assert_eq!(draft().await, add().typed());
    offline(&stage, false);
    stage.twin.fault(|faults| faults.lose_acts = true);
    let unheard = decide(&core, &account, add()).await;
    assert_eq!(unheard.unwrap_err().code, ErrorCode::NotOffline);
    stage.twin.fault(|faults| faults.lose_acts = false);
    let Decided::Done(done) = decide(&core, &account, add()).await.unwrap() else {
        panic!("it is done at once");
    };
    assert_eq!(draft().await, None);
    check(&core, account.id).await;
    assert_eq!(found(&core, &account, "souza").await.count, 1);

    // Another one of the same name is another one.
    let another = decide(&core, &account, add()).await.unwrap();
    assert!(matches!(another, Decided::Done(id) if id != done));
}

#[tokio::test]
async fn what_is_sent_at_once_in_a_session_that_is_over_asks_to_sign_in_again() {
    let stage = Stage::new();
    let core = stage.open_online();
    let account = signed_in(&core, MARINA).await;
    stage.twin.revoke();
    let add = Contact::add(account.selected.unwrap(), details("Júlia Souza"));
    let refused = decide(&core, &account, add).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::SessionRevoked);
    let state = &accounts(&core).await[0].state;
    assert_eq!(*state, AccountState::SignInNeeded);
}

#[tokio::test]
async fn forms_are_begun_only_so_often_and_the_oldest_gives_way() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await.id;
    let key = |subject| DraftKey {
        form: DecisionKind::EditContact,
        subject: uuid::Uuid::from_u128(subject),
    };
    let save = async |subject, text: String| {
        let typed = Typed::from([("name".to_owned(), text)]);
        let key = key(subject);
        core.call(SaveDraft {
            account,
            key,
            typed,
        })
        .await
    };
    let is_kept = async |subject| {
        let key = key(subject);
        core.call(GetDraft { account, key })
            .await
            .unwrap()
            .is_some()
    };
    for subject in 0..200 {
        save(subject, "Ana".into()).await.unwrap();
    }
    // Written again, the first is the newest.
    save(0, "Ana Lima".into()).await.unwrap();
    save(200, "Rui".into()).await.unwrap();
    assert!(is_kept(0).await && !is_kept(1).await && is_kept(2).await && is_kept(200).await);

    let endless = save(2, "a".repeat(70_000)).await;
    assert_eq!(endless.unwrap_err().code, ErrorCode::InvalidRequest);
}
