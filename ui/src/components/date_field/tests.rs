//! The calendar's arithmetic, and what stands on the page.

use super::native::{from_iso, iso};
use super::steps::{step, weeks};
use super::{Calendar, DateField, Days};
use crate::components::drawn;
use balcao_domain::{CivilDate, Month};
use dioxus::prelude::*;

fn day(text: &str) -> CivilDate {
    text.parse().unwrap()
}

#[test]
fn keys_lead_over_the_ends_of_weeks_months_and_years() {
    for (from, key, shift, to) in [
        ("01/11/2026", Key::ArrowLeft, false, "31/10/2026"),
        ("31/12/2026", Key::ArrowRight, false, "01/01/2027"),
        ("03/11/2026", Key::ArrowUp, false, "27/10/2026"),
        ("28/11/2026", Key::ArrowDown, false, "05/12/2026"),
        ("24/11/2026", Key::Home, false, "22/11/2026"),
        ("22/11/2026", Key::Home, false, "22/11/2026"),
        ("24/11/2026", Key::End, false, "28/11/2026"),
        ("31/03/2026", Key::PageUp, false, "28/02/2026"),
        ("31/01/2028", Key::PageDown, false, "29/02/2028"),
        ("29/02/2028", Key::PageDown, true, "28/02/2029"),
        ("24/11/2026", Key::PageUp, true, "24/11/2025"),
    ] {
        assert_eq!(step(day(from), &key, shift), Some(day(to)), "{from} {key}");
    }
    assert_eq!(step(day("24/11/2026"), &Key::Enter, false), None);
}

#[test]
fn weeks_begin_on_sunday_and_cover_the_month() {
    let shown = |year, number| -> Vec<[CivilDate; 7]> {
        weeks(Month::new(year, number).unwrap()).collect()
    };
    let november = shown(2026, 11);
    assert_eq!(november.len(), 5);
    assert_eq!(november[0][0], day("01/11/2026"));
    assert_eq!(november[4][6], day("05/12/2026"));
    // Exactly four weeks, and six.
    assert_eq!(shown(2026, 2).len(), 4);
    assert_eq!(shown(2026, 5).len(), 6);
    for number in 1..=12 {
        assert!(
            shown(2027, number)
                .iter()
                .all(|week| week[0].weekday_index() == 0)
        );
    }
}

#[test]
fn days_out_of_bounds_lead_to_the_nearest_within() {
    let days = Days {
        first: Some(day("22/11/2026")),
        last: Some(day("22/12/2026")),
    };
    assert_eq!(days.nearest(day("01/11/2026")), day("22/11/2026"));
    assert_eq!(days.nearest(day("01/01/2027")), day("22/12/2026"));
    assert!(days.contain(day("22/12/2026")));
    assert!(!days.contain(day("23/12/2026")));
    assert!(Days::default().contain(day("01/01/1900")));
}

#[test]
fn the_calendar_names_its_days_and_marks_today_and_the_chosen_one() {
    let html = drawn(|| {
        rsx! {
            Calendar {
                id: "due",
                today: day("22/11/2026"),
                chosen: day("24/11/2026"),
                days: Days::default(),
                onchoose: |_| {},
            }
        }
    });
    assert!(html.contains(r#"role="grid""#));
    assert!(html.contains("novembro 2026"));
    assert!(html.contains("terça, 24 de novembro de 2026"));
    assert_eq!(html.matches(r#"aria-current="date""#).count(), 1);
    assert_eq!(html.matches(r#"aria-selected="true""#).count(), 1);
    // One day is reached by Tab, the others by arrows.
    assert_eq!(html.matches(r#"tabindex="0""#).count(), 1);
}

#[test]
fn the_field_shows_its_text_and_keeps_the_calendar_shut() {
    let html = drawn(|| {
        rsx! {
            DateField {
                id: "due",
                label: "Vencimento",
                value: "24/11/2026",
                today: day("22/11/2026"),
                error: "Este dia já passou.",
                oninput: |_| {},
            }
        }
    });
    assert!(html.contains(r#"value="24/11/2026""#));
    assert!(html.contains(r#"aria-invalid="true""#));
    assert!(html.contains(r#"aria-describedby="due-error""#));
    assert!(!html.contains("calendar-grid"));
}

#[test]
fn the_systems_picker_speaks_of_days_in_its_own_order() {
    let chosen = day("05/12/2026");
    assert_eq!(iso(chosen), "2026-12-05");
    assert_eq!(from_iso("2026-12-05"), Some(chosen));
    for text in ["", "2026-02-30", "2026-12", "05/12/2026", "-1-1-1"] {
        assert_eq!(from_iso(text), None, "{text}");
    }
}
