//! The plans of each customer.

use super::{blob, decode_all, decode_one};
use crate::db::DbError;
use balcao_domain::{CustomerId, Plan, PlanId, PlanState, fold};
use rusqlite::Connection;

pub(super) const DELETE_OLDER: &str = "DELETE FROM plans WHERE customer = ?1 AND generation < ?2";

pub(crate) fn put(connection: &Connection, generation: i64, plan: &Plan) -> Result<(), DbError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO plans (id, customer, generation, suspended, name, json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            blob(plan.id.uuid()),
            blob(plan.customer.uuid()),
            generation,
            plan.state == PlanState::Suspended,
            fold(&plan.name),
            serde_json::to_string(plan)?,
        ))?;
    Ok(())
}

pub(crate) fn delete(
    connection: &Connection,
    customer: CustomerId,
    id: PlanId,
) -> Result<(), DbError> {
    connection.execute(
        "DELETE FROM plans WHERE id = ?1 AND customer = ?2",
        [blob(id.uuid()), blob(customer.uuid())],
    )?;
    Ok(())
}

/// One plan.
pub(crate) fn get(connection: &Connection, id: PlanId) -> Result<Option<Plan>, DbError> {
    let sql = "SELECT json FROM plans WHERE id = ?1";
    decode_one(connection, sql, [blob(id.uuid())])
}

/// A customer's plans: suspended ones first, then by name.
pub(crate) fn of(connection: &Connection, customer: CustomerId) -> Result<Vec<Plan>, DbError> {
    decode_all(
        connection,
        "SELECT json FROM plans WHERE customer = ?1 ORDER BY suspended DESC, name, id",
        [blob(customer.uuid())],
    )
}
