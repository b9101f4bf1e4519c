//! Shapes paragraphs and caches the results.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use harfrust::{Buffer, Direction, Feature, Language, ShapeOptions, ShapePlan, ShaperFont, Tag};
use unicode_script::Script;

use super::bidi::{IsolateKind, base_level, embedding_levels_with_isolates};
use super::breaks::LineBreaker;
use super::clusters::{hyphen_glyph, push_clusters, push_missing_boxes};
use super::code_lines::{ARABIC_CODE_SIZE_EM, inline_code_size, no_ligatures};
use super::formula::ShapedFormula;
use super::isolates::{isolated_parts, isolated_tokens};
use super::itemize::{ShapingItem, itemize};
use super::kept_words::break_at;
use super::shaped::{ClusterKind, LineBreak, ShapedParagraph, ShapedRun};
use super::spacing;
use crate::assets::{FaceId, FallbackOrder, FontRequest, Fonts, HanForms};
use crate::deck::{Position, Style, Text};

/// Size of superscripts and subscripts, in em of the line.
const SCRIPT_SIZE_EM: f32 = 0.62;
/// How far the baseline of a superscript is raised, in em of the line.
const SUPERSCRIPT_RISE_EM: f32 = 0.34;
/// How far the baseline of a subscript is lowered, in em of the line.
const SUBSCRIPT_DROP_EM: f32 = 0.16;

/// Width of the box that replaces a character without a glyph, in em.
pub(super) const MISSING_BOX_WIDTH_EM: f32 = 0.66;

/// The number of paragraphs at which the cache is emptied. Slides share little text and decks may
/// be of any length, so the cache must not grow without a limit.
const MAX_CACHED_PARAGRAPHS: usize = 4096;

/// The number of paragraphs of other slides at which the cache is emptied before the next slide.
const MAX_PARAGRAPHS_OF_OTHER_SLIDES: usize = 256;

/// The fonts and language of a paragraph, before emphasis inside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TextStyle {
    /// Family of the text.
    pub family: Arc<str>,
    /// Family of code.
    pub mono: Arc<str>,
    /// Weight of the text.
    pub weight: u16,
    /// Weight of `**bold**`.
    pub bold: u16,
    /// Whether the text itself is italic; `*emphasis*` in it is upright then.
    pub italic: bool,
    /// Language (BCP 47), which selects language-specific letter forms.
    pub lang: Arc<str>,
    /// Whether the page is written from right to left.
    pub is_rtl: bool,
    /// Whether it is prose or code.
    pub purpose: TextPurpose,
    /// Space between letters, in thousandths of an em.
    pub tracking: i16,
}

/// What a text is, for shaping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum TextPurpose {
    /// Text in a human language.
    #[default]
    Prose,
    /// A line of code: without ligatures, from left to right, and broken by
    /// [`break_code_line`](super::break_code_line).
    Code,
}

impl TextStyle {
    /// Returns the style for lines of code.
    pub(crate) fn for_code(self) -> Self {
        Self { purpose: TextPurpose::Code, ..self }
    }
}

/// Shapes text and caches fonts, shaping plans and paragraphs.
pub(crate) struct Shaper<'a> {
    fonts: &'a Fonts,
    breaker: LineBreaker,
    shaping_fonts: HashMap<FaceId, ShaperFont<'a, 'static>>,
    orders: HashMap<OrderKey, Rc<FallbackOrder>>,
    plans: HashMap<(FaceId, Script, bool, bool, Arc<str>), ShapePlan>,
    paragraphs: HashMap<ParagraphKey, Rc<ShapedParagraph>>,
    /// The formulas on lines of their own, by the source.
    pub(super) formulas: HashMap<(String, TextStyle), Rc<ShapedFormula>>,
    buffer: Option<Buffer>,
}

/// Family, weight, slope, Han forms, and whether the language itself selects these.
type OrderKey = (Arc<str>, u16, bool, HanForms, bool);

#[derive(PartialEq, Eq, Hash)]
struct ParagraphKey {
    content: String,
    runs: Vec<(usize, Style, bool, Option<String>)>,
    formulas: Vec<String>,
    style: TextStyle,
}

