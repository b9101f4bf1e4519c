//! Maps the pages of a deck to those of an edited version.

use super::{PageSequence, TalkPage};

/// Returns for each page of `old` its page in `new`: the nearest one with the same content; or else
/// the same step of the slide with the same title or number; or else the page with the same index.
pub fn map_pages(old: &PageSequence, new: &PageSequence) -> Vec<usize> {
    let find_nearest = |index: usize, is_match: &dyn Fn(&TalkPage) -> bool| {
        let matches = new.pages.iter().enumerate().filter(|(_, page)| is_match(page));
        matches.map(|(other, _)| other).min_by_key(|other| other.abs_diff(index))
    };
    let map_page = |(index, page): (usize, &TalkPage)| {
        // The usual case: nothing moved.
        if new.pages.get(index).is_some_and(|other| other.content_hash == page.content_hash) {
            return index;
        }
        let has_title = |other: &TalkPage| !page.title.is_empty() && other.title == page.title;
        let has_label = |other: &TalkPage| !page.label.is_empty() && other.label == page.label;
        find_nearest(index, &|other| other.content_hash == page.content_hash)
            .or_else(|| find_nearest(index, &|other| has_title(other) && other.step == page.step))
            .or_else(|| find_nearest(index, &has_title))
            .or_else(|| find_nearest(index, &|other| has_label(other) && other.step == page.step))
            .unwrap_or(index.min(new.last_index()))
    };
    old.pages.iter().enumerate().map(map_page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build_sequence(pages: &[(&str, u64, usize)]) -> PageSequence {
        let build_page = |&(title, content_hash, step): &(&str, u64, usize)| TalkPage {
            title: title.to_owned(),
            content_hash,
            step,
            ..TalkPage::default()
        };
        PageSequence { pages: pages.iter().map(build_page).collect(), seconds: None }
    }

    #[test]
    fn finds_pages_by_appearance_title_and_index() {
        let old = build_sequence(&[("A", 1, 0), ("B", 2, 0), ("B", 3, 1), ("C", 4, 0)]);
        assert_eq!(map_pages(&old, &old), [0, 1, 2, 3]);
        let with_one_more =
            build_sequence(&[("New", 9, 0), ("A", 1, 0), ("B", 22, 0), ("B", 33, 1), ("C", 4, 0)]);
        assert_eq!(map_pages(&old, &with_one_more), [1, 2, 3, 4]);
        let without_steps = build_sequence(&[("A", 1, 0), ("B", 5, 0)]);
        assert_eq!(map_pages(&old, &without_steps), [0, 1, 1, 1]);
        assert_eq!(map_pages(&old, &PageSequence::default()), [0, 0, 0, 0]);
    }
}
