//! The interface as a program: what the page loads.

fn main() {
    balcao_ui::start();
}
