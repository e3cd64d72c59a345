//! *Comunicados* (DP-24, DP-35).

use crate::components::{Card, Glyph, Tone};
use crate::features::room::{
    Cell, Room, RoomWords, RowParts, RowState, ShownOn, ShownRow, Shows, column, filter,
};
use crate::words::{date, month_title, t};
use balcao_domain::{Announcement, AnnouncementKind};
use dioxus::prelude::*;

/// The room.
pub static ROOM: Room = Room {
    first: ("published_on", true),
    filters: &[
        filter("all", || t!("announcements-all")),
        filter("notices", || t!("announcements-notices")),
        filter("reports", || t!("announcements-reports")),
    ],
    parts: Some(parts),
    ..Room::of::<Announcement>(
        "announcements",
        Glyph::Megaphone,
        RoomWords {
            title: || t!("announcements"),
            one: || t!("announcement"),
            nothing: || (t!("announcements-none"), t!("announcements-none-text")),
        },
        &[
            column("subject", || t!("announcement-subject")),
            column("kind", || t!("announcement-kind")),
            column("published_on", || t!("announcement-published")),
        ],
    )
};

fn kind(kind: AnnouncementKind) -> RowState {
    let (tone, glyph, word) = match kind {
        AnnouncementKind::Notice => (Tone::Neutral, Glyph::Megaphone, t!("announcement-notice")),
        AnnouncementKind::Maintenance => (
            Tone::Info,
            Glyph::CalendarClock,
            t!("announcement-maintenance"),
        ),
        AnnouncementKind::Outage => (Tone::Negative, Glyph::WifiOff, t!("announcement-outage")),
        AnnouncementKind::ServiceReport => {
            (Tone::Neutral, Glyph::FileText, t!("announcement-report"))
        }
    };
    RowState { tone, glyph, word }
}

impl Shows for Announcement {
    fn shown(&self, on: ShownOn) -> ShownRow {
        let state = kind(self.kind);
        let published = date(self.published_on);
        let note = match self.ends_on {
            Some(ends) if ends >= on.today => t!("announcement-until", day = date(ends)),
            _ => published.clone(),
        };
        let mut facts = vec![(t!("announcement-published"), published.clone())];
        facts.extend(self.ends_on.map(|day| (t!("announcement-ends"), date(day))));
        ShownRow {
            title: self.subject.clone(),
            note,
            group: month_title(self.published_on.month()),
            cells: vec![
                self.subject.clone().into(),
                Cell::State(state.clone()),
                published.into(),
            ],
            facts,
            state: Some(state),
            ..ShownRow::default()
        }
    }
}

/// What it says.
fn parts(parts: &RowParts<'_>) -> Element {
    let Ok(announcement) = parts.row.read::<Announcement>() else {
        return VNode::empty();
    };
    let paragraphs: Vec<_> = announcement.text.lines().map(str::to_owned).collect();
    rsx! {
        Card {
            div { class: "prose", "data-testid": "announcement-text",
                for (place, paragraph) in paragraphs.into_iter().enumerate() {
                    p { key: "{place}", "{paragraph}" }
                }
            }
        }
    }
}
