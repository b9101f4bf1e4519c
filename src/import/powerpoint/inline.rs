//! Writes the runs of a paragraph as inline Markdown.

use super::read_back::reads_as;
use super::text::{ClickTarget, OfficeRun, RunStyle};
use crate::import::words::join_words;
use crate::math::{Formula, MathStyle};

/// What becomes of the line breaks in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BreakStyle {
    /// They become spaces, as in titles.
    Space,
    /// They are kept.
    Hard,
    /// They are written as `<br>`, as in cells.
    Tag,
}

/// A run whose link has been resolved.
#[derive(Clone, Debug)]
pub(super) struct LinkedRun {
    pub run: OfficeRun,
    /// The address in the outline.
    pub address: Option<String>,
}

/// How carefully text is written. What reads back with other words is written again with the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Care {
    /// Signs that might be markup are written as they are.
    Plain,
    /// They are escaped.
    Escaped,
    /// Also, emphasis never starts or ends with punctuation.
    Tight,
    /// There is no emphasis.
    Unstyled,
    /// Every punctuation mark is escaped.
    AllEscaped,
}

/// Writes runs as Markdown with the same words. Links keep their addresses, which
/// [`Importer::resolve_links`](super::Importer) finds.
pub(super) fn write_runs(runs: &[LinkedRun], breaks: BreakStyle) -> String {
    let runs = prepare_runs(runs, breaks);
    let words: String = runs.iter().map(|linked| linked.run.text.as_str()).collect();
    let has_formula = runs.iter().any(|linked| linked.run.formula.is_some());
    let words = words.replace("<br>", "\n");
    let levels = [Care::Plain, Care::Escaped, Care::Tight, Care::Unstyled];
    for care in levels {
        let written = write_group(&runs, 0, care);
        let written = protect(&written);
        if has_formula && care == Care::Escaped || reads_as(&written, &words) {
            return finish_breaks(&written, breaks);
        }
    }
    finish_breaks(&protect(&write_group(&runs, 0, Care::AllEscaped)), breaks)
}

/// Returns the runs with formulas that can be read, and without white space at both ends.
fn prepare_runs(runs: &[LinkedRun], breaks: BreakStyle) -> Vec<LinkedRun> {
    let mut prepared: Vec<LinkedRun> = Vec::new();
    for linked in runs {
        let mut linked = linked.clone();
        if breaks == BreakStyle::Space {
            linked.run.text = linked.run.text.replace('\n', " ");
        }
        linked.run.formula =
            linked.run.formula.filter(|formula| Formula::parse(formula, MathStyle::Inline).is_ok());
        // White space takes the style before it, so that it does not divide what is emphasised.
        if linked.run.text.chars().all(char::is_whitespace)
            && linked.run.formula.is_none()
            && let Some(last) = prepared.last_mut().filter(|last| last.run.formula.is_none())
        {
            last.run.text += &linked.run.text;
            continue;
        }
        match prepared.last_mut() {
            Some(last)
                if last.run.style == linked.run.style
                    && last.address == linked.address
                    && last.run.formula.is_none()
                    && linked.run.formula.is_none() =>
            {
                last.run.text += &linked.run.text;
            }
            _ => prepared.push(linked),
        }
    }
    if let Some(first) = prepared.first_mut() {
        first.run.text = first.run.text.trim_start().to_owned();
    }
    if let Some(last) = prepared.last_mut() {
        last.run.text = last.run.text.trim_end().to_owned();
    }
    prepared
}

