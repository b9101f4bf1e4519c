//! Lays out program code: a box with a line for each line of code.

use std::rc::Rc;

use super::code_colours::CodeColours;
use super::code_rows::{CodeGrid, ShapedCodeLine, lay_out_code_line};
use super::{Place, flow_of_box};
use crate::deck::{CodeBlock, CodeLine, Text};
use crate::geometry::Rect;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Flow, PageBreak, Row};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::text::rounded_rect;
use crate::scene::{ElementId, FitAdjustment, Item, ItemKind, Role};

/// Size of code, relative to running text.
const CODE_SIZE: f32 = 0.8;

/// Size of the text above the code, relative to the code.
const TITLE_SIZE: f32 = 0.9;

/// Share of the width of a block that its gutter and padding may take.
const MAX_PADDING_SHARE: f32 = 0.05;

/// Lays out a block of code.
pub(super) fn lay_out_code(
    context: &mut LayoutContext<'_, '_>,
    code: &CodeBlock,
    place: Place,
) -> Flow {
    let has_frame = code.title.is_some() || code.caption.is_some();
    let parent = if has_frame {
        context.add_element(place.parent, Role::Division, place.span)
    } else {
        place.parent
    };
    // A block inside a box has the colour of the page, so that both can be told apart.
    let palette = &context.palette;
    let ground = if context.is_in_box { palette.background } else { palette.surface };
    let colours = CodeColours::new(palette, ground);
    let padding = context.em(0.7).min(place.width * MAX_PADDING_SHARE);
    let title_element =
        code.title.as_ref().map(|title| context.add_element(parent, Role::Paragraph, title.span));
    let (grid, shown) = choose_grid(context, code, place.width, padding);
    let header =
        code.title.as_ref().zip(title_element).map(|(title, element)| {
            Rc::new(lay_out_title(context, title, &colours, &grid, element))
        });
    let paragraph = context.add_element(parent, Role::Paragraph, place.span);
    let element = context.add_element(paragraph, Role::CodeListing, place.span);
    context.structure.get_mut(element).title =
        code.language.map(|language| language.name.to_owned());
    let mut lines = lay_out_lines(context, (code, &shown), &grid, &colours, element);
    let mut rows = Flow::default();
    if let Some(header) = &header {
        rows.append((**header).clone(), 0.0);
    }
    lines.rows.iter_mut().for_each(|row| row.repeated_header = header.clone());
    rows.append(lines, 0.0);
    let top = if header.is_some() { 0.0 } else { padding * 0.75 };
    let mut flow = flow_of_box(BoxedFlow {
        width: place.width,
        inset: [0.0, top, 0.0, padding * 0.75],
        fill: Some(colours.ground),
        stroke: None,
        edge: None,
        radius: context.pt(context.theme.space.radius),
        align: 0.0,
        flow: rows,
    });
    if let Some(text) = &code.caption {
        flow = flow.keep_with_next();
        let caption = context.add_element(parent, Role::Caption, text.span);
        let style = context.paragraph_style(TextKind::Small);
        let layout = ParagraphLayout::start_aligned(place.width);
        let rows = lay_out_paragraph(context, text, &style, layout, Some(caption));
        let gap = context.em(0.35);
        flow.append(rows, gap);
    }
    flow
}

/// Lays out the bar with the name of a file above the code.
fn lay_out_title(
    context: &mut LayoutContext<'_, '_>,
    title: &Text,
    colours: &CodeColours,
    grid: &CodeGrid,
    element: ElementId,
) -> Flow {
    let (width, padding) = (grid.width, grid.padding);
    let mut style = code_style(context, context.theme.weights.bold);
    style.size = (grid.style.size * TITLE_SIZE).max(min_size(context));
    style.colours = context.text_colours(colours.muted);
    let layout = ParagraphLayout::start_aligned(width - 2.0 * padding);
    let words = lay_out_paragraph(context, title, &style, layout, Some(element));
    let mut flow = flow_of_box(BoxedFlow {
        width,
        inset: [padding, padding * 0.4, padding, padding * 0.4],
        fill: None,
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.0,
        flow: words,
    });
    let height = context.pt(1.0);
    let rule = rounded_rect(Rect::new(0.0, 0.0, width, height), 0.0, colours.rule);
    let items = vec![Item::new_artifact(ItemKind::Shape(rule))];
    flow.append(Flow::from_row(Row::fixed_height(height, items)), 0.0);
    let gap = Row::fixed_height(padding * 0.6, Vec::new());
    flow.append(Flow::from_row(gap), 0.0);
    flow.keep_with_next()
}

/// Returns the style of code at its natural size.
fn code_style(context: &LayoutContext<'_, '_>, weight: u16) -> ParagraphStyle {
    let mono = context.theme.fonts.mono.clone();
    ParagraphStyle {
        style: context.text_style(&mono, weight),
        size: (context.em(CODE_SIZE)).max(min_size(context)),
        leading: context.theme.type_scale.leading,
        colours: context.text_colours(context.palette.text),
    }
}

