//! Lays out a paragraph as rows, one per line.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::{LayoutContext, ParagraphStyle};
use super::flow::{Flow, PageBreak, Row};
use super::mirror::mirror_items;
use super::text::{
    DrawnPart, LinePosition, PlacedLine, Wrap, break_hanging_lines, break_lines, draw_line,
};
use crate::deck::{Hyphenation, Link, Text, is_refused_address};
use crate::geometry::Point;
use crate::scene::{
    ColumnAlignment, Element, ElementId, Item, ItemKind, LineFrame, LinkArea, LinkTarget, Role,
};

/// How the lines of a paragraph are aligned in their column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineAlignment {
    /// At the start of lines in the direction of the page.
    Start,
    /// At the start of lines in the direction of the paragraph.
    OwnStart,
    /// Centred.
    Centre,
    /// At the end of lines in the direction of the page.
    End,
}

/// How a paragraph fills its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ParagraphLayout {
    /// Width of the column in pt.
    pub width: f32,
    /// Alignment of the lines.
    pub alignment: LineAlignment,
    /// How lines are filled.
    pub wrap: Wrap,
    /// Indent of the lines after the first, in pt. Such lines are not justified.
    pub hang: f32,
}

impl ParagraphLayout {
    /// Aligns lines at the start and fills them.
    pub(crate) fn start_aligned(width: f32) -> Self {
        Self { width, alignment: LineAlignment::Start, wrap: Wrap::Pretty, hang: 0.0 }
    }

    /// Aligns start-aligned text by the direction of the paragraph instead of the page. For text
    /// that is on its own, such as a title.
    pub(crate) fn aligned_by_direction(self) -> Self {
        Self {
            alignment: if self.alignment == LineAlignment::Start {
                LineAlignment::OwnStart
            } else {
                self.alignment
            },
            ..self
        }
    }

    /// Centres lines of about equal length.
    pub(crate) fn centred(width: f32) -> Self {
        Self { width, alignment: LineAlignment::Centre, wrap: Wrap::Balanced, hang: 0.0 }
    }

    /// Aligns lines of about equal length at the start.
    pub(crate) fn balanced(width: f32) -> Self {
        Self { width, alignment: LineAlignment::Start, wrap: Wrap::Balanced, hang: 0.0 }
    }

    /// Indents the lines after the first.
    pub(crate) fn with_hanging_indent(self, hang: f32) -> Self {
        Self { hang, ..self }
    }
}

/// Returns the distance of the baseline from the top of a line, in em.
///
/// Capitals are vertically centred in the line, so that marks and boxes that are centred in the
/// line are centred on the letters.
pub(super) fn baseline_offset(leading: f32, cap_height: f32) -> f32 {
    (leading + cap_height) / 2.0
}

/// Lays out a paragraph as content of `element`, one row per line. Pages never start or end with a
/// single line of it.
pub(super) fn lay_out_paragraph(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    style: &ParagraphStyle,
    layout: ParagraphLayout,
    element: Option<ElementId>,
) -> Flow {
    let shaped = context.shaper.shape_paragraph(text, &style.style);
    context.record_missing(&shaped.missing, text.span);
    let width = layout.width / style.size;
    let (wrap, hyphenation) = choose_wrap(context, layout, width);
    let lines = match layout.hang {
        0.0 => break_lines(&shaped, width, wrap, hyphenation),
        hang => break_hanging_lines(&shaped, width, hang / style.size, hyphenation),
    };
    let face = context.shaper.primary_face(&style.style);
    let cap_height = context.shaper.fonts().get(face).metrics().cap_height;
    let baseline = baseline_offset(style.leading, cap_height) * style.size;
    let direction = if (shaped.base_level % 2 == 1) == context.is_rtl {
        ParagraphDirection::AsPage
    } else {
        ParagraphDirection::AgainstPage
    };
    let count = lines.len();
    let mut links = RunElements { text: Arc::clone(&shaped.text), by_run: BTreeMap::new() };
    let mut flow = Flow::default();
    let frame = LineFrame {
        left: 0.0,
        width: layout.width,
        alignment: column_alignment(layout.alignment, direction, wrap),
        hang: layout.hang,
        leading: style.leading * style.size,
        rise: 0.0,
        tracking: style.style.tracking,
        is_rtl: shaped.base_level % 2 == 1,
    };
    for (index, line) in lines.iter().enumerate() {
        let formulas = shaped.formula_extent(line);
        // A formula that is wider than the column on a line of its own is shrunk.
        let fits = |_: &(f32, f32)| line.width * style.size > layout.width && line.width > 0.0;
        let size =
            formulas.filter(fits).map_or(style.size, |_| (layout.width / line.width).max(0.1));
        // So is one that is taller than the page.
        let tallest = formulas.map_or(0.0, |(ascent, depth)| (ascent + depth) * size);
        let room = context.body_height.max(style.size) * MAX_LINE_SHARE;
        let size = size * (room / tallest.max(0.01)).min(1.0);
        if size < style.size {
            context.record_shrunk_formula(size);
        }
        let space = LineSpace::new(style, baseline, formulas.map(|(a, d)| (a * size, d * size)));
        let width = line.width * size;
        let hang = if index > 0 { layout.hang } else { 0.0 };
        let x = hang + line_start(layout.width - hang - width, layout.alignment, direction);
        let parts = draw_line(&PlacedLine {
            text,
            shaped: &shaped,
            line,
            position: if index + 1 == count { LinePosition::Last } else { LinePosition::Inner },
            origin: Point::new(x, space.baseline),
            size,
            colours: &style.colours,
        });
        let mut items: Vec<Item> = parts
            .into_iter()
            .filter_map(|part| create_item(context, text, part, element, &mut links))
            .collect();
        if context.is_rtl {
            mirror_items(&mut items, x + width / 2.0);
        }
        frame.set_on(&mut items, space.baseline);
        let mut row = Row::fixed_height(space.height, items);
        row.baseline_drop = space.baseline - baseline;
        // At least two lines stay together at either end of the paragraph (no widow, no orphan).
        row.page_break = match index + 1 {
            number if number == count => PageBreak::Allowed,
            1 => PageBreak::Forbidden,
            number if number + 1 == count => PageBreak::Forbidden,
            _ => PageBreak::Discouraged,
        };
        flow.rows.push_back(row);
    }
    flow
}

