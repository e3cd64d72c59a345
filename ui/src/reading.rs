//! How a screen reads: at once what is cached, and again whenever something changed.

use crate::shared::Shared;
use balcao_bridge::{AppError, Command, Freshness};
use balcao_domain::Collection;
use dioxus::prelude::*;
use std::any::Any;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;

/// An answer under way. Its type is put aside here, so that what makes screens read again is in
/// the wasm once and not once a type.
pub type Asked = Pin<Box<dyn Future<Output = Result<Rc<dyn Any>, AppError>>>>;

/// What a screen can show of what it reads.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// Nothing yet; it is being read.
    Waiting,
    /// That it cannot be read.
    Failed(AppError),
    /// What was read, so old.
    Read(Freshness),
}

impl Shown {
    /// What there is of an answer.
    pub fn of<T>(answer: &Option<Result<Rc<T>, AppError>>, age: impl Fn(&T) -> &Freshness) -> Self {
        match answer {
            None => Self::Waiting,
            Some(Err(error)) => Self::Failed(error.clone()),
            Some(Ok(read)) => Self::Read(age(read).clone()),
        }
    }

    /// How old it is, once there is something.
    pub fn freshness(&self) -> Option<Freshness> {
        match self {
            Self::Read(freshness) => Some(freshness.clone()),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
}

/// What a screen read last. It stays while it is being read again.
pub struct Reading<T> {
    answer: Resource<Result<Rc<dyn Any>, AppError>>,
    of: PhantomData<T>,
}

impl<T: 'static> Reading<T> {
    /// The answer or the error; none until the first of them came.
    pub fn get(&self) -> Option<Result<Rc<T>, AppError>> {
        match self.answer.read().as_ref()? {
            Ok(answer) => Rc::clone(answer).downcast().ok().map(Ok),
            Err(error) => Some(Err(error.clone())),
        }
    }
}

/// Reads the answer to a request: when the request changes, when rows of the collections that it
/// shows do, and whenever everything is read again. While there is nothing to ask, it waits.
pub fn use_reading<C: Command + 'static>(
    shows: &'static [Collection],
    mut request: impl FnMut() -> Option<C> + 'static,
) -> Reading<C::Output> {
    use_asked(shows, move || {
        let request = request()?;
        Some(asked(crate::host::call(request)))
    })
}

/// Reads what a future of one's own answers, as [`use_reading`] does.
pub fn use_asked<T: 'static>(
    shows: &'static [Collection],
    ask: impl FnMut() -> Option<Asked> + 'static,
) -> Reading<T> {
    Reading {
        answer: use_answer(shows, Box::new(ask)),
        of: PhantomData,
    }
}

/// Puts the type of an answer aside.
pub fn asked<T: 'static>(answer: impl Future<Output = Result<T, AppError>> + 'static) -> Asked {
    Box::pin(async { answer.await.map(|answer| Rc::new(answer) as Rc<dyn Any>) })
}

fn use_answer(
    shows: &'static [Collection],
    mut ask: Box<dyn FnMut() -> Option<Asked>>,
) -> Resource<Result<Rc<dyn Any>, AppError>> {
    let shared = use_context::<Shared>();
    use_resource(move || {
        shared.revision.read();
        shared.follow(shows);
        ask().unwrap_or_else(|| Box::pin(std::future::pending()))
    })
}
