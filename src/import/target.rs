//! Finds the slide that a link leads to.

use crate::deck::is_refused_address;
use std::collections::{BTreeMap, BTreeSet};

use super::ImportContext;
use super::chunk::SlideChunk;
use super::dialect::Dialect;
use super::write::OutlineValue;
use crate::percent::decode_percent;

/// The slides that links can lead to. Known only after all slides have been converted once.
#[derive(Default)]
pub(super) struct LinkTargets {
    /// The id of each slide; `None` if no link can lead to it.
    ids: Vec<Option<String>>,
    /// The slides by the ids and slugs of their headings.
    by_name: BTreeMap<String, usize>,
    /// The slides by their horizontal and vertical number, from 0, as reveal.js counts them.
    by_position: BTreeMap<(usize, usize), usize>,
    /// The slides that links lead to.
    pub used: BTreeSet<usize>,
}

/// A heading that a link can name.
pub(super) struct HeadingTarget {
    /// The slide that contains it.
    pub slide: usize,
    /// Its text.
    pub text: String,
    /// The id from pandoc's `{#id}`.
    pub id: Option<String>,
}

impl LinkTargets {
    /// Collects the targets from slides that were converted without them. `starts_with_cover` says
    /// that a cover precedes the first slide; `taken_ids` are those of other decks.
    pub(super) fn collect(
        chunks: &[SlideChunk],
        slides: &[Option<OutlineValue>],
        headings: &[HeadingTarget],
        starts_with_cover: bool,
        taken_ids: &BTreeSet<String>,
    ) -> Self {
        let mut targets = Self::default();
        let mut taken = taken_ids.clone();
        let mut counts = BTreeMap::new();
        let mut first_headings = BTreeMap::new();
        let mut by_slug = BTreeMap::new();
        for heading in headings {
            if let Some(id) = &heading.id {
                targets.by_name.entry(id.clone()).or_insert(heading.slide);
            }
            if heading.text.is_empty() {
                continue;
            }
            first_headings.entry(heading.slide).or_insert(heading);
            for slug in slugs_of(&heading.text) {
                by_slug.entry(slug).or_insert(heading.slide);
            }
        }
        for (index, slide) in slides.iter().enumerate() {
            let Some(OutlineValue::Map(entries)) = slide else {
                targets.ids.push(None);
                continue;
            };
            let written = find_key(entries, "id");
            if let Some(id) = &written {
                targets.by_name.entry(id.clone()).or_insert(index);
            }
            let heading = first_headings.get(&index);
            let base = written
                .or_else(|| heading.and_then(|heading| slugs_of(&heading.text).into_iter().next()))
                .map(|id| sanitize_id(&id))
                .filter(|id| !id.is_empty())
                .unwrap_or_else(|| format!("slide-{}", index + 1));
            let mut id = base.clone();
            let count = counts.entry(base.clone()).or_insert(1);
            while !taken.insert(id.clone()) {
                *count += 1;
                id = format!("{base}-{count}");
            }
            // A link to a hidden slide is an error.
            let is_hidden = entries.iter().any(|(key, _)| key == "hide");
            targets.ids.push(Some(id).filter(|_| !is_hidden));
        }
        for (slug, slide) in by_slug {
            targets.by_name.entry(slug).or_insert(slide);
        }
        let mut position = (usize::from(starts_with_cover), 0);
        for (index, chunk) in chunks.iter().enumerate() {
            if index > 0 {
                position = if chunk.is_vertical {
                    (position.0, position.1 + 1)
                } else {
                    (position.0 + 1, 0)
                };
            }
            targets.by_position.insert(position, index);
        }
        targets
    }

    /// Returns the slide that the address `#name` leads to.
    fn find_slide(&self, name: &str) -> Option<usize> {
        let decoded = decode_percent(name);
        let name = decoded.as_str();
        if let Some(&slide) = self.by_name.get(name) {
            return Some(slide);
        }
        if let Some(path) = name.strip_prefix('/') {
            let mut parts = path.split('/');
            let first = parts.next().unwrap_or_default();
            return match first.parse() {
                Ok(across) => {
                    let down = parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
                    self.by_position.get(&(across, down)).copied()
                }
                Err(_) => self.find_by_slug(parts.next_back().unwrap_or(first)),
            };
        }
        match name.parse::<usize>() {
            Ok(number) => number.checked_sub(1).filter(|&index| index < self.ids.len()),
            Err(_) => self.find_by_slug(name),
        }
    }

