//! Converts the parts of a slide to its keys.

use super::backdrop::Backdrop;
use super::chunk::SlideChunk;
use super::contents::CONTENTS_MARK;
use super::dialect::Dialect;
use super::directive::find_attribute;
use super::footnote_place::remove_calls;
use super::html::rewrite_html;
use super::lasting::keep_lasting;
use super::markdown::{MarkdownBlock, read_blocks};
use super::notes;
use super::segment::{self, BodyPart};
use super::steps::{PAUSE_KEY, arrange_steps};
use super::tool_lines::rewrite_tool_lines;
use super::write::OutlineValue;
use super::{ImportContext, MarkdownLine};

/// A block: its key and value.
pub(super) type SlideBlock = (&'static str, OutlineValue);

/// A slide during its conversion.
#[derive(Default)]
pub(super) struct SlideDraft {
    pub keys: Vec<(String, OutlineValue)>,
    pub blocks: Vec<SlideBlock>,
    /// Blocks of the front matter, which come last.
    pub below: Vec<SlideBlock>,
    /// The pictures under the slide, and the number of blocks before them.
    pub backdrops: Vec<(usize, Backdrop)>,
    /// The title and the subtitle.
    pub titles: Vec<String>,
    /// The level of the heading that is the title.
    title_level: u8,
    pub layout: Option<String>,
    /// Whether the layout is only a class, which says how the slide looks.
    pub is_class: bool,
    /// Speaker notes in boxes.
    pub notes: Vec<String>,
    /// Whether parts appear one by one.
    pub has_steps: bool,
}

/// Converts the lines of a slide. Returns `None` if no content is left.
pub(super) fn convert_slide(
    chunk: &SlideChunk,
    context: &mut ImportContext,
) -> Option<OutlineValue> {
    context.slide_footnotes.clear();
    report_fragment_order(&chunk.lines, context);
    context.incremental.reset();
    let missing = context.report.count_missing();
    let rewritten = rewrite_html(&chunk.lines, context);
    let rewritten = rewrite_tool_lines(rewritten, context);
    let lines: Vec<MarkdownLine> =
        rewritten.iter().map(|(text, number)| MarkdownLine { number: *number, text }).collect();
    let mut segments = segment::split_slide(&lines, context);
    let mut draft = SlideDraft::default();
    for (key, values, line) in &chunk.front.keys {
        draft.apply_key(key, &values.join(", "), *line, context);
    }
    draft.apply_lasting(chunk.first_line(), context);
    for (key, value, line) in &segments.directives {
        draft.apply_key(key, value, *line, context);
    }
    keep_lasting(&segments.lasting, context);
    for part in &segments.parts {
        match part {
            BodyPart::Text(lines) => {
                read_blocks(lines, context).into_iter().for_each(|block| draft.push_block(block))
            }
            BodyPart::Callout(head, lines) => {
                draft.push_callout(head, lines, context);
            }
            BodyPart::Columns(columns) => draft.push_columns(columns, context),
            BodyPart::Cards(cards) => draft.push_cards(cards, context),
            BodyPart::Grid(head, parts) => draft.push_grid(head, parts, context),
        }
    }
    draft.blocks.append(&mut draft.below);
    if segments.has_contents {
        draft.blocks.push(("bullets", OutlineValue::word(CONTENTS_MARK)));
    }
    if segments.has_references && context.has_bibliography {
        draft.blocks.push(("references", OutlineValue::word("true")));
    }
    let is_cover = context.slide == 0 && !draft.titles.is_empty();
    draft.place_backdrops(is_cover);
    // In Marp, it is the ground of all slides that follow.
    if !is_cover && context.dialect != Dialect::Marp && !chunk.opens_section {
        draft.show_lone_background();
    }
    if context.is_beamer {
        draft.box_headings(context);
    }
    let reveals_all =
        segments.steps || draft.has_steps || std::mem::take(&mut context.has_fragments);
    let (blocks, has_steps) = arrange_steps(std::mem::take(&mut draft.blocks), reveals_all);
    draft.blocks = blocks;
    if has_steps {
        draft.keys.push(("steps".into(), OutlineValue::word("true")));
    }
    let line = chunk.lines.first().map_or(1, |line| line.number);
    segments.notes.append(&mut draft.notes);
    if let Some(notes) = notes::convert_notes(&segments.notes, line, context) {
        draft.keys.push(("notes".into(), OutlineValue::Text(notes)));
    }
    if is_cover {
        draft.place_cover_headings();
    }
    draft.push_footnotes(context);
    draft.finish_layout();
    if chunk.opens_section
        && let Some(title) = draft.titles.first()
    {
        draft.keys.insert(0, ("section".into(), OutlineValue::Text(remove_calls(title))));
        draft.layout.get_or_insert_with(|| "section".into());
    }
    // A slide of Slidev may consist of its layout.
    let is_kept = context.dialect == Dialect::Slidev
        && chunk.front.keys.iter().any(|(key, ..)| key == "layout")
        && chunk.front.keys.iter().all(|(key, ..)| key != "src");
    if is_kept && draft.is_empty() {
        // Slidev writes this word.
        if draft.layout.as_deref() == Some("end") {
            draft.titles.push("END".to_owned());
        }
        draft.layout.get_or_insert_with(|| "blank".to_owned());
        return draft.into_value(true);
    }
    // A title whose content is left out is not that of a section.
    let is_bare = !draft.titles.is_empty() && draft.blocks.is_empty();
    if is_bare && context.report.count_missing() > missing {
        draft.layout.get_or_insert_with(|| "content".to_owned());
    }
    if draft.titles.is_empty() && draft.blocks.is_empty() && !draft.has_key("background") {
        draft.layout.get_or_insert_with(|| "blank".to_owned());
    }
    draft.into_value(false)
}

impl SlideDraft {
    fn has_key(&self, name: &str) -> bool {
        self.keys.iter().any(|(key, _)| key == name)
    }

    pub(super) fn set_key(&mut self, key: &str, value: OutlineValue) {
        self.keys.retain(|(known, _)| known != key);
        self.keys.push((key.to_owned(), value));
    }

    /// Returns whether a block other than a picture has been added.
    pub(super) fn has_words(&self) -> bool {
        let is_word = |key: &str| !matches!(key, "figure" | "figures" | PAUSE_KEY);
        self.blocks.iter().any(|(key, _)| is_word(key))
    }

    /// Makes texts of the further headings of a first slide that has nothing else.
    fn place_cover_headings(&mut self) {
        let is_heading = |(key, _): &SlideBlock| *key == "heading";
        let is_line = |block: &SlideBlock| is_heading(block) || block.0 == "text";
        if self.blocks.iter().all(is_line) && self.blocks.first().is_some_and(is_heading) {
            let headings = self.blocks.iter_mut().take_while(|block| is_heading(block));
            headings.for_each(|(key, _)| *key = "text");
        }
    }

    /// Adds the footnotes with a label that the slide calls.
    fn push_footnotes(&mut self, context: &mut ImportContext) {
        let notes = std::mem::take(&mut context.slide_footnotes);
        if !notes.is_empty() {
            let entries = notes.into_iter().map(|(name, text)| (name, OutlineValue::Text(text)));
            self.set_key("footnotes", OutlineValue::Map(entries.collect()));
        }
    }

    /// Adds a picture without alternative text.
    pub(super) fn push_decoration(&mut self, path: String) {
        let entries = [("src", path.as_str()), ("alt", "")]
            .map(|(key, value)| (key.to_owned(), OutlineValue::text(value)));
        self.blocks.push(("figure", OutlineValue::Map(entries.into())));
    }

    pub(super) fn push_block(&mut self, block: MarkdownBlock) {
        match block {
            // The first heading is the title if no words precede it. A second one directly after it
            // is the subtitle.
            // A smaller heading above the title is a line above it.
            MarkdownBlock::Heading(text, id, level)
                if !text.is_empty()
                    && self.blocks.is_empty()
                    && self.titles.len() == 1
                    && level < self.title_level =>
            {
                let kicker = std::mem::replace(&mut self.titles[0], text);
                self.set_key("kicker", OutlineValue::Text(kicker));
                self.title_level = level;
                if let Some(id) = id {
                    self.set_key("id", OutlineValue::text(id));
                }
            }
            MarkdownBlock::Heading(text, id, level)
                if !text.is_empty()
                    && (self.titles.is_empty() && !self.has_words()
                        || self.blocks.is_empty() && self.titles.len() == 1) =>
            {
                if self.titles.is_empty() {
                    self.title_level = level;
                }
                self.titles.push(text);
                if let Some(id) = id.filter(|_| self.titles.len() == 1) {
                    self.set_key("id", OutlineValue::text(id));
                }
            }
            // A heading without text starts a slide without a title.
            MarkdownBlock::Heading(text, ..) if text.is_empty() => {}
            MarkdownBlock::SlideKey("layout", OutlineValue::Word(layout)) => {
                self.layout = Some(layout)
            }
            MarkdownBlock::SlideKey(key, value) => self.set_key(key, value),
            MarkdownBlock::Heading(text, ..) => {
                self.blocks.push(("heading", OutlineValue::Text(text)))
            }
            MarkdownBlock::Entry("text", OutlineValue::Text(text))
                if self.blocks.last_mut().is_some_and(|last| name_speaker(last, &text)) => {}
            MarkdownBlock::Entry(key, value) => self.blocks.push((key, value)),
            MarkdownBlock::Background(path) => self.set_key("background", OutlineValue::text(path)),
            MarkdownBlock::Backdrop(backdrop) => self.backdrops.push((self.blocks.len(), backdrop)),
            // What appears first is there from the start.
            MarkdownBlock::Pause if self.blocks.is_empty() => {}
            MarkdownBlock::Pause => self.blocks.push((PAUSE_KEY, OutlineValue::word(""))),
        }
    }

    /// Returns whether the slide shows nothing. It can consist of a footer.
    fn is_empty(&self) -> bool {
        self.titles.is_empty()
            && self.blocks.is_empty()
            && self.keys.iter().all(|(key, _)| key == "paginate")
    }

    /// Returns the slide; `None` if it shows nothing, unless it is kept all the same.
    fn into_value(mut self, is_kept: bool) -> Option<OutlineValue> {
        let mut entries = Vec::new();
        if self.is_empty() && !is_kept {
            return None;
        }
        // Centred lists are no statement.
        let has_lists = self.blocks.iter().any(|(key, _)| !matches!(*key, "text" | "quote"));
        let layout =
            self.layout.filter(|layout| !(self.is_class && layout == "statement" && has_lists));
        if let Some(layout) = layout {
            entries.push(("layout".to_owned(), OutlineValue::word(layout)));
        }
        // A heading like those below it is no subtitle.
        if self.titles.len() > 1 && self.blocks.iter().any(|(key, _)| *key == "heading") {
            let headings = self.titles.drain(1..).map(|text| ("heading", OutlineValue::Text(text)));
            self.blocks.splice(0..0, headings);
        }
        let mut titles = self.titles.into_iter();
        if let Some(title) = titles.next() {
            self.keys.retain(|(key, _)| key != "title");
            entries.push(("title".to_owned(), OutlineValue::Text(title)));
        }
        entries.extend(
            titles.next().map(|subtitle| ("subtitle".to_owned(), OutlineValue::Text(subtitle))),
        );
        join_videos(&mut self.blocks);
        let (notes, keys): (Vec<_>, Vec<_>) =
            self.keys.into_iter().partition(|(key, _)| key == "notes");
        entries.extend(keys);
        entries.extend(arrange_blocks(self.blocks));
        entries.extend(notes);
        Some(OutlineValue::Map(entries))
    }
}

/// Says that fragments appear in another order than the deck asks for.
fn report_fragment_order(lines: &[MarkdownLine], context: &mut ImportContext) {
    let mut highest = i32::MIN;
    for line in lines.iter().filter(|line| line.text.contains("fragment-index")) {
        let index = ["fragment-index", "data-fragment-index"]
            .iter()
            .find_map(|name| find_attribute(line.text, name))
            .and_then(|index| index.trim().parse::<i32>().ok());
        let Some(index) = index else { continue };
        if index < highest {
            return context.report_changed(
                line.number,
                "the order of fragments is not imported: the parts appear from top to bottom",
                "arrange the parts in the order in which the audience should see them",
            );
        }
        highest = index;
    }
}

/// Puts two or three videos that follow each other side by side.
fn join_videos(blocks: &mut Vec<SlideBlock>) {
    let is_video = |(key, _): &(&str, OutlineValue)| *key == "video";
    let Some(first) = blocks.iter().position(is_video) else { return };
    let count = blocks[first..].iter().take_while(|block| is_video(block)).count();
    if !(2..=3).contains(&count) {
        return;
    }
    let videos = blocks.drain(first..first + count).map(|video| list_blocks(vec![video]));
    let columns = OutlineValue::List(videos.collect());
    blocks.insert(first, ("columns", columns));
}

/// Makes a line such as `— Mia Berg` after a quotation its source. Returns whether it is one.
fn name_speaker((key, quote): &mut SlideBlock, text: &str) -> bool {
    let dashes = ["— ", "– ", "-- "];
    let Some(by) = dashes.iter().find_map(|dash| text.strip_prefix(dash)) else { return false };
    match quote {
        OutlineValue::Text(words) if *key == "quote" && !by.contains('\n') => {
            *quote = OutlineValue::Map(vec![
                ("text".to_owned(), OutlineValue::text(words.as_str())),
                ("by".to_owned(), OutlineValue::text(by)),
            ]);
            true
        }
        _ => false,
    }
}

/// Returns blocks as keys, or as a list under `content` if two have the same key.
pub(super) fn arrange_blocks(blocks: Vec<SlideBlock>) -> Vec<(String, OutlineValue)> {
    let is_repeated = |index: usize| blocks[..index].iter().any(|(key, _)| *key == blocks[index].0);
    if !(0..blocks.len()).any(is_repeated) {
        return blocks.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    }
    vec![("content".to_owned(), list_blocks(blocks))]
}

/// Returns blocks as a list with one map per block.
pub(super) fn list_blocks(blocks: Vec<SlideBlock>) -> OutlineValue {
    let items =
        blocks.into_iter().map(|(key, value)| OutlineValue::Map(vec![(key.to_owned(), value)]));
    OutlineValue::List(items.collect())
}
