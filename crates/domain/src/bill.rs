//! Bills (TMF678 CustomerBill) and what they add up to.

use crate::charges::charges;
use crate::{BillId, Boleto, BrCode, Cents, Charges, CivilDate, CustomerId, Month, PlanId};
use serde::{Deserialize, Serialize};

/// Where a bill stands (TMF678 names; `Cancelled` is our own).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BillState {
    /// Made, not yet sent.
    New,
    /// Contested.
    OnHold,
    /// Checked, not yet sent.
    Validated,
    /// Sent to the customer: *a vencer* or *vencida* by its date.
    Sent,
    /// Paid in part.
    PartiallyPaid,
    /// Paid.
    Settled,
    /// Cancelled: counts nowhere.
    Cancelled,
}

/// What a bill is to people: the two groups they ask for (MC-34), and those that ask nothing of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillGroup {
    /// *Pendente*, red.
    Pending,
    /// *Pago*, green.
    Paid,
    /// Cancelled: neither owed nor paid.
    Cancelled,
    /// Not sent yet, or contested: nothing is owed of it now.
    Held,
    /// *Crédito*: the provider owes it.
    Credit,
}

/// One bill of one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// Its id; the 32 hex digits are the txid of its Pix charge.
    pub id: BillId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The plan it bills, when it bills one.
    pub plan: Option<PlanId>,
    /// What it is for, in the provider's words (the plan's name).
    pub description: String,
    /// The provider's number, unique within the provider.
    pub number: u32,
    /// The month of service that it bills.
    pub period: Month,
    /// The day it was made.
    pub issued_on: CivilDate,
    /// The day it is to be paid by.
    pub due_on: CivilDate,
    /// The nominal amount; boleto and barcode carry this one.
    pub amount: Cents,
    /// Where it stands.
    pub state: BillState,
    /// Fine and interest: while it is overdue, and of a late one what it had cost when it was paid.
    pub charges: Option<Charges>,
    /// The day it was paid, when it was.
    pub paid_on: Option<CivilDate>,
    /// What was paid of it so far.
    pub paid_amount: Option<Cents>,
    /// The boleto to pay it by.
    pub boleto: Option<Boleto>,
    /// The Pix code to pay it by.
    pub pix: Option<BrCode>,
}

impl Bill {
    /// The group it shows in.
    pub const fn group(&self) -> BillGroup {
        match self.state {
            BillState::New | BillState::OnHold | BillState::Validated => BillGroup::Held,
            BillState::Sent | BillState::PartiallyPaid if self.amount.get() < 0 => {
                BillGroup::Credit
            }
            BillState::Sent | BillState::PartiallyPaid => BillGroup::Pending,
            BillState::Settled => BillGroup::Paid,
            BillState::Cancelled => BillGroup::Cancelled,
        }
    }

    /// Fine and interest, where they are owed or were paid: of what is contested none is asked.
    pub fn charged(&self) -> Option<&Charges> {
        let charges = self.charges.as_ref();
        charges.filter(|_| matches!(self.group(), BillGroup::Pending | BillGroup::Paid))
    }

    /// What was paid of it while something is still owed.
    pub fn paid_in_part(&self) -> Option<Cents> {
        self.paid_amount
            .filter(|_| self.group() == BillGroup::Pending)
    }

    /// The boleto, while it can be paid by it: its bars carry the whole amount.
    pub fn payable_boleto(&self) -> Option<&Boleto> {
        let whole = self.group() == BillGroup::Pending && self.paid_in_part().is_none();
        self.boleto.as_ref().filter(|_| whole)
    }

    /// What is owed of it now; of a credit what the provider owes, which is below zero.
    pub fn owed(&self) -> Cents {
        match self.group() {
            BillGroup::Pending => {
                let total = self.charged().map_or(self.amount, |charges| charges.total);
                total - self.paid_in_part().unwrap_or_default()
            }
            BillGroup::Credit => self.amount,
            BillGroup::Paid | BillGroup::Cancelled | BillGroup::Held => Cents::default(),
        }
    }

