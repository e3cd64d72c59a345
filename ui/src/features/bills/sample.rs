//! Bills for tests of screens.

use balcao_domain::{Bill, BillId, BillState, Cents, Charges, CivilDate, CustomerId};
use uuid::Uuid;

/// The day the tests play on: a Sunday.
pub fn today() -> CivilDate {
    CivilDate::from_ymd(2026, 11, 22).unwrap()
}

/// A pending bill of R$ 129,90.
pub fn bill(number: u32, due_on: CivilDate) -> Bill {
    Bill {
        id: BillId::new(Uuid::from_u128(number.into())),
        customer: CustomerId::new(Uuid::from_u128(1)),
        plan: None,
        description: "Fibra 600 Mega".into(),
        number,
        period: due_on.month(),
        issued_on: due_on.add_days(-10),
        due_on,
        amount: Cents::new(12_990),
        state: BillState::Sent,
        charges: None,
        paid_on: None,
        paid_amount: None,
        boleto: None,
        pix: None,
    }
}

/// An overdue bill with charges of a day.
pub fn overdue(number: u32, due_on: CivilDate, as_of: CivilDate) -> Bill {
    Bill {
        charges: Some(Charges {
            as_of,
            fine: Cents::new(260),
            interest: Cents::new(26),
            total: Cents::new(13_276),
        }),
        ..bill(number, due_on)
    }
}
