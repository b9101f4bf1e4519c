//! Converts the paragraphs of a shape to blocks: headings, texts, lists and code.

use super::Importer;
use super::inline::{BreakStyle, escape_line_starts, link_runs, write_runs};
use super::list_style::Bullet;
use super::lists::{ListLine, build_lists};
use super::text::OfficeParagraph;
use crate::import::write::OutlineValue;

/// A block: its key and value.
pub(super) type BodyBlock = (&'static str, OutlineValue);

/// The longest heading in a body, in characters.
const MAX_HEADING_CHARS: usize = 80;

/// The signs that people type before items.
const TYPED_MARKS: [&str; 9] = ["• ", "– ", "- ", "▪ ", "● ", "■ ", "→ ", "➢ ", "* "];

impl Importer<'_> {
    /// Converts paragraphs to blocks.
    pub(super) fn convert_paragraphs(&mut self, paragraphs: &[OfficeParagraph]) -> Vec<BodyBlock> {
        let paragraphs = &recognize_typed_lists(paragraphs);
        if let Some(code) = read_code(paragraphs) {
            return vec![("code", OutlineValue::Code(code))];
        }
        let mut blocks = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        let mut lines: Vec<ListLine> = Vec::new();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            if paragraph.is_blank() {
                continue;
            }
            if paragraph.bullet != Bullet::None {
                push_texts(&mut texts, &mut blocks);
                let text = self.write_paragraph(paragraph, BreakStyle::Hard);
                lines.push(ListLine {
                    level: paragraph.level,
                    bullet: paragraph.bullet.clone(),
                    text,
                });
                continue;
            }
            let is_continued = !lines.is_empty() && paragraph.level > 0;
            if let Some(last) = lines.last_mut().filter(|_| is_continued) {
                // An indented paragraph without a bullet goes on with the item above it.
                let text = self.write_paragraph(paragraph, BreakStyle::Hard);
                last.text = format!("{}\\\n{text}", last.text);
                continue;
            }
            blocks.append(&mut build_lists(std::mem::take(&mut lines)));
            if let Some(formula) = lone_formula(paragraph) {
                push_texts(&mut texts, &mut blocks);
                blocks.push(("math", OutlineValue::Text(formula)));
                continue;
            }
            let next = paragraphs[index + 1..].iter().find(|next| !next.is_blank());
            if is_heading(paragraph, next) {
                push_texts(&mut texts, &mut blocks);
                let text = self.write_title(paragraph);
                blocks.push(("heading", OutlineValue::Text(text)));
                continue;
            }
            texts.push(self.write_paragraph(paragraph, BreakStyle::Hard));
        }
        push_texts(&mut texts, &mut blocks);
        blocks.append(&mut build_lists(lines));
        blocks
    }

    /// Writes a paragraph as Markdown.
    pub(super) fn write_paragraph(
        &mut self,
        paragraph: &OfficeParagraph,
        breaks: BreakStyle,
    ) -> String {
        let runs = link_runs(&paragraph.runs, &mut |target| self.resolve_link(target));
        write_runs(&runs, breaks)
    }

    /// Writes a paragraph as a title, on one line. What is bold as a whole is not marked.
    pub(super) fn write_title(&mut self, paragraph: &OfficeParagraph) -> String {
        let mut paragraph = paragraph.clone();
        let words = paragraph.runs.iter().filter(|run| !run.text.trim().is_empty());
        let (is_bold, is_italic) = words.fold((true, true), |(bold, italic), run| {
            (bold && run.style.is_bold, italic && run.style.is_italic)
        });
        for run in &mut paragraph.runs {
            run.style.is_bold &= !is_bold;
            run.style.is_italic &= !is_italic;
        }
        self.write_paragraph(&paragraph, BreakStyle::Space)
    }

    /// Writes paragraphs as one Markdown text with a blank line between them.
    pub(super) fn write_notes(&mut self, paragraphs: &[OfficeParagraph]) -> Option<String> {
        let paragraphs = &recognize_typed_lists(paragraphs);
        let mut notes = String::new();
        let mut was_item = false;
        let mut number = 0;
        for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_blank()) {
            let text = self.write_paragraph(paragraph, BreakStyle::Hard);
            let indent = "  ".repeat(paragraph.level.min(4));
            let text = match &paragraph.bullet {
                Bullet::None => escape_line_starts(&text),
                Bullet::Mark(_) => format!("{indent}- {}", text.replace('\n', "\n  ")),
                Bullet::Number { start, .. } => {
                    number = if was_item { number + 1 } else { *start };
                    format!("{indent}{number}. {}", text.replace('\n', "\n   "))
                }
            };
            let is_item = paragraph.bullet != Bullet::None;
            if !notes.is_empty() {
                notes += if is_item && was_item { "\n" } else { "\n\n" };
            }
            notes += &text;
            was_item = is_item;
        }
        (!notes.is_empty()).then_some(notes)
    }
}

/// Adds the texts so far as one block.
fn push_texts(texts: &mut Vec<String>, blocks: &mut Vec<BodyBlock>) {
    if texts.is_empty() {
        return;
    }
    let text = std::mem::take(texts).join("\n\n");
    blocks.push(("text", text_value(text)));
}

