//! What the bank tells the portal, in the shape of the central bank's Pix API 2.9.

use serde::{Deserialize, Serialize};

/// Payments received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PixHook {
    /// One entry a payment.
    pub pix: Vec<PixReceived>,
}

/// One payment; repeated deliveries carry the same `endToEndId`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PixReceived {
    /// The payment's id in the whole Pix system.
    pub end_to_end_id: String,
    /// The charge it pays: the 32 hex digits of a bill's id.
    pub txid: String,
    /// Reais with two decimals, `129.90`.
    pub valor: String,
    /// When it was paid, RFC 3339.
    pub horario: chrono::DateTime<chrono::Utc>,
    /// What of it was given back, or is to be: told with the payment once more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub devolucoes: Vec<PixReturn>,
}

/// Something of a payment that is given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PixReturn {
    /// Its id among those of the payment.
    pub id: String,
    /// Reais with two decimals.
    pub valor: String,
    /// How far it is.
    pub status: PixReturnStatus,
}

/// How far a return is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PixReturnStatus {
    /// Asked for.
    EmProcessamento,
    /// Done.
    Devolvido,
    /// It came to nothing.
    NaoRealizado,
}
