#![doc = include_str!("../../diagnostic/explain/E0604.md")]

use crate::check::{Level, Limit, LintContext, Rule, page};
use crate::deck::Layout;
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{ItemKind, Role};

pub(super) const RULE: Rule = Rule {
    name: "long_title",
    code: Code::LongTitle,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 2.0, unit: "lines" }),
    run: Some(check_long_title),
};

/// The width of the text on a page, relative to the page.
const TITLE_WIDTH: f32 = 0.85;
/// The widest line of a title in a narrow column, relative to the page.
const MAX_NARROW: f32 = 0.36;

fn check_long_title(context: &LintContext<'_>, limit: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (index, slide) in context.deck.slides.iter().enumerate() {
        let is_all = matches!(
            slide.layout,
            Layout::Cover
                | Layout::Section
                | Layout::Statement
                | Layout::Question
                | Layout::End
                | Layout::Fact
        );
        let (false, Some(title), Some(at)) =
            (is_all, &slide.title, page::first_page(context.scene, index))
        else {
            continue;
        };
        let mut runs = Vec::new();
        let mut widths = Vec::new();
        for item in &context.scene.pages[at].items {
            let is_title = item.span == Some(title.span)
                && page::is_inside(&context.scene.structure, item.element, |role| {
                    matches!(role, Role::Heading(_))
                });
            let is_formula = item.element.is_some_and(|element| {
                context.scene.structure.get(element).role == Role::InlineFormula
            });
            if let (true, false, ItemKind::Text(run)) = (is_title, is_formula, &item.kind) {
                runs.push((run.origin.y, run.size));
                widths.push(run.width());
            }
        }
        let across = lines_across(&widths, context.scene.pages[at].size.width);
        let lines = count_lines(&runs).min(across);
        if lines as f32 > limit {
            let message = format!("this title takes {lines} lines; the limit is {limit}");
            let diagnostic = Diagnostic::warning(Code::LongTitle, message, title.span);
            diagnostics.push(diagnostic.with_help(
                "keep the point in the title and move the rest to `subtitle:` or the text",
            ));
        }
    }
    diagnostics
}

/// Returns how many lines a title in a narrow column, such as a panel, would take across the page,
/// from the widths of its runs.
fn lines_across(widths: &[f32], page_width: f32) -> usize {
    if widths.iter().any(|width| *width > page_width * MAX_NARROW) {
        return usize::MAX;
    }
    (widths.iter().sum::<f32>() / (page_width * TITLE_WIDTH)).ceil().max(1.0) as usize
}

/// Counts the lines of runs, given as baselines and sizes. Raised and lowered text is on the line
/// of the text beside it.
fn count_lines(runs: &[(f32, f32)]) -> usize {
    let size = runs.iter().map(|&(_, size)| size).fold(0.0, f32::max);
    let mut baselines: Vec<f32> =
        runs.iter().filter(|&&(_, own)| own > size * 0.8).map(|&(baseline, _)| baseline).collect();
    baselines.sort_by(f32::total_cmp);
    baselines.dedup_by(|next, line| *next - *line < size * 0.5);
    baselines.len()
}

#[cfg(test)]
mod tests {
    use super::count_lines;

    #[test]
    fn subscripts_start_no_line() {
        // H~2~O and CO~2~ on one line; then two lines with a superscript on the second.
        let formula = [(50.0, 36.0), (55.8, 22.3), (50.0, 36.0), (55.8, 22.3)];
        assert_eq!(count_lines(&formula), 1);
        assert_eq!(count_lines(&[(50.0, 36.0), (92.0, 36.0), (79.8, 22.3)]), 2);
        assert_eq!(count_lines(&[]), 0);
    }
}
