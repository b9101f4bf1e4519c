//! Shapes paragraphs and remembers them.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use harfrust::{Buffer, Direction, Language, ShapeOptions, ShapePlan, ShaperFont, Tag};
use unicode_script::Script;

use super::bidi::{base_level, embedding_levels_with_isolates};
use super::breaks::LineBreaker;
use super::itemize::{ShapingItem, itemize};
use super::{hyphenate, spacing};
use crate::assets::{FaceId, FallbackOrder, FontRequest, Fonts, HanForms};
use crate::deck::{Position, Run, Style, Text};
use crate::scene::Glyph;

/// Size of superscripts and subscripts in em of the line.
const SCRIPT_SIZE_EM: f32 = 0.62;
/// How far a superscript's baseline is raised, in em of the line.
const SUPERSCRIPT_RISE_EM: f32 = 0.34;
/// How far a subscript's baseline is lowered, in em of the line.
const SUBSCRIPT_DROP_EM: f32 = 0.16;

/// Width of the box in place of a character that no face has, in em.
pub(super) const MISSING_BOX_WIDTH_EM: f32 = 0.66;

/// What a paragraph is set in. Emphasis inside it starts from here.
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
    /// Whether the text itself is italic; then `*emphasis*` is upright.
    pub italic: bool,
    /// Language (BCP 47), which decides forms of letters.
    pub lang: Arc<str>,
    /// Whether the page is written from right to left.
    pub is_rtl: bool,
}

/// A shaped paragraph. Lengths are in em of its type size.
#[derive(Debug)]
pub(crate) struct ShapedParagraph {
    /// The characters.
    pub text: Arc<str>,
    /// Clusters in logical order.
    pub clusters: Vec<Cluster>,
    /// Stretches that clusters belong to.
    pub stretches: Vec<ShapedRun>,
    /// Glyphs; each cluster's in visual order.
    pub glyphs: Vec<Glyph>,
    /// The paragraph's embedding level; odd is right to left.
    pub base_level: u8,
    /// Characters that no face covers.
    pub missing: Vec<char>,
    /// Where words may be divided, once that has been asked for.
    hyphens: OnceCell<Vec<usize>>,
}

/// The smallest piece of text that has glyphs of its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cluster {
    /// Bytes of the text.
    pub bytes: Range<u32>,
    /// Its glyphs.
    pub glyphs: Range<u32>,
    /// Width.
    pub advance: f32,
    /// White at its left, part of the width, that is left out at a line's start.
    pub lead: f32,
    /// White at its right, part of the width, that is left out at a line's end.
    pub trail: f32,
    /// Index of its stretch.
    pub stretch: u16,
    /// What it is to a line.
    pub kind: ClusterKind,
    /// Whether a line may end behind it.
    pub break_after: LineBreak,
}

/// What a cluster is to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClusterKind {
    /// Something to see.
    Ink,
    /// A blank that vanishes at a line's end.
    Space,
    /// A hard line break; has no width.
    Newline,
    /// A soft hyphen; a hyphen if the line ends with it, else nothing.
    SoftHyphen,
}

/// Whether a line may end behind a cluster (UAX #14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineBreak {
    /// It may not.
    No,
    /// It may.
    Allowed,
    /// It must.
    Mandatory,
}

/// A stretch of one face, style and direction.
#[derive(Clone, Debug)]
pub(crate) struct ShapedRun {
    /// The face.
    pub face: FaceId,
    /// Type size in em of the paragraph.
    pub size: f32,
    /// How far its baseline is above the line's, in em of the paragraph.
    pub rise: f32,
    /// Embedding level.
    pub level: u8,
    /// Index of the run in the paragraph's [`Text`].
    pub run: u16,
    /// Whether no face has its characters: boxes are drawn.
    pub missing: bool,
    /// The hyphen's glyph and its advance in em of the paragraph, for soft hyphens.
    pub hyphen: (u16, f32),
    /// Language (BCP 47); empty for code, whose words are never divided.
    pub lang: Arc<str>,
}

/// Shapes text with the faces of a run, and keeps what it has shaped.
pub(crate) struct Shaper<'a> {
    fonts: &'a Fonts,
    breaker: LineBreaker,
    shaping_fonts: HashMap<FaceId, ShaperFont<'a, 'static>>,
    orders: HashMap<OrderKey, Rc<FallbackOrder>>,
    plans: HashMap<(FaceId, Script, bool, Arc<str>), ShapePlan>,
    paragraphs: HashMap<ParagraphKey, Rc<ShapedParagraph>>,
    buffer: Option<Buffer>,
}

