//! Puts the deck together: its keys, and the slides with their layouts, sections and footers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use super::Importer;
use super::inline::{BreakStyle, write_plain};
use super::language::{find_deck_language, find_slide_language};
use super::presentation::PresentationPart;
use super::rect::{EMU_PER_POINT, ShapeRect};
use super::running::RunningTexts;
use super::slide::ConvertedSlide;
use super::slide_source::SlideSource;
use crate::deck::TextDirection;
use crate::import::report::{LossKind, LossPlace, add_comments};
use crate::import::write::{OutlineValue, write_outline};

/// The most empty slides that a message lists.
const MAX_LISTED_SLIDES: usize = 10;

type DeckEntries = Vec<(String, OutlineValue)>;

impl Importer<'_> {
    /// Converts the slides and writes the outline. Returns it, and the number of slides.
    pub(super) fn convert_deck(
        &mut self,
        part: &PresentationPart,
        slides: &[SlideSource],
        theme: Option<&str>,
        file: &Path,
    ) -> (String, usize) {
        let master = slides.first().map(|slide| slide.master.clone());
        let master = master.unwrap_or_default();
        self.theme = super::OfficeTheme::read(&mut self.archive, &master);
        let lang = find_deck_language(slides);
        self.is_rtl =
            lang.as_deref().map(TextDirection::of_language) == Some(TextDirection::RightToLeft);
        self.report_deck(part);
        let mut known: BTreeMap<(&str, bool), Rc<RunningTexts>> = BTreeMap::new();
        let running = slides.iter().map(|slide| {
            let key = (slide.layout_path.as_str(), slide.shows_master);
            Rc::clone(known.entry(key).or_insert_with(|| Rc::new(self.read_running(slide))))
        });
        let running: Vec<Rc<RunningTexts>> = running.collect();
        let texts = |get: fn(&RunningTexts) -> &Option<String>| {
            running.iter().map(|found| get(found).clone()).collect::<Vec<_>>()
        };
        self.running = [
            most_common(&texts(|found| &found.header)),
            most_common(&texts(|found| &found.footer)),
        ];
        let mut converted = Vec::new();
        for (index, slide) in slides.iter().enumerate() {
            self.slide = index + 1;
            converted.push(self.convert_slide(slide));
        }
        self.slide = 0;
        let logo = self.import_logo(slides, slides.len().div_ceil(2));
        let mut keys: DeckEntries = Vec::new();
        self.add_cover(part, slides, &mut converted, &mut keys, file);
        if let Some(lang) = &lang
            && lang != "en"
        {
            keys.push(("lang".to_owned(), OutlineValue::word(lang.as_str())));
        }
        keys.extend(page_size(&self.page));
        self.set_running(&running, &mut converted, &mut keys);
        set_transitions(slides, &mut converted, &mut keys);
        set_languages(slides, lang.as_deref(), &mut converted);
        self.set_layouts(slides, &mut converted);
        if slides.iter().all(|slide| slide.is_hidden) && !slides.is_empty() {
            converted.iter_mut().for_each(|slide| slide.entries.retain(|(key, _)| key != "hide"));
            self.lose(
                LossKind::Changed,
                "all slides are hidden; in the outline, all are shown".to_owned(),
                "write `hide: true` on the slides that you do not show",
            );
        }
        let mut values: Vec<OutlineValue> =
            converted.into_iter().map(|slide| OutlineValue::Map(slide.entries)).collect();
        if values.is_empty() {
            let cover = ("layout".to_owned(), OutlineValue::word("cover"));
            values.push(OutlineValue::Map(vec![cover]));
        }
        let theme = self.build_theme(theme, logo);
        let mut keys = self.repair(keys, values);
        keys.splice(0..0, theme);
        let count = slides.len().max(1);
        add_comments(&mut keys, |slide| {
            let place = if slide == 0 { LossPlace::Deck } else { LossPlace::Slide(slide) };
            let mut comments = self.report.comments(|other| other == place);
            comments.extend(self.notes.get(&slide).into_iter().flatten().cloned());
            comments
        });
        (write_outline(keys), count)
    }

    fn report_deck(&mut self, part: &PresentationPart) {
        if part.left_out > 0 {
            self.lose(
                LossKind::Missing,
                format!("{} slides after the first 2,000 are not imported", part.left_out),
                "divide the deck into several files",
            );
        }
    }

    /// Makes the first slide the cover if it is a title slide, and moves its words to the deck.
    fn add_cover(
        &mut self,
        part: &PresentationPart,
        slides: &[SlideSource],
        converted: &mut [ConvertedSlide],
        keys: &mut DeckEntries,
        file: &Path,
    ) {
        let plain = |text: &str| OutlineValue::Text(write_plain(text, BreakStyle::Space));
        let is_cover = slides.first().is_some_and(is_title_slide)
            && converted
                .first()
                .is_some_and(|slide| slide.text("title").is_some() && slide.text("hide").is_none());
        let Some(first) = converted.first_mut().filter(|_| is_cover) else {
            let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let title = part
                .title
                .clone()
                .or_else(|| Some(self.links.title(1).to_owned()).filter(|title| !title.is_empty()))
                .or(stem.filter(|_| slides.is_empty()));
            if let Some(title) = title {
                keys.push(("title".to_owned(), plain(&title)));
            }
            return;
        };
        let at = first.entries.iter().position(|(key, _)| key == "title").unwrap_or(0);
        keys.push(first.entries.remove(at));
        let mut subtitles = Vec::new();
        let mut author = None;
        let mut date = first.date.take();
        for line in std::mem::take(&mut first.subtitle_lines) {
            let is_author = part.author.as_ref().is_some_and(|name| line.trim() == name);
            if is_author && author.is_none() {
                author = Some(line);
            } else if date.is_none() && !subtitles.is_empty() && is_date(&line) {
                date = Some(line);
            } else {
                subtitles.push(line);
            }
        }
        if !subtitles.is_empty() {
            let text = super::paragraphs::text_value(subtitles.join("\\\n"));
            keys.push(("subtitle".to_owned(), text));
        }
        keys.extend(date.map(|date| ("date".to_owned(), OutlineValue::Text(date))));
        keys.extend(author.map(|author| ("author".to_owned(), OutlineValue::Text(author))));
        first.insert(0, "layout", OutlineValue::word("cover"));
    }

    /// Sets headers, footers and page numbers: those of most slides for the deck, others on their
    /// slides.
    fn set_running(
        &mut self,
        running: &[Rc<RunningTexts>],
        converted: &mut [ConvertedSlide],
        keys: &mut DeckEntries,
    ) {
        let plain = |text: &str| OutlineValue::Text(write_plain(text, BreakStyle::Space));
        let footers: Vec<Option<String>> = converted
            .iter()
            .zip(running)
            .map(|(slide, running)| slide.footer.clone().or_else(|| running.footer.clone()))
            .collect();
        let headers: Vec<Option<String>> =
            running.iter().map(|running| running.header.clone()).collect();
        for (key, texts) in [("header", &headers), ("footer", &footers)] {
            let common = most_common(texts);
            keys.extend(common.as_ref().map(|text| (key.to_owned(), plain(text))));
            for (slide, text) in converted.iter_mut().zip(texts) {
                let differs = text.as_ref().filter(|text| Some(*text) != common.as_ref());
                if let Some(text) = differs {
                    slide.entries.push((key.to_owned(), plain(text)));
                }
            }
        }
        let numbered = converted
            .iter()
            .zip(running)
            .filter(|(slide, running)| slide.has_number || running.has_number)
            .count();
        if numbered * 2 >= converted.len().max(1) && numbered > 0 {
            keys.push(("paginate".to_owned(), OutlineValue::word("true")));
        }
        let other: BTreeSet<&String> = running.iter().flat_map(|running| &running.other).collect();
        for words in other {
            self.comment(format!("Text on the slide master: {words}"));
        }
        let has_date = keys.iter().any(|(key, _)| key == "date");
        let mut dates: Vec<String> =
            converted.iter_mut().filter_map(|slide| slide.date.take()).collect();
        dates.dedup();
        let first = if has_date || dates.is_empty() { None } else { Some(dates.remove(0)) };
        if let Some(date) = first {
            keys.push(("date".to_owned(), plain(&date)));
        }
        for date in dates {
            self.comment(format!("Date on slides: {date}"));
        }
    }

    /// Sets layouts, sections, subtitles and names of slides.
    fn set_layouts(&mut self, slides: &[SlideSource], converted: &mut [ConvertedSlide]) {
        let last = slides.len().saturating_sub(1);
        let mut empty = Vec::new();
        for (index, (slide, converted)) in slides.iter().zip(converted.iter_mut()).enumerate() {
            let has_layout = converted.entries.iter().any(|(key, _)| key == "layout");
            let title = converted.text("title").map(str::to_owned);
            let lines = std::mem::take(&mut converted.subtitle_lines);
            let after_title =
                converted.entries.iter().position(|(key, _)| key == "title").map_or(0, |at| at + 1);
            if !lines.is_empty() {
                let text = super::paragraphs::text_value(lines.join("\\\n"));
                converted.insert(after_title, "subtitle", text);
            }
            let is_section = slide.layout.kind == "secHead";
            let is_end = index == last && index > 0 && is_title_slide(slide);
            let is_plain = !has_layout && !converted.has_body && title.is_some();
            let mut section = slide.section.clone();
            if is_plain && (is_section || is_title_slide(slide)) {
                let layout = if is_end && !is_section { "end" } else { "section" };
                if layout == "section" && section.is_none() {
                    section = title.clone();
                }
                converted.insert(0, "layout", OutlineValue::word(layout));
            } else if is_plain && converted.is_bare {
                converted.insert(0, "layout", OutlineValue::word("content"));
            }
            if let Some(section) = section {
                let text = write_plain(&section, BreakStyle::Space);
                let at = usize::from(converted.entries.first().is_some_and(|(k, _)| k == "layout"));
                // A section page shows the name of its section.
                let is_page = at == 1
                    && title.as_deref() == Some(text.as_str())
                    && converted.entries[0].1 == OutlineValue::word("section");
                if is_page {
                    converted.entries.retain(|(key, _)| key != "title");
                }
                converted.insert(at, "section", OutlineValue::Text(text));
            }
            if let Some(id) = self.links.used_id(index) {
                converted.insert(0, "id", OutlineValue::text(id));
            }
            let shows = |key: &str| {
                !matches!(
                    key,
                    "id" | "section"
                        | "notes"
                        | "hide"
                        | "steps"
                        | "duration"
                        | "background"
                        | "footer"
                        | "header"
                        | "transition"
                        | "lang"
                )
            };
            if !converted.entries.iter().any(|(key, _)| shows(key)) {
                converted.insert(0, "layout", OutlineValue::word("blank"));
                empty.push((index + 1).to_string());
            }
            converted.entries.sort_by_key(|(key, _)| key_rank(key));
        }
        if !empty.is_empty() {
            let shown = empty[..empty.len().min(MAX_LISTED_SLIDES)].join(", ");
            let more = if empty.len() > MAX_LISTED_SLIDES { " …" } else { "" };
            let message = match empty.len() {
                1 => format!("slide {shown} is empty"),
                count => format!("{count} slides are empty: {shown}{more}"),
            };
            self.lose(LossKind::Changed, message, "delete what you do not need");
        }
    }
}

