//! The form of a day while it is typed.

use super::CivilDate;
use crate::pasted::Pasted;

/// What people type between day, month and year.
const SEPARATORS: [char; 4] = ['/', '-', '.', ' '];
/// The years that figures without separators are taken for: `20121011` is not the year 1011.
const YEARS: [&str; 2] = ["19", "20"];

pub(super) fn partial(typed: &str) -> String {
    let text = Pasted::new(typed).after_colon().text();
    let is_figure = |c: char| c.is_ascii_digit() || SEPARATORS.contains(&c);
    let groups: Vec<&str> = text
        .split(SEPARATORS)
        .filter(|group| !group.is_empty())
        .collect();
    let fields = text.chars().all(is_figure).then(|| fields(&groups));
    match fields.flatten() {
        Some(fields) => {
            let mut masked = fields.join("/");
            if typed.ends_with(SEPARATORS) && (1..3).contains(&fields.len()) {
                masked.push('/');
            }
            masked
        }
        // In another form: whole, or as it is.
        None => text
            .parse()
            .map_or_else(|_| typed.to_owned(), CivilDate::text),
    }
}

/// Day, month and year so far; none where the groups are not these in this order.
fn fields<'a>(groups: &[&'a str]) -> Option<Vec<&'a str>> {
    match groups {
        [] => Some(Vec::new()),
        [day, month, year] => {
            let fits = day.len() <= 2 && month.len() <= 2 && year.len() <= 4;
            fits.then(|| vec![*day, *month, *year])
        }
        // A figure more than a month has begins the year; more of them at once were pasted, and
        // `12/2026` is a month and its year.
        [day, rest] if day.len() <= 2 => match rest.len() {
            0..=2 => Some(vec![*day, *rest]),
            3 => split(rest).map(|(month, year)| vec![*day, month, year]),
            6 => of_years(rest).map(|(month, year)| vec![*day, month, year]),
            _ => None,
        },
        [rest] => {
            let Some((day, rest)) = split(rest).filter(|(_, rest)| !rest.is_empty()) else {
                return Some(vec![*rest]);
            };
            match rest.len() {
                0..=2 => Some(vec![day, rest]),
                3..=5 => split(rest).map(|(month, year)| vec![day, month, year]),
                6 => of_years(rest).map(|(month, year)| vec![day, month, year]),
                _ => None,
            }
        }
        _ => None,
    }
}

fn split(figures: &str) -> Option<(&str, &str)> {
    figures.split_at_checked(2)
}

fn of_years(figures: &str) -> Option<(&str, &str)> {
    split(figures).filter(|(_, year)| YEARS.iter().any(|century| year.starts_with(century)))
}
