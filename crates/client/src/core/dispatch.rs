//! From a command's name to its handler; the table comes from the bridge's registry.

use super::Core;
use balcao_bridge::{AppError, Command, for_each_command, wire};

/// Answers one kind of command.
pub trait Handle<C: Command> {
    /// Whether it waits until the accounts are open, as far as they can be.
    const WAITS: bool = true;

    /// Answers it.
    fn handle(&self, request: C) -> impl Future<Output = Result<C::Output, AppError>> + Send;
}

macro_rules! table {
    ($($name:ident: $request:ident => $output:ty,)*) => {
        /// The name of every command that [`Core::dispatch`] answers.
        pub const DISPATCHED: &[&str] = &[$(stringify!($name)),*];

        impl Core {
            /// Answers a command by its name, as [`wire`] has request and answer.
            ///
            /// # Errors
            /// `invalid_request` with `field` = `command` for a name of no command and `field` =
            /// `request` for a request that is none of it; else those of the command.
            pub async fn dispatch(&self, name: &str, request: &[u8]) -> Result<Vec<u8>, AppError> {
                match name {
                    $(stringify!($name) => {
                        Box::pin(self.answer::<balcao_bridge::$request>(request)).await
                    })*
                    _ => Err(AppError::invalid("command", "unknown")),
                }
            }
        }
    };
}

for_each_command!(table);

impl Core {
    async fn answer<C: Command>(&self, request: &[u8]) -> Result<Vec<u8>, AppError>
    where
        Self: Handle<C>,
    {
        let malformed = |_| AppError::invalid("request", "malformed");
        let request = wire::decode::<C>(request).map_err(malformed)?;
        let answer = self.call(request).await?;
        wire::encode(&answer).map_err(malformed)
    }
}