    /// Returns the address of the slide with a heading of these words.
    pub(super) fn find_heading(&self, words: &str) -> Option<String> {
        let is_name = words.contains(char::is_alphabetic);
        let slug = slugs_of(words).into_iter().find(|slug| self.by_name.contains_key(slug));
        slug.filter(|_| is_name).map(|slug| format!("#{slug}"))
    }

    fn find_by_slug(&self, name: &str) -> Option<usize> {
        let names = std::iter::once(name.to_owned()).chain(slugs_of(name));
        names.into_iter().find_map(|name| self.by_name.get(&name).copied())
    }

    /// Sets the id of slide `index` if it has one or a link leads to it.
    pub(super) fn set_id(&self, index: usize, slide: &mut OutlineValue) {
        let OutlineValue::Map(entries) = slide else { return };
        let at = entries.iter().position(|(key, _)| key == "id");
        match (at, self.ids.get(index).and_then(Option::as_ref)) {
            (Some(at), Some(id)) => entries[at].1 = OutlineValue::text(id.as_str()),
            // A hidden slide needs no id, since no link leads to it.
            (Some(at), None) => {
                entries.remove(at);
            }
            (None, Some(id)) if self.used.contains(&index) => {
                entries.insert(0, ("id".to_owned(), OutlineValue::text(id.as_str())))
            }
            _ => {}
        }
    }
}

impl ImportContext<'_> {
    /// Returns the address of a link in the outline. Warns and returns `None` if it leads nowhere.
    pub(super) fn resolve_link(&mut self, address: &str, line: usize) -> Option<String> {
        // In Slidev, `/2` is the second slide.
        let number = address.strip_prefix('/').filter(|number| number.parse::<usize>().is_ok());
        let number = number.filter(|_| self.dialect == Dialect::Slidev);
        let Some(name) = address.strip_prefix('#').or(number) else {
            return self.check_address(address, line);
        };
        if self.known_formulas.contains(name) {
            return Some(address.to_owned());
        }
        match self.targets.find_slide(name).and_then(|slide| self.link_to_slide(slide)) {
            Some(address) => Some(address),
            None => {
                let shown: String = address.chars().take(60).collect();
                self.report_changed(
                    line,
                    format!("the link to `{shown}` leads to no slide; its text is kept"),
                    "give the target slide an `id`, and link to it with `[text](#id)`",
                );
                None
            }
        }
    }

    /// Returns the address of a slide, unless no link can lead to it.
    pub(super) fn link_to_slide(&mut self, slide: usize) -> Option<String> {
        let id = self.targets.ids.get(slide).cloned().flatten()?;
        self.targets.used.insert(slide);
        Some(format!("#{id}"))
    }

    /// Returns an address unless no link may have it.
    fn check_address(&mut self, address: &str, line: usize) -> Option<String> {
        if !is_refused_address(address) && !address.trim().is_empty() {
            return Some(address.to_owned());
        }
        let shown: String = address.chars().take(60).collect();
        self.report_changed(
            line,
            format!("the link to `{shown}` is not imported; its text is kept"),
            "link to a web address, or to a slide with `[text](#id)`",
        );
        None
    }
}

/// Returns the id of a slide, if it has one.
pub(super) fn find_id(slide: &OutlineValue) -> Option<String> {
    match slide {
        OutlineValue::Map(entries) => find_key(entries, "id"),
        _ => None,
    }
}

fn find_key(entries: &[(String, OutlineValue)], name: &str) -> Option<String> {
    entries.iter().find_map(|(key, value)| match value {
        OutlineValue::Text(text) if key == name => Some(text.clone()),
        _ => None,
    })
}

/// Returns the slugs of a heading: as GitHub and Marp write them, and as pandoc does.
fn slugs_of(text: &str) -> Vec<String> {
    let lower = text.trim().to_lowercase();
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let github: String =
        lower.chars().filter(is_kept).map(|c| if c == ' ' { '-' } else { c }).collect();
    let words: String = lower.chars().filter(|c| is_kept(c) || *c == '.').collect();
    let pandoc = words.split_whitespace().collect::<Vec<_>>().join("-");
    let pandoc = pandoc.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned();
    [github, pandoc].into_iter().filter(|slug| !slug.is_empty()).collect()
}

/// Returns an id with only the characters that an id and a link to it can have.
pub(super) fn sanitize_id(id: &str) -> String {
    let id: String = id
        .chars()
        .map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' })
        .collect();
    id.trim_matches('-').to_owned()
}
