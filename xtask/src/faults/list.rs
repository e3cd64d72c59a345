//! Which faults there are, and the tests that make them happen.

use crate::workspace;
use std::process::Command;

/// A fault, and the tests that make it happen.
pub struct Fault {
    pub id: &'static str,
    pub what: &'static str,
    /// What `BALCAO_FAULT_CASES` asks of tests that count.
    pub cases: u32,
    /// What they must then have counted together.
    pub least: &'static [(u64, &'static str)],
    pub suites: &'static [Suite],
}

impl Fault {
    /// The number by which faults are in order.
    pub fn number(&self) -> Option<u32> {
        number(self.id)
    }
}

/// The number of `F9`.
pub fn number(id: &str) -> Option<u32> {
    id.strip_prefix('F')?.parse().ok()
}

/// Tests of one package, by what is in their names.
pub struct Suite {
    pub package: Package,
    pub named: &'static [&'static str],
}

/// Where tests are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Package {
    Client,
    Portal,
    Whole,
}

impl Package {
    /// `cargo test` of its tests.
    pub fn test(self) -> Command {
        let (mut cargo, target): (_, &[&str]) = match self {
            Self::Client => (workspace::cargo(), &["-p", "balcao-client", "--lib"]),
            Self::Portal => (workspace::portal_cargo(), &["--lib"]),
            Self::Whole => (
                workspace::cargo(),
                &["-p", "balcao-tests", "--test", "whole"],
            ),
        };
        cargo.args(["test", "--locked"]).args(target);
        cargo
    }
}

const fn client(named: &'static [&'static str]) -> Suite {
    let package = Package::Client;
    Suite { package, named }
}

const fn portal(named: &'static [&'static str]) -> Suite {
    let package = Package::Portal;
    Suite { package, named }
}

const fn whole(named: &'static [&'static str]) -> Suite {
    let package = Package::Whole;
    Suite { package, named }
}

/// All of them, in order.
pub const FAULTS: &[Fault] = &[
    Fault {
        id: "F1",
        what: "a real process killed (`kill -9`) at a random instant while it decides, attaches, takes back, syncs and sends, on the same files",
        cases: 1_000,
        least: &[(1_000, "kills")],
        suites: &[whole(&["f1_"])],
    },
    Fault {
        id: "F2",
        what: "killed at every labelled point: a process against the real portal, the core against its twin",
        cases: 3,
        least: &[(24, "points")],
        suites: &[client(&["f2_"]), whole(&["f2_"])],
    },
    Fault {
        id: "F3",
        what: "the work is done and the answer lost; the same key with another body (422); at the same time (409)",
        cases: 1,
        least: &[],
        suites: &[client(&["f3_"]), portal(&["tests::actions::"])],
    },
    Fault {
        id: "F4",
        what: "the network cut in, out or both ways for 0–10 s, with kills: seeded simulation, and a process in a network namespace",
        cases: 1_000,
        least: &[(1_000, "seeds"), (30, "cuts")],
        suites: &[client(&["f4_"]), whole(&["f4_"])],
    },
    Fault {
        id: "F5",
        what: "delay, reordering, loss, duplicates, truncated bodies, 429 and 5xx with and without Retry-After, with kills: seeded simulation",
        cases: 1_000,
        least: &[(1_000, "seeds")],
        suites: &[client(&["f5_"])],
    },
    Fault {
        id: "F6",
        what: "model test of machine, overlay and cursor; the queue on disk against the queue in memory",
        cases: 10_000,
        least: &[(10_000, "runs of the model")],
        suites: &[client(&["f6_"])],
    },
    Fault {
        id: "F7",
        what: "one failed upload and silence: tried again without a new write",
        cases: 1,
        least: &[],
        suites: &[client(&["f7_"])],
    },
    Fault {
        id: "F10",
        what: "torn, zeroed and bit-flipped pages of cache.db and outbox.db",
        cases: 200,
        least: &[(200, "harmed outboxes")],
        suites: &[client(&["f10_"])],
    },
    Fault {
        id: "F12",
        what: "old schemas to the newest, killed midway; a newer one refused; old queued actions still send",
        cases: 1,
        least: &[],
        suites: &[client(&["f12_"])],
    },
    Fault {
        id: "F13",
        what: "a refresh answer lost, or killed before it is saved; replay after the successor was used",
        cases: 1,
        least: &[],
        suites: &[client(&["f13_"]), portal(&["f13_"])],
    },
    Fault {
        id: "F14",
        what: "log pruned, portal restored from a backup written to since, role, module or customer taken away, app upgraded",
        cases: 1,
        least: &[],
        suites: &[client(&["f14_"]), portal(&["f14_"])],
    },
    Fault {
        id: "F15",
        what: "keychain absent, locked or changed; an outbox whose key is gone",
        cases: 1,
        least: &[],
        suites: &[client(&["f15_"])],
    },
];
