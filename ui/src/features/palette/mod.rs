//! The command palette (Ctrl/Cmd K): everything that can be done, found by typing.

mod entries;
mod recent;
mod run;
mod search;

pub use entries::Doing;
pub use recent::Recent;
pub use run::run;

use crate::components::{Empty, Glyph, Icon};
use crate::features::keyboard_help::KeyCaps;
use crate::host::{self, Shortcut};
use crate::reading::use_reading;
use crate::shared::{Shared, chosen};
use crate::words::t;
use balcao_bridge::{AccountSummary, BillFilter, BillSort, ListBills};
use balcao_domain::Collection;
use dioxus::prelude::*;
use entries::{Entry, Group, entries};
use search::search;

const DIALOG: &str = "commands";
const FIELD: &str = "commands-field";
const LIST: &str = "commands-list";

fn option_id(place: usize) -> String {
    format!("command-{place}")
}

fn group_words(group: Group) -> String {
    match group {
        Group::Recent => t!("commands-recent"),
        Group::Places => t!("commands-places"),
        Group::Actions => t!("commands-actions"),
        Group::Bills => t!("commands-bills"),
    }
}

/// The shortcut that does the same.
const fn shortcut(doing: &Doing) -> Option<Shortcut> {
    match doing {
        Doing::Go(place) => Some(Shortcut::Go(*place)),
        Doing::Check => Some(Shortcut::Check),
        Doing::Keys => Some(Shortcut::Keys),
        _ => None,
    }
}

/// Entries that stand together, each with its place among all.
struct Section {
    /// None while searching, where the best stands first whatever it is.
    group: Option<Group>,
    entries: Vec<(usize, Entry)>,
}

fn sections(entries: Vec<Entry>, searching: bool) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for numbered in entries.into_iter().enumerate() {
        let group = (!searching).then_some(numbered.1.group);
        match sections.last_mut() {
            Some(last) if last.group == group => last.entries.push(numbered),
            _ => sections.push(Section {
                group,
                entries: vec![numbered],
            }),
        }
    }
    sections
}

