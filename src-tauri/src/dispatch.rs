//! One way from the window into the core.

use balcao_bridge::AppError;
use balcao_client::Core;
use tauri::ipc::{Invoke, InvokeBody, InvokeError};

/// Takes a call if the registry has it. Tauri has already checked the window's permission.
pub fn handle(core: &Core, invoke: Invoke) -> bool {
    let name = invoke.message.command().to_owned();
    if !balcao_client::DISPATCHED.contains(&name.as_str()) {
        return false;
    }
    let request = match invoke.message.payload() {
        InvokeBody::Json(payload) => payload.get("req").cloned(),
        InvokeBody::Raw(_) => None,
    };
    let core = core.clone();
    invoke.resolver.respond_async(async move {
        let request = request.ok_or_else(|| refused(AppError::invalid("req", "missing")))?;
        core.dispatch(&name, request).await.map_err(refused)
    });
    true
}

fn refused(error: AppError) -> InvokeError {
    match serde_json::to_value(&error) {
        Ok(value) => InvokeError(value),
        Err(_) => InvokeError::from(error.to_string()),
    }
}
