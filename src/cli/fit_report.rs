//! The output of `render --explain`: one line per slide, for people or as JSON.

use plenary::scene::SlideFit;
use serde::Serialize;

/// The line of a slide for other programs. The format is documented in `docs/guide/fitting.md`;
/// fields keep their names and meanings.
#[derive(Serialize)]
struct SlideFitRow<'a> {
    slide: usize,
    title: &'a str,
    first_page: usize,
    last_page: usize,
    body: Option<f32>,
    steps: Vec<&'static str>,
}

/// Returns one JSON object per slide, one per line.
pub(crate) fn format_json(fits: &[SlideFit]) -> String {
    let line = |fit: &SlideFit| {
        let line = SlideFitRow {
            slide: fit.slide + 1,
            title: &fit.title,
            first_page: fit.pages.start + 1,
            last_page: fit.pages.end,
            body: fit.drawn.or(fit.body).map(round_size),
            steps: adjustment_names(fit),
        };
        serde_json::to_string(&line).expect("strings and numbers are valid JSON") + "\n"
    };
    fits.iter().map(line).collect()
}

/// Returns the table: a header line, then one line per slide.
pub(crate) fn format_table(fits: &[SlideFit]) -> String {
    let headings = ["slide", "pages", "type", "adjustments", "title"].map(str::to_owned);
    let lines: Vec<[String; 5]> =
        std::iter::once(headings).chain(fits.iter().map(format_cells)).collect();
    let width =
        |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    let mut table = String::new();
    for [slide, pages, size, done, title] in &lines {
        let [a, b, c, d] = widths;
        let line = format!("{slide:>a$}  {pages:>b$}  {size:>c$}  {done:<d$}  {title}");
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

/// Returns the cells of a slide's line: number, pages, type size, fitting adjustments, title.
fn format_cells(fit: &SlideFit) -> [String; 5] {
    let (first, last) = (fit.pages.start + 1, fit.pages.end);
    let pages = if first == last { first.to_string() } else { format!("{first}–{last}") };
    let size = fit
        .drawn
        .or(fit.body)
        .map_or_else(|| "–".to_owned(), |body| format!("{} pt", round_size(body)));
    let steps = adjustment_names(fit);
    let done = if steps.is_empty() { "–".to_owned() } else { steps.join(", ") };
    [(fit.slide + 1).to_string(), pages, size, done, fit.title.clone()]
}

/// Rounds a type size to a tenth of a point. On pages whose size differs from the design's, sizes
/// are not round.
fn round_size(size: f32) -> f32 {
    (size * 10.0).round() / 10.0
}

fn adjustment_names(fit: &SlideFit) -> Vec<&'static str> {
    fit.adjustments.iter().map(|step| step.name()).collect()
}