/// The palette of an account, open as long as it is rendered.
#[component]
pub fn CommandPalette(
    account: ReadSignal<AccountSummary>,
    onclose: EventHandler<()>,
    onrun: EventHandler<Doing>,
) -> Element {
    let shared = use_context::<Shared>();
    let mut typed = use_signal(String::new);
    let mut active = use_signal(|| 0_usize);
    let bills = use_reading(&[Collection::Bills], move || {
        let account = account.read();
        Some(ListBills {
            account: account.id,
            customer: chosen(&account)?,
            filter: BillFilter::Due,
            period: None,
            search: String::new(),
            sort: BillSort::DueOn,
            descending: false,
            after: None,
        })
    });
    // Without the role to see bills, or when they cannot be read, all else is there.
    let bills = bills.get().and_then(Result::ok);
    let others = shared.others(account.read().id);
    let all = entries(&account.read(), &others, bills.as_deref());
    let found = search(all, &shared.recent.peek(), &typed.read());
    let count = found.len();
    let at = active().min(count.saturating_sub(1));
    let doings: Vec<_> = found.iter().map(|entry| entry.doing.clone()).collect();
    let mut recent = shared.recent;
    let mut run = move |doing: Doing| {
        recent.write().note(doing.clone());
        onclose.call(());
        onrun.call(doing);
    };

    use_effect(|| host::show_dialog(DIALOG));
    use_drop(|| host::close_dialog(DIALOG));
    use_effect(move || host::scroll_into_view(&option_id(active())));

    let onkeydown = move |event: KeyboardEvent| {
        let to = match event.key() {
            Key::ArrowDown if at + 1 < count => at + 1,
            Key::ArrowDown => 0,
            Key::ArrowUp => at.checked_sub(1).unwrap_or(count.saturating_sub(1)),
            Key::Enter => {
                event.prevent_default();
                if let Some(doing) = doings.get(at) {
                    run(doing.clone());
                }
                return;
            }
            Key::Escape => {
                event.prevent_default();
                onclose.call(());
                return;
            }
            // The browser has a search field of its own there.
            Key::Character(key) if key.eq_ignore_ascii_case("k") && is_command(&event) => {
                event.prevent_default();
                onclose.call(());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(to);
    };
    rsx! {
        dialog {
            id: DIALOG,
            class: "commands",
            "aria-label": t!("shortcut-commands"),
            "data-testid": "commands",
            oncancel: move |event| {
                event.prevent_default();
                onclose.call(());
            },
            // Only what is pressed beside the box is pressed on the dialog itself.
            onclick: move |_| onclose.call(()),
            div { class: "commands-box", onclick: |event| event.stop_propagation(),
                div { class: "commands-head",
                    Icon { glyph: Glyph::Search }
                    input {
                        id: FIELD,
                        class: "commands-field",
                        r#type: "text",
                        role: "combobox",
                        autofocus: true,
                        autocomplete: "off",
                        autocapitalize: "none",
                        spellcheck: "false",
                        placeholder: t!("commands-label"),
                        "aria-label": t!("commands-label"),
                        "aria-autocomplete": "list",
                        "aria-expanded": if count > 0 { "true" } else { "false" },
                        "aria-controls": LIST,
                        "aria-activedescendant": (count > 0).then(|| option_id(at)),
                        "data-testid": "commands-field",
                        value: "{typed}",
                        oninput: move |event| {
                            typed.set(event.value());
                            active.set(0);
                        },
                        onkeydown,
                    }
                    kbd { class: "key", "aria-hidden": "true", {t!("key-escape")} }
                }
                p { class: "unseen", role: "status", {t!("commands-found", count = count)} }
                div { id: LIST, class: "commands-list", role: "listbox", "aria-label": t!("shortcut-commands"),
                    for Section { group, entries } in sections(found, !typed.read().trim().is_empty()) {
                        div {
                            key: "{group.map_or(0, |it| it as u8 + 1)}",
                            role: "group",
                            "aria-label": group.map(group_words),
                            if let Some(group) = group {
                                div { class: "commands-group", "aria-hidden": "true", {group_words(group)} }
                            }
                            for (place, entry) in entries {
                                CommandOption {
                                    key: "{place}",
                                    place,
                                    active: place == at,
                                    onpoint: move |()| active.set(place),
                                    onclick: {
                                        let doing = entry.doing.clone();
                                        move |()| run(doing.clone())
                                    },
                                    entry,
                                }
                            }
                        }
                    }
                }
                if count == 0 {
                    Empty {
                        glyph: Glyph::Search,
                        title: t!("commands-none"),
                        text: t!("commands-none-text"),
                        testid: "commands-none",
                    }
                }
            }
        }
    }
}

fn is_command(event: &KeyboardEvent) -> bool {
    let held = event.modifiers();
    held.ctrl() || held.meta()
}

#[component]
fn CommandOption(
    place: usize,
    entry: Entry,
    active: bool,
    onpoint: EventHandler<()>,
    onclick: EventHandler<()>,
) -> Element {
    let keys = shortcut(&entry.doing);
    rsx! {
        div {
            id: option_id(place),
            class: "command",
            role: "option",
            "aria-selected": if active { "true" } else { "false" },
            "data-testid": "command",
            onmousemove: move |_| {
                if !active {
                    onpoint.call(());
                }
            },
            onclick: move |_| onclick.call(()),
            Icon { glyph: entry.glyph }
            span { class: "command-words",
                span { class: "command-title figures", "{entry.title}" }
                if !entry.note.is_empty() {
                    span { class: "command-note figures", "{entry.note}" }
                }
            }
            if let Some(shortcut) = keys {
                span { class: "command-keys", "aria-hidden": "true",
                    KeyCaps { shortcut }
                }
            }
        }
    }
}
