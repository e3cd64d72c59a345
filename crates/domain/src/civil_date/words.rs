//! The words of a date in the three languages of the interface, without accents and in lower case.

/// Portuguese, English and Spanish; their first three letters are never those of another month.
const MONTHS: [[&str; 3]; 12] = [
    ["janeiro", "january", "enero"],
    ["fevereiro", "february", "febrero"],
    ["marco", "march", "marzo"],
    ["abril", "april", "abril"],
    ["maio", "may", "mayo"],
    ["junho", "june", "junio"],
    ["julho", "july", "julio"],
    ["agosto", "august", "agosto"],
    ["setembro", "september", "septiembre"],
    ["outubro", "october", "octubre"],
    ["novembro", "november", "noviembre"],
    ["dezembro", "december", "diciembre"],
];

/// The names of a month, counted from 1, each once: they are looked for, never shown.
pub(crate) fn month_words(month: u32) -> String {
    let names = MONTHS.iter().zip(1..).find(|(_, number)| *number == month);
    let mut each = Vec::new();
    for name in names.iter().flat_map(|(names, _)| *names) {
        if !each.contains(name) {
            each.push(*name);
        }
    }
    each.join(" ")
}

/// What may stand in a date without being one of its parts. Days of the week are not checked; the
/// `mar` of Spanish is left to March.
const BESIDE: [&str; 41] = [
    "de",
    "del",
    "of",
    "the",
    "dia",
    "em",
    "on",
    "feira",
    "domingo",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "sabado",
    "dom",
    "seg",
    "ter",
    "qua",
    "qui",
    "sex",
    "sab",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
];

/// The number of a month by its name, whole or its first three letters.
pub(super) fn month(word: &str) -> Option<u32> {
    let named = |names: &[&str; 3]| {
        let is_it = |name: &&str| *name == word || name.get(..3) == Some(word);
        names.iter().any(is_it)
    };
    (1..)
        .zip(&MONTHS)
        .find_map(|(number, names)| named(names).then_some(number))
}

/// Whether a word only stands beside the parts of a date.
pub(super) fn is_beside(word: &str) -> bool {
    BESIDE.contains(&word)
}
