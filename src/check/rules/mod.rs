//! The rules, one per file.

mod all_capitals;
mod animated_picture;
mod blurred_picture;
mod chart_colours;
mod colour_alone;
mod continued_page;
mod contrast;
mod cropped_mark;
mod crowded_chart;
mod crowded_diagram;
mod crowded_picture;
mod crowded_timeline;
mod cut_axis;
mod dead_link;
mod deep_list;
mod duplicate_title;
mod empty_slide;
mod footnote_after_number;
mod formula_as_picture;
mod large_file;
mod large_media;
mod link_text;
mod long_title;
mod many_series;
mod many_slices;
mod missing_alt;
mod missing_captions;
mod missing_character;
mod missing_poster;
mod missing_references;
mod missing_title;
mod misspelt_key;
mod overflow;
mod pale_chart_colour;
mod reading_order;
mod section_times;
mod small_label;
mod small_logo;
mod small_type;
mod too_many_words;
mod too_much_code;
mod uneven_list;
mod unused_allow;
mod unused_file;
mod visible_private_part;
mod wrong_language;

use super::Rule;
use crate::diagnostic::Code;

/// All rules, sorted by name.
pub const RULES: &[&Rule] = &[
    &all_capitals::RULE,
    &animated_picture::RULE,
    &blurred_picture::RULE,
    &chart_colours::RULE,
    &colour_alone::RULE,
    &continued_page::RULE,
    &contrast::RULE,
    &cropped_mark::RULE,
    &crowded_chart::RULE,
    &crowded_diagram::RULE,
    &crowded_picture::RULE,
    &crowded_timeline::RULE,
    &cut_axis::RULE,
    &dead_link::RULE,
    &deep_list::RULE,
    &duplicate_title::RULE,
    &empty_slide::RULE,
    &footnote_after_number::RULE,
    &formula_as_picture::RULE,
    &large_file::RULE,
    &large_media::RULE,
    &link_text::RULE,
    &long_title::RULE,
    &many_series::RULE,
    &many_slices::RULE,
    &missing_alt::RULE,
    &missing_captions::RULE,
    &missing_character::RULE,
    &missing_poster::RULE,
    &missing_references::RULE,
    &missing_title::RULE,
    &misspelt_key::RULE,
    &overflow::RULE,
    &pale_chart_colour::RULE,
    &reading_order::RULE,
    &section_times::RULE,
    &small_label::RULE,
    &small_logo::RULE,
    &small_type::RULE,
    &too_many_words::RULE,
    &too_much_code::RULE,
    &uneven_list::RULE,
    &unused_allow::RULE,
    &unused_file::RULE,
    &visible_private_part::RULE,
    &wrong_language::RULE,
];

/// Returns the rule with this name, in snake_case or kebab-case.
pub fn rule_by_name(name: &str) -> Option<&'static Rule> {
    let name = name.trim().to_lowercase().replace('-', "_");
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// Returns the rule whose diagnostics have this code.
pub fn rule_by_code(code: Code) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::RULES;
    use crate::check::Level;
    use crate::deck::vocabulary::CHECK;

    #[test]
    fn every_rule_can_be_set_in_a_deck() {
        let names: Vec<&str> = CHECK.keys.iter().map(|key| key.name).collect();
        let rules: Vec<&str> =
            RULES.iter().filter(|rule| rule.level != Level::Error).map(|rule| rule.name).collect();
        assert_eq!(names, rules);
        for rule in RULES.iter().filter(|rule| rule.level != Level::Error) {
            let group = CHECK.find_key(rule.name).unwrap().value.key_groups()[0];
            let limit = group.keys.iter().map(|key| key.name).find(|name| *name != "level");
            assert_eq!(limit, rule.limit.map(|limit| limit.key), "{}", rule.name);
        }
    }

    #[test]
    fn every_rule_has_a_unique_name_code_and_manual_page() {
        assert!(RULES.is_sorted_by(|a, b| a.name < b.name));
        let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
        for rule in RULES {
            let page = rule.manual_body();
            let parts: &[&str] = match rule.level {
                Level::Error => &["Wrong:", "Right:", "**To allow it.**"],
                _ => &["**To allow it.**", "check:"],
            };
            for part in parts {
                assert!(page.contains(part), "{} has no {part}", rule.name);
            }
        }
    }
}
