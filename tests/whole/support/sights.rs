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
    /// Pays on time.
    Ana,
    /// Suspended, two bills overdue.
    Bruno,
    /// Pays the bills of two companies.
    Marina,
}

impl Person {
    /// Everybody.
    pub const ALL: [Self; 4] = [Self::Nobody, Self::Ana, Self::Bruno, Self::Marina];

    /// Signs in on a page that was just opened.
    pub async fn enter(self, page: &Page, provider: &str) {
        let (tax_id, password, shown) = match self {
            Self::Nobody => return,
            Self::Ana => (ANA_TAX_ID, ANA_PASSWORD, "R$ 129,90"),
            Self::Bruno => (BRUNO_TAX_ID, BRUNO_PASSWORD, "suspenso"),
            Self::Marina => (MARINA_TAX_ID, MARINA_PASSWORD, "Link dedicado"),
        };
        page.sign_in(provider, tax_id, password).await;
        page.wait_for(shown).await;
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
}

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
    Sight::page(Person::Ana, "menu", "/account/:account/home", "/home").after(&["customer-menu"]),
    Sight::page(Person::Ana, "sign-out", "/account/:account/home", "/home")
        .after(&["customer-menu", "menu-sign-out"])
        .over("sign-out-dialog"),
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
        }
    }

    const fn after(mut self, clicks: &'static [&'static str]) -> Self {
        self.clicks = clicks;
        self
    }

    const fn over(mut self, dialog: &'static str) -> Self {
        self.dialog = Some(dialog);
        self
    }

    /// Brings a page of its person to it, and waits until it stands still.
    pub async fn show(&self, page: &Page, origin: &str) {
        let address = page.address().await;
        let account = match self.person {
            Person::Nobody => String::new(),
            _ => account_path(&address).expect("the page of an account"),
        };
        page.open(&format!("{origin}{account}{}", self.from)).await;
        for click in self.clicks {
            page.click(click).await;
        }
        if let Some(dialog) = self.dialog {
            page.find_css(&format!("dialog#{dialog}[open]")).await;
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

fn dialogs_in(source: &str) -> Vec<String> {
    source
        .split("Dialog {")
        .skip(1)
        .filter_map(|after| {
            let (_, id) = after.trim_start().split_once("id: \"")?;
            Some(id.split('"').next()?.to_owned())
        })
        .collect()
}