    /// What was paid more than it cost on the day it was paid. Whoever settled it may not have said what
    /// that was.
    pub fn surplus(&self) -> Option<Cents> {
        let is_paid = self.group() == BillGroup::Paid;
        let paid = self.paid_amount.filter(|_| is_paid)?;
        let paid_on = self.paid_on.unwrap_or(self.due_on);
        let untold = charges(self.amount, self.due_on, &[], paid_on);
        let cost = self.charged().or(untold.as_ref());
        let surplus = paid - cost.map_or(self.amount, |cost| cost.total);
        Some(surplus).filter(|surplus| surplus.get() > 0)
    }

    /// What is shown as its amount: what was paid, what is owed, or what was billed.
    pub fn worth(&self) -> Cents {
        match (self.group(), self.paid_amount) {
            (BillGroup::Paid, Some(paid)) => paid,
            (BillGroup::Pending, _) => self.owed(),
            _ => self.amount,
        }
    }

    /// Days since the due date, when it is pending and could have been paid on a business day before
    /// today: one that falls due on a Saturday is not late on Monday.
    pub fn days_overdue(&self, today: CivilDate) -> Option<i64> {
        let is_late = self.group() == BillGroup::Pending && self.due_on < today.late_before();
        is_late.then(|| self.due_on.days_until(today))
    }

    /// The number as it is printed: at least six digits, in groups of three.
    pub fn number_text(&self) -> String {
        let digits = format!("{:06}", self.number);
        let (high, low) = digits.split_at(digits.len() - 3);
        format!("{high}.{low}")
    }
}

/// *Resumo Totais* (ST-19): what the bills of a period add up to. A credit lowers what is open; what is
/// cancelled or contested counts nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// *Em aberto*.
    pub open: Cents,
    /// *Pagos*.
    pub paid: Cents,
}

impl Totals {
    /// *Geral do período*.
    pub fn overall(self) -> Cents {
        self.open + self.paid
    }

