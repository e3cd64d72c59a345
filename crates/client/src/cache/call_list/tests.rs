use super::*;
use crate::cache::call_months;
use crate::cache::usage::Usage;
use crate::db::{Database, Place, Schema};
use crate::testing::today;
use balcao_contract::CallPage as Answer;
use proptest::prelude::*;
use uuid::Uuid;

const LINES: [Option<TerminalType>; 3] = [
    None,
    Some(TerminalType::Mobile),
    Some(TerminalType::Landline),
];

fn customer() -> CustomerId {
    CustomerId::new(Uuid::from_u128(1))
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn march_to_december() -> Range<DateTime<Utc>> {
    at("2026-03-01T03:00:00Z")..at("2026-12-01T03:00:00Z")
}

/// Since when sync keeps calls.
fn may() -> DateTime<Utc> {
    at("2026-05-01T00:00:00Z")
}

fn now() -> DateTime<Utc> {
    at("2026-11-22T15:00:00Z")
}

fn made(number: u64, start: DateTime<Utc>) -> CallRecord {
    CallRecord {
        start,
        ..balcao_people::call(number.try_into().unwrap(), number, today())
    }
}

/// Puts calls where they belong; April is here whole, March is not.
fn put(connection: &Connection, made: &[CallRecord]) -> Result<(), DbError> {
    for call in made.iter().filter(|call| call.start >= may()) {
        call.put(connection, customer(), 0)?;
    }
    for (month, more) in [
        ("2026-04-10T00:00:00Z", false),
        ("2026-03-10T00:00:00Z", true),
    ] {
        let month = Month::at(at(month));
        let mut of_month: Vec<_> = made.to_vec();
        of_month.retain(|call| Month::at(call.start) == month);
        of_month.sort_by_key(|call| call.id);
        let arriving = call_months::begin(connection, customer(), month, now())?;
        let page = Answer {
            more: more && !of_month.is_empty(),
            calls: of_month,
        };
        if !more || page.more {
            call_months::put(connection, &arriving, &page)?;
        }
    }
    Ok(())
}

async fn with_calls<T: Send + 'static>(
    made: Vec<CallRecord>,
    ask: impl FnOnce(&Connection, Sources) -> Result<T, DbError> + Send + 'static,
) -> T {
    let database = Database::create(Schema::CACHE, Place::Memory);
    let database = database.await.unwrap();
    let asked = database.write(move |connection| {
        put(connection, &made)?;
        let span = march_to_december();
        let sources = Sources::of(connection, customer(), &span, Some(may()), now())?;
        ask(connection, sources)
    });
    asked.await.unwrap()
}

#[tokio::test]
async fn a_list_joins_what_is_synced_with_whole_months_and_names_what_is_missing() {
    let made: Vec<_> = [
        "2026-12-01T02:59:59Z",
        "2026-05-01T00:00:00Z",
        "2026-04-30T23:59:59Z",
        "2026-04-01T00:00:00Z",
        "2026-03-31T23:59:59Z",
        "2026-03-15T12:00:00Z",
    ]
    .into_iter()
    .zip(1..)
    .map(|(start, number)| made(number, at(start)))
    .collect();
    let expected = made[..4].to_vec();
    let (page, missing, synced) = with_calls(made, |connection, sources| {
        let page = sources.page(connection, None, None)?;
        Ok((page, sources.missing, sources.synced))
    })
    .await;
    assert_eq!(page, expected);
    assert_eq!(missing, [Month::new(2026, 3).unwrap()]);
    assert!(synced);
}

#[tokio::test]
async fn a_span_reaches_into_no_month_that_has_not_begun_and_none_beside_it() {
    let (old, asked) = with_calls(Vec::new(), |connection, _| {
        let of = |span: Range<&str>, since| {
            let span = at(span.start)..at(span.end);
            Sources::of(connection, customer(), &span, since, now())
        };
        let old = of("2026-02-01T00:00:00Z".."2026-03-01T00:00:00Z", Some(may()))?;
        let asked = of("2026-11-01T03:00:00Z".."2027-03-01T03:00:00Z", None)?;
        Ok((old, asked))
    })
    .await;
    assert_eq!(
        (old.synced, old.months()),
        (false, vec![Month::new(2026, 2).unwrap()])
    );
    assert_eq!(asked.missing, [Month::new(2026, 11).unwrap()]);
}

#[tokio::test]
async fn no_page_scans_or_sorts_however_deep_it_lies() {
    let made = (1..=9).map(|number| made(number, at("2026-04-30T12:00:00Z")));
    let plans = with_calls(made.collect(), |connection, sources| {
        let after = CallKey {
            start: at("2026-10-01T00:00:00Z"),
            id: 7.try_into().unwrap(),
        };
        let mut plans = Vec::new();
        for part in &sources.parts {
            for line in LINES {
                for (columns, after) in
                    [(COLUMNS, None), (COLUMNS, Some(after)), ("start, id", None)]
                {
                    let (sql, values) = part.walk(columns, line, after);
                    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                    let steps = plan.query_map(params_from_iter(values), |row| row.get(3))?;
                    plans.push(steps.collect::<Result<Vec<String>, _>>()?);
                }
            }
        }
        Ok(plans)
    })
    .await;
    assert_eq!(plans.len(), 18);
    for plan in plans {
        // One step: what is found along the index is in order already.
        let [step] = plan.as_slice() else {
            panic!("{plan:?}");
        };
        let by_key = [
            "(customer=? AND start>? AND start<?)",
            "(month=? AND start>? AND (start,id)<(?,?))",
        ];
        assert!(
            step.starts_with("SEARCH") && by_key.iter().any(|key| step.ends_with(key)),
            "{step}"
        );
    }
}

/// Calls of eight months, many of them in the same second.
fn many() -> impl Strategy<Value = Vec<CallRecord>> {
    proptest::collection::vec((0..40_i64, any::<bool>()), 0..1_300).prop_map(|made_at| {
        let call = |(number, (slot, mobile)): (u64, (i64, bool))| CallRecord {
            terminal_type: if mobile {
                TerminalType::Mobile
            } else {
                TerminalType::Landline
            },
            ..made(
                number,
                at("2026-04-01T00:00:00Z") + TimeDelta::days(slot * 6),
            )
        };
        (1..).zip(made_at).map(call).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pages_from_the_top_and_from_any_anchor_are_the_whole_list(made in many()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let listed = made.clone();
        runtime.block_on(with_calls(listed, move |connection, sources| {
            for line in LINES {
                let mut expected = made.clone();
                expected.retain(|call| line.is_none_or(|line| call.terminal_type == line));
                expected.sort_by_key(|call| std::cmp::Reverse(CallKey::of(call)));
                let outline = sources.outline(connection, line)?;
                assert_eq!(outline.count as usize, expected.len());
                let every = CallOutline::EVERY as usize;
                let anchors = expected.chunks_exact(every).map(|rows| CallKey::of(&rows[every - 1]));
                assert_eq!(outline.anchors, anchors.collect::<Vec<_>>());
                let starts = [None].into_iter().chain(outline.anchors.into_iter().map(Some));
                for (number, mut after) in starts.enumerate() {
                    let mut read = Vec::new();
                    loop {
                        let page = sources.page(connection, line, after)?;
                        assert!(page.len() <= CallPage::ROWS as usize);
                        let Some(last) = page.last() else { break };
                        after = Some(CallKey::of(last));
                        read.extend(page);
                    }
                    assert_eq!(read, expected[number * every..]);
                }
            }
            Ok(())
        }));
    }
}
