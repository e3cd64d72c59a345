//! Everything there is to see: each route and each dialog, and how a person comes to it.

use super::{Page, given};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID};
use balcao_people::{MARINA_PASSWORD, MARINA_TAX_ID};
use std::collections::BTreeSet;

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// Nobody has signed in yet.
    Nobody,
    /// Looks at the gallery, in a development build.
    Developer,
    /// Pays on time.
    Ana,
    /// Suspended, two bills overdue.
    Bruno,
    /// Pays the bills of two companies.
    Marina,
}

impl Person {
    /// Everybody.
    pub const ALL: [Self; 5] = [
        Self::Nobody,
        Self::Developer,
        Self::Ana,
        Self::Bruno,
        Self::Marina,
    ];

    /// Signs in on a page that was just opened.
    pub async fn enter(self, page: &Page, provider: &str) {
        let (tax_id, password) = match self {
            Self::Nobody | Self::Developer => return,
            Self::Ana => (ANA_TAX_ID, ANA_PASSWORD),
            Self::Bruno => (BRUNO_TAX_ID, BRUNO_PASSWORD),
            Self::Marina => (MARINA_TAX_ID, MARINA_PASSWORD),
        };
        page.sign_in(provider, tax_id, password).await;
        page.find("plan-row").await;
    }
}

/// Something to see.
pub struct Sight {
    /// What it is called in pictures and reports.
    pub name: &'static str,
    /// Who sees it.
    pub person: Person,
    /// The route it is on, as `routes.txt` writes it.
    pub route: &'static str,
    /// The dialog that is open over it.
    pub dialog: Option<&'static str>,
    /// The address to begin at, below the account's for those who have one.
    from: &'static str,
    /// What is clicked from there, in turn.
    clicks: &'static [&'static str],
    /// A key that is pressed then.
    key: Option<&'static str>,
    /// What must be there in the end.
    until: Option<&'static str>,
}

/// Stands for the provider's address in [`Sight::from`].
const PROVIDER: &str = "PROVIDER";

/// All of them.
pub const SIGHTS: &[Sight] = &[
    Sight::page(Person::Nobody, "start", "/", "/"),
    Sight::page(Person::Nobody, "add", "/add", "/add"),
    Sight::page(Person::Nobody, "about", "/about", "/about"),
    Sight::page(
        Person::Nobody,
        "not-found",
        "/:..segments",
        "/there/is/nothing",
    ),
    Sight::page(
        Person::Nobody,
        "sign-in",
        "/sign-in",
        "/sign-in?address=PROVIDER",
    )
    .until("tax-id"),
    Sight::page(Person::Developer, "gallery", "/dev/gallery", "/dev/gallery"),
    Sight::page(
        Person::Developer,
        "gallery-dialog",
        "/dev/gallery",
        "/dev/gallery",
    )
    .after(&["example-dialog-open"])
    .over("example-dialog"),
    Sight::page(
        Person::Developer,
        "gallery-sheet",
        "/dev/gallery",
        "/dev/gallery",
    )
    .after(&["example-sheet-open"])
    .over("example-sheet"),
    Sight::page(
        Person::Developer,
        "gallery-calendar",
        "/dev/gallery",
        "/dev/gallery",
    )
    .after(&["example-date-open"])
    .over("calendar"),
    Sight::page(Person::Ana, "home", "/account/:account/home", "/home"),
    Sight::page(Person::Ana, "bills", "/account/:account/bills", "/bills"),
    Sight::page(
        Person::Ana,
        "bill",
        "/account/:account/bills/:bill",
        "/home",
    )
    .after(&["open-bill"]),
    Sight::page(
        Person::Ana,
        "bars",
        "/account/:account/bills/:bill",
        "/home",
    )
    .after(&["open-bill", "enlarge-bars"])
    .over("bars-dialog"),
    Sight::page(
        Person::Ana,
        "account",
        "/account/:account/profile",
        "/profile",
    ),
    Sight::page(
        Person::Ana,
        "plan",
        "/account/:account/plans/:plan",
        "/profile",
    )
    .after(&["plan-row"]),
    Sight::page(
        Person::Ana,
        "edit-profile",
        "/account/:account/profile/edit",
        "/profile/edit",
    ),
    Sight::page(
        Person::Ana,
        "request",
        "/account/:account/requests/:request",
        "/profile",
    )
    .after(&["request-row"]),
    Sight::page(
        Person::Ana,
        "waiting",
        "/account/:account/waiting",
        "/waiting",
    ),
    Sight::page(Person::Ana, "menu", "/account/:account/home", "/home").after(&["customer-menu"]),
    Sight::page(Person::Ana, "sign-out", "/account/:account/home", "/home")
        .after(&["customer-menu", "menu-sign-out"])
        .over("sign-out-dialog"),
    Sight::page(
        Person::Ana,
        "document",
        "/account/:account/bills/:bill",
        "/home",
    )
    .after(&["open-bill", "open-document"])
    .until("document-page")
    .over("document"),
    Sight::page(Person::Ana, "commands", "/account/:account/home", "/home")
        .after(&["open-commands"])
        .over("commands"),
    Sight::page(Person::Ana, "keys", "/account/:account/home", "/home")
        .pressing("?")
        .over("keyboard-help"),
    Sight::page(
        Person::Bruno,
        "home-suspended",
        "/account/:account/home",
        "/home",
    ),
    Sight::page(
        Person::Bruno,
        "bills-overdue",
        "/account/:account/bills",
        "/bills",
    ),
    Sight::page(
        Person::Marina,
        "home-company",
        "/account/:account/home",
        "/home",
    ),
    Sight::page(
        Person::Marina,
        "bills-company",
        "/account/:account/bills",
        "/bills",
    )
    .after(&["filter-all"]),
    Sight::page(
        Person::Ana,
        "services",
        "/account/:account/services",
        "/services",
    ),
    Sight::page(
        Person::Ana,
        "room-empty",
        "/account/:account/:room",
        "/contacts",
    ),
    Sight::page(
        Person::Marina,
        "contacts",
        "/account/:account/:room",
        "/contacts",
    ),
    Sight::page(
        Person::Marina,
        "room-add",
        "/account/:account/:room/new",
        "/contacts/new",
    )
    .after(&["form-save"]),
    Sight::page(
        Person::Marina,
        "room-row",
        "/account/:account/:room/:row",
        "/contacts",
    )
    .after(&["room-row"]),
    Sight::page(
        Person::Marina,
        "room-edit",
        "/account/:account/:room/:row/edit",
        "/contacts",
    )
    .after(&["room-row", "room-edit"]),
    Sight::page(
        Person::Marina,
        "room-remove",
        "/account/:account/:room/:row",
        "/contacts",
    )
    .after(&["room-row", "remove_contact"])
    .over("act"),
    Sight::page(
        Person::Ana,
        "note",
        "/account/:account/:room/:row",
        "/notes?period=2026-01/2026-11",
    )
    .after(&["room-row"]),
    Sight::page(
        Person::Ana,
        "ticket",
        "/account/:account/:room/:row",
        "/tickets",
    )
    .after(&["room-row"]),
    Sight::page(
        Person::Ana,
        "announcement",
        "/account/:account/:room/:row",
        "/announcements",
    )
    .after(&["room-row"]),
    Sight::page(
        Person::Ana,
        "due-day",
        "/account/:account/:room/new",
        "/due-day/new",
    )
    .after(&["form-save"]),
    Sight::page(
        Person::Bruno,
        "provisional",
        "/account/:account/:room/new",
        "/provisional/new",
    ),
    Sight::page(
        Person::Ana,
        "password",
        "/account/:account/password",
        "/password",
    )
    .after(&["password-save"]),
    Sight::page(
        Person::Marina,
        "account-company",
        "/account/:account/profile",
        "/profile",
    ),
];

