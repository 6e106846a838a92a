//! Did you mean.

/// The known name most like `given`, if one is like it at all: one that goes on where `given` ends, else one that differs
/// in few letters.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONG_ENOUGH: usize = 5;
    let given = given.to_lowercase();
    let known: Vec<&str> = known.into_iter().collect();
    let longer = known.iter().filter(|name| name.to_lowercase().starts_with(&given));
    if given.len() >= LONG_ENOUGH
        && let Some(name) = longer.min_by_key(|name| (name.len(), **name))
    {
        return Some(name);
    }
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&given, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).clamp(1, 4))
        .min_by_key(|(distance, name)| (*distance, *name))
        .map(|(_, name)| name)
}
