//! What stands on the page.

use super::{Toast, ToastRegion, use_toasts};
use crate::components::drawn;
use dioxus::prelude::*;

#[component]
fn Screen(undoable: bool) -> Element {
    let toasts = use_toasts();
    use_hook(|| {
        let undo = undoable.then(|| Callback::new(|()| {}));
        toasts.show(Toast {
            text: "Chamado encerrado".into(),
            undo,
        });
    });
    rsx! {
        ToastRegion { toasts }
    }
}

#[test]
fn a_toast_is_told_and_can_be_undone_where_that_is_possible() {
    let html = drawn(|| rsx! { Screen { undoable: true } });
    assert!(html.contains(r#"role="status""#));
    assert!(html.contains("Chamado encerrado"));
    assert!(html.contains("Desfazer"));
    let html = drawn(|| rsx! { Screen { undoable: false } });
    assert!(!html.contains("Desfazer"));
    assert!(html.contains("Fechar"));
}
