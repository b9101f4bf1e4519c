//! Finds the known word that an unknown one was probably meant to be.

/// Returns the candidate most similar to `word`, if one is similar enough.
///
/// The measure is the Damerau–Levenshtein distance in its restricted form (optimal string
/// alignment), ignoring case. At most a third of the word may differ.
pub fn find_nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    let word = word.to_lowercase();
    let length = word.chars().count();
    candidates
        .into_iter()
        .map(|candidate| (candidate.to_lowercase(), candidate))
        // The distance is not less than the difference of the lengths, and takes longer to find.
        .filter(|(lower, _)| lower.chars().count().abs_diff(length) <= limit)
        .map(|(lower, candidate)| (strsim::osa_distance(&word, &lower), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::find_nearest;

    #[test]
    fn finds_similar_words_and_ignores_different_ones() {
        assert_eq!(find_nearest("bulets", ["text", "bullets", "table"]), Some("bullets"));
        assert_eq!(find_nearest("tilte", ["title", "tiles"]), Some("title"));
        assert_eq!(find_nearest("weather", ["title", "bullets"]), None);
    }
}