/// Family, weight, slope, forms of Han characters, and whether the language writes these.
type OrderKey = (Arc<str>, u16, bool, HanForms, bool);

#[derive(PartialEq, Eq, Hash)]
struct ParagraphKey {
    content: String,
    runs: Vec<(usize, Style, Option<String>)>,
    style: TextStyle,
}

/// Paragraphs kept before the memory is emptied: slides share little text, and a deck may be of any
/// length.
const MAX_CACHED_PARAGRAPHS: usize = 4096;

impl<'a> Shaper<'a> {
    /// A shaper for these faces.
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            breaker: LineBreaker::new(),
            shaping_fonts: HashMap::new(),
            orders: HashMap::new(),
            plans: HashMap::new(),
            paragraphs: HashMap::new(),
            buffer: Some(Buffer::new()),
        }
    }

    /// The faces.
    pub(crate) fn fonts(&self) -> &'a Fonts {
        self.fonts
    }

    /// The face that plain text of a style is set in.
    pub(crate) fn primary_face(&mut self, style: &TextStyle) -> FaceId {
        self.face_order(style, Style::default(), &style.lang, "").first_face()
    }

    /// Shapes a paragraph, or finds that it has been shaped before.
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
                .map(|run| (run.range.end, run.style, run.lang.clone()))
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

    fn shape_uncached(&mut self, text: &Text, style: &TextStyle) -> ShapedParagraph {
        let content = text.content.as_str();
        let base_level = base_level(content, style.is_rtl);
        let spoken =
            text.runs.chunk_by(|a, b| a.lang == b.lang).filter(|runs| runs[0].lang.is_some());
        let isolates: Vec<_> =
            spoken.map(|runs| runs[0].range.start..runs[runs.len() - 1].range.end).collect();
        let levels = embedding_levels_with_isolates(content, base_level, &isolates);
        let mut shaped = ShapedParagraph {
            text: Arc::from(content),
            clusters: Vec::with_capacity(content.len()),
            stretches: Vec::new(),
            glyphs: Vec::with_capacity(content.len()),
            base_level,
            missing: Vec::new(),
            hyphens: OnceCell::new(),
        };
        for (index, run) in text.runs.iter().enumerate() {
            let order = self.face_order(
                style,
                run.style,
                run.lang.as_deref().unwrap_or(&style.lang),
                content,
            );
            let missing = &mut shaped.missing;
            let note = |character| missing.push(character);
            let items =
                itemize(content, run.range.clone(), levels.as_deref(), self.fonts, &order, note);
            for item in &items {
                self.shape_item(content, item, index, run, style, &mut shaped);
            }
        }
        spacing::space_east_asian_text(&mut shaped, self.fonts);
        self.mark_breaks(&mut shaped);
        shaped
    }

    /// The order in which faces are asked. The language decides the forms of Han characters; where
    /// it has none, `content` does.
    fn face_order(
        &mut self,
        style: &TextStyle,
        emphasis: Style,
        lang: &str,
        content: &str,
    ) -> Rc<FallbackOrder> {
        let family = if emphasis.code { &style.mono } else { &style.family };
        let weight = if emphasis.bold { style.bold.max(style.weight) } else { style.weight };
        let italic = emphasis.italic != style.italic;
        let named = HanForms::from_language(lang);
        let (han, is_han) =
            (named.unwrap_or_else(|| HanForms::guess_from_text(content)), named.is_some());
        let fonts = self.fonts;
        self.orders
            .entry((family.clone(), weight, italic, han, is_han))
            .or_insert_with(|| {
                fonts.fallback_order(&FontRequest { family, weight, italic, han, is_han }).into()
            })
            .clone()
    }

    fn shape_item(
        &mut self,
        content: &str,
        item: &ShapingItem,
        run_index: usize,
        run: &Run,
        style: &TextStyle,
        shaped: &mut ShapedParagraph,
    ) {
        let lang: Arc<str> = run.lang.as_deref().map_or_else(|| style.lang.clone(), Arc::from);
        let rtl = item.level % 2 == 1;
        let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = if item.script == Script::Common { Script::Latin } else { item.script };
        let mut tag = [0; 4];
        tag.copy_from_slice(&script.short_name().as_bytes()[..4]);
        let script_tag = harfrust::Script::from_iso15924_tag(Tag::new(&tag));
        let language = Language::new(lang.as_bytes());

        let face = self.fonts.get(item.face).font();
        let font = self.shaping_fonts.entry(item.face).or_insert_with(|| ShaperFont::new(face));
        let plan = self
            .plans
            .entry((item.face, script, rtl, lang.clone()))
            .or_insert_with(|| ShapePlan::new(face, direction, script_tag, language.as_ref(), &[]));
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.set_direction(direction);
        buffer.set_script(script_tag);
        buffer.set_language(language);
        // Letters join across the border of a run: a bold part of a word keeps the forms that it
        // has in the word.
        buffer.set_pre_context(&content[..item.range.start]);
        buffer.set_post_context(&content[item.range.end..]);
        for (offset, character) in content[item.range.clone()].char_indices() {
            // A line break is no glyph; a blank stands in for it and is given no width below.
            let drawn = match character {
                '\n' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
                // Ignorable, but the shaping library wants a glyph; a word joiner is as unseen.
                '\u{1bca0}'..='\u{1bca3}' => '\u{2060}',
                _ => character,
            };
            buffer.push(drawn as u32, (item.range.start + offset) as u32);
        }
        let sound =
            harfrust::shape(font, &mut buffer, ShapeOptions::new().plan(Some(plan))).is_ok();

        let (size, rise) = match run.style.position {
            Position::Baseline => (1.0, 0.0),
            Position::Superscript => (SCRIPT_SIZE_EM, SUPERSCRIPT_RISE_EM),
            Position::Subscript => (SCRIPT_SIZE_EM, -SUBSCRIPT_DROP_EM),
        };
        let em = f32::from(face.units_per_em());
        let charmap = face.charmap();
        let hyphen = ['\u{2010}', '-']
            .into_iter()
            .find_map(|hyphen| charmap.map_unicode(hyphen))
            .map_or((0, 0.0), |glyph| {
                (glyph.to_u32() as u16, face.glyph_metrics().h_advance(glyph) / em * size)
            });
        let (run, missing) = (run_index as u16, item.missing);
        shaped.stretches.push(ShapedRun {
            face: item.face,
            size,
            rise,
            level: item.level,
            run,
            missing,
            hyphen,
            lang,
        });
        let stretch = (shaped.stretches.len() - 1) as u16;
        if item.missing {
            push_missing_boxes(content, item, stretch, size, shaped);
        } else if sound {
            push_clusters(content, item, stretch, size, em, &buffer, shaped);
        }
        self.buffer = Some(buffer);
    }

    fn mark_breaks(&self, shaped: &mut ShapedParagraph) {
        let mut breaks = self.breaker.break_opportunities(&shaped.text).into_iter().peekable();
        for cluster in &mut shaped.clusters {
            while breaks.peek().is_some_and(|&at| at < cluster.bytes.end as usize) {
                breaks.next();
            }
            if breaks.peek() == Some(&(cluster.bytes.end as usize)) {
                cluster.break_after = LineBreak::Allowed;
            }
            if cluster.kind == ClusterKind::Newline {
                cluster.break_after = LineBreak::Mandatory;
            }
        }
    }
}

