//! What the palette can do, in words.

use crate::components::Glyph;
use crate::features::bills::{due_words, part_words};
use crate::features::shell::{may, place_words, places};
use crate::route::Place;
use crate::shared::{chosen, provider_words};
use crate::words::{money, month_title, t};
use balcao_bridge::{AccountId, AccountSummary, BillPage};
use balcao_domain::{Access, Bill, BillId, CivilDate, CustomerId, DecisionKind, fold};

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    /// Goes to a place.
    Go(Place),
    /// Copies the Pix code of a bill.
    CopyPix(BillId),
    /// Asks the portal now.
    Check,
    /// Acts for another customer.
    Choose(CustomerId),
    /// Goes to another account.
    Switch(AccountId),
    /// Edits the customer's registration data.
    EditProfile,
    /// Adds a provider.
    AddProvider,
    /// Shows the shortcuts.
    Keys,
    /// Tells what this app is.
    About,
    /// Signs out.
    SignOut,
    /// Opens a bill.
    Open(BillId),
}

/// What an entry stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What was done last.
    Recent,
    /// Places.
    Places,
    /// Actions.
    Actions,
    /// Open bills.
    Bills,
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it does.
    pub doing: Doing,
    /// What it stands under.
    pub group: Group,
    /// Its icon.
    pub glyph: Glyph,
    /// Its words.
    pub title: String,
    /// What tells it apart; may be empty.
    pub note: String,
    /// What it is found by, folded.
    pub found_by: String,
}

impl Entry {
    fn new(doing: Doing, glyph: Glyph, title: String) -> Self {
        let group = match doing {
            Doing::Go(_) => Group::Places,
            Doing::Open(_) => Group::Bills,
            _ => Group::Actions,
        };
        Self {
            doing,
            group,
            glyph,
            found_by: fold(&title),
            title,
            note: String::new(),
        }
    }

    fn with_note(mut self, note: String) -> Self {
        self.found_by.push(' ');
        self.found_by.push_str(&fold(&note));
        self.note = note;
        self
    }
}

/// Everything that can be done in an account. Bills are among it once they were read.
pub fn entries(
    account: &AccountSummary,
    others: &[AccountSummary],
    bills: Option<&BillPage>,
) -> Vec<Entry> {
    // The rooms themselves are here.
    let places = places(account).into_iter();
    let mut entries: Vec<_> = places
        .filter(|it| *it != Place::Services)
        .map(place)
        .collect();
    let today = bills.map(|page| page.freshness.today);
    let rows = bills.map_or(&[][..], |page| &page.rows);
    if let Some(bill) = rows.iter().find(|bill| bill.pix.is_some()) {
        let entry = Entry::new(Doing::CopyPix(bill.id), Glyph::Copy, t!("command-copy-pix"));
        entries.push(entry.with_note(bill_words(bill)));
    }
    entries.push(Entry::new(Doing::Check, Glyph::Clock, t!("check-now")));
    if may(account, Access::Decide(DecisionKind::ChangeProfile)) {
        let title = t!("edit-profile");
        entries.push(Entry::new(
            Doing::EditProfile,
            Glyph::CircleUserRound,
            title,
        ));
    }
    let here = chosen(account);
    for customer in &account.customers {
        if Some(customer.id) != here {
            let title = t!("command-choose", customer = customer.name.as_str());
            entries.push(Entry::new(
                Doing::Choose(customer.id),
                Glyph::ChevronsUpDown,
                title,
            ));
        }
    }
    for other in others {
        let title = t!("open-account", account = provider_words(other));
        let entry = Entry::new(Doing::Switch(other.id), Glyph::Store, title);
        entries.push(entry.with_note(other.user_name.clone()));
    }
    for (doing, glyph, title) in [
        (Doing::AddProvider, Glyph::Plus, t!("add-provider")),
        (Doing::Keys, Glyph::Keyboard, t!("keys-title")),
        (Doing::About, Glyph::Info, t!("about")),
        (Doing::SignOut, Glyph::LogOut, t!("sign-out")),
    ] {
        entries.push(Entry::new(doing, glyph, title));
    }
    entries.extend(
        rows.iter()
            .zip(today.into_iter().cycle())
            .map(|(row, today)| bill(row, today)),
    );
    entries
}

fn place(place: Place) -> Entry {
    let (glyph, title) = place_words(place);
    Entry::new(Doing::Go(place), glyph, title)
}

fn bill_words(bill: &Bill) -> String {
    t!(
        "command-bill",
        number = bill.number_text(),
        amount = money(bill.worth())
    )
}

/// Found, too, by its month, and by number and amount as people write them without points.
fn bill(bill: &Bill, today: CivilDate) -> Entry {
    let mut entry = Entry::new(Doing::Open(bill.id), Glyph::ReceiptText, bill_words(bill))
        .with_note(part_words(bill).unwrap_or_else(|| due_words(bill, today)));
    for words in [
        month_title(bill.due_on.month()),
        bill.description.clone(),
        bill.number.to_string(),
        bill.worth().amount_text().replace('.', ""),
    ] {
        entry.found_by.push(' ');
        entry.found_by.push_str(&fold(&words));
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;
    use balcao_domain::{BillState, Cents};

    #[test]
    fn what_was_paid_in_part_says_what_is_left() {
        let today = sample::today();
        let mut part = sample::bill(1, today.add_days(2));
        assert_eq!(bill(&part, today).note, due_words(&part, today));
        part.state = BillState::PartiallyPaid;
        part.paid_amount = Some(Cents::new(12_989));
        assert!(bill(&part, today).note.contains("Parcial"));
    }
}
