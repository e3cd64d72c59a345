//! How a screen reads: at once what is cached, and again whenever something changed.

use crate::host;
use crate::shared::Shared;
use balcao_bridge::{AppError, Command};
use dioxus::prelude::*;

/// What a screen read last; none until the first answer. It stays while it is being read again.
pub type Reading<T> = Resource<Result<T, AppError>>;

/// Reads the answer to a request: when the request changes, and whenever screens should.
/// While there is nothing to ask, it waits.
pub fn use_reading<C: Command + 'static>(
    mut request: impl FnMut() -> Option<C> + 'static,
) -> Reading<C::Output> {
    let shared = use_context::<Shared>();
    use_resource(move || {
        shared.revision.read();
        let request = request();
        async move {
            match request {
                Some(request) => host::call(request).await,
                None => std::future::pending().await,
            }
        }
    })
}
