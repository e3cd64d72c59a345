//! By what bills are listed, found and added up.

use crate::civil_date::month_words;
use crate::listed::{
    Clause, Column, Filter, Key, Listed, Order, Sum, integer, late, not_late, one_of, order, text,
};
use crate::{Bill, BillGroup, Cents, fold};
use chrono::Datelike;

const PENDING: i64 = 0;
const PAID: i64 = 1;
const CANCELLED: i64 = 2;
const HELD: i64 = 3;
const CREDIT: i64 = 4;

/// What is pending and late today.
const OVERDUE: &[Clause] = &[one_of("part", &[PENDING]), late("due_on")];

impl Listed for Bill {
    const COLUMNS: &'static [Column] = &[
        integer("number", "the provider's own"),
        integer("due_on", "days, 1 = 0001-01-01"),
        integer(
            "part",
            "0 pending, 1 paid, 2 cancelled, 3 contested or not sent, 4 a credit",
        ),
        integer("worth", "centavos"),
        text("description", "without accents, in lower case"),
    ];
    const ORDERS: &'static [Order] = &[
        order("due_on", &["due_on", "number"]),
        order("number", &["number"]),
        order("description", &["description", "due_on", "number"]),
        order("state", &["part", "due_on", "number"]),
        order("worth", &["worth", "due_on", "number"]),
    ];
    const FILTERS: &'static [Filter] = &[
        Filter {
            name: "due",
            clauses: &[one_of("part", &[PENDING, CREDIT])],
        },
        Filter {
            name: "overdue",
            clauses: OVERDUE,
        },
        Filter {
            name: "next",
            clauses: &[one_of("part", &[PENDING]), not_late("due_on")],
        },
        Filter {
            name: "paid",
            clauses: &[one_of("part", &[PAID])],
        },
        Filter {
            name: "all",
            clauses: &[one_of("part", &[PENDING, PAID, HELD, CREDIT])],
        },
    ];
    const PINNED: &'static [Clause] = OVERDUE;
    const PERIOD: Option<&'static str> = Some("due_on");
    const SUMS: &'static [Sum] = &[
        Sum {
            name: "open",
            column: "worth",
            clauses: &[one_of("part", &[PENDING, CREDIT])],
        },
        Sum {
            name: "pending",
            column: "worth",
            clauses: &[one_of("part", &[PENDING])],
        },
        Sum {
            name: "paid",
            column: "worth",
            clauses: &[one_of("part", &[PAID])],
        },
        Sum {
            name: "overall",
            column: "worth",
            clauses: &[one_of("part", &[PENDING, CREDIT, PAID])],
        },
    ];
    const FOUND: bool = true;
    const KEYS: u32 = 2;

    fn keys(&self) -> Vec<Key> {
        let part = match self.group() {
            BillGroup::Pending => PENDING,
            BillGroup::Paid => PAID,
            BillGroup::Cancelled => CANCELLED,
            BillGroup::Held => HELD,
            BillGroup::Credit => CREDIT,
        };
        vec![
            self.number.into(),
            self.due_on.days().into(),
            part.into(),
            self.worth().get().into(),
            fold(&self.description).into(),
        ]
    }

    /// The number as printed and bare, the amounts as people write them with and without points,
    /// the month it falls due in.
    fn words(&self) -> String {
        let amounts = [self.amount, self.worth()].map(Cents::amount_text);
        let bare = amounts.clone().map(|amount| amount.replace('.', ""));
        let number = [self.number.to_string(), self.number_text()];
        let due_on = self.due_on.naive();
        let month = format!("{:02}/{:04}", due_on.month(), due_on.year());
        let names = month_words(due_on.month());
        let mut text = fold(&self.description);
        let parts = number.iter().chain(&amounts).chain(&bare).chain([&month]);
        for part in parts.map(String::as_str).chain([names.as_str()]) {
            text.push('\n');
            text.push_str(part);
        }
        text
    }
}