/// The share of the body of a page that a line with a formula may fill.
const MAX_LINE_SHARE: f32 = 0.9;

/// The share of the space between two lines that a formula may fill.
const FORMULA_SPACE: f32 = 0.85;

/// The height of a line and the place of its baseline.
struct LineSpace {
    height: f32,
    baseline: f32,
}

impl LineSpace {
    /// Returns the space of a line, which grows if the formulas in it are taller than the letters.
    fn new(style: &ParagraphStyle, baseline: f32, formulas: Option<(f32, f32)>) -> Self {
        let height = style.leading * style.size;
        let (above, below) = formulas.map_or((0.0, 0.0), |(ascent, depth)| {
            let above = ascent - baseline * FORMULA_SPACE;
            (above.max(0.0), (depth - (height - baseline) * FORMULA_SPACE).max(0.0))
        });
        Self { height: height + above + below, baseline: baseline + above }
    }
}

/// The direction of a paragraph compared with that of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ParagraphDirection {
    AsPage,
    AgainstPage,
}

/// Returns where a line starts that leaves `spare` pt of its column empty.
fn line_start(spare: f32, alignment: LineAlignment, direction: ParagraphDirection) -> f32 {
    match alignment {
        LineAlignment::Centre => spare / 2.0,
        LineAlignment::OwnStart if direction == ParagraphDirection::AgainstPage => spare,
        LineAlignment::OwnStart | LineAlignment::Start => 0.0,
        LineAlignment::End => spare,
    }
}

/// Returns how lines are aligned before the page is mirrored.
fn column_alignment(
    alignment: LineAlignment,
    direction: ParagraphDirection,
    wrap: Wrap,
) -> ColumnAlignment {
    match alignment {
        _ if wrap == Wrap::Justified => ColumnAlignment::Justified,
        LineAlignment::Centre => ColumnAlignment::Centre,
        LineAlignment::OwnStart if direction == ParagraphDirection::AgainstPage => {
            ColumnAlignment::Right
        }
        LineAlignment::OwnStart | LineAlignment::Start => ColumnAlignment::Left,
        LineAlignment::End => ColumnAlignment::Right,
    }
}

/// Narrower columns are never justified, because the spaces between words would be too wide.
const MIN_JUSTIFIED_WIDTH_EM: f32 = 18.0;

/// Chooses how the lines of a paragraph are filled. Text with balanced lines, such as titles, is
/// neither hyphenated nor justified.
fn choose_wrap(
    context: &LayoutContext<'_, '_>,
    layout: ParagraphLayout,
    width_em: f32,
) -> (Wrap, Hyphenation) {
    if layout.wrap == Wrap::Balanced {
        return (Wrap::Balanced, Hyphenation::Never);
    }
    let is_justifiable = matches!(layout.alignment, LineAlignment::Start | LineAlignment::OwnStart)
        && width_em >= MIN_JUSTIFIED_WIDTH_EM;
    let wrap = if context.justify && is_justifiable { Wrap::Justified } else { layout.wrap };
    (wrap, context.hyphenation)
}

/// The elements of the runs of a paragraph that have one of their own.
struct RunElements {
    /// The text that all runs share.
    text: Arc<str>,
    /// The elements by the index of the run. A link is one element even if it continues on the next
    /// line.
    by_run: BTreeMap<usize, ElementId>,
}

