//! What a request changes: original and proposed side by side, what differs marked (MG-13, MG-14).

use super::names::{field_name, line_name, printed, printed_line};
use crate::components::{Glyph, Icon};
use crate::words::t;
use balcao_domain::{AddressLine, PostalAddress, ProfileChange, ProfileField};
use dioxus::prelude::*;

/// One thing, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    name: String,
    original: String,
    proposed: String,
}

impl Line {
    fn differs(&self) -> bool {
        self.original != self.proposed
    }
}

/// Every line of a change, in the order of *Meus Dados*; an address has a line for each of its own.
fn lines(original: &ProfileChange, proposed: &ProfileChange) -> Vec<Line> {
    let mut lines = Vec::new();
    for field in proposed.fields() {
        if let (Some(before), Some(after)) = (&original.address, &proposed.address)
            && field == ProfileField::Address
        {
            lines.extend(AddressLine::ALL.map(|line| address_line(line, before, after)));
        } else {
            lines.push(Line {
                name: field_name(field),
                original: printed(field, text(original, field)),
                proposed: printed(field, text(proposed, field)),
            });
        }
    }
    lines
}

fn address_line(line: AddressLine, before: &PostalAddress, after: &PostalAddress) -> Line {
    Line {
        name: line_name(line),
        original: printed_line(line, before.line(line)),
        proposed: printed_line(line, after.line(line)),
    }
}

/// What a field of one line reads.
fn text(change: &ProfileChange, field: ProfileField) -> &str {
    let text = match field {
        ProfileField::Name => &change.name,
        ProfileField::TradingName => &change.trading_name,
        ProfileField::Email => &change.email,
        ProfileField::Phone => &change.phone,
        ProfileField::TaxId | ProfileField::Address => &None,
    };
    text.as_deref().unwrap_or_default()
}

/// The table.
#[component]
pub fn Diff(original: ProfileChange, proposed: ProfileChange) -> Element {
    rsx! {
        table { class: "diff", "data-testid": "diff",
            thead {
                tr {
                    th { scope: "col", {t!("diff-original")} }
                    th { scope: "col", {t!("diff-proposed")} }
                }
            }
            for line in lines(&original, &proposed) {
                tbody { key: "{line.name}",
                    tr {
                        th { class: "diff-name", scope: "rowgroup", colspan: "2", "{line.name}" }
                    }
                    tr {
                        td { class: "figures", "{line.original}" }
                        td { class: "figures", "data-changed": line.differs(),
                            "{line.proposed}"
                            if line.differs() {
                                span { class: "diff-mark",
                                    Icon { glyph: Glyph::TriangleAlert, size: 14 }
                                    {t!("diff-changed")}
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved() -> (ProfileChange, ProfileChange) {
        let before = PostalAddress {
            street: "Rua das Acácias, 120".into(),
            district: "Centro".into(),
            city: "Campinas".into(),
            state: "SP".into(),
            postal_code: "13010000".into(),
        };
        let after = PostalAddress {
            street: "Avenida Brasil, 9".into(),
            postal_code: "13020000".into(),
            ..before.clone()
        };
        let of = |address, phone: &str| ProfileChange {
            phone: Some(phone.into()),
            address: Some(address),
            ..ProfileChange::default()
        };
        (of(before, "19988776655"), of(after, "1933334444"))
    }

    #[test]
    fn mg_13_original_and_proposed_stand_side_by_side() {
        let (original, proposed) = moved();
        let html = dioxus_ssr::render_element(rsx! {
            Diff { original, proposed }
        });
        for words in [
            "Original",
            "Alterado",
            "(19) 98877-6655",
            "(19) 3333-4444",
            "13010-000",
            "13020-000",
            "Rua das Acácias, 120",
            "Avenida Brasil, 9",
        ] {
            assert!(html.contains(words), "{words} in {html}");
        }
    }

    #[test]
    fn mg_14_what_changed_is_marked_with_icon_and_word_and_nothing_else_is() {
        let (original, proposed) = moved();
        let changed: Vec<_> = lines(&original, &proposed)
            .into_iter()
            .filter_map(|line| line.differs().then_some(line.name))
            .collect();
        assert_eq!(changed, ["Telefone", "CEP", "Rua e número"]);
        let html = dioxus_ssr::render_element(rsx! {
            Diff { original, proposed }
        });
        assert_eq!(html.matches("data-changed=true").count(), 3, "{html}");
        assert_eq!(html.matches("diff-mark").count(), 3);
        assert_eq!(html.matches("</svg>alterado").count(), 3);
    }
}
