//! `POST /v1/hooks/pix`: the bank tells of payments.

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use balcao_contract::{PixHook, PixReceived, ProblemCode};
use balcao_domain::{Cents, CivilDate, Provider};
use chrono_tz::Tz;

use super::body::JsonBody;
use super::refusal::Refusal;
use super::scoped::{Asked, Bearer};
use crate::portal::{Portal, zone};
use crate::scope::System;
use crate::store::Payment;
use crate::token::TokenHash;

/// `endToEndId`: `E` and 31 letters or digits (bacen/pix-api 2.9.0: `[a-zA-Z0-9]{32}`).
const END_TO_END_ID: usize = 32;

/// The longest `txid` (bacen/pix-api 2.9.0: `[a-zA-Z0-9]{1,35}`).
const TXID: usize = 35;

/// Takes payments in, once each. Only who holds the provider's secret may tell of them.
pub async fn receive(
    State(portal): State<Portal>,
    Bank(provider): Bank,
    JsonBody(hook): JsonBody<PixHook>,
) -> Result<StatusCode, Refusal> {
    let zone = zone(&provider);
    let now = portal.clock.now();
    let today = portal.clock.day_of(now, zone);
    let payments = hook
        .pix
        .iter()
        .enumerate()
        .map(|(place, told)| read(&portal, place, told, today, zone))
        .collect::<Result<Vec<_>, _>>()?;
    let settled = portal
        .store
        .receive(System, provider.issuer, &payments, today, now)
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

fn read(
    portal: &Portal,
    place: usize,
    told: &PixReceived,
    today: CivilDate,
    zone: Tz,
) -> Result<Payment, Refusal> {
    let wrong = |field: &str| Refusal::invalid_field(&format!("pix[{place}].{field}"), "invalid");
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if told.end_to_end_id.len() != END_TO_END_ID || !plain(&told.end_to_end_id) {
        return Err(wrong("endToEndId"));
    }
    if !(1..=TXID).contains(&told.txid.len()) || !plain(&told.txid) {
        return Err(wrong("txid"));
    }
    let amount = Cents::from_pix_amount(&told.valor).map_err(|_| wrong("valor"))?;
    if amount.is_zero() {
        return Err(wrong("valor"));
    }
    Ok(Payment {
        end_to_end_id: told.end_to_end_id.clone(),
        txid: told.txid.clone(),
        amount,
        paid_at: told.horario,
        // A bank's clock may be ahead of ours; no bill is paid tomorrow.
        paid_on: portal.clock.day_of(told.horario, zone).min(today),
    })
}