fn create_item(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    part: DrawnPart,
    element: Option<ElementId>,
    links: &mut RunElements,
) -> Option<Item> {
    let span = Some(text.span);
    let (kind, run) = match part {
        DrawnPart::Decoration(shape, kind) => {
            let artifact = Item::new_artifact(ItemKind::Shape(shape));
            return Some(artifact.with_artifact_kind(kind));
        }
        DrawnPart::Glyphs(run, index) => (ItemKind::Text(run), index),
        DrawnPart::Shape(shape, index) => (ItemKind::Shape(shape), index),
        DrawnPart::Area(rect, index) => {
            let element = run_element(context, text, index, element, links)?;
            // The area of a formula with a link belongs to the link around it.
            let element = match context.structure.get(element) {
                Element { role: Role::InlineFormula, parent: Some(parent), .. } => *parent,
                _ => element,
            };
            let run = &text.runs[index];
            let target = resolve_link_target(context, run.link.as_ref()?)?;
            let shown = &text.content[run.range.clone()];
            let alt_text = match target {
                LinkTarget::Footnote(index) => footnote_words(context, index),
                LinkTarget::Work(_) => work_words(context, run.link.as_ref()?),
                _ => shown.to_owned(),
            };
            // Some styles have nothing to list for a work.
            let alt_text = if alt_text.trim().is_empty() { shown.to_owned() } else { alt_text };
            let kind = ItemKind::Link(LinkArea { rect, target, alt_text });
            return Some(Item::new(kind, Some(element), span));
        }
    };
    Some(Item::new(kind, run_element(context, text, run, element, links), span))
}

/// Returns the element of a run; links and code have one of their own.
fn run_element(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    run: usize,
    element: Option<ElementId>,
    links: &mut RunElements,
) -> Option<ElementId> {
    let parent = element?;
    let link = text.runs[run].link.as_ref();
    if let Some(formula) = &text.runs[run].formula {
        if let Some(element) = links.by_run.get(&run) {
            return Some(*element);
        }
        let resolved = link.is_some_and(|link| resolve_link_target(context, link).is_some());
        let parent = if resolved {
            context.structure.add_element(parent, Role::Link, Some(text.span))
        } else {
            parent
        };
        let lang = text.runs[run].lang.clone().unwrap_or_else(|| context.lang.to_string());
        let element = context.structure.add_element(parent, Role::InlineFormula, Some(text.span));
        let properties = context.structure.get_mut(element);
        properties.alt = Some(formula.spoken(&lang));
        properties.mathml = Some(formula.mathml(false).into());
        properties.text = Some(Arc::clone(&links.text));
        let range = &text.runs[run].range;
        properties.text_range = Some(range.start as u32..range.end as u32);
        links.by_run.insert(run, element);
        return Some(element);
    }
    // A call is a reference that contains a link (ISO 32000-1, table 338).
    let parent = match link {
        Some(Link::Footnote(_) | Link::Work(_)) if !links.by_run.contains_key(&run) => {
            context.structure.add_element(parent, Role::Reference, Some(text.span))
        }
        _ => parent,
    };
    let role = if link.is_some_and(|link| resolve_link_target(context, link).is_some()) {
        Role::Link
    } else if text.runs[run].style.code {
        Role::Code
    } else {
        return element;
    };
    let element = links
        .by_run
        .entry(run)
        .or_insert_with(|| context.structure.add_element(parent, role, Some(text.span)));
    Some(*element)
}

/// The most characters of a footnote that a reader shows for its call.
const MAX_FOOTNOTE_WORDS: usize = 200;

/// Returns the text that readers show for the call of a footnote: the footnote itself.
fn footnote_words(context: &LayoutContext<'_, '_>, index: usize) -> String {
    let words = context.footnotes[index].to_single_line();
    words.chars().take(MAX_FOOTNOTE_WORDS).collect()
}

/// Returns the text that readers show for a citation: the entry in the list of works.
fn work_words(context: &LayoutContext<'_, '_>, link: &Link) -> String {
    let Link::Work(key) = link else { return String::new() };
    let words = context.works.get(key).map(|(_, words)| words.as_str()).unwrap_or_default();
    words.chars().take(MAX_FOOTNOTE_WORDS).collect()
}

/// Returns the target of a link. Until the pages are known, slides are identified by their index in
/// the deck.
pub(super) fn resolve_link_target(
    context: &LayoutContext<'_, '_>,
    link: &Link,
) -> Option<LinkTarget> {
    match link {
        Link::Uri(uri) if is_refused_address(uri) => None,
        Link::Uri(uri) => Some(LinkTarget::Uri(uri.clone())),
        Link::Footnote(index) => {
            (*index < context.footnotes.len()).then_some(LinkTarget::Footnote(*index))
        }
        Link::Work(key) => context.works.get(key).map(|(number, _)| LinkTarget::Work(*number)),
        Link::Citation(_) => None,
        Link::Slide(id) => context.slides_by_id.get(id).map(|&slide| LinkTarget::Page(slide)),
    }
}
