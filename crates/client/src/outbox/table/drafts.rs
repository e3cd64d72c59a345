//! What was typed into forms and not decided yet.

use crate::db::DbError;
use balcao_bridge::ProfileDraft;
use balcao_domain::CustomerId;
use rusqlite::{Connection, OptionalExtension};

/// *Editar meus dados*, of a customer.
const PROFILE: &str = "profile";

/// The draft about a customer's data; an empty one when there is none.
pub(crate) fn profile(
    connection: &Connection,
    customer: CustomerId,
) -> Result<ProfileDraft, DbError> {
    let sql = "SELECT json FROM drafts WHERE form = ?1 AND subject = ?2";
    let json: Option<String> = connection
        .prepare_cached(sql)?
        .query_row((PROFILE, customer.uuid().as_bytes()), |row| row.get(0))
        .optional()?;
    Ok(match json {
        Some(json) => serde_json::from_str(&json)?,
        None => ProfileDraft::default(),
    })
}

/// Whom drafts are about, as the index tells: it may be read where a draft cannot.
pub(crate) fn subjects(connection: &Connection) -> Result<Vec<CustomerId>, DbError> {
    let mut statement = connection.prepare_cached("SELECT subject FROM drafts WHERE form = ?1")?;
    let subjects = statement.query_map([PROFILE], |row| {
        Ok(CustomerId::new(uuid::Uuid::from_bytes(row.get(0)?)))
    })?;
    Ok(subjects.collect::<Result<_, _>>()?)
}

/// Every draft, with the customer it is about.
pub(crate) fn profiles(
    connection: &Connection,
) -> Result<Vec<(CustomerId, ProfileDraft)>, DbError> {
    let mut statement =
        connection.prepare_cached("SELECT subject, json FROM drafts WHERE form = ?1")?;
    let mut rows = statement.query([PROFILE])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let customer = CustomerId::new(uuid::Uuid::from_bytes(row.get(0)?));
        drafts.push((customer, serde_json::from_str(&row.get::<_, String>(1)?)?));
    }
    Ok(drafts)
}

/// Keeps a draft in place of an earlier one; an empty one is forgotten.
pub(crate) fn put_profile(
    connection: &Connection,
    customer: CustomerId,
    draft: &ProfileDraft,
) -> Result<(), DbError> {
    if *draft == ProfileDraft::default() {
        let sql = "DELETE FROM drafts WHERE form = ?1 AND subject = ?2";
        connection
            .prepare_cached(sql)?
            .execute((PROFILE, customer.uuid().as_bytes()))?;
    } else {
        connection.execute(
            "INSERT OR REPLACE INTO drafts (form, subject, json) VALUES (?1, ?2, ?3)",
            (
                PROFILE,
                customer.uuid().as_bytes(),
                serde_json::to_string(draft)?,
            ),
        )?;
    }
    Ok(())
}