/// The keys before the blocks of a slide in their usual order.
const FIRST_KEYS: [&str; 14] = [
    "id",
    "layout",
    "section",
    "title",
    "subtitle",
    "hide",
    "lang",
    "background",
    "logos",
    "header",
    "footer",
    "steps",
    "transition",
    "duration",
];

/// Returns the place of a key: settings first, then blocks, then notes.
fn key_rank(key: &str) -> usize {
    let blocks = FIRST_KEYS.len();
    match FIRST_KEYS.iter().position(|first| *first == key) {
        Some(rank) => rank,
        None if key == "source" => blocks + 1,
        None if key == "notes" => blocks + 2,
        None => blocks,
    }
}

/// Whether a slide is a title page.
pub(super) fn is_title_slide(slide: &SlideSource) -> bool {
    let kinds = slide.shapes.iter().filter_map(|shape| shape.placeholder.as_ref());
    let mut kinds = kinds.map(|place| place.kind.as_str());
    slide.is_cover
        || slide.layout.kind == "title"
        || kinds.any(|kind| matches!(kind, "ctrTitle" | "subTitle"))
}

/// Whether a line is a date: it has a year and hardly anything else.
fn is_date(line: &str) -> bool {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).collect();
    let has_year = words.iter().any(|word| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    });
    let letters = words.iter().filter(|word| word.chars().all(char::is_alphabetic)).count();
    has_year
        && line.chars().count() <= 30
        && letters <= words.len()
        && words.iter().filter(|word| !word.is_empty()).count() <= 5
}

