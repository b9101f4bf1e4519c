//! Converts a slide to its keys.

use super::Importer;
use super::background::{OfficeBackground, format_colour};
use super::compose::{compose_body, strip_bold};
use super::deck::is_title_slide;
use super::full_picture::find_full_picture;
use super::inline::{BreakStyle, escape_line_starts, write_plain};
use super::item::BodyItem;
use super::list_style::Bullet;
use super::paragraphs::BodyBlock;
use super::picture::PictureSource;
use super::rect::ShapeRect;
use super::running::MAX_LOGO_SHARE;
use super::shape::SlideShape;
use super::shape_content::ShapeContent;
use super::slide_source::SlideSource;
use super::statement::{as_large_number, as_quote};
use super::text::OfficeParagraph;
use super::title::{MAX_TITLE_CHARS, find_title, visible_paragraphs};
use crate::import::report::LossKind;
use crate::import::slide::arrange_blocks;
use crate::import::words::join_words;
use crate::import::write::OutlineValue;

/// A converted slide.
#[derive(Clone, Debug, Default)]
pub(super) struct ConvertedSlide {
    /// Keys in the usual order, without comments.
    pub entries: Vec<(String, OutlineValue)>,
    /// The footer of the slide, as text.
    pub footer: Option<String>,
    /// The date in its place.
    pub date: Option<String>,
    /// Whether it shows its number.
    pub has_number: bool,
    /// The paragraphs of the subtitle, as text.
    pub subtitle_lines: Vec<String>,
    /// Whether the slide has a body.
    pub has_body: bool,
    /// Whether all of its body is left out, so that its title is not that of a section.
    pub is_bare: bool,
}

impl ConvertedSlide {
    /// Sets a key, or adds it before the blocks.
    pub(super) fn insert(&mut self, at: usize, key: &str, value: OutlineValue) {
        self.entries.insert(at.min(self.entries.len()), (key.to_owned(), value));
    }

    /// Returns a text of the slide.
    pub(super) fn text(&self, wanted: &str) -> Option<&str> {
        self.entries.iter().find_map(|(key, value)| match value {
            OutlineValue::Text(text) if key == wanted => Some(text.as_str()),
            _ => None,
        })
    }
}

/// Whether a text is the line below the name of a section.
fn is_section_line(slide: &SlideSource, shape: &SlideShape) -> bool {
    let paragraphs = visible_paragraphs(shape).unwrap_or_default();
    slide.layout.kind == "secHead"
        && paragraphs.len() <= 2
        && paragraphs.iter().all(|paragraph| paragraph.bullet == Bullet::None)
        && shape_words(shape).chars().count() <= 160
}

/// Whether a text is a line at the foot that says where the data comes from.
fn is_source(shape: &SlideShape, page: &ShapeRect) -> bool {
    let words = shape_words(shape).to_lowercase();
    let starts = ["source:", "sources:", "quelle:", "quellen:", "fuente:", "fonte:", "source :"];
    let is_low = shape.rect.is_some_and(|rect| rect.y > page.height * 0.75);
    let paragraphs = visible_paragraphs(shape).unwrap_or_default();
    let is_small = paragraphs.len() == 1
        && paragraphs[0].size().is_some_and(|size| size <= MAX_SOURCE_SIZE)
        && shape.group.is_none();
    is_low
        && (is_small || starts.iter().any(|start| words.starts_with(start)))
        && words.chars().count() <= 160
        && visible_paragraphs(shape).is_some_and(|paragraphs| {
            paragraphs.iter().flat_map(|found| &found.runs).all(|run| run.link.is_none())
        })
}

/// The largest type of a line at the foot that is taken for a source, in pt.
const MAX_SOURCE_SIZE: f64 = 10.0;

/// Returns the words of a shape's text on one line.
pub(super) fn shape_words(shape: &SlideShape) -> String {
    let paragraphs = match &shape.content {
        ShapeContent::Text(paragraphs) => paragraphs.as_slice(),
        _ => &[],
    };
    let words: Vec<String> = paragraphs.iter().map(OfficeParagraph::words).collect();
    join_words(&words.join(" "))
}

