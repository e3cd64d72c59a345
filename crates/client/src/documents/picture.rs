//! Draws the pages of a PDF. What is handed to a viewer outside would lie readable on disk.

use balcao_bounds::{Bounded, NotRun};
use balcao_bridge::{AppError, DocumentPage, ErrorCode, Retry};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::sync::LazyLock;
use tokio::sync::OwnedSemaphorePermit;

/// No picture is higher, in pixels.
const HIGHEST: f32 = 12_000.0;

/// A page as a picture.
pub(crate) struct Picture {
    pub png: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// How many pages a PDF has, at least one.
pub(crate) async fn pages(turn: Turn, pdf: Vec<u8>) -> Result<u32, AppError> {
    drawn(turn, move || {
        // A reader looks for the beginning further on, too; what is saved must begin with it.
        if !pdf.starts_with(b"%PDF-") {
            return None;
        }
        let count = u32::try_from(Pdf::new(pdf).ok()?.pages().len()).ok()?;
        (count > 0).then_some(count)
    })
    .await
}

/// One page of a PDF as a PNG of this width.
pub(crate) async fn picture(
    turn: Turn,
    pdf: Vec<u8>,
    page: u32,
    width: u32,
) -> Result<Picture, AppError> {
    drawn(turn, move || draw(pdf, page, width)).await
}

/// One's turn to draw; the drawing itself holds it, so that whoever leaves draws no second page.
pub(crate) type Turn = OwnedSemaphorePermit;

fn draw(pdf: Vec<u8>, page: u32, width: u32) -> Option<Picture> {
    let pdf = Pdf::new(pdf).ok()?;
    let page = pdf.pages().get(usize::try_from(page).ok()?)?;
    let (full_width, full_height) = page.render_dimensions();
    let width = width.clamp(1, DocumentPage::WIDEST) as f32;
    // Half a pixel more, for the size is cut down to whole ones.
    let scale = ((width + 0.5) / full_width).min(HIGHEST / full_height);
    let settings = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let drawn = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let (width, height) = (drawn.width().into(), drawn.height().into());
    let png = drawn.into_png().ok()?;
    Some(Picture { png, width, height })
}

/// All sessions of a server together draw so much at once, and so much more waits.
static DRAWING: LazyLock<Bounded> = LazyLock::new(|| Bounded::new(64));

/// Away from the async threads, one after the other in an account. Whatever a file makes of the
/// reader, a panic too, it cannot be shown, and that is all.
async fn drawn<T: Send + 'static>(
    turn: Turn,
    draw: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<T, AppError> {
    let drawn = DRAWING.run(move || {
        let _until_it_is_drawn = turn;
        draw()
    });
    match drawn.await {
        Ok(drawn) => drawn.ok_or(AppError::new(ErrorCode::UnreadableDocument)),
        Err(NotRun::Full) => {
            let retry = Retry::After(2);
            Err(AppError {
                retry,
                ..AppError::new(ErrorCode::Unavailable)
            })
        }
        Err(NotRun::Stopping) => Err(AppError::new(ErrorCode::UnreadableDocument)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::twin::pdf;
    use std::sync::Arc;
    use tokio::sync::Semaphore;

    async fn turn() -> Turn {
        Arc::new(Semaphore::new(1)).acquire_owned().await.unwrap()
    }

    #[tokio::test]
    async fn a_page_is_drawn_as_wide_as_it_is_wanted() {
        let pdf = pdf("Fatura 004.812");
        assert_eq!(pages(turn().await, pdf.clone()).await, Ok(1));
        for (wanted, drawn) in [(300, 300), (1_240, 1_240), (90_000, 3_000), (0, 1)] {
            let picture = picture(turn().await, pdf.clone(), 0, wanted).await.unwrap();
            assert_eq!(picture.width, drawn);
            assert!(picture.height > picture.width);
            assert!(picture.png.starts_with(b"\x89PNG"));
        }
    }

    #[tokio::test]
    async fn what_is_no_pdf_says_so() {
        let unreadable = AppError::new(ErrorCode::UnreadableDocument);
        let whole = pdf("Fatura");
        for wrong in [
            Vec::new(),
            b"<html>".to_vec(),
            b"%PDF-1.7\n".to_vec(),
            whole[..40].to_vec(),
            [b"<html>", whole.as_slice()].concat(),
        ] {
            assert_eq!(pages(turn().await, wrong).await, Err(unreadable.clone()));
        }
        let beyond = picture(turn().await, whole, 1, 300).await;
        assert_eq!(beyond.err(), Some(unreadable));
    }
}
