//! Links: between slides of the deck, and to addresses.

use std::collections::{BTreeMap, BTreeSet};

use super::Importer;
use super::inline::escape_address;
use super::picture::slug;
use super::rect::ShapeRect;
use super::slide::shape_words;
use super::slide_source::SlideSource;
use super::text::ClickTarget;
use super::title::find_title;
use crate::deck::is_refused_address;
use crate::import::report::LossKind;

/// The schemes of addresses that links may have.
const SCHEMES: [&str; 4] = ["https:", "http:", "mailto:", "tel:"];

/// What links need to know about the slides.
#[derive(Clone, Debug, Default)]
pub(super) struct SlideLinks {
    titles: Vec<String>,
    ids: Vec<String>,
    hidden: Vec<bool>,
    /// The indexes of the slides by the paths of their parts.
    by_path: BTreeMap<String, usize>,
    /// The indexes of the slides that links lead to.
    used: BTreeSet<usize>,
}

impl SlideLinks {
    /// Collects the titles and names of the slides.
    pub(super) fn collect(slides: &[SlideSource], page: &ShapeRect) -> Self {
        let mut links = Self::default();
        let mut taken = BTreeSet::new();
        for (index, slide) in slides.iter().enumerate() {
            let title = find_title(slide, page).map(|index| shape_words(&slide.shapes[index]));
            let title = title.unwrap_or_default();
            let base = match slug(&title) {
                base if base.is_empty() => format!("slide-{}", index + 1),
                base => base,
            };
            let mut id = base.clone();
            let mut count = 1;
            while !taken.insert(id.clone()) {
                count += 1;
                id = format!("{base}-{count}");
            }
            links.titles.push(title);
            links.ids.push(id);
            links.hidden.push(slide.is_hidden);
            links.by_path.insert(slide.path.to_lowercase(), index);
        }
        // If no slide is shown, all of them are.
        if links.hidden.iter().all(|hidden| *hidden) {
            links.hidden.iter_mut().for_each(|hidden| *hidden = false);
        }
        links
    }

    /// Returns the titles of all slides.
    pub(super) fn titles(&self) -> &[String] {
        &self.titles
    }

    /// Returns the title of slide `number`, from 1.
    pub(super) fn title(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|index| self.titles.get(index)).map_or("", String::as_str)
    }

    /// Returns the name of the slide with an index, if a link leads to it.
    pub(super) fn used_id(&self, index: usize) -> Option<&str> {
        self.used.contains(&index).then(|| self.ids[index].as_str())
    }
}

impl Importer<'_> {
    /// Returns the address of a link in the outline. Reports one that leads nowhere.
    pub(super) fn resolve_link(&mut self, target: &ClickTarget) -> Option<String> {
        let index = match target {
            ClickTarget::Address(address) => return self.check_address(address),
            ClickTarget::Action(action) => {
                let kind = action.trim_start_matches("ppaction://").split('?').next();
                self.lose(
                    LossKind::Changed,
                    format!("a click that runs the action `{}` does nothing", kind.unwrap_or("")),
                    "an outline has links to slides and to web addresses only",
                );
                return None;
            }
            ClickTarget::Slide(path) => self.links.by_path.get(&path.to_lowercase()).copied(),
            ClickTarget::Jump(jump) => {
                let last = self.links.titles.len().saturating_sub(1);
                let here = self.slide.saturating_sub(1);
                match jump.as_str() {
                    "firstslide" => Some(0),
                    "lastslide" => Some(last),
                    "nextslide" => Some((here + 1).min(last)),
                    "previousslide" => Some(here.saturating_sub(1)),
                    _ => None,
                }
            }
        };
        let found = index.filter(|index| !self.links.hidden.get(*index).copied().unwrap_or(true));
        let Some(index) = found else {
            let reason = if index.is_some() { "a hidden slide" } else { "no slide" };
            self.lose(
                LossKind::Changed,
                format!("a link leads to {reason}; its text is kept"),
                "give the target slide an `id`, and link to it with `[text](#id)`",
            );
            return None;
        };
        self.links.used.insert(index);
        Some(format!("#{}", self.links.ids[index]))
    }

    fn check_address(&mut self, address: &str) -> Option<String> {
        let escaped = escape_address(address);
        let lower = escaped.to_lowercase();
        let has_scheme = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
        if has_scheme && !is_refused_address(&escaped) && escaped.len() < 4_000 {
            return Some(escaped);
        }
        let shown: String = address.chars().take(200).collect();
        self.lose(
            LossKind::Changed,
            format!("the link to `{shown}` is not imported; its text is kept"),
            "link to a web address, or to a slide with `[text](#id)`",
        );
        None
    }
}
