//! Announcements: what a provider tells its customers, and the reports of its service (DP-24, DP-35).

use crate::choice::choice;
use crate::listed::{Column, Filter, Key, Listed, Order, integer, one_of, order, text};
use crate::{AnnouncementId, CivilDate, Collection, CustomerId, Owner, RowId, Synced, fold};
use serde::{Deserialize, Serialize};

choice! {
    /// What an announcement is about.
    AnnouncementKind {
        /// *Comunicado*.
        Notice: "notice",
        /// *Manutenção programada*.
        Maintenance: "maintenance",
        /// *Interrupção*.
        Outage: "outage",
        /// *Relatório de ANS*: how the service kept to what was agreed.
        ServiceReport: "service_report",
    }
}

/// An announcement to a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Its id.
    pub id: AnnouncementId,
    /// To whom.
    pub customer: CustomerId,
    /// What it is about.
    pub kind: AnnouncementKind,
    /// Its heading.
    pub subject: String,
    /// What it says: paragraphs, a line each.
    pub text: String,
    /// The day it was published.
    pub published_on: CivilDate,
    /// The day it is over, where it is about something that ends.
    pub ends_on: Option<CivilDate>,
}

impl Synced for Announcement {
    const COLLECTION: Collection = Collection::Announcements;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }
}

impl Listed for Announcement {
    const COLUMNS: &'static [Column] = &[
        integer("published_on", "days, 1 = 0001-01-01"),
        text("subject", "without accents, in lower case"),
        integer(
            "part",
            "0 notice, 1 maintenance, 2 outage, 3 service report",
        ),
    ];
    const ORDERS: &'static [Order] = &[
        order("published_on", &["published_on", "subject"]),
        order("subject", &["subject", "published_on"]),
        order("kind", &["part", "published_on"]),
    ];
    const FILTERS: &'static [Filter] = &[
        Filter {
            name: "notices",
            clauses: &[one_of("part", &[0, 1, 2])],
        },
        Filter {
            name: "reports",
            clauses: &[one_of("part", &[3])],
        },
    ];
    const PERIOD: Option<&'static str> = Some("published_on");
    const FOUND: bool = true;

    fn keys(&self) -> Vec<Key> {
        let part = match self.kind {
            AnnouncementKind::Notice => 0_i64,
            AnnouncementKind::Maintenance => 1,
            AnnouncementKind::Outage => 2,
            AnnouncementKind::ServiceReport => 3,
        };
        vec![
            self.published_on.days().into(),
            fold(&self.subject).into(),
            part.into(),
        ]
    }

    fn words(&self) -> String {
        [fold(&self.subject), fold(&self.text)].join("\n")
    }
}