/// Returns the text that most slides have, and at least two of them.
fn most_common(texts: &[Option<String>]) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for text in texts.iter().flatten() {
        *counts.entry(text).or_insert(0) += 1;
    }
    let (text, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 >= texts.len()).then(|| text.clone())
}

/// Returns the key for the size of the page, unless it is the usual one.
fn page_size(page: &ShapeRect) -> Option<(String, OutlineValue)> {
    let ratio = page.width / page.height;
    let is = |wanted: f64| (ratio / wanted - 1.0).abs() < 0.01;
    let known = [(4.0 / 3.0, "4:3"), (16.0 / 10.0, "16:10")];
    if is(16.0 / 9.0) {
        return None;
    }
    if let Some((_, name)) = known.iter().find(|(wanted, _)| is(*wanted)) {
        return Some(("aspect_ratio".to_owned(), OutlineValue::Word(format!("\"{name}\""))));
    }
    let cm = |side: f64| {
        let cm = side / EMU_PER_POINT / 72.0 * 2.54;
        format!("{}cm", (cm * 10.0).round() / 10.0)
    };
    let size = format!("{} x {}", cm(page.width), cm(page.height));
    Some(("page_size".to_owned(), OutlineValue::word(size)))
}

/// Sets transitions: one for the deck if all slides have it, otherwise on each slide.
fn set_transitions(
    slides: &[SlideSource],
    converted: &mut [ConvertedSlide],
    keys: &mut DeckEntries,
) {
    let name = |slide: &SlideSource| slide.transition.as_ref().and_then(|found| found.name);
    let Some(first) = slides.first() else { return };
    let common = slides.iter().all(|slide| name(slide) == name(first));
    if common {
        keys.extend(name(first).map(|name| ("transition".to_owned(), OutlineValue::word(name))));
        return;
    }
    for (slide, converted) in slides.iter().zip(converted) {
        if let Some(name) = name(slide) {
            converted.entries.push(("transition".to_owned(), OutlineValue::word(name)));
        }
    }
}

/// Sets the languages of slides that differ from that of the deck.
fn set_languages(slides: &[SlideSource], deck: Option<&str>, converted: &mut [ConvertedSlide]) {
    let base = |code: &str| code.split('-').next().unwrap_or_default().to_owned();
    let deck = deck.unwrap_or("en");
    for (slide, converted) in slides.iter().zip(converted) {
        let lang = find_slide_language(slide);
        let differs = lang.filter(|lang| base(deck) != base(lang));
        if let Some(lang) = differs {
            converted.entries.push(("lang".to_owned(), OutlineValue::word(lang)));
        }
    }
}