/// The sign of an emphasis, and whether a run has it.
type EmphasisSign = (&'static str, fn(&RunStyle) -> bool);

/// The emphasis around runs, from the outside to the inside.
const SIGNS: [EmphasisSign; 6] = [
    ("**", |style| style.is_bold),
    ("*", |style| style.is_italic),
    ("~~", |style| style.is_struck),
    ("==", |style| style.is_marked),
    ("^", |style| style.is_raised),
    ("~", |style| style.is_lowered),
];

/// Writes runs with the markup from a level of [`SIGNS`] on; level 0 is that of links.
fn write_group(runs: &[LinkedRun], level: usize, care: Care) -> String {
    let mut written = String::new();
    if level == 0 {
        for group in runs.chunk_by(|a, b| a.address == b.address) {
            let inner = write_group(group, 1, care);
            match &group[0].address {
                Some(address) => written += &write_link(&inner, address),
                None => written += &inner,
            }
        }
        return written;
    }
    let Some((sign, has_sign)) = SIGNS.get(level - 1) else {
        return runs.iter().map(|linked| write_words(&linked.run, care)).collect();
    };
    for group in runs.chunk_by(|a, b| has_sign(&a.run.style) == has_sign(&b.run.style)) {
        let inner = write_group(group, level + 1, care);
        let is_signed =
            has_sign(&group[0].run.style) && !matches!(care, Care::Unstyled | Care::AllEscaped);
        if is_signed {
            written += &surround(&inner, sign, care);
        } else {
            written += &inner;
        }
    }
    written
}

/// Puts signs around a text, inside of its white space.
fn surround(text: &str, sign: &str, care: Care) -> String {
    let is_outside = |c: char| {
        c.is_whitespace() || care == Care::Tight && (c.is_ascii_punctuation() || "“”„’".contains(c))
    };
    let core = text.trim_matches(is_outside);
    if core.is_empty() {
        return text.to_owned();
    }
    let start = text.len() - text.trim_start_matches(is_outside).len();
    let end = start + core.len();
    // A line break ends the emphasis of some signs.
    format!("{}{sign}{core}{sign}{}", &text[..start], &text[end..])
}

fn write_link(text: &str, address: &str) -> String {
    let core = text.trim();
    let bare = address.strip_prefix("mailto:").unwrap_or(address);
    let is_address = core == bare || core == address;
    if core.is_empty() || is_address && (core.contains("://") || core.contains('@')) {
        return text.to_owned();
    }
    let start = text.len() - text.trim_start().len();
    let (before, after) = (&text[..start], &text[start + core.len()..]);
    let core = core.replace('[', "\\[").replace(']', "\\]");
    format!("{before}[{core}]({address}){after}")
}

fn write_words(run: &OfficeRun, care: Care) -> String {
    if let Some(formula) = &run.formula {
        return format!("${formula}$");
    }
    let text = &run.text;
    let is_code = run.style.is_code
        && !text.trim().is_empty()
        && !text.contains(['`', '\n'])
        && !text.contains("{{")
        && !matches!(care, Care::Unstyled | Care::AllEscaped);
    if is_code {
        let core = text.trim();
        let start = text.len() - text.trim_start().len();
        return format!("{}`{core}`{}", &text[..start], &text[start + core.len()..]);
    }
    match care {
        Care::Plain => text.clone(),
        Care::AllEscaped => escape(text, |c| c.is_ascii_punctuation()),
        _ => escape_markup(text),
    }
}

/// Escapes the characters for which `is_sign` holds.
pub(super) fn escape(text: &str, is_sign: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_sign(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Escapes the characters that may be markup where they are.
fn escape_markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let is_sign = match c {
            // A name such as `a_b`, and a sign between spaces.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '*' | '~' | '^' | '$' => !(before.is_whitespace() && after.is_whitespace()),
            '=' => before == '=' || after == '=',
            c => "`[<\\&".contains(c),
        };
        if is_sign {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

/// Escapes what would be a value of the outline.
fn protect(text: &str) -> String {
    let mut protected = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        protected += &rest[..at];
        let is_escaped = rest[..at].ends_with('\\');
        protected += if is_escaped { "{\\{" } else { "\\{\\{" };
        rest = &rest[at + 2..];
    }
    protected + rest
}

/// Writes the line breaks, without white space around them.
fn finish_breaks(text: &str, breaks: BreakStyle) -> String {
    let lines: Vec<String> =
        text.split('\n').map(join_words).filter(|line| !line.is_empty()).collect();
    match breaks {
        BreakStyle::Space => lines.join(" "),
        BreakStyle::Hard => lines.join("\\\n"),
        BreakStyle::Tag => lines.join("<br>"),
    }
}

/// Escapes what would start a block at the start of the lines of a Markdown text.
pub(super) fn escape_line_starts(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escape_line_start).collect();
    lines.join("\n")
}

fn escape_line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    if digits > 0 && (after.starts_with(". ") || after.starts_with(") ")) {
        return format!("{}\\{after}", &line[..digits]);
    }
    let is_mark = ["- ", "+ ", "* ", "#", ">", "|", ":::", "```", "~~~", "=", "[^", "---", "$$"];
    let letter = line.chars().nth(1).is_some_and(|c| matches!(c, '.' | ')'));
    if is_mark.iter().any(|mark| line.starts_with(mark)) || matches!(line, "-" | "+" | "*") {
        return format!("\\{line}");
    }
    if letter && line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.get(2..3) == Some(" ")
    {
        return format!("{}\\{}", &line[..1], &line[1..]);
    }
    line.to_owned()
}

/// Returns the address of a link as it is written in Markdown.
pub(super) fn escape_address(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for c in address.trim().chars() {
        match c {
            ' ' => escaped += "%20",
            '(' => escaped += "%28",
            ')' => escaped += "%29",
            '<' => escaped += "%3C",
            '>' => escaped += "%3E",
            '\\' => escaped += "%5C",
            '"' => escaped += "%22",
            '{' => escaped += "%7B",
            '}' => escaped += "%7D",
            c if c.is_control() || c.is_whitespace() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns runs without links and formatting.
pub(super) fn plain_runs(text: &str) -> Vec<LinkedRun> {
    let run = OfficeRun { text: text.to_owned(), ..OfficeRun::default() };
    vec![LinkedRun { run, address: None }]
}

/// Writes words without formatting.
pub(super) fn write_plain(text: &str, breaks: BreakStyle) -> String {
    write_runs(&plain_runs(text), breaks)
}

/// The links of a paragraph that an outline can have.
pub(super) type ResolveLink<'r> = dyn FnMut(&ClickTarget) -> Option<String> + 'r;

/// Resolves the links of runs.
pub(super) fn link_runs(runs: &[OfficeRun], resolve: &mut ResolveLink) -> Vec<LinkedRun> {
    let mut linked = Vec::with_capacity(runs.len());
    for run in runs {
        let address = run.link.as_ref().and_then(&mut *resolve);
        linked.push(LinkedRun { run: run.clone(), address });
    }
    linked
}
