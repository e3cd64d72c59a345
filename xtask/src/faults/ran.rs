//! What came of a fault's tests.

use crate::tests_run::closing_line;
use std::collections::BTreeMap;

/// What was heard of them.
#[derive(Default)]
pub struct Ran {
    passed: usize,
    failed: usize,
    /// Programs that ended with a failure that no test told of.
    broken: usize,
    /// What the tests themselves have counted.
    counted: BTreeMap<String, u64>,
}

impl Ran {
    /// Hears a line that tests print.
    pub fn hear(&mut self, line: &str) {
        if let Some((passed, failed)) = closing_line(line) {
            self.passed += passed;
            self.failed += failed;
        }
        let counted = line
            .split_once("counted ")
            .and_then(|(_, it)| it.split_once(' '));
        if let Some((count, what)) = counted
            && let Ok(count) = count.parse::<u64>()
        {
            *self.counted.entry(what.trim().to_owned()).or_default() += count;
        }
    }

    /// Adds what a program has said; whether it ended well.
    pub fn add(&mut self, other: Self, well: bool) {
        self.broken += usize::from(!well && other.failed == 0) + other.broken;
        self.passed += other.passed;
        self.failed += other.failed;
        for (what, count) in other.counted {
            *self.counted.entry(what).or_default() += count;
        }
    }

    /// Whether all tests passed, and counted as much as they had to.
    pub fn is_well(&self, least: &[(u64, &str)]) -> bool {
        self.failed == 0 && self.broken == 0 && self.passed > 0 && self.missing(least).is_none()
    }

    /// The first of which fewer were counted.
    fn missing<'a>(&self, least: &[(u64, &'a str)]) -> Option<(u64, &'a str)> {
        let counted = |what: &str| self.counted.get(what).copied().unwrap_or_default();
        let mut least = least.iter().copied();
        least.find(|(least, what)| counted(what) < *least)
    }

    /// How much really ran.
    pub fn counts(&self) -> String {
        let counted = self.counted.iter();
        let mut counts: Vec<_> = counted
            .map(|(what, count)| format!("{count} {what}"))
            .collect();
        let tests = if self.passed == 1 { "test" } else { "tests" };
        counts.push(format!("{} {tests}", self.passed));
        counts.join(", ")
    }

    /// In a few words.
    pub fn result(&self, least: &[(u64, &str)]) -> String {
        match self.missing(least) {
            _ if self.failed > 0 => format!("**{} failed**", self.failed),
            _ if self.broken > 0 => "**did not run to its end**".into(),
            _ if self.passed == 0 => "**not run**".into(),
            Some((least, what)) => format!("**fewer than {least} {what}**"),
            None => "all promises kept".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEDS: &[(u64, &str)] = &[(1_000, "seeds")];

    fn heard(lines: &[&str]) -> Ran {
        let mut ran = Ran::default();
        for line in lines {
            ran.hear(line);
        }
        ran
    }

    #[test]
    fn what_tests_say_is_counted() {
        let ran = heard(&[
            "test simulation::f4_any ... counted 400 seeds",
            "counted 600 seeds",
            "test result: ok. 2 passed; 0 failed; 0 ignored",
        ]);
        assert_eq!(ran.counts(), "1000 seeds, 2 tests");
        assert!(ran.is_well(SEEDS));
        assert_eq!(ran.result(SEEDS), "all promises kept");
    }

    #[test]
    fn what_failed_ended_early_or_ran_too_little_is_said() {
        let failed = ["test result: FAILED. 1 passed; 1 failed; 0 ignored"];
        let few = [
            "counted 400 seeds",
            "test result: ok. 1 passed; 0 failed; 0 ignored",
        ];
        for (lines, well, expected) in [
            (&failed[..], false, "**1 failed**"),
            (&["counted 1000 seeds"], false, "**did not run to its end**"),
            (&[], true, "**not run**"),
            (&few, true, "**fewer than 1000 seeds**"),
        ] {
            let mut ran = Ran::default();
            ran.add(heard(lines), well);
            assert_eq!(ran.result(SEEDS), expected);
            assert!(!ran.is_well(SEEDS));
        }
    }
}
