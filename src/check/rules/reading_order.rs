#![doc = include_str!("../../diagnostic/explain/E0617.md")]

use crate::check::{Level, LintContext, Rule, page, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::scene::{ElementId, ItemKind, Page, Role, Structure};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "reading_order",
    code: Code::ReadingOrder,
    level: Level::Warn,
    limit: None,
    run: Some(check_reading_order),
};

fn check_reading_order(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let order = page::reading_positions(&context.scene.structure);
    context.scene.pages.iter().filter_map(|page| check_page(context, page, &order)).collect()
}

/// A text element with its bounds on the page.
struct PositionedText {
    element: ElementId,
    rect: Rect,
    span: Option<Span>,
    words: String,
}

fn check_page(context: &LintContext<'_>, page: &Page, order: &[usize]) -> Option<Diagnostic> {
    let mut blocks = collect_texts(context, page);
    blocks.sort_by_key(|block| order[block.element.0 as usize]);
    for (index, late) in blocks.iter().enumerate() {
        // Text above other text in the same column that is read earlier.
        let is_above = |early: &&PositionedText| {
            let side_by_side =
                late.rect.right() <= early.rect.x || early.rect.right() <= late.rect.x;
            !side_by_side && late.rect.bottom() <= early.rect.y
        };
        if let Some(early) = blocks[..index].iter().find(is_above) {
            let (first, second) =
                (words::shorten_text(&early.words), words::shorten_text(&late.words));
            let slide = context.slide_span(&context.deck.slides[page.slide]);
            let place = late.span.filter(|span| span.start < span.end).unwrap_or(slide);
            let message = format!("“{second}” is above “{first}” but is read after it");
            let diagnostic = Diagnostic::warning(Code::ReadingOrder, message, place);
            return Some(diagnostic.with_help(
                "write the blocks in the order in which they appear, or choose another layout",
            ));
        }
    }
    None
}

/// Returns the text of a page, one entry per element.
fn collect_texts(context: &LintContext<'_>, page: &Page) -> Vec<PositionedText> {
    let mut blocks: Vec<PositionedText> = Vec::new();
    for item in &page.items {
        let (ItemKind::Text(run), Some(element)) = (&item.kind, item.element) else { continue };
        let Some(rect) = page::letter_bounds(run, context.fonts) else { continue };
        let element = enclosing_series(&context.scene.structure, element).unwrap_or(element);
        match blocks.iter_mut().find(|block| block.element == element) {
            Some(block) => block.rect = block.rect.union(rect),
            None => blocks.push(PositionedText {
                element,
                rect,
                span: item.span,
                words: run.shown_text().to_owned(),
            }),
        }
    }
    blocks
}

/// Returns the table or list that contains an element. A table is read row by row and a list item
/// by item, however they are laid out: the events of a timeline are above and below its line.
fn enclosing_series(structure: &Structure, element: ElementId) -> Option<ElementId> {
    let mut at = Some(element);
    while let Some(id) = at {
        if matches!(structure.get(id).role, Role::Table | Role::List(_)) {
            return Some(id);
        }
        at = structure.get(id).parent;
    }
    None
}