/// Makes a cluster without glyphs of each character that no face has.
fn push_missing_boxes(
    content: &str,
    item: &ShapingItem,
    stretch: u16,
    size: f32,
    shaped: &mut ShapedParagraph,
) {
    for (offset, character) in content[item.range.clone()].char_indices() {
        let start = (item.range.start + offset) as u32;
        shaped.clusters.push(Cluster {
            bytes: start..start + character.len_utf8() as u32,
            glyphs: 0..0,
            advance: MISSING_BOX_WIDTH_EM * size,
            lead: 0.0,
            trail: 0.0,
            stretch,
            kind: ClusterKind::Ink,
            break_after: LineBreak::No,
        });
    }
}

/// Turns the shaped buffer's glyphs into clusters in logical order.
fn push_clusters(
    content: &str,
    item: &ShapingItem,
    stretch: u16,
    size: f32,
    em: f32,
    buffer: &Buffer,
    shaped: &mut ShapedParagraph,
) {
    let infos = buffer.glyph_infos();
    let positions = buffer.glyph_positions();
    // Groups of glyphs that share a cluster, in visual order.
    let mut groups: Vec<Range<usize>> = Vec::with_capacity(infos.len());
    for (index, info) in infos.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if infos[group.start].cluster == info.cluster => group.end = index + 1,
            _ => groups.push(index..index + 1),
        }
    }
    if item.level % 2 == 1 {
        groups.reverse();
    }
    for (index, group) in groups.iter().enumerate() {
        let start = infos[group.start].cluster;
        let end =
            groups.get(index + 1).map_or(item.range.end as u32, |next| infos[next.start].cluster);
        let characters = &content[start as usize..end as usize];
        let kind = cluster_kind(characters);
        let first = shaped.glyphs.len() as u32;
        let mut advance = 0.0;
        if matches!(kind, ClusterKind::Ink | ClusterKind::Space) {
            for (info, position) in infos[group.clone()].iter().zip(&positions[group.clone()]) {
                let glyph = Glyph {
                    id: info.glyph_id as u16,
                    advance: position.x_advance as f32 / em,
                    dx: position.x_offset as f32 / em,
                    dy: position.y_offset as f32 / em,
                    range: start..end,
                };
                advance += glyph.advance * size;
                shaped.glyphs.push(glyph);
            }
        }
        shaped.clusters.push(Cluster {
            bytes: start..end,
            glyphs: first..shaped.glyphs.len() as u32,
            advance,
            lead: 0.0,
            trail: 0.0,
            stretch,
            kind,
            break_after: LineBreak::No,
        });
    }
}

