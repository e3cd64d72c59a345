//! `pay`: plays the bank, for the demo.

use std::time::Duration;

use balcao_contract::{PixHook, PixReceived, Problem, ProblemCode, paths};
use balcao_domain::{Bill, BillGroup, Cents};
use chrono::Utc;
use reqwest::{Client, Response};

use super::error::CommandError;
use super::options::PayOptions;
use super::{migrate, provider, say, tls};
use crate::scope::System;
use crate::store::{Address, Store};
use crate::token;

/// How long the portal may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The participant that the demo's payments come from: none has this number.
const ISPB: &str = "00000000";

/// Tells the portal that a bill was paid.
pub async fn pay(database: &Address, options: PayOptions) -> Result<(), CommandError> {
    let tls = tls::client(&options.extra_ca)?;
    let store = migrate::open(database).await?;
    let provider = provider::find(&store, &options.provider).await?;
    let number = options.bill;
    let no_bill = || CommandError::NoBill {
        provider: provider.slug.clone(),
        number,
    };
    let find = || store.bill_by_number(System, provider.issuer, number);
    let bill = find().await?.ok_or_else(no_bill)?;
    if bill.group() != BillGroup::Pending {
        return Err(CommandError::NotOwed(number));
    }
    let secret = store.hook_secret(System, provider.issuer).await?;
    let secret = secret.ok_or_else(|| CommandError::NoProvider(provider.slug.clone()))?;

    let amount = options.amount.unwrap_or_else(|| bill.owed());
    let hook = PixHook {
        pix: vec![received(&bill, amount)?],
    };
    let url = format!("{}/{}{}", options.origin, provider.slug, paths::PIX_HOOK);
    let not_taken = |why: String| CommandError::NotTaken {
        origin: options.origin.clone(),
        why,
    };
    let response = Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(true)
        .no_proxy()
        .timeout(PATIENCE)
        .build()
        .map_err(|error| not_taken(innermost(&error)))?
        .post(url)
        .bearer_auth(secret.expose())
        .json(&hook)
        .send()
        .await
        .map_err(|error| not_taken(innermost(&error)))?;
    if !response.status().is_success() {
        return Err(not_taken(refusal(response).await));
    }
    tell(&find().await?.ok_or_else(no_bill)?, amount)?;
    close(store).await
}

fn received(bill: &Bill, amount: Cents) -> Result<PixReceived, CommandError> {
    let now = Utc::now();
    let random = u64::from_be_bytes(token::random()?) % 100_000_000_000;
    Ok(PixReceived {
        end_to_end_id: format!("E{ISPB}{}{random:011}", now.format("%Y%m%d%H%M")),
        txid: bill.id.uuid().simple().to_string(),
        valor: amount.pix_amount(),
        horario: now,
        devolucoes: Vec::new(),
    })
}

fn tell(bill: &Bill, amount: Cents) -> Result<(), CommandError> {
    let state = if bill.group() == BillGroup::Paid {
        "paid"
    } else {
        "paid in part"
    };
    let amount = amount.amount_text();
    say(format_args!(
        "bill {} {state}: R$ {amount}",
        bill.number_text()
    ))
}

async fn close(store: Store) -> Result<(), CommandError> {
    Ok(store.close().await?)
}

/// The code of a refusal, or its status when it is no portal's.
async fn refusal(response: Response) -> String {
    let status = response.status();
    let problem = response.json::<Problem>().await.ok();
    problem
        .and_then(|problem| problem.code())
        .map_or_else(|| status.to_string(), |code| ProblemCode::name(code).into())
}

/// What a chain of errors ends with: the cause that somebody can act on.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}
