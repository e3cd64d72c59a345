//! The pages of a document as pictures, drawn by the core as large as they are looked at.

use crate::components::{ErrorPanel, Glyph, Icon, Skeleton};
use crate::host;
use crate::words::t;
use balcao_bridge::{AccountId, GetDocumentPage, OpenedDocument};
use balcao_domain::DocumentRef;
use dioxus::prelude::*;

/// How wide a page is drawn that fills the sheet: sharp on a screen of two pixels a point.
const WIDTH: u32 = 1_240;

/// How large a page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zoom {
    Whole,
    Larger,
    Largest,
}

impl Zoom {
    const fn next(self) -> Self {
        match self {
            Self::Whole => Self::Larger,
            Self::Larger | Self::Largest => Self::Largest,
        }
    }

    const fn previous(self) -> Self {
        match self {
            Self::Whole | Self::Larger => Self::Whole,
            Self::Largest => Self::Larger,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Whole => "document-page",
            Self::Larger => "document-page document-page-larger",
            Self::Largest => "document-page document-page-largest",
        }
    }

    /// In pixels.
    const fn width(self) -> u32 {
        match self {
            Self::Whole => WIDTH,
            Self::Larger => WIDTH * 3 / 2,
            Self::Largest => WIDTH * 2,
        }
    }
}

/// Every page below the other, with what can be done with them on top.
#[component]
pub fn DocumentPages(
    account: AccountId,
    document: DocumentRef,
    title: String,
    opened: OpenedDocument,
    children: Element,
) -> Element {
    let mut zoom = use_signal(|| Zoom::Whole);
    let version = opened.version;
    rsx! {
        div { class: "document-tools",
            button {
                class: "document-zoom",
                r#type: "button",
                "aria-label": t!("document-smaller"),
                "aria-disabled": (zoom() == Zoom::Whole).then_some("true"),
                "data-testid": "document-smaller",
                onclick: move |_| zoom.with_mut(|zoom| *zoom = zoom.previous()),
                Icon { glyph: Glyph::ZoomOut }
            }
            button {
                class: "document-zoom",
                r#type: "button",
                "aria-label": t!("document-larger"),
                "aria-disabled": (zoom() == Zoom::Largest).then_some("true"),
                "data-testid": "document-larger",
                onclick: move |_| zoom.with_mut(|zoom| *zoom = zoom.next()),
                Icon { glyph: Glyph::ZoomIn }
            }
            {children}
        }
        // What scrolls must be reached by the keyboard, too.
        div {
            class: "document-pages",
            tabindex: "0",
            role: "region",
            "aria-label": t!("document-pages"),
            for page in 0..opened.pages {
                Page {
                    key: "{version}-{page}",
                    account,
                    document,
                    page,
                    zoom: zoom(),
                    alt: t!("document-page", page = page + 1, pages = opened.pages, title = title.clone()),
                }
            }
        }
    }
}

/// One page. The picture of another size takes the place of the one before when it is there.
#[component]
fn Page(
    account: AccountId,
    document: DocumentRef,
    page: u32,
    zoom: ReadSignal<Zoom>,
    alt: String,
) -> Element {
    let drawn = use_resource(move || {
        let width = zoom().width();
        host::call(GetDocumentPage {
            account,
            document,
            page,
            width,
        })
    });
    match &*drawn.read() {
        None => rsx! {
            Skeleton { cards: 1 }
        },
        Some(Err(error)) => rsx! {
            ErrorPanel { error: error.clone() }
        },
        Some(Ok(drawn)) => rsx! {
            img {
                class: zoom().class(),
                src: drawn.picture.clone(),
                width: "{drawn.width}",
                height: "{drawn.height}",
                alt,
                "data-testid": "document-page",
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_bridge::DocumentPage;

    #[test]
    fn zooming_goes_from_the_whole_page_to_the_largest_and_back() {
        let sizes = [Zoom::Whole, Zoom::Larger, Zoom::Largest];
        for pair in sizes.windows(2) {
            assert_eq!(pair[0].next(), pair[1]);
            assert_eq!(pair[1].previous(), pair[0]);
            assert!(pair[0].width() < pair[1].width());
        }
        assert_eq!(Zoom::Largest.next(), Zoom::Largest);
        assert_eq!(Zoom::Whole.previous(), Zoom::Whole);
        assert!(Zoom::Largest.width() <= DocumentPage::WIDEST);
    }
}
