//! Does what was chosen.

use super::Doing;
use crate::features::shell::{choose_customer, copy_pix, go_to, open_detail};
use crate::route::Route;
use crate::shared::{Over, Shared};
use balcao_bridge::AccountId;
use dioxus::prelude::*;

/// Does it, in an account. What takes a while goes on in the scope this is called in.
pub fn run(shared: Shared, account: AccountId, doing: Doing) {
    let mut over = shared.over;
    match doing {
        Doing::Go(place) => go_to(shared, place.route(account)),
        Doing::CopyPix(bill) => drop(spawn(copy_pix(shared, account, bill))),
        Doing::Check => drop(spawn(shared.check(account))),
        Doing::Choose(customer) => drop(spawn(choose_customer(shared, account, customer))),
        Doing::Switch(account) => go_to(shared, Route::Home { account }),
        Doing::EditProfile => open_detail(shared, Route::EditProfile { account }, None),
        Doing::AddProvider => go_to(shared, Route::AddProvider {}),
        Doing::Keys => over.set(Some(Over::Keys)),
        Doing::About => open_detail(shared, Route::About {}, None),
        Doing::SignOut => over.set(Some(Over::SigningOut)),
        Doing::Open(bill) => {
            let row = Some(format!("bill-{bill}"));
            open_detail(shared, Route::Bill { account, bill }, row);
        }
    }
}