fn min_size(context: &LayoutContext<'_, '_>) -> f32 {
    context.pt(context.theme.type_scale.min_size)
}

/// Chooses the size of type. Type shrinks to the legible minimum so that lines stay whole; lines
/// that are too long even then are broken. Returns the lines, too.
fn choose_grid(
    context: &mut LayoutContext<'_, '_>,
    code: &CodeBlock,
    width: f32,
    padding: f32,
) -> (CodeGrid, Vec<ShapedCodeLine>) {
    let mut style = code_style(context, context.theme.weights.body);
    style.style = style.style.for_code();
    let smallest = min_size(context).min(style.size);
    let mut grid = CodeGrid::new(context, code, style, width, padding);
    let room = |size: f32| width - 2.0 * padding - grid.gutter * size;
    let shown: Vec<ShapedCodeLine> = code
        .lines
        .iter()
        .map(|line| ShapedCodeLine::new(context, line, &grid.style.style))
        .collect();
    let widest = shown
        .iter()
        .map(ShapedCodeLine::width)
        .filter(|line_width| line_width * smallest <= room(smallest))
        .fold(0.0, f32::max);
    let fitting = (width - 2.0 * padding) / (widest + grid.gutter).max(f32::EPSILON);
    let size = fitting.clamp(smallest, grid.style.size);
    if size < grid.style.size * 0.995 {
        context.adjustments.insert(FitAdjustment::CodeShrunk);
    }
    grid.style.size = size;
    (grid, shown)
}

fn lay_out_lines(
    context: &mut LayoutContext<'_, '_>,
    (code, shown): (&CodeBlock, &[ShapedCodeLine]),
    grid: &CodeGrid,
    colours: &CodeColours,
    element: ElementId,
) -> Flow {
    let steps: Vec<u16> = (0..code.group_count).map(|_| context.reveal.next_step()).collect();
    let first_step = steps.first().copied().unwrap_or_default();
    let breaks = rate_page_breaks(&code.lines);
    let mut flow = Flow::default();
    for ((line, shown), page_break) in code.lines.iter().zip(shown).zip(breaks) {
        let mut rows = lay_out_code_line(context, (line, shown), grid, colours, element);
        if let Some(last) = rows.rows.back_mut() {
            last.page_break = page_break;
        }
        let step = line.group.and_then(|group| steps.get(usize::from(group)));
        flow.append(rows.appearing_at(step.copied().unwrap_or(first_step)), 0.0);
    }
    flow
}

/// Rates a page break after each line: pages end between statements of the outermost level, or else
/// after a blank line.
fn rate_page_breaks(lines: &[CodeLine]) -> Vec<PageBreak> {
    let is_blank = |line: &CodeLine| line.text.trim().is_empty();
    let indent = |line: &CodeLine| line.text.len() - line.text.trim_start().len();
    let shown = || lines.iter().filter(|line| !is_blank(line));
    let least = shown().map(indent).min().unwrap_or_default();
    let closes = |line: &CodeLine| {
        let text = line.text.trim_start();
        text.starts_with(['}', ')', ']']) || ["end", "else", "fi", "done"].contains(&text)
    };
    // Comments and attributes belong to what follows.
    let introduces = |line: &CodeLine| {
        let text = line.text.trim();
        ["//", "#", "/*", "*", "--", "@", ";;"].iter().any(|start| text.starts_with(start))
            || text.ends_with(['{', '(', '[', ':', ',', '\\'])
    };
    let rate = |(index, line): (usize, &CodeLine)| match lines.get(index + 1) {
        None => PageBreak::Allowed,
        // A page never starts with a blank line.
        Some(next) if is_blank(next) => PageBreak::Forbidden,
        Some(next) if indent(next) <= least && !closes(next) && !introduces(line) => {
            PageBreak::Allowed
        }
        Some(next) if is_blank(line) && !closes(next) => PageBreak::Discouraged,
        Some(_) => PageBreak::LastResort,
    };
    lines.iter().enumerate().map(rate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_end_between_statements() {
        let text = "// Adds.\nfn add() {\n    one();\n\n    two();\n}\n\nfn next() {\n}\nrun();";
        let lines: Vec<CodeLine> = text
            .split('\n')
            .map(|text| CodeLine { text: text.to_owned(), ..CodeLine::default() })
            .collect();
        let rated = rate_page_breaks(&lines);
        let after =
            |text: &str| rated[lines.iter().position(|line| line.text == text).expect("the line")];
        assert_eq!(after("// Adds."), PageBreak::LastResort);
        assert_eq!(after("fn add() {"), PageBreak::LastResort);
        assert_eq!(after("    one();"), PageBreak::Forbidden);
        assert_eq!(after(""), PageBreak::Discouraged);
        assert_eq!(after("    two();"), PageBreak::LastResort);
        assert_eq!(rated[5], PageBreak::Forbidden);
        assert_eq!(rated[6], PageBreak::Allowed);
        assert_eq!(rated[8], PageBreak::Allowed);
        assert_eq!(after("run();"), PageBreak::Allowed);
    }
}
