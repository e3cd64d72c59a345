//! What may be done about an action: one that is queued can be taken back; one that was refused is
//! edited, tried again or given up.

use crate::components::{Button, Glyph};
use crate::features::room::{ListView, RoomRef};
use crate::features::shell::open_detail;
use crate::host;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{explain, t};
use balcao_bridge::{
    AccountId, ActionId, ActionState, AppError, AttachProof, CancelAction, DiscardAction,
    RetryAction,
};
use balcao_domain::{CustomerId, RequestId};
use dioxus::prelude::*;
use uuid::Uuid;

/// How an action is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// What it said goes back into the form.
    Form,
    /// Another file takes its place.
    OtherFile {
        /// Whose request.
        customer: CustomerId,
        /// Which request.
        request: RequestId,
    },
    /// What it said goes back into a room's form.
    RoomForm {
        /// Which room's.
        room: RoomRef,
        /// About which row; none for a new one.
        row: Option<Uuid>,
        /// Whether that changes the row; else the form stands in the row's detail.
        edits: bool,
    },
    /// It is not edited: it says nothing that could be said otherwise.
    Nothing,
}

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    Cancel,
    Retry,
    Discard,
    Edit,
}

/// The buttons of an action; none while it is being sent.
#[component]
pub fn ActionButtons(
    account: AccountId,
    id: ActionId,
    state: ActionState,
    offer: Offer,
) -> Element {
    let shared = use_context::<Shared>();
    let refused = matches!(state, ActionState::Refused(_));
    if !refused && state != ActionState::Queued {
        return VNode::empty();
    }
    let edit = match offer {
        Offer::Form | Offer::RoomForm { .. } => Some(t!("waiting-edit")),
        Offer::OtherFile { .. } => Some(t!("waiting-other-file")),
        Offer::Nothing => None,
    };
    let press = move |press| {
        let now = Doing {
            account,
            id,
            refused,
            offer,
        };
        spawn(now.act(shared, press));
    };
    rsx! {
        div { class: "waiting-buttons",
            if let Some(edit) = edit {
                Button { testid: "action-edit", onclick: move |_| press(Press::Edit), {edit} }
            }
            if refused {
                Button { testid: "action-retry", onclick: move |_| press(Press::Retry), {t!("try-again")} }
                Button { testid: "action-discard", glyph: Glyph::X, onclick: move |_| press(Press::Discard),
                    {t!("waiting-discard")}
                }
            } else {
                Button { testid: "action-cancel", glyph: Glyph::X, onclick: move |_| press(Press::Cancel),
                    {t!("waiting-cancel")}
                }
            }
        }
    }
}

/// The action that something is done about.
#[derive(Clone, Copy)]
struct Doing {
    account: AccountId,
    id: ActionId,
    refused: bool,
    offer: Offer,
}

impl Doing {
    async fn act(self, shared: Shared, press: Press) {
        let done = match press {
            Press::Cancel | Press::Discard => self.take_back(false).await,
            Press::Retry => {
                let (account, action) = (self.account, self.id);
                host::call(RetryAction { account, action }).await
            }
            Press::Edit => self.edit(shared).await,
        };
        if let Err(error) = done {
            shared.say(explain(&error).happened);
        }
        shared.read_again();
    }

    async fn edit(self, shared: Shared) -> Result<(), AppError> {
        let account = self.account;
        match self.offer {
            Offer::Form => {
                self.take_back(true).await?;
                open_detail(shared, Route::EditProfile { account }, None);
            }
            Offer::RoomForm { room, row, edits } => {
                self.take_back(true).await?;
                let view = ListView::default();
                let to = match row {
                    Some(row) if edits => Route::RoomEdit {
                        account,
                        room,
                        row,
                        view,
                    },
                    Some(row) => Route::RoomRow {
                        account,
                        room,
                        row,
                        view,
                    },
                    None => Route::RoomAdd {
                        account,
                        room,
                        view,
                    },
                };
                open_detail(shared, to, None);
            }
            Offer::Nothing => {}
            Offer::OtherFile { customer, request } => {
                let other = AttachProof {
                    account,
                    customer,
                    request,
                };
                // Only once there is another one.
                if host::call(other).await?.is_some() {
                    self.take_back(false).await?;
                }
            }
        }
        Ok(())
    }

    async fn take_back(self, keep_draft: bool) -> Result<(), AppError> {
        let (account, action) = (self.account, self.id);
        if self.refused {
            let discard = DiscardAction {
                account,
                action,
                keep_draft,
            };
            host::call(discard).await
        } else {
            let cancel = CancelAction {
                account,
                action,
                keep_draft,
            };
            host::call(cancel).await
        }
    }
}