/// Returns the value of a text, which is read as Markdown if it has several lines.
pub(super) fn text_value(text: String) -> OutlineValue {
    let text = if text.contains('\n') { escape_line_starts(&text) } else { text };
    OutlineValue::Text(text)
}

/// Returns the formula of a paragraph that has nothing else.
fn lone_formula(paragraph: &OfficeParagraph) -> Option<String> {
    let mut runs = paragraph.runs.iter().filter(|run| !run.text.trim().is_empty());
    let (Some(only), None) = (runs.next(), runs.next()) else { return None };
    let formula = only.formula.clone()?;
    let is_readable =
        crate::math::Formula::parse(&formula, crate::math::MathStyle::Display).is_ok();
    is_readable.then_some(formula)
}

/// Whether a paragraph is a heading of the ones after it: short, bold or larger, and not a
/// sentence.
fn is_heading(paragraph: &OfficeParagraph, next: Option<&OfficeParagraph>) -> bool {
    let Some(next) = next else { return false };
    let words = paragraph.words();
    let is_larger = match (paragraph.size(), next.size()) {
        (Some(size), Some(next)) => size > next * 1.2,
        _ => false,
    };
    let is_prominent = paragraph.is_bold() && !next.is_bold() || is_larger;
    is_prominent
        && words.chars().count() <= MAX_HEADING_CHARS
        && !words.trim_end().ends_with(['.', ',', ';'])
        && !words.trim().contains('\n')
}

/// Returns the text of paragraphs that are all set in a font for code.
fn read_code(paragraphs: &[OfficeParagraph]) -> Option<String> {
    let runs = || paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    let is_code = |paragraph: &OfficeParagraph| {
        paragraph.runs.iter().all(|run| run.style.is_code || run.text.trim().is_empty())
            && paragraph.bullet == Bullet::None
    };
    let lines: Vec<String> = paragraphs
        .iter()
        .map(OfficeParagraph::words)
        .flat_map(|words| words.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .map(|line| line.trim_end().replace('\u{a0}', " "))
        .collect();
    let text = lines.join("\n");
    let text = text.trim_matches('\n');
    let is_block = runs().any(|run| run.style.is_code)
        && paragraphs.iter().all(is_code)
        && text.contains('\n')
        && runs().all(|run| run.link.is_none())
        && !text.contains("{{");
    is_block.then(|| format!("{text}\n"))
}

/// Makes items of adjacent paragraphs that start with the same typed sign or with numbers.
fn recognize_typed_lists(paragraphs: &[OfficeParagraph]) -> Vec<OfficeParagraph> {
    let kinds: Vec<Option<TypedMark>> = paragraphs.iter().map(find_typed_mark).collect();
    let mut result = paragraphs.to_vec();
    let visible: Vec<usize> =
        (0..paragraphs.len()).filter(|&index| !paragraphs[index].is_blank()).collect();
    for (at, &index) in visible.iter().enumerate() {
        let Some(mark) = &kinds[index] else { continue };
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let has_neighbour = neighbours.into_iter().flatten().any(|at| {
            let neighbour = visible.get(at).and_then(|&index| kinds[index].as_ref());
            neighbour.is_some_and(|neighbour| neighbour.is_kin(mark))
        });
        if has_neighbour {
            let paragraph = &mut result[index];
            paragraph.bullet = mark.bullet.clone();
            if let Some(run) = paragraph.runs.iter_mut().find(|run| !run.text.trim().is_empty()) {
                run.text = run.text.trim_start()[mark.length..].trim_start().to_owned();
            }
        }
    }
    result
}

/// A sign that was typed before a paragraph.
struct TypedMark {
    bullet: Bullet,
    /// Its length in bytes.
    length: usize,
}

impl TypedMark {
    /// Whether two paragraphs may be items of one list.
    fn is_kin(&self, other: &Self) -> bool {
        match (&self.bullet, &other.bullet) {
            (Bullet::Number { start: a, .. }, Bullet::Number { start: b, .. }) => {
                a.abs_diff(*b) == 1
            }
            (a, b) => a == b,
        }
    }
}

fn find_typed_mark(paragraph: &OfficeParagraph) -> Option<TypedMark> {
    if paragraph.bullet != Bullet::None {
        return None;
    }
    let first = paragraph.runs.iter().find(|run| !run.text.trim().is_empty())?;
    let text = first.text.trim_start();
    if let Some(mark) = TYPED_MARKS.iter().find(|mark| text.starts_with(**mark)) {
        let bullet = Bullet::Mark(mark.trim_end().to_owned());
        return Some(TypedMark { bullet, length: mark.len() });
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = &text[digits..];
    let is_number =
        (1..=3).contains(&digits) && (after.starts_with(". ") || after.starts_with(") "));
    let start: u32 = text[..digits].parse().ok().filter(|_| is_number)?;
    let bullet = Bullet::Number { scheme: "arabicPeriod".to_owned(), start };
    Some(TypedMark { bullet, length: digits + 2 })
}
