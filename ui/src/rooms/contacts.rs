//! *Contatos* (MC-23 to MC-30).

use crate::components::Glyph;
use crate::features::room::{KeptWords, Room, RoomWords, ShownOn, ShownRow, Shows, column};
use crate::words::t;
use balcao_domain::{Contact, ContactKind, Phone};

/// The room.
pub static ROOM: Room = Room {
    rank: 5,
    ..Room::of::<Contact>(
        "contacts",
        Glyph::ContactCard,
        RoomWords {
            title: || t!("contacts"),
            one: || t!("contact"),
            nothing: || (t!("contacts-none"), t!("contacts-none-text")),
        },
        &[
            column("name", || t!("contact-name")),
            column("kind", || t!("contact-kind")),
            column("", || t!("contact-mobile")),
        ],
    )
    .kept::<Contact>(KeptWords {
        add: || t!("contact-add"),
        edit: || t!("contact-edit"),
        remove: || t!("contact-remove"),
        ask: || t!("contact-ask"),
        field: |name| match name {
            "name" => (t!("contact-name"), t!("contact-name-help")),
            "kind" => (t!("contact-kind"), String::new()),
            "mobile" => (t!("contact-mobile"), String::new()),
            "landline" => (t!("contact-landline"), t!("contact-landline-help")),
            "email" => (t!("contact-email"), String::new()),
            _ => (t!("contact-sms"), t!("contact-sms-help")),
        },
        choice: kind_words,
    })
};

fn kind_words(kind: &str) -> String {
    match ContactKind::of_name(kind) {
        Some(ContactKind::Administrative) => t!("contact-administrative"),
        Some(ContactKind::Financial) => t!("contact-financial"),
        Some(ContactKind::Technical) => t!("contact-technical"),
        Some(ContactKind::Commercial) => t!("contact-commercial"),
        Some(ContactKind::Legal) => t!("contact-legal"),
        Some(ContactKind::Other) => t!("contact-other"),
        None => t!("none"),
    }
}

impl Shows for Contact {
    fn shown(&self, _: ShownOn) -> ShownRow {
        let it = &self.details;
        let kind = kind_words(it.kind.map_or("", ContactKind::name));
        let mobile = Phone::mask_partial(&it.mobile);
        let sms = if it.sms {
            t!("contact-sms-yes")
        } else {
            t!("contact-sms-no")
        };
        ShownRow {
            title: it.name.clone(),
            note: t!("with-note", words = kind.as_str(), note = mobile.as_str()),
            cells: vec![
                it.name.clone().into(),
                kind.clone().into(),
                mobile.clone().into(),
            ],
            facts: vec![
                (t!("contact-kind"), kind),
                (t!("contact-mobile"), mobile),
                (t!("contact-landline"), Phone::mask_partial(&it.landline)),
                (t!("contact-email"), it.email.clone()),
                (t!("contact-sms"), sms),
            ],
            ..ShownRow::default()
        }
    }
}
