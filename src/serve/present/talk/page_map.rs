//! Where the pages of a deck are after it was edited.

use super::{PageSequence, TalkPage};

/// For each page of `old`, the page of `new` that it became: one that looks the same, else the same
/// step of the slide of that title or number, the nearest where there are several; else the page at
/// the same place, or the last.
pub fn map_pages(old: &PageSequence, new: &PageSequence) -> Vec<usize> {
    let last = new.pages.len().saturating_sub(1);
    let nearest = |page: usize, is_it: &dyn Fn(&TalkPage) -> bool| {
        let found =
            new.pages.iter().enumerate().filter(|(_, stop)| is_it(stop)).map(|(index, _)| index);
        found.min_by_key(|index| index.abs_diff(page))
    };
    let of_page = |(page, stop): (usize, &TalkPage)| {
        // Mostly nothing moved.
        if new.pages.get(page).is_some_and(|there| there.drawing == stop.drawing) {
            return page;
        }
        nearest(page, &|there| there.drawing == stop.drawing)
            .or_else(|| {
                nearest(page, &|there| {
                    !stop.title.is_empty() && there.title == stop.title && there.step == stop.step
                })
            })
            .or_else(|| nearest(page, &|there| !stop.title.is_empty() && there.title == stop.title))
            .or_else(|| {
                nearest(page, &|there| {
                    !stop.label.is_empty() && there.label == stop.label && there.step == stop.step
                })
            })
            .unwrap_or(page.min(last))
    };
    old.pages.iter().enumerate().map(of_page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build_sequence(pages: &[(&str, u64, usize)]) -> PageSequence {
        let stop = |&(title, drawing, step): &(&str, u64, usize)| TalkPage {
            title: title.to_owned(),
            drawing,
            step,
            ..TalkPage::default()
        };
        PageSequence { pages: pages.iter().map(stop).collect(), seconds: None }
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
