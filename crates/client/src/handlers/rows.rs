//! Rows of any collection: lists and single ones, with what waits to be sent drawn in.

use super::{Standing, today};
use crate::cache::kept::{Crossing, Described, described_as};
use crate::cache::listed::{self, Found};
use crate::core::{Core, Handle};
use crate::db::DbError;
use crate::outbox::overlay::{self, Drawn, Stroke};
use crate::outbox::queue::Queue;
use balcao_bridge::{AppError, ErrorCode, GetRow, GottenRow, ListRows, NamedSum, Row, RowPage};
use balcao_contract::sync::RawRow;
use balcao_domain::{Access, Collection, Owner, RowId, Stream};
use balcao_lists::{Page, Query};
use rusqlite::Connection;

impl Handle<ListRows> for Core {
    async fn handle(&self, request: ListRows) -> Result<RowPage, AppError> {
        let account = self.account(request.account)?;
        let described = described(request.of)?;
        let now = account.outside.clock.now();
        let queue = account.outbox.queue();
        let (of, customer) = (request.of, request.customer);
        let (standing, list, zone) = account
            .read(move |connection| {
                let (zone, today) = today(connection, now)?;
                let query = Query {
                    customer: Some(request.customer),
                    filter: &request.filter,
                    period: request.period,
                    search: &request.search,
                    today,
                };
                let page = Page {
                    order: &request.order,
                    descending: request.descending,
                    rows: RowPage::ROWS,
                };
                let drawn = Drawn::of(connection, Owner::Customer(customer), queue.entries())?;
                let list = List {
                    described,
                    stream: Stream::Customer(customer),
                    query,
                    drawn: &drawn,
                    queue: &queue,
                };
                let standing = Standing::of(connection, customer)?;
                Ok((standing, list.read(connection, page, request.after)?, zone))
            })
            .await?;
        standing.demand(Access::Read(of))?;
        Ok(RowPage {
            new: list.new,
            rows: list.rows,
            count: list.count,
            sums: list.sums,
            freshness: account.freshness(zone),
        })
    }
}

impl Handle<GetRow> for Core {
    async fn handle(&self, request: GetRow) -> Result<GottenRow, AppError> {
        let account = self.account(request.account)?;
        let described = described(request.of)?;
        let now = account.outside.clock.now();
        let queue = account.outbox.queue();
        let GetRow {
            of, customer, id, ..
        } = request;
        let (standing, row, zone) = account
            .read(move |connection| {
                let drawn = Drawn::of(connection, Owner::Customer(customer), queue.entries())?;
                let stream = Stream::Customer(customer);
                let row = match drawn.stroke(of, id) {
                    Some(stroke) => stroked(described, stream, stroke, &queue)?,
                    None => match listed::owned(connection, &described.table, customer, id)? {
                        Some(row) => Some((described.cross)(stream, &row)?),
                        None => None,
                    },
                };
                let row = row.map(|it| it.row);
                let zone = today(connection, now)?.0;
                Ok((Standing::of(connection, customer)?, row, zone))
            })
            .await?;
        standing.demand(Access::Read(of))?;
        Ok(GottenRow {
            row: row.ok_or(AppError::new(ErrorCode::NotFound))?,
            freshness: account.freshness(zone),
        })
    }
}

/// How a collection of customers' rows is listed.
fn described(of: Collection) -> Result<Described, AppError> {
    let described = described_as(of).filter(|it| it.table.is_owned());
    described.ok_or(AppError::new(ErrorCode::NotFound))
}

/// A row as it is drawn, with the action that draws it; none where it is drawn as gone.
fn stroked(
    described: Described,
    stream: Stream,
    stroke: &Stroke,
    queue: &Queue,
) -> Result<Option<Crossing>, DbError> {
    let Some(row) = &stroke.row else {
        return Ok(None);
    };
    let mut crossing = (described.cross)(stream, row)?;
    let entry = queue.get(stroke.by);
    crossing.row.waiting = entry.map(|entry| (entry.id, overlay::state(&entry.state)));
    Ok(Some(crossing))
}

/// A list that is asked for, and what is drawn over it.
struct List<'a> {
    described: Described,
    stream: Stream,
    query: Query<'a>,
    drawn: &'a Drawn,
    queue: &'a Queue,
}

/// What it finds.
struct Listing {
    new: Vec<Row>,
    rows: Vec<Row>,
    count: u32,
    sums: Vec<NamedSum>,
}

impl List<'_> {
    /// What is drawn over a row that the list finds stands in its place; what it would not find any
    /// more leaves, and what it would find by now stands among the new ones, until it comes true.
    fn read(
        &self,
        connection: &Connection,
        page: Page<'_>,
        after: Option<RowId>,
    ) -> Result<Listing, DbError> {
        let table = &self.described.table;
        let after = after.and_then(RowId::uuid);
        let found: Found<RawRow> = listed::page_of(connection, table, &self.query, page, after)?;
        let mut rows = Vec::new();
        for row in &found.rows {
            let cached = (self.described.cross)(self.stream, row)?.row;
            let stroke = self.drawn.stroke(table.collection, cached.id);
            let shown = match stroke {
                None => Some(cached),
                Some(stroke) => self.kept(stroke)?,
            };
            rows.extend(shown);
        }
        let (mut new, mut count) = (Vec::new(), found.count);
        for (id, stroke) in self.drawn.changes_of(table.collection) {
            let was_found = match id {
                RowId::Uuid(id) => listed::finds(connection, table, &self.query, id)?,
                RowId::Number(_) => false,
            };
            match (was_found, self.kept(stroke)?) {
                (true, None) => count = count.saturating_sub(1),
                (false, Some(row)) if after.is_none() => new.push(row),
                _ => {}
            }
        }
        new.reverse();
        let sums = listed::sums_of(connection, table, &self.query)?.into_iter();
        let sums = sums.map(|(name, (total, count))| NamedSum {
            name: name.into(),
            total: total.get(),
            count,
        });
        Ok(Listing {
            new,
            rows,
            count,
            sums: sums.collect(),
        })
    }

    /// A row as it is drawn, when the list finds it so.
    fn kept(&self, stroke: &Stroke) -> Result<Option<Row>, DbError> {
        let drawn = stroked(self.described, self.stream, stroke, self.queue)?;
        let is_kept = |it: &Crossing| self.query.keeps(&self.described.table, &it.keys, &it.words);
        Ok(drawn.filter(is_kept).map(|it| it.row))
    }
}