impl Sight {
    const fn page(
        person: Person,
        name: &'static str,
        route: &'static str,
        from: &'static str,
    ) -> Self {
        Self {
            name,
            person,
            route,
            dialog: None,
            from,
            clicks: &[],
            key: None,
            until: None,
        }
    }

    const fn after(mut self, clicks: &'static [&'static str]) -> Self {
        self.clicks = clicks;
        self
    }

    const fn pressing(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    const fn until(mut self, id: &'static str) -> Self {
        self.until = Some(id);
        self
    }

    const fn over(mut self, dialog: &'static str) -> Self {
        self.dialog = Some(dialog);
        self
    }

    /// Brings a page of its person to it, and waits until it stands still.
    pub async fn show(&self, page: &Page, origin: &str, provider: &str) {
        let address = page.address().await;
        let account = match self.person {
            Person::Nobody | Person::Developer => String::new(),
            _ => account_path(&address).expect("the page of an account"),
        };
        let from = self.from.replace(PROVIDER, provider);
        page.open(&format!("{origin}{account}{from}")).await;
        for click in self.clicks {
            page.click(click).await;
        }
        if let Some(key) = self.key {
            page.settle().await;
            page.focused().await.send_keys(key).await.unwrap();
        }
        if let Some(id) = self.until {
            page.find(id).await;
        }
        if let Some(dialog) = self.dialog {
            page.find_css(&format!("dialog#{dialog}[open], .{dialog}[role=dialog]"))
                .await;
        }
        page.settle().await;
    }
}

/// `/account/ID` of an address within.
fn account_path(address: &str) -> Option<String> {
    let (_, below) = address.split_once("/account/")?;
    let id = below.split('/').next()?;
    Some(format!("/account/{id}"))
}

/// The routes of the interface, which a test of its own compares with its `Route`.
pub fn routes() -> BTreeSet<&'static str> {
    include_str!("../routes.txt").lines().collect()
}

/// The ids of every dialog in the interface's source.
pub fn dialogs() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![given("BALCAO_TEST_UI_SOURCE")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.extend(dialogs_in(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    found
}

/// A dialog of the kit names its id itself; one of a feature's own, in a constant; what is one by
/// its role only goes by its class.
fn dialogs_in(source: &str) -> Vec<String> {
    let quoted = |text: &str| Some(text.split_once('"')?.1.split('"').next()?.to_owned());
    let of_the_kit = [" Dialog {", " Sheet {"]
        .into_iter()
        .flat_map(|begin| source.split(begin).skip(1))
        .filter_map(|after| quoted(after.trim_start().strip_prefix("id: ")?));
    let own = source
        .contains(" dialog {")
        .then(|| quoted(source.split_once("const DIALOG: &str = ")?.1))
        .flatten();
    let by_role = source.split_once("role: \"dialog\"");
    let by_role = by_role.and_then(|(before, _)| quoted(before.rsplit_once("class: ")?.1));
    of_the_kit.chain(own).chain(by_role).collect()
}