impl Importer<'_> {
    /// Converts a slide.
    pub(super) fn convert_slide(&mut self, slide: &SlideSource) -> ConvertedSlide {
        let mut converted = ConvertedSlide::default();
        if let Some((reason, words)) = &slide.problem {
            self.convert_damaged(reason, words, &mut converted);
        }
        let title = find_title(slide, &self.page);
        let full = find_full_picture(slide, &self.page);
        let mut subtitle = Vec::new();
        let mut items = Vec::new();
        for (index, shape) in slide.shapes.iter().enumerate() {
            if Some(index) == title || Some(index) == full || self.is_unseen(shape) {
                continue;
            }
            match shape.placeholder.as_ref().map(|place| place.kind.as_str()) {
                Some("ftr" | "hdr") => {
                    let words = [converted.footer.take().unwrap_or_default(), shape_words(shape)];
                    let words: Vec<_> = words.into_iter().filter(|text| !text.is_empty()).collect();
                    converted.footer = Some(words.join(" · ")).filter(|words| !words.is_empty());
                }
                Some("dt") => converted.date = read_date(shape),
                Some("sldNum") => converted.has_number = true,
                Some("subTitle") => {
                    subtitle.extend(visible_paragraphs(shape).into_iter().flatten())
                }
                Some("body") if is_section_line(slide, shape) => {
                    subtitle.extend(visible_paragraphs(shape).into_iter().flatten());
                }
                // Some programs write the footer on the slide itself.
                None if self.running.iter().flatten().any(|text| *text == shape_words(shape)) => {}
                None if is_source(shape, &self.page)
                    && converted.entries.iter().all(|(key, _)| key != "source") =>
                {
                    let text = write_plain(&shape_words(shape), BreakStyle::Space);
                    converted.entries.push(("source".to_owned(), OutlineValue::Text(text)));
                }
                _ => items.extend(self.convert_shape(shape, &slide.relations)),
            }
        }
        if let Some(ShapeContent::Text(paragraphs)) =
            title.map(|index| &slide.shapes[index].content)
        {
            let texts: Vec<String> = paragraphs
                .iter()
                .filter(|found| !found.is_blank())
                .map(|paragraph| self.write_title(paragraph))
                .collect();
            converted.entries.push(("title".to_owned(), OutlineValue::Text(texts.join(" "))));
        }
        self.convert_subtitle(&subtitle, &mut converted);
        self.convert_settings(slide, &mut converted);
        let arrows = self.convert_flowchart(slide, &mut items);
        if self.slide == 1 && is_title_slide(slide) {
            items = self.move_to_cover(items, &mut converted);
        }
        if let Some(full) = full {
            self.add_full_picture(&slide.shapes[full], slide, &mut items, &mut converted);
        }
        converted.has_body |= !items.is_empty();
        converted.is_bare = !converted.has_body
            && slide.shapes.iter().any(|shape| {
                !shape.is_hidden
                    && !matches!(shape.content, ShapeContent::Text(_) | ShapeContent::Line { .. })
            });
        self.push_body(items, &mut converted);
        if arrows > 0 {
            self.lose(
                LossKind::Changed,
                "the arrows between shapes are left out".to_owned(),
                "draw them with `diagram` if they matter",
            );
        }
        if let Some(notes) = self.write_notes(&slide.notes) {
            converted.entries.push(("notes".to_owned(), OutlineValue::Text(notes)));
        }
        for comment in &slide.comments {
            self.comment(comment.to_line());
        }
        converted
    }

    /// Moves short texts and logos of a title slide to its keys. Returns the other parts.
    fn move_to_cover(
        &mut self,
        items: Vec<BodyItem>,
        converted: &mut ConvertedSlide,
    ) -> Vec<BodyItem> {
        let mut logos = Vec::new();
        let mut rest = Vec::new();
        for item in items {
            let is_small = item.rect.area() < self.page.area() * MAX_LOGO_SHARE;
            match item.blocks.as_slice() {
                [("figure", figure)] if is_small => logos.push(figure.clone()),
                [("text" | "heading", OutlineValue::Text(text))]
                    if text.chars().count() <= MAX_TITLE_CHARS && item.is_free_text() =>
                {
                    let lines = text.split("\n\n").flat_map(|text| text.split("\\\n"));
                    converted.subtitle_lines.extend(lines.map(str::to_owned));
                }
                _ => rest.push(item),
            }
        }
        if !logos.is_empty() {
            converted.entries.push(("logos".to_owned(), OutlineValue::List(logos)));
        }
        rest
    }

    /// Keeps the words of a slide that cannot be read.
    fn convert_damaged(&mut self, reason: &str, words: &[String], converted: &mut ConvertedSlide) {
        let reason: String = reason.chars().take(200).collect();
        self.lose(
            LossKind::Missing,
            format!("the slide cannot be read, because {reason}"),
            "open the deck in PowerPoint, let it repair the file, save it, and import it again",
        );
        let texts = words.iter().map(|words| write_plain(words, BreakStyle::Space));
        let texts: Vec<OutlineValue> = texts.map(OutlineValue::Text).collect();
        converted.has_body = true;
        if texts.is_empty() {
            let title = format!("Slide {}", self.slide);
            converted.entries.push(("title".to_owned(), OutlineValue::Text(title)));
        } else {
            converted.entries.push(("bullets".to_owned(), OutlineValue::List(texts)));
        }
    }

    /// Whether a shape is hidden or beside the page. Its words become a comment.
    fn is_unseen(&mut self, shape: &SlideShape) -> bool {
        let page = self.page;
        let is_beside =
            shape.rect.is_some_and(|rect| rect.share_inside(&page) <= 0.0 && rect.area() > 0.0);
        if !shape.is_hidden && !is_beside {
            return false;
        }
        let place = if shape.is_hidden { "hidden" } else { "beside the slide" };
        let words = shape_words(shape);
        if !words.is_empty() {
            self.comment(format!("Text that was {place}: {words}"));
        } else if let Some(alt) = shape.alt.as_deref().filter(|alt| !alt.is_empty()) {
            self.comment(format!("Object that was {place}: {alt}"));
        }
        true
    }

    fn convert_subtitle(
        &mut self,
        paragraphs: &[&OfficeParagraph],
        converted: &mut ConvertedSlide,
    ) {
        for paragraph in paragraphs {
            for part in paragraph.runs.split(|run| run.text == "\n") {
                let part = OfficeParagraph { runs: part.to_vec(), ..OfficeParagraph::default() };
                if !part.is_blank() {
                    let text = self.write_title(&part);
                    converted.subtitle_lines.push(text);
                }
            }
        }
    }

    /// Adds the keys about how the slide is shown.
    fn convert_settings(&mut self, slide: &SlideSource, converted: &mut ConvertedSlide) {
        let mut push =
            |key: &str, value: OutlineValue| converted.entries.push((key.to_owned(), value));
        if slide.is_hidden {
            push("hide", OutlineValue::word("true"));
        }
        if slide.has_steps {
            push("steps", OutlineValue::word("true"));
        }
        if let Some(seconds) = slide.transition.as_ref().and_then(|transition| transition.duration)
        {
            push("duration", OutlineValue::word(format!("{seconds}s")));
        }
        match &slide.background {
            Some(OfficeBackground::Colour(colour) | OfficeBackground::Gradient(colour)) => {
                let colour = colour.resolve(&slide.master.colour_names, &self.theme.colours);
                if let Some(colour) = colour.filter(|colour| *colour != self.theme.background) {
                    push("background", OutlineValue::text(format_colour(colour)));
                }
            }
            Some(OfficeBackground::Picture(id)) => {
                let picture =
                    PictureSource { embedded: Some(id.clone()), ..PictureSource::default() };
                let path = self.import_picture(&picture, &slide.relations, "background");
                if let Some(path) = path {
                    push("background", OutlineValue::Text(path));
                }
            }
            Some(OfficeBackground::Other) | None => {}
        }
    }

    fn push_body(&mut self, items: Vec<BodyItem>, converted: &mut ConvertedSlide) {
        if let Some(quote) = as_quote(&items) {
            converted.entries.push((quote.0.to_owned(), quote.1));
            return;
        }
        if let Some(number) = as_large_number(&items) {
            if converted.text("title").is_none() {
                converted.insert(0, "layout", OutlineValue::word("fact"));
            }
            converted.entries.push((number.0.to_owned(), number.1));
            return;
        }
        let tolerance = self.page.width * 0.025;
        let body = compose_body(items, tolerance, self.is_rtl);
        if let Some(layout) = body.layout {
            converted.insert(0, "layout", OutlineValue::word(layout));
        }
        let mut blocks = merge_texts(body.blocks);
        if let [("text", OutlineValue::Text(text))] = blocks.as_mut_slice() {
            *text = strip_bold(text);
        }
        converted.entries.extend(arrange_blocks(blocks));
    }
}

/// Joins texts that follow each other into one block.
fn merge_texts(blocks: Vec<BodyBlock>) -> Vec<BodyBlock> {
    let mut merged: Vec<BodyBlock> = Vec::new();
    for (key, value) in blocks {
        match (merged.last_mut(), &value) {
            (Some(("text", OutlineValue::Text(last))), OutlineValue::Text(text))
                if key == "text" =>
            {
                let joined = format!("{last}\n\n{text}");
                *last = escape_line_starts(&joined);
            }
            _ => merged.push((key, value)),
        }
    }
    merged
}

/// Returns the words of a date that does not change by itself.
fn read_date(shape: &SlideShape) -> Option<String> {
    let ShapeContent::Text(paragraphs) = &shape.content else { return None };
    let runs = paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    let words: String =
        runs.filter(|run| run.field.is_none()).map(|run| run.text.as_str()).collect();
    let words = join_words(&words);
    (!words.is_empty()).then_some(words)
}
