//! When the interface does not begin or itself fails. A boundary could not show it, as wasm does not
//! unwind: the page's loader does, for every way of failing.

use balcao_bridge::AppError;
use wasm_bindgen::throw_str;
use wasm_bindgen_futures::spawn_local;

/// Says what panicked and where, in the console and to the loader.
pub fn tell_of_panics() {
    std::panic::set_hook(Box::new(|info| {
        let told = info.to_string();
        let root = super::page::document().and_then(|page| page.document_element());
        // What follows from the first one says nothing.
        if let Some(root) = root.filter(|root| !root.has_attribute("data-panic")) {
            let _ = root.set_attribute("data-panic", &told);
        }
        web_sys::console::error_1(&told.into());
    }));
}

/// Does what comes before the first screen; without it there is nothing to show.
pub fn begin(first: impl Future<Output = Result<(), AppError>> + 'static) {
    spawn_local(async {
        if first.await.is_err() {
            throw_str("balcao: no words");
        }
    });
}
