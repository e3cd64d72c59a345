//! One way from the window into the core.

use balcao_bridge::{AppError, wire};
use balcao_client::Core;
use serde_json::Value;
use tauri::ipc::{Invoke, InvokeBody, InvokeError, Response};

/// Takes a call if the registry has it. Tauri has already checked the window's permission.
pub fn handle(core: &Core, invoke: Invoke) -> bool {
    let name = invoke.message.command().to_owned();
    if !balcao_client::DISPATCHED.contains(&name.as_str()) {
        return false;
    }
    let request = match invoke.message.payload() {
        InvokeBody::Json(payload) => payload.get("req").and_then(bytes),
        InvokeBody::Raw(_) => None,
    };
    let core = core.clone();
    invoke.resolver.respond_async(async move {
        let request = request.ok_or_else(|| refused(AppError::invalid("req", "missing")))?;
        let answer = core.dispatch(&name, &request).await.map_err(refused)?;
        Ok(Response::new(answer))
    });
    true
}

/// Android takes no bytes into a call, so they come as text.
fn bytes(text: &Value) -> Option<Vec<u8>> {
    wire::of_text(text.as_str()?).ok()
}

fn refused(error: AppError) -> InvokeError {
    // A refusal without bytes reads as a call that did not reach the core.
    let bytes = wire::encode(&error).unwrap_or_default();
    InvokeError(wire::to_text(&bytes).into())
}
