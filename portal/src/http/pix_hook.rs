//! `POST /v1/hooks/pix`: the bank tells of payments.

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use balcao_contract::{PixReceived, PixReturnStatus, ProblemCode};
use balcao_domain::{Cents, Provider};
use serde::Deserialize;
use serde_json::Value;

use super::body::JsonBody;
use super::refusal::Refusal;
use super::scoped::{Asked, Bearer};
use crate::portal::{Portal, zone};
use crate::scope::System;
use crate::store::{Payment, Telling, UnreadPayment};
use crate::token::TokenHash;

/// `endToEndId`: `E` and 31 letters or digits (bacen/pix-api 2.9.0: `[a-zA-Z0-9]{32}`).
const END_TO_END_ID: usize = 32;

/// The longest `txid` (bacen/pix-api 2.9.0: `[a-zA-Z0-9]{1,35}`).
const TXID: usize = 35;

/// What the bank tells: [`balcao_contract::PixHook`], with entries that may not read.
#[derive(Deserialize)]
pub struct Told {
    pix: Vec<Value>,
}

/// Takes payments in, once each. Only who holds the provider's secret may tell of them. An entry that
/// does not read is kept for staff, and keeps no other back: the bank would tell all of them again and
/// again.
pub async fn receive(
    State(portal): State<Portal>,
    Bank(provider): Bank,
    JsonBody(hook): JsonBody<Told>,
) -> Result<StatusCode, Refusal> {
    let zone = zone(&provider);
    let now = portal.clock.now();
    let mut payments = Vec::new();
    let mut unread = Vec::new();
    for told in hook.pix {
        match read(&told) {
            Ok(payment) => payments.push(payment),
            Err(why) => unread.push(UnreadPayment {
                told: told.to_string(),
                why,
            }),
        }
    }
    if !unread.is_empty() {
        tracing::warn!(
            provider = provider.slug,
            count = unread.len(),
            "payments do not read"
        );
        let kept = portal
            .store
            .keep_unread(System, provider.issuer, unread, now);
        kept.await?;
    }
    let telling = Telling {
        provider: provider.issuer,
        day_of: &|at| portal.clock.day_of(at, zone),
        today: portal.clock.day_of(now, zone),
    };
    let settled = portal
        .store
        .receive(System, telling, &payments, now)
        .await?;
    tracing::info!(provider = provider.slug, ?settled, "payments taken in");
    Ok(StatusCode::OK)
}

/// Who holds the secret of a provider; nothing of the body is read before that is known.
pub struct Bank(Provider);

impl FromRequestParts<Portal> for Bank {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let Asked(provider) = Asked::from_request_parts(parts, portal).await?;
        let Bearer(presented) = Bearer::from_request_parts(parts, portal).await?;
        let secret = portal.store.hook_secret(System, provider.issuer).await?;
        match secret {
            // How soon two hashes differ tells nothing of how much of a guess was right.
            Some(secret) if TokenHash::of(secret.expose()) == presented => Ok(Self(provider)),
            _ => Err(ProblemCode::InvalidCredentials.into()),
        }
    }
}

/// Reads an entry, or tells which field is wrong.
fn read(told: &Value) -> Result<Payment, String> {
    let told: PixReceived =
        serde_path_to_error::deserialize(told).map_err(|error| error.path().to_string())?;
    let wrong = |field: &str| field.to_owned();
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if told.end_to_end_id.len() != END_TO_END_ID || !plain(&told.end_to_end_id) {
        return Err(wrong("endToEndId"));
    }
    if !(1..=TXID).contains(&told.txid.len()) || !plain(&told.txid) {
        return Err(wrong("txid"));
    }
    let money = |valor: &str| {
        let amount = Cents::from_pix_amount(valor).ok();
        amount.filter(|amount| !amount.is_zero())
    };
    let amount = money(&told.valor).ok_or_else(|| wrong("valor"))?;
    let mut returned = Cents::default();
    for back in &told.devolucoes {
        let amount = money(&back.valor).ok_or_else(|| wrong("devolucoes.valor"))?;
        if back.status == PixReturnStatus::Devolvido {
            returned = returned + amount;
        }
    }
    if returned > amount {
        return Err(wrong("devolucoes.valor"));
    }
    Ok(Payment {
        end_to_end_id: told.end_to_end_id.clone(),
        txid: told.txid.clone(),
        amount,
        returned,
        paid_at: told.horario,
    })
}
