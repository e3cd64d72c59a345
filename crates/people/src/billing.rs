//! The bills of a plan over the months.

use crate::ids::Ids;
use balcao_domain::{
    Bill, BillId, BillState, Boleto, BrCode, Cents, CivilDate, FreeField, Month, Plan,
};

/// A number that the central bank gives to no bank: nobody can pay a demo's boleto by accident.
const BANK: &str = "999";

/// A bill is made this many days before it falls due.
const DAYS_BEFORE: i64 = 25;

/// Who the codes say is paid.
pub struct Payee {
    /// As in the Pix code: at most 25 characters.
    pub name: &'static str,
    /// As in the Pix code: at most 15 characters.
    pub city: &'static str,
    /// An invented host that answers for the charges.
    pub host: &'static str,
}

/// How a customer has paid.
#[derive(Clone, Copy)]
pub struct Habit {
    /// Months of history.
    pub months: i32,
    /// The newest bills whose due date has passed and that were not paid.
    pub unpaid: usize,
}

/// Every bill of a plan that was made by today, oldest first, all with number 0.
pub fn history(
    plan: &Plan,
    payee: &Payee,
    habit: Habit,
    today: CivilDate,
    ids: &mut Ids,
) -> Vec<Bill> {
    let newest = today.month().plus(1);
    let mut months: Vec<Month> = (0..=habit.months).map(|back| newest.plus(-back)).collect();
    months.reverse();
    let mut bills: Vec<Bill> = months
        .into_iter()
        .filter_map(|month| {
            let due_on = CivilDate::from_ymd(month.year(), month.number(), plan.due_day.into())?;
            (due_on.add_days(-DAYS_BEFORE) <= today).then(|| open_bill(plan, payee, due_on, ids))
        })
        .collect();
    let past = bills.iter().filter(|bill| bill.due_on < today).count();
    for bill in bills.iter_mut().take(past.saturating_sub(habit.unpaid)) {
        let early = i64::try_from(ids.below(6)).unwrap_or(0);
        bill.state = BillState::Settled;
        bill.paid_on = Some(bill.due_on.add_days(-early));
        bill.paid_amount = Some(bill.amount);
    }
    bills
}

fn open_bill(plan: &Plan, payee: &Payee, due_on: CivilDate, ids: &mut Ids) -> Bill {
    let issued_on = due_on.add_days(-DAYS_BEFORE);
    let id = BillId::new(ids.next(issued_on));
    let url = format!("{}/qr/v2/cobv/{}", payee.host, id.uuid().simple());
    Bill {
        id,
        customer: plan.customer,
        plan: Some(plan.id),
        description: plan.name.clone(),
        number: 0,
        period: due_on.month().previous(),
        issued_on,
        due_on,
        amount: plan.price,
        state: BillState::Sent,
        charges: None,
        paid_on: None,
        paid_amount: None,
        boleto: boleto(due_on, plan.price, ids),
        pix: BrCode::dynamic(&url, payee.name, payee.city).ok(),
    }
}

fn boleto(due_on: CivilDate, amount: Cents, ids: &mut Ids) -> Option<Boleto> {
    let free = FreeField::new(&format!("{:025}", ids.below(u64::MAX))).ok()?;
    Boleto::cobranca(BANK, due_on, amount, &free).ok()
}

/// Numbers bills by the day they were made.
pub fn number(bills: &mut [Bill], first: u32) {
    bills.sort_by_key(|bill| (bill.issued_on, bill.due_on, bill.id));
    for (number, bill) in (first..).zip(bills) {
        bill.number = number;
    }
}
