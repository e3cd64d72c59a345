//! The kit: what screens are made of. A folder each: markup and behaviour, style, example.

mod avatar;
mod badge;
mod banner;
mod barcode;
mod button;
mod card;
mod chart;
mod chip;
mod copy_button;
mod date_field;
mod dialog;
mod empty;
mod error_panel;
mod facts;
mod field;
mod freshness_line;
mod icon;
mod list_foot;
mod live_region;
mod masked_field;
mod menu;
mod page_head;
mod pane_head;
mod password_field;
mod period_picker;
mod progress;
mod qr;
mod roving;
mod search_field;
mod segmented;
mod select;
mod sheet;
mod skeleton;
mod support_code;
mod switch;
mod table;
mod tabs;
mod tax_id_field;
mod text_area;
mod toast;
mod totals;
mod windowed_list;

pub use avatar::Avatar;
pub use badge::{Badge, Tone};
pub use banner::Banner;
pub use barcode::Barcode;
pub use button::{Button, Look};
pub use card::Card;
pub use chart::{BarChart, Chart, Count, LineChart, Point, Series};
pub use chip::Chip;
pub use copy_button::CopyButton;
pub use date_field::{DateField, Days};
pub use dialog::Dialog;
pub use empty::Empty;
pub use error_panel::ErrorPanel;
pub use facts::{Fact, Facts};
pub use field::{Field, FieldError, FieldFrame, described_by};
pub use freshness_line::FreshnessLine;
pub use icon::{Glyph, Icon};
pub use list_foot::ListFoot;
pub use live_region::LiveRegion;
pub use masked_field::{Mask, MaskedField, MaskedInput, complete_date};
pub use menu::{Menu, MenuItem};
pub use page_head::PageHead;
pub use pane_head::PaneHead;
pub use password_field::PasswordField;
pub use period_picker::PeriodPicker;
pub use progress::Progress;
pub use qr::Qr;
pub use search_field::SearchField;
pub use segmented::Segmented;
pub use select::Select;
pub use sheet::Sheet;
pub use skeleton::Skeleton;
pub use support_code::SupportCode;
pub use switch::Switch;
pub use table::{Column, Table};
pub use tabs::Tabs;
pub use tax_id_field::TaxIdField;
pub use text_area::TextArea;
pub use toast::{Toast, ToastRegion, Toasts, use_toasts};
pub use totals::{Total, TotalTone, Totals};
pub use windowed_list::WindowedList;

#[cfg(debug_assertions)]
use balcao_domain::CivilDate;
#[cfg(debug_assertions)]
use dioxus::prelude::Element;

/// What shows a component in its states.
#[cfg(debug_assertions)]
pub type Example = fn() -> Element;

/// What the gallery shows, by the components' names. The first has the page's heading.
#[cfg(debug_assertions)]
pub const EXAMPLES: &[(&str, Example)] = &[
    ("page_head", page_head::example::example),
    ("avatar", avatar::example::example),
    ("badge", badge::example::example),
    ("banner", banner::example::example),
    ("barcode", barcode::example::example),
    ("button", button::example::example),
    ("card", card::example::example),
    ("chart", chart::example::example),
    ("chip", chip::example::example),
    ("copy_button", copy_button::example::example),
    ("date_field", date_field::example::example),
    ("dialog", dialog::example::example),
    ("empty", empty::example::example),
    ("error_panel", error_panel::example::example),
    ("facts", facts::example::example),
    ("field", field::example::example),
    ("freshness_line", freshness_line::example::example),
    ("icon", icon::example::example),
    ("list_foot", list_foot::example::example),
    ("live_region", live_region::example::example),
    ("masked_field", masked_field::example::example),
    ("menu", menu::example::example),
    ("pane_head", pane_head::example::example),
    ("password_field", password_field::example::example),
    ("period_picker", period_picker::example::example),
    ("progress", progress::example::example),
    ("qr", qr::example::example),
    ("search_field", search_field::example::example),
    ("segmented", segmented::example::example),
    ("select", select::example::example),
    ("sheet", sheet::example::example),
    ("skeleton", skeleton::example::example),
    ("support_code", support_code::example::example),
    ("switch", switch::example::example),
    ("table", table::example::example),
    ("tabs", tabs::example::example),
    ("tax_id_field", tax_id_field::example::example),
    ("text_area", text_area::example::example),
    ("toast", toast::example::example),
    ("totals", totals::example::example),
    ("windowed_list", windowed_list::example::example),
];

/// The day the examples play on.
#[cfg(debug_assertions)]
fn example_day() -> CivilDate {
    CivilDate::from_ymd(2026, 11, 22).unwrap_or(chrono::NaiveDate::MIN.into())
}

/// The markup of what a component draws at first.
#[cfg(test)]
fn drawn(draw: fn() -> dioxus::prelude::Element) -> String {
    let mut dom = dioxus::prelude::VirtualDom::new(draw);
    dom.rebuild_in_place();
    dioxus_ssr::render(&dom)
}

#[cfg(test)]
mod tests {
    use super::EXAMPLES;
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn every_component_stands_in_the_gallery() {
        let folders: BTreeSet<String> = fs::read_dir("src/components")
            .unwrap()
            .map(Result::unwrap)
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        let shown = EXAMPLES.iter().map(|(name, _)| (*name).to_owned());
        assert_eq!(shown.collect::<BTreeSet<_>>(), folders);
    }
}