impl<'a> Shaper<'a> {
    /// Creates a shaper for these fonts.
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            breaker: LineBreaker::new(),
            shaping_fonts: HashMap::new(),
            orders: HashMap::new(),
            plans: HashMap::new(),
            paragraphs: HashMap::new(),
            formulas: HashMap::new(),
            buffer: Some(Buffer::new()),
        }
    }

    /// Returns the fonts.
    pub(crate) fn fonts(&self) -> &'a Fonts {
        self.fonts
    }

    /// Returns the first face for plain text of a style.
    pub(crate) fn primary_face(&mut self, style: &TextStyle) -> FaceId {
        self.face_order(style, Style::default(), &style.lang, || HanForms::Simplified).first_face()
    }

    /// Empties the cache before a slide if it holds many paragraphs. Slides have little text in
    /// common, and a thousand paragraphs need several megabytes.
    pub(crate) fn start_slide(&mut self) {
        if self.paragraphs.len() >= MAX_PARAGRAPHS_OF_OTHER_SLIDES {
            self.paragraphs.clear();
        }
    }

    /// Shapes a paragraph or returns it from the cache.
    pub(crate) fn shape_paragraph(
        &mut self,
        text: &Text,
        style: &TextStyle,
    ) -> Rc<ShapedParagraph> {
        let key = ParagraphKey {
            content: text.content.clone(),
            runs: text
                .runs
                .iter()
                .map(|run| (run.range.end, run.style, run.is_footnote_call(), run.lang.clone()))
                .collect(),
            formulas: text
                .runs
                .iter()
                .filter_map(|run| run.formula.as_ref())
                .map(|formula| formula.source().to_owned())
                .collect(),
            style: style.clone(),
        };
        if let Some(shaped) = self.paragraphs.get(&key) {
            return shaped.clone();
        }
        let shaped = Rc::new(self.shape_uncached(text, style));
        if self.paragraphs.len() >= MAX_CACHED_PARAGRAPHS {
            self.paragraphs.clear();
        }
        self.paragraphs.insert(key, shaped.clone());
        shaped
    }

    pub(super) fn shape_uncached(&mut self, text: &Text, style: &TextStyle) -> ShapedParagraph {
        let content = text.content.as_str();
        let is_code = style.purpose == TextPurpose::Code;
        let base_level = if is_code { 0 } else { base_level(content, style.is_rtl) };
        let (isolates, kind) = if is_code {
            (isolated_tokens(text), IsolateKind::LeftToRight)
        } else {
            (isolated_parts(text), IsolateKind::FirstStrong)
        };
        let levels = embedding_levels_with_isolates(content, base_level, &isolates, kind);
        let mut shaped = ShapedParagraph {
            text: Arc::from(content),
            clusters: Vec::with_capacity(content.len()),
            runs: Vec::new(),
            glyphs: Vec::with_capacity(content.len()),
            base_level,
            missing: Vec::new(),
            is_bidi: levels.is_some(),
            hyphenation: OnceCell::new(),
        };
        let guessed_forms = OnceCell::new();
        let guess_forms = || *guessed_forms.get_or_init(|| HanForms::guess_from_text(content));
        let mut missing = BTreeSet::new();
        for (text_run, run) in text.runs.iter().enumerate() {
            if let Some(formula) = &run.formula {
                let level = levels.as_ref().map_or(0, |levels| levels[run.range.start]);
                let place = (text_run, run.range.clone());
                let weight =
                    if run.style.bold { style.bold.max(style.weight) } else { style.weight };
                let style = TextStyle { weight, ..style.clone() };
                self.push_formula(formula, place, &style, (level, &style.lang), &mut shaped);
                continue;
            }
            let lang = run.lang.as_deref().unwrap_or(&style.lang);
            let order = self.face_order(style, run.style, lang, guess_forms);
            let (items, uncovered) =
                itemize(content, run.range.clone(), levels.as_deref(), self.fonts, &order);
            shaped.missing.extend(uncovered.into_iter().filter(|&c| missing.insert(c)));
            let lang: Arc<str> = run.lang.as_deref().map_or_else(|| style.lang.clone(), Arc::from);
            let is_inline = run.style.code && !is_code;
            let inline_size = if is_inline { inline_code_size(self, style) } else { 1.0 };
            for item in &items {
                let is_arabic = is_code && item.script == Script::Arabic;
                let run = ItemRun {
                    index: text_run,
                    position: run.style.position,
                    has_ligatures: !is_code && !run.style.code,
                    size: if is_arabic { ARABIC_CODE_SIZE_EM } else { inline_size },
                };
                self.shape_item(item, run, &lang, &mut shaped);
            }
        }
        if !is_code {
            spacing::adjust_spacing(&mut shaped, self.fonts, style.tracking);
            self.mark_breaks(&mut shaped);
            forbid_breaks_before_calls(text, &mut shaped);
        }
        shaped
    }

    /// Returns the order in which faces are tried. The language selects the forms of Han
    /// characters; if it does not, `guess_forms` does.
    pub(super) fn face_order(
        &mut self,
        style: &TextStyle,
        emphasis: Style,
        lang: &str,
        guess_forms: impl FnOnce() -> HanForms,
    ) -> Rc<FallbackOrder> {
        let family = if emphasis.code { &style.mono } else { &style.family };
        let weight = if emphasis.bold { style.bold.max(style.weight) } else { style.weight };
        let italic = emphasis.italic != style.italic;
        let from_language = HanForms::from_language(lang);
        let is_han = from_language.is_some();
        let han = from_language.unwrap_or_else(guess_forms);
        let fonts = self.fonts;
        self.orders
            .entry((family.clone(), weight, italic, han, is_han))
            .or_insert_with(|| {
                fonts.fallback_order(&FontRequest { family, weight, italic, han, is_han }).into()
            })
            .clone()
    }

    /// Shapes one item and appends its run and clusters.
    fn shape_item(
        &mut self,
        item: &ShapingItem,
        text_run: ItemRun,
        lang: &Arc<str>,
        shaped: &mut ShapedParagraph,
    ) {
        let face = self.fonts.get(item.face).font();
        let (size, rise) = match text_run.position {
            Position::Baseline => (text_run.size, 0.0),
            Position::Superscript => (SCRIPT_SIZE_EM, SUPERSCRIPT_RISE_EM),
            Position::Subscript => (SCRIPT_SIZE_EM, -SUBSCRIPT_DROP_EM),
        };
        shaped.runs.push(ShapedRun {
            face: item.face,
            size,
            rise,
            level: item.level,
            text_run: text_run.index as u16,
            is_missing: item.is_missing,
            hyphen: hyphen_glyph(face, size),
            // Code, which has no ligatures, is never hyphenated.
            lang: if text_run.has_ligatures { lang.clone() } else { "".into() },
            formula: None,
        });
        if item.is_missing {
            push_missing_boxes(item, shaped);
        } else if let Some(buffer) =
            self.shape_buffer(&shaped.text, item, lang, text_run.has_ligatures)
        {
            push_clusters(item, &buffer, f32::from(face.units_per_em()), shaped);
            self.buffer = Some(buffer);
        }
    }

    /// Runs the shaping library; `None` if it rejects the text.
    fn shape_buffer(
        &mut self,
        content: &str,
        item: &ShapingItem,
        lang: &Arc<str>,
        has_ligatures: bool,
    ) -> Option<Buffer> {
        let is_rtl = item.level % 2 == 1;
        let direction = if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = if item.script == Script::Common { Script::Latin } else { item.script };
        let mut tag = [0; 4];
        tag.copy_from_slice(&script.short_name().as_bytes()[..4]);
        let script_tag = harfrust::Script::from_iso15924_tag(Tag::new(&tag));
        let language = Language::new(lang.as_bytes());

        let face = self.fonts.get(item.face).font();
        let font = self.shaping_fonts.entry(item.face).or_insert_with(|| ShaperFont::new(face));
        let features: &[Feature] = if has_ligatures { &[] } else { &no_ligatures() };
        let key = (item.face, script, is_rtl, has_ligatures, lang.clone());
        let plan = self.plans.entry(key).or_insert_with(|| {
            ShapePlan::new(face, direction, script_tag, language.as_ref(), features)
        });
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.set_direction(direction);
        buffer.set_script(script_tag);
        buffer.set_language(language);
        // Letters join across runs: a word that is partly bold keeps the joined letter forms.
        buffer.set_pre_context(&content[..item.range.start]);
        buffer.set_post_context(&content[item.range.end..]);
        for (offset, character) in content[item.range.clone()].char_indices() {
            let character = match character {
                // Line breaks have no glyph; they are shaped as a space and lose its width below.
                '\n' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
                // Default-ignorable, but the shaping library draws them as a missing glyph. A word
                // joiner is invisible, too.
                '\u{1bca0}'..='\u{1bca3}' => '\u{2060}',
                _ => character,
            };
            buffer.push(character as u32, (item.range.start + offset) as u32);
        }
        let options = ShapeOptions::new().plan(Some(plan)).features(features);
        harfrust::shape(font, &mut buffer, options).ok().map(|_| buffer)
    }

    fn mark_breaks(&self, shaped: &mut ShapedParagraph) {
        let breaks = self.breaker.break_opportunities(&shaped.text);
        let text = &shaped.text;
        let breaks = breaks.into_iter().map(|at| (at, break_at(text, at)));
        let mut breaks = breaks.filter(|(_, kind)| *kind != LineBreak::No).peekable();
        for cluster in &mut shaped.clusters {
            while breaks.peek().is_some_and(|(at, _)| *at < cluster.bytes.end as usize) {
                breaks.next();
            }
            let end = cluster.bytes.end as usize;
            let here = breaks.peek().filter(|(at, _)| *at == end).map(|(_, kind)| *kind);
            if let Some(kind) = here.filter(|_| cluster.break_after != LineBreak::InWideFormula) {
                cluster.break_after = kind;
            }
            if cluster.kind == ClusterKind::Newline {
                cluster.break_after = LineBreak::Mandatory;
            }
        }
    }
}

