//! A finger pulls the page down from its top.

use super::happening::{Happening, on};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, TouchEvent};

/// How far down a finger pulls before letting go asks the portal, in CSS pixels.
const FAR: i32 = 80;

/// A pull, if one is going on.
#[derive(Debug, Default)]
struct Pull {
    from: Option<(i32, i32)>,
    far: bool,
}

impl Pull {
    /// A finger touches.
    fn begin(&mut self, at: (i32, i32)) {
        *self = Self {
            from: Some(at),
            far: false,
        };
    }

    /// It moved; answers whether it is far now, when that changed.
    fn move_to(&mut self, (x, y): (i32, i32)) -> Option<bool> {
        let (from_x, from_y) = self.from?;
        let (right, down) = (x - from_x, y - from_y);
        // Sideways is no pull.
        let far = down >= FAR && down > 2 * right.abs();
        (std::mem::replace(&mut self.far, far) != far).then_some(far)
    }

    /// It lets go, or is no pull any more; answers whether it was far.
    fn end(&mut self) -> bool {
        std::mem::take(self).far
    }
}

/// Tells of pulls that begin where nothing can be scrolled up any more.
pub(super) fn listen_to_pulling(tell: impl Fn(Happening) + Clone + 'static) {
    let Some(page) = super::page::document() else {
        return;
    };
    let pull = Rc::new(RefCell::new(Pull::default()));
    let begun = pull.clone();
    on(&page, "touchstart", move |event: TouchEvent| {
        match finger(&event) {
            Some(at) if is_at_top(&event) => begun.borrow_mut().begin(at),
            // A second finger makes something else of it.
            _ => {
                begun.borrow_mut().end();
            }
        }
    });
    let (moved, told) = (pull.clone(), tell.clone());
    on(&page, "touchmove", move |event: TouchEvent| {
        let far = finger(&event).and_then(|at| moved.borrow_mut().move_to(at));
        if let Some(far) = far {
            told(Happening::Pulled(far));
        }
    });
    let (over, told) = (pull.clone(), tell.clone());
    on(&page, "touchend", move |_: TouchEvent| {
        if over.borrow_mut().end() {
            told(Happening::LetGo);
        }
    });
    on(&page, "touchcancel", move |_: TouchEvent| {
        if pull.borrow_mut().end() {
            tell(Happening::Pulled(false));
        }
    });
}

/// Where the only finger is.
fn finger(event: &TouchEvent) -> Option<(i32, i32)> {
    let touches = event.touches();
    let touch = touches.get(0).filter(|_| touches.length() == 1)?;
    Some((touch.client_x(), touch.client_y()))
}

/// Whether nothing around what is touched is scrolled, and no dialog is open.
fn is_at_top(event: &TouchEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let mut around = std::iter::successors(target, |element| element.parent_element());
    around.all(|element| element.scroll_top() <= 0 && element.tag_name() != "DIALOG")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pull_is_far_after_eighty_pixels_straight_down() {
        let mut pull = Pull::default();
        assert_eq!(pull.move_to((0, 500)), None, "nothing touches");
        pull.begin((100, 100));
        assert_eq!(pull.move_to((100, 179)), None);
        assert_eq!(pull.move_to((100, 180)), Some(true));
        assert_eq!(pull.move_to((100, 240)), None, "told once");
        assert_eq!(pull.move_to((100, 120)), Some(false), "taken back");
        assert!(!pull.end());
    }

    #[test]
    fn sideways_is_no_pull_and_letting_go_ends_it() {
        let mut pull = Pull::default();
        pull.begin((100, 100));
        assert_eq!(pull.move_to((200, 200)), None);
        assert_eq!(pull.move_to((120, 200)), Some(true));
        assert!(pull.end());
        assert!(!pull.end());
        assert_eq!(pull.move_to((120, 400)), None);
    }
}
