//! Replicas on one PostgreSQL database tell each other what they wrote to, by `NOTIFY`: the
//! server passes it on when the transaction is committed, and not before.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::Error;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, RuntimeErr, Statement};
use tokio_util::sync::CancellationToken;

use super::bell::{Bell, Rung, Touched};

/// What is listened to.
const CHANNEL: &str = "balcao_changes";

/// How many logs one message names. A name has at most 45 bytes, a message at most 7,999.
const AT_ONCE: usize = 100;

/// Between the names in a message; no name has one.
const BETWEEN: &str = " ";

/// How long is waited before a connection that could not be had is tried again. Listeners look
/// by themselves meanwhile.
const PAUSE: Duration = Duration::from_secs(1);

/// Says what a transaction wrote to.
pub(super) async fn notify(tx: &DatabaseTransaction, touched: &Touched) -> Result<(), DbErr> {
    let names: Vec<&str> = touched.iter().map(String::as_str).collect();
    for names in names.chunks(AT_ONCE) {
        let values = [CHANNEL.into(), names.join(BETWEEN).into()];
        let sql = "SELECT pg_notify($1, $2)";
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
        tx.execute_raw(statement).await?;
    }
    Ok(())
}

/// Passes what is committed from now on to a bell, until told to stop.
pub(super) async fn hear(
    server: &PgConnectOptions,
    bell: Bell,
    until: CancellationToken,
) -> Result<(), DbErr> {
    let server = server.clone().application_name("balcao-portal hints");
    let listener = listen(&server).await;
    let listener = listener.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))?;
    tokio::spawn(until.run_until_cancelled_owned(go_on(server, listener, bell)));
    Ok(())
}

/// A connection of its own: it is held for as long as somebody may listen.
async fn listen(server: &PgConnectOptions) -> Result<PgListener, Error> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .connect_with(server.clone())
        .await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

/// Goes on for ever. What was committed while nobody heard is not told again, so whoever listens
/// is told that something may have been.
async fn go_on(server: PgConnectOptions, mut listener: PgListener, bell: Bell) {
    loop {
        match listener.try_recv().await {
            Ok(Some(told)) => {
                let names = told.payload().split(BETWEEN);
                bell.tell(Rung::Logs(names.map(Into::into).collect()));
                continue;
            }
            // It listens again already.
            Ok(None) => tracing::warn!("the connection for hints was lost"),
            Err(error) => {
                tracing::warn!(%error, "the connection for hints was lost");
                listener = again(&server).await;
            }
        }
        bell.tell(Rung::Unknown);
    }
}

async fn again(server: &PgConnectOptions) -> PgListener {
    loop {
        match listen(server).await {
            Ok(listener) => return listener,
            Err(error) => tracing::warn!(%error, "other replicas cannot be heard"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}