/// Keeps the number of a footnote on the line of the word before it.
fn forbid_breaks_before_calls(text: &Text, shaped: &mut ShapedParagraph) {
    for run in text.runs.iter().filter(|run| run.is_footnote_call()) {
        let start = run.range.start as u32;
        let after = shaped.clusters.partition_point(|cluster| cluster.bytes.start < start);
        if let Some(before) = after.checked_sub(1) {
            let cluster = &mut shaped.clusters[before];
            if !matches!(cluster.break_after, LineBreak::InWideFormula | LineBreak::Mandatory) {
                cluster.break_after = LineBreak::No;
            }
        }
    }
}

/// The run of a text that an item belongs to.
#[derive(Clone, Copy)]
struct ItemRun {
    index: usize,
    position: Position,
    has_ligatures: bool,
    /// Its size in em, unless it is raised or lowered.
    size: f32,
}

#[cfg(test)]
mod tests {
    use super::super::testing::{shape_english, test_style};
    use super::*;
    use crate::source::Span;

    #[test]
    fn kerning_and_ligatures_are_applied() {
        let width = |text: &str| {
            shape_english(text).clusters.iter().map(|cluster| cluster.advance).sum::<f32>()
        };
        assert!(width("AV") < width("A") + width("V"));
        let ligature = shape_english("fi\u{fb01}ff");
        assert!(ligature.glyphs.len() <= ligature.text.chars().count());
    }