    /// Adds up bills.
    pub fn of<'a>(bills: impl IntoIterator<Item = &'a Bill>) -> Self {
        let mut totals = Self::default();
        for bill in bills {
            totals.open = totals.open + bill.owed();
            if bill.group() == BillGroup::Paid {
                totals.paid = totals.paid + bill.worth();
            }
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn bill(state: BillState) -> Bill {
        let due_on = CivilDate::from_ymd(2026, 11, 16).unwrap();
        Bill {
            id: BillId::new(Uuid::from_u128(1)),
            customer: CustomerId::new(Uuid::from_u128(2)),
            plan: None,
            description: "Fibra 600 Mega".into(),
            number: 4812,
            period: due_on.month(),
            issued_on: due_on.add_days(-10),
            due_on,
            amount: Cents::new(12_990),
            state,
            charges: None,
            paid_on: None,
            paid_amount: None,
            boleto: None,
            pix: None,
        }
    }

    #[test]
    fn st_19_totals_count_charges_and_leave_cancelled_bills_out() {
        let mut overdue = bill(BillState::Sent);
        overdue.charges = Some(Charges {
            as_of: overdue.due_on.add_days(6),
            fine: Cents::new(260),
            interest: Cents::new(26),
            total: Cents::new(13_276),
        });
        let mut paid = bill(BillState::Settled);
        paid.paid_amount = Some(Cents::new(13_000));
        let totals = Totals::of([&overdue, &paid, &bill(BillState::Cancelled)]);
        assert_eq!(totals.open, Cents::new(13_276));
        assert_eq!(totals.paid, Cents::new(13_000));
        assert_eq!(totals.overall(), Cents::new(26_276));
    }

    #[test]
    fn what_was_paid_of_a_bill_is_not_owed_any_more() {
        let mut part = bill(BillState::PartiallyPaid);
        part.paid_amount = Some(Cents::new(12_989));
        assert_eq!((part.owed(), part.worth()), (Cents::new(1), Cents::new(1)));
        assert_eq!(Totals::of([&part]).open, Cents::new(1));
        assert_eq!(part.days_overdue(part.due_on.add_days(6)), Some(6));
    }

    #[test]
    fn what_is_contested_or_not_sent_is_neither_owed_nor_overdue() {
        for state in [BillState::New, BillState::OnHold, BillState::Validated] {
            let mut held = bill(state);
            held.charges = charges(held.amount, held.due_on, &[], held.due_on.add_days(6));
            assert!(
                held.charges.is_some(),
                "as they stood when it was contested"
            );
            assert_eq!(held.group(), BillGroup::Held, "{state:?}");
            assert_eq!(held.owed(), Cents::default());
            assert_eq!(held.charged(), None);
            assert_eq!(held.days_overdue(held.due_on.add_days(6)), None);
            assert_eq!(Totals::of([&held]), Totals::default());
        }
    }

    #[test]
    fn a_credit_is_never_overdue_and_lowers_what_is_open_once() {
        let mut credit = bill(BillState::Sent);
        credit.amount = Cents::new(-2_000);
        assert_eq!(credit.group(), BillGroup::Credit);
        assert_eq!(credit.days_overdue(credit.due_on.add_days(60)), None);
        let totals = Totals::of([&bill(BillState::Sent), &credit]);
        assert_eq!(totals.open, Cents::new(10_990));
        assert_eq!(totals.paid, Cents::default());
    }

    #[test]
    fn what_was_paid_too_much_is_told() {
        let mut paid = bill(BillState::Settled);
        assert_eq!(paid.surplus(), None);
        paid.paid_amount = Some(Cents::new(12_990));
        assert_eq!(paid.surplus(), None);
        paid.paid_amount = Some(Cents::new(25_980));
        assert_eq!(paid.surplus(), Some(Cents::new(12_990)));
        paid.charges = Some(Charges {
            as_of: paid.due_on.add_days(6),
            fine: Cents::new(260),
            interest: Cents::new(26),
            total: Cents::new(13_276),
        });
        paid.paid_amount = Some(Cents::new(13_276));
        assert_eq!(paid.surplus(), None, "fine and interest are no surplus");
        paid.charges = None;
        paid.paid_on = Some(paid.due_on.add_days(6));
        assert_eq!(paid.surplus(), None, "nor where nobody told them");
    }

    #[test]
    fn only_a_pending_bill_is_overdue_and_not_on_its_due_date() {
        let due = bill(BillState::Sent);
        assert_eq!(due.days_overdue(due.due_on), None);
        assert_eq!(due.days_overdue(due.due_on.add_days(6)), Some(6));
        assert_eq!(
            bill(BillState::Settled).days_overdue(due.due_on.add_days(6)),
            None
        );
    }

    /// Whoever changes what is expected here counts `KEYS` up: caches are made anew by it.
    #[test]
    fn what_bills_are_listed_and_found_by_is_of_this_version() {
        use crate::Listed;
        let mut bill = bill(BillState::Sent);
        bill.description = "Conexão à Internet".into();
        let keys = bill.keys();
        let number = |number: i64| crate::listed::Key::from(number);
        let text = crate::listed::Key::from("conexao a internet".to_owned());
        let expected = [
            number(4812),
            number(739_936),
            number(0),
            number(12_990),
            text,
        ];
        assert_eq!(keys, expected);
        let words = "conexao a internet\n4812\n004.812\n129,90\n129,90\n129,90\n129,90\n11/2026\n\
                     novembro november noviembre";
        assert_eq!(bill.words(), words);
        assert_eq!(Bill::KEYS, 2);
        let groups = [
            (BillState::PartiallyPaid, 0),
            (BillState::Settled, 1),
            (BillState::Cancelled, 2),
            (BillState::New, 3),
            (BillState::OnHold, 3),
            (BillState::Validated, 3),
        ];
        for (state, group) in groups {
            bill.state = state;
            assert_eq!(bill.keys()[2], number(group), "{state:?}");
        }
        bill.state = BillState::Sent;
        bill.amount = Cents::new(-1);
        assert_eq!(bill.keys()[2..4], [number(4), number(-1)]);
    }

    #[test]
    fn the_number_is_printed_in_groups() {
        assert_eq!(bill(BillState::Sent).number_text(), "004.812");
        let mut long = bill(BillState::Sent);
        long.number = u32::MAX;
        assert_eq!(long.number_text(), "4294967.295");
    }
}
