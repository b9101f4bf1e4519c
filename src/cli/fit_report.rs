//! What `render --explain` prints: a line a slide, for people or for other programs.

use plenary::scene::SlideFit;
use serde::Serialize;

/// A slide's line for other programs. `docs/guide/fitting.md` describes it; what is there keeps its
/// name and meaning.
#[derive(Serialize)]
struct SlideFitRow<'a> {
    slide: usize,
    title: &'a str,
    first_page: usize,
    last_page: usize,
    body: Option<f32>,
    steps: Vec<&'static str>,
}

/// A JSON object a slide, one a line.
pub fn format_json(fits: &[SlideFit]) -> String {
    let line = |fit: &SlideFit| {
        let line = SlideFitRow {
            slide: fit.slide + 1,
            title: &fit.title,
            first_page: fit.pages.start + 1,
            last_page: fit.pages.end,
            body: fit.body.map(round_size),
            steps: adjustment_names(fit),
        };
        serde_json::to_string(&line).expect("texts and numbers are JSON") + "\n"
    };
    fits.iter().map(line).collect()
}

/// The table, a line a slide below a line of headings.
pub fn format_table(fits: &[SlideFit]) -> String {
    let headings = ["slide", "pages", "type", "what was done", "title"].map(str::to_owned);
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

/// Number, pages, type size, steps, title.
fn format_cells(fit: &SlideFit) -> [String; 5] {
    let (first, last) = (fit.pages.start + 1, fit.pages.end);
    let pages = if first == last { first.to_string() } else { format!("{first}–{last}") };
    let size = fit.body.map_or_else(|| "–".to_owned(), |body| format!("{} pt", round_size(body)));
    let steps = adjustment_names(fit);
    let done = if steps.is_empty() { "–".to_owned() } else { steps.join(", ") };
    [(fit.slide + 1).to_string(), pages, size, done, fit.title.clone()]
}

/// A size of type to a tenth of a point: a page of another size than the design's has sizes that
/// are not round.
fn round_size(size: f32) -> f32 {
    (size * 10.0).round() / 10.0
}

fn adjustment_names(fit: &SlideFit) -> Vec<&'static str> {
    fit.adjustments.iter().map(|step| step.name()).collect()
}