    #[test]
    fn every_byte_belongs_to_one_cluster() {
        for text in ["Ångström co\u{ad}op\nnext", "e\u{301}x\u{a0}y", "", "שלום world (2019)"]
        {
            let shaped = shape_english(text);
            let mut end = 0;
            for cluster in &shaped.clusters {
                assert_eq!(cluster.bytes.start, end, "{text:?}");
                end = cluster.bytes.end;
            }
            assert_eq!(end as usize, text.len(), "{text:?}");
        }
    }

    #[test]
    fn invisible_characters_need_no_glyph() {
        let fonts = Fonts::bundled();
        let mut shaper = Shaper::new(&fonts);
        let fillers = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];
        let invisible =
            ('\u{ad}'..=char::MAX).filter(|&character| crate::assets::is_invisible(character));
        for character in invisible.chain(fillers) {
            // After a letter, and alone.
            for text in [format!("a{character}b"), character.to_string()] {
                let text = Text::plain(text, Span::default());
                let shaped = shaper.shape_uncached(&text, &test_style());
                assert!(shaped.missing.is_empty(), "U+{:04X}", character as u32);
                let has_box = shaped.glyphs.iter().any(|glyph| glyph.id == 0);
                assert!(!has_box, "U+{:04X} is drawn as a box", character as u32);
            }
        }
    }

    #[test]
    fn soft_hyphens_allow_breaks_and_no_break_spaces_forbid_them() {
        let shaped = shape_english("a\u{a0}bb c\u{ad}d");
        let breaks: Vec<u32> = shaped
            .clusters
            .iter()
            .filter(|cluster| cluster.break_after == LineBreak::Allowed)
            .map(|cluster| cluster.bytes.end)
            .collect();
        assert_eq!(breaks, [6, 9]);
    }
}
