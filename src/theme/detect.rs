//! Tells theme files from outlines.

use super::vocabulary::THEME;
use crate::deck::vocabulary::DECK;
use crate::vocabulary::KeyGroup;
use crate::yaml::to_snake_case;

/// Returns the key group of the whole text: that of a theme if more unindented keys belong to a
/// theme than to a deck.
pub fn detect_root_group(text: &str) -> &'static KeyGroup {
    let lines = || text.trim_start_matches('\u{feff}').lines();
    let score = |group: &KeyGroup| {
        let keys = lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key);
        keys.filter(|key| !key.starts_with([' ', '-', '#']) && group.has_key(&to_snake_case(key)))
            .count()
    };
    let is_deck = lines().any(|line| line.starts_with("slides:"));
    if !is_deck && score(&THEME) > score(&DECK) { &THEME } else { &DECK }
}
