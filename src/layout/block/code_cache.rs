//! What does not depend on the size of type: the shaped lines of a block of code and its colours.
//! Many sizes are tried until a slide fits, so they are kept.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::code_colours::CodeColours;
use super::code_page_breaks::rate_page_breaks;
use super::code_rows::ShapedCodeLine;
use crate::deck::CodeBlock;
use crate::layout::context::LayoutContext;
use crate::layout::flow::PageBreak;
use crate::layout::text::TextStyle;
use crate::scene::Colour;
use crate::source::Span;
use crate::theme::Palette;

/// The code of a slide, as far as it was laid out.
#[derive(Default)]
pub(in crate::layout) struct CodeCache {
    /// The blocks by their positions in the outline.
    blocks: BTreeMap<Span, (CodeBlock, Rc<ShapedCode>)>,
    /// The colours for each palette and ground; few, so they are searched one by one.
    colours: Vec<(Palette, Colour, Rc<CodeColours>)>,
}

/// The lines of a block of code, shaped.
pub(super) struct ShapedCode {
    /// The lines.
    pub lines: Vec<ShapedCodeLine>,
    /// Whether a page may end after each line.
    pub page_breaks: Vec<PageBreak>,
}

/// Shapes the lines of the block at `span`.
pub(super) fn shape_code(
    context: &mut LayoutContext<'_, '_>,
    code: &CodeBlock,
    span: Span,
    style: &TextStyle,
) -> Rc<ShapedCode> {
    if let Some((block, shaped)) = context.code_cache.blocks.get(&span)
        && block == code
    {
        return shaped.clone();
    }
    let lines = code.lines.iter().map(|line| ShapedCodeLine::new(context, line, style)).collect();
    let page_breaks = rate_page_breaks(&code.lines);
    let shaped = Rc::new(ShapedCode { lines, page_breaks });
    context.code_cache.blocks.insert(span, (code.clone(), shaped.clone()));
    shaped
}

/// Derives the colours of code on `ground` from the current palette.
pub(super) fn derive_code_colours(
    context: &mut LayoutContext<'_, '_>,
    ground: Colour,
) -> Rc<CodeColours> {
    let palette = context.palette;
    let colours = &mut context.code_cache.colours;
    let known = colours.iter().find(|(other, on, _)| *other == palette && *on == ground);
    if let Some((.., found)) = known {
        return found.clone();
    }
    let derived = Rc::new(CodeColours::new(&palette, ground));
    colours.push((palette, ground, derived.clone()));
    derived
}
