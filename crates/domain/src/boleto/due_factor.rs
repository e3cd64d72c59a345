//! The due factor: four digits that count days, and start again when they run out.
//!
//! 1000 is 2000-07-03 and 9999 is 2025-02-21; the next day is 1000 again (FEBRABAN Comunicado
//! FB-009/2023). Below 1000 there is no due date.

use crate::CivilDate;

const FIRST: i64 = 1000;
const CYCLE: i64 = 9000;
/// The days around today in which a factor is trusted to name its date. No public rule chooses
/// the cycle; these are the bounds of @brazilian-utils, which leave 500 factors open.
const PAST: i64 = 3000;
const FUTURE: i64 = 5500;

/// The due date that a boleto's factor names, as seen from some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DueDate {
    /// The boleto names no due date.
    None,
    /// The only date within the window around that day.
    Certain(CivilDate),
    /// No date lies within the window: the nearest one.
    Uncertain(CivilDate),
}

/// The day of factor 1000 in the first cycle.
fn start() -> Option<CivilDate> {
    CivilDate::from_ymd(2000, 7, 3)
}

/// The date of a factor as seen from `reference`.
pub(super) fn resolve(factor: u16, reference: CivilDate) -> DueDate {
    let days = i64::from(factor) - FIRST;
    let Some(start) = start().filter(|_| days >= 0) else {
        return DueDate::None;
    };
    let first = start.add_days(days);
    let earliest = first.days_until(reference) - PAST;
    // Rounded up: the first cycle whose date is not before the window.
    let cycle = (earliest + CYCLE - 1).div_euclid(CYCLE).max(0);
    let date = first.add_days(cycle * CYCLE);
    if reference.days_until(date) <= FUTURE {
        DueDate::Certain(date)
    } else {
        // The gap lies after the window, so the date before the window is the nearer one.
        DueDate::Uncertain(first.add_days((cycle - 1).max(0) * CYCLE))
    }
}

/// The factor of a due date, or `None` before factors with a date began (2000-07-03).
pub(super) fn of(due: CivilDate) -> Option<u16> {
    let days = start()?.days_until(due);
    u16::try_from(FIRST + days.rem_euclid(CYCLE))
        .ok()
        .filter(|_| days >= 0)
}
