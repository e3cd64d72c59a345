//! What was typed into forms and not decided yet.

use crate::db::DbError;
use balcao_bridge::{DraftKey, ProfileDraft};
use balcao_domain::CustomerId;
use balcao_domain::form::Typed;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

/// *Editar meus dados*, of a customer.
const PROFILE: &str = "profile";

/// How many forms are begun at once at most.
const MOST: u32 = 200;

/// A form's name, and what the draft is about.
type Key = (String, Uuid);

fn of_profile(customer: CustomerId) -> Key {
    (PROFILE.into(), customer.uuid())
}

fn of_form(key: DraftKey) -> Key {
    (key.form.name().into(), key.subject)
}

fn get(connection: &Connection, (form, subject): &Key) -> Result<Option<String>, DbError> {
    let json = connection
        .prepare_cached("SELECT json FROM drafts WHERE form = ?1 AND subject = ?2")?
        .query_row((form, subject.as_bytes()), |row| row.get(0));
    Ok(json.optional()?)
}

fn put(
    connection: &Connection,
    (form, subject): &Key,
    json: Option<String>,
) -> Result<(), DbError> {
    match json {
        Some(json) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO drafts (form, subject, json) VALUES (?1, ?2, ?3)",
            )?
            .execute((form, subject.as_bytes(), json))?,
        None => connection
            .prepare_cached("DELETE FROM drafts WHERE form = ?1 AND subject = ?2")?
            .execute((form, subject.as_bytes()))?,
    };
    Ok(())
}

/// What drafts there are, as the index tells: it may be read where a draft cannot.
pub(crate) fn keys(connection: &Connection) -> Result<Vec<Key>, DbError> {
    let mut statement = connection.prepare_cached("SELECT form, subject FROM drafts")?;
    let keys = statement.query_map([], |row| Ok((row.get(0)?, Uuid::from_bytes(row.get(1)?))))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// A draft as it lies, whichever form it is of.
#[derive(Debug, Clone)]
pub(crate) enum Draft {
    Profile(CustomerId, ProfileDraft),
    Form(Key, String),
}

impl Draft {
    /// The draft of a key.
    pub fn read(connection: &Connection, key: Key) -> Result<Self, DbError> {
        if key.0 == PROFILE {
            let customer = CustomerId::new(key.1);
            return Ok(Self::Profile(customer, profile(connection, customer)?));
        }
        let json = get(connection, &key)?.ok_or(DbError::Unreadable)?;
        Ok(Self::Form(key, json))
    }

    /// Keeps it.
    pub fn write(&self, connection: &Connection) -> Result<(), DbError> {
        match self {
            Self::Profile(customer, draft) => put_profile(connection, *customer, draft),
            Self::Form(key, json) => put(connection, key, Some(json.clone())),
        }
    }

    /// Keeps it where none was begun since.
    pub fn write_unless_begun(&self, connection: &Connection) -> Result<(), DbError> {
        let key = match self {
            Self::Profile(customer, _) => of_profile(*customer),
            Self::Form(key, _) => key.clone(),
        };
        match get(connection, &key)? {
            Some(_) => Ok(()),
            None => self.write(connection),
        }
    }
}

/// What was typed into a form; none when nothing was.
pub(crate) fn typed(connection: &Connection, key: DraftKey) -> Result<Option<Typed>, DbError> {
    let json = get(connection, &of_form(key))?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// Keeps what was typed into a form in place of what was before; nothing forgets it. Of so many
/// drafts the one goes that was written longest ago.
pub(crate) fn put_typed(
    connection: &Connection,
    key: DraftKey,
    typed: Option<&Typed>,
) -> Result<(), DbError> {
    let json = typed.map(serde_json::to_string).transpose()?;
    put(connection, &of_form(key), json)?;
    connection
        .prepare_cached(
            "DELETE FROM drafts WHERE form <> ?1 AND rowid NOT IN \
             (SELECT rowid FROM drafts WHERE form <> ?1 ORDER BY rowid DESC LIMIT ?2)",
        )?
        .execute((PROFILE, MOST))?;
    Ok(())
}

/// The draft about a customer's data; an empty one when there is none.
pub(crate) fn profile(
    connection: &Connection,
    customer: CustomerId,
) -> Result<ProfileDraft, DbError> {
    Ok(match get(connection, &of_profile(customer))? {
        Some(json) => serde_json::from_str(&json)?,
        None => ProfileDraft::default(),
    })
}

/// Every draft about customers' data.
pub(crate) fn profiles(connection: &Connection) -> Result<Vec<ProfileDraft>, DbError> {
    let keys = keys(connection)?.into_iter();
    let of_profile = keys.filter(|(form, _)| form == PROFILE);
    of_profile
        .map(|(_, subject)| profile(connection, CustomerId::new(subject)))
        .collect()
}

/// Keeps a draft in place of an earlier one; an empty one is forgotten.
pub(crate) fn put_profile(
    connection: &Connection,
    customer: CustomerId,
    draft: &ProfileDraft,
) -> Result<(), DbError> {
    let begun = (*draft != ProfileDraft::default()).then(|| serde_json::to_string(draft));
    put(connection, &of_profile(customer), begun.transpose()?)
}
