//! Copies the Pix code of a bill from wherever one is.

use crate::host;
use crate::shared::Shared;
use crate::words::{explain, t};
use balcao_bridge::{AccountId, AppError, CopyText, GetBill};
use balcao_domain::BillId;

/// Copies it and says so; a bill without one, such as a paid bill, is left alone.
pub async fn copy_pix(shared: Shared, account: AccountId, bill: BillId) {
    match copy(account, bill).await {
        Ok(true) => shared.say(t!("copied-pix")),
        Ok(false) => {}
        Err(error) => shared.say(explain(&error).happened),
    }
}

async fn copy(account: AccountId, bill: BillId) -> Result<bool, AppError> {
    let gotten = host::call(GetBill { account, bill }).await?;
    let Some(pix) = gotten.bill.pix else {
        return Ok(false);
    };
    let text = pix.payload().to_owned();
    host::call(CopyText { text }).await?;
    Ok(true)
}
