//! axe, which looks at a page for what keeps people out.

use super::{Page, given};
use serde::Deserialize;

/// Runs every rule that has one of the tags; nothing is left out.
const RUN: &str = "const done = arguments[arguments.length - 1];
const values = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: { type: 'tag', values } }).then(found => done({
    passed: found.passes.map(it => it.id),
    violations: found.violations.flatMap(it => it.nodes.map(node =>
        `${it.id}: ${node.html} ${node.failureSummary}`)),
}), error => done({ passed: [], violations: [`${error}`] }));";

/// Its source.
pub struct Axe(String);

/// What it found on a page.
#[derive(Deserialize)]
pub struct Report {
    /// The rules that something on the page keeps.
    pub passed: Vec<String>,
    /// What breaks which rule.
    pub violations: Vec<String>,
}

impl Axe {
    /// The one that was given to the tests.
    pub fn read() -> Self {
        Self(std::fs::read_to_string(given("BALCAO_TEST_AXE")).unwrap())
    }

    /// Looks at a page as it is now. One on which hardly any rule found something to judge breaks
    /// them too.
    pub async fn look_at(&self, page: &Page) -> Report {
        if page.script("return typeof axe").await == "undefined" {
            page.script(&self.0).await;
        }
        let mut report: Report = serde_json::from_value(page.script_answer(RUN).await).unwrap();
        let passed = report.passed.len();
        if passed < 10 {
            let told = format!("only {passed} rules found something");
            report.violations.push(told);
        }
        report
    }
}