fn cluster_kind(characters: &str) -> ClusterKind {
    match characters {
        "\n" => ClusterKind::Newline,
        "\u{ad}" => ClusterKind::SoftHyphen,
        " " | "\t" | "\u{3000}" => ClusterKind::Space,
        _ if characters.chars().all(
            |character| matches!(character, '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200b}'),
        ) =>
        {
            ClusterKind::Space
        }
        _ => ClusterKind::Ink,
    }
}

impl ShapedParagraph {
    /// The stretch of a cluster.
    pub(crate) fn run_of(&self, cluster: &Cluster) -> &ShapedRun {
        &self.stretches[usize::from(cluster.stretch)]
    }

    /// The clusters before which a word may be divided, in order.
    pub(super) fn hyphenation_points(&self) -> &[usize] {
        self.hyphens.get_or_init(|| hyphenate::hyphenation_points(self))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::Span;

    pub(crate) fn test_style() -> TextStyle {
        TextStyle {
            family: "Source Sans 3".into(),
            mono: "Source Code Pro".into(),
            weight: 400,
            bold: 700,
            italic: false,
            lang: "en".into(),
            is_rtl: false,
        }
    }

    pub(crate) fn shape_english(text: &str) -> ShapedParagraph {
        shape_in("en", text)
    }

    pub(crate) fn shape_in(lang: &str, text: &str) -> ShapedParagraph {
        let fonts = Fonts::bundled();
        let style = TextStyle { lang: lang.into(), ..test_style() };
        Shaper::new(&fonts).shape_uncached(&Text::plain(text, Span::default()), &style)
    }

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
            let mut at = 0;
            for cluster in &shaped.clusters {
                assert_eq!(cluster.bytes.start, at, "{text:?}");
                at = cluster.bytes.end;
            }
            assert_eq!(at as usize, text.len(), "{text:?}");
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
            // Behind a letter, and alone.
            for text in [format!("a{character}b"), character.to_string()] {
                let shaped =
                    shaper.shape_uncached(&Text::plain(text, Span::default()), &test_style());
                assert!(shaped.missing.is_empty(), "U+{:04X}", character as u32);
                assert!(
                    shaped.glyphs.iter().all(|glyph| glyph.id != 0),
                    "U+{:04X} is drawn as a box",
                    character as u32
                );
            }
        }
    }

    #[test]
    fn soft_hyphens_allow_breaks_and_no_break_spaces_forbid_them() {
        let shaped = shape_english("a\u{a0}b c\u{ad}d");
        let breaks: Vec<u32> = shaped
            .clusters
            .iter()
            .filter(|cluster| cluster.break_after == LineBreak::Allowed)
            .map(|cluster| cluster.bytes.end)
            .collect();
        assert_eq!(breaks, [5, 8]);
    }
}
