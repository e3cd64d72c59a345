//! When the portal was last heard, and what became of it.

use crate::moment::{day, moment};
use balcao_bridge::{AppError, Freshness, Source};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// For how long a check counts as *just now*.
const JUST_NOW: TimeDelta = TimeDelta::seconds(60);

/// How often at most the time of a check that brought nothing is written down.
const WRITTEN_EVERY: TimeDelta = TimeDelta::minutes(15);

/// What is known of an account's checks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heard {
    /// When the portal last confirmed all that is cached.
    pub at: Option<DateTime<Utc>>,
    /// What of that is on disk.
    pub written: Option<DateTime<Utc>>,
    /// Whether it was heard since the app was opened.
    pub this_session: bool,
    /// Whether the portal would have said that something is new since.
    pub watched: bool,
    /// Why the last check failed, when it did.
    pub problem: Option<AppError>,
}

impl Heard {
    /// As it was left on disk.
    pub fn stored(at: Option<DateTime<Utc>>) -> Self {
        Self {
            at,
            written: at,
            ..Self::default()
        }
    }

    /// The portal has confirmed everything.
    pub fn confirmed(&mut self, at: DateTime<Utc>) {
        self.at = Some(at);
        self.this_session = true;
        self.problem = None;
    }

    /// Whether the time of a check that brought nothing is to be written down now.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.written
            .is_none_or(|written| (now - written).abs() >= WRITTEN_EVERY)
    }

    /// The same of what was asked for by itself at an instant, with what is `synced` beside it.
    pub fn asked_for(&self, at: Option<DateTime<Utc>>, synced: bool, now: DateTime<Utc>) -> Self {
        let at = match synced {
            true => at.min(self.at),
            false => at,
        };
        Self {
            at,
            this_session: at.is_some_and(|at| now - at < JUST_NOW),
            problem: self.problem.clone(),
            ..Self::default()
        }
    }

    /// How old what is cached is, in the provider's zone.
    pub fn freshness(&self, now: DateTime<Utc>, zone: Tz) -> Freshness {
        let age = self.at.map(|at| now - at);
        let holds = self.watched && self.problem.is_none();
        let source = match age {
            Some(age) if self.this_session && (holds || age < JUST_NOW) => Source::JustChecked,
            _ if self.this_session => Source::ThisSession,
            _ => Source::Cached,
        };
        Freshness {
            fetched_at: self.at.map(|at| moment(at, zone)),
            // A clock that was put back makes nothing younger than now.
            age: age.map(|age| u64::try_from(age.num_seconds()).unwrap_or(0)),
            source,
            problem: self.problem.clone(),
            today: day(now, zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_bridge::ErrorCode;

    fn at(minute: u32) -> DateTime<Utc> {
        format!("2026-11-22T12:{minute:02}:00Z").parse().unwrap()
    }

    #[test]
    fn freshness_tells_disk_from_just_now_from_this_session() {
        let zone = Tz::America__Sao_Paulo;
        let never = Heard::default().freshness(at(0), zone);
        assert_eq!(
            (never.fetched_at, never.age, never.source),
            (None, None, Source::Cached)
        );

        let mut heard = Heard::stored(Some(at(0)));
        let cached = heard.freshness(at(40), zone);
        assert_eq!((cached.age, cached.source), (Some(2_400), Source::Cached));
        assert_eq!(
            cached.fetched_at.unwrap().civil.to_string(),
            "2026-11-22 09:00:00"
        );

        heard.confirmed(at(40));
        assert_eq!(heard.freshness(at(40), zone).source, Source::JustChecked);
        heard.watched = true;
        assert_eq!(heard.freshness(at(44), zone).source, Source::JustChecked);
        heard.problem = Some(AppError::new(ErrorCode::Offline));
        let later = heard.freshness(at(41), zone);
        assert_eq!((later.age, later.source), (Some(60), Source::ThisSession));
        assert_eq!(later.problem, Some(AppError::new(ErrorCode::Offline)));
    }

    #[test]
    fn what_was_asked_for_by_itself_is_as_old_as_it_is() {
        let mut heard = Heard::stored(None);
        heard.confirmed(at(40));
        let shown = |asked, synced| {
            let shown = heard.asked_for(Some(at(asked)), synced, at(40));
            let shown = shown.freshness(at(40), Tz::UTC);
            (shown.age, shown.source)
        };
        assert_eq!(shown(40, true), (Some(0), Source::JustChecked));
        assert_eq!(shown(10, true), (Some(1_800), Source::Cached));
        let nothing = heard.asked_for(None, false, at(40));
        assert_eq!(nothing.freshness(at(40), Tz::UTC).age, None);
        let unheard = Heard::default().asked_for(Some(at(10)), true, at(40));
        assert_eq!(unheard.freshness(at(40), Tz::UTC).age, None);
    }

    #[test]
    fn a_clock_put_back_makes_nothing_negative() {
        let heard = Heard::stored(Some(at(40)));
        assert_eq!(heard.freshness(at(10), Tz::UTC).age, Some(0));
    }

    #[test]
    fn a_check_that_brought_nothing_is_written_every_quarter_of_an_hour() {
        let mut heard = Heard::default();
        assert!(heard.is_due(at(0)));
        heard.written = Some(at(0));
        assert!(!heard.is_due(at(14)));
        assert!(heard.is_due(at(15)));
    }
}
