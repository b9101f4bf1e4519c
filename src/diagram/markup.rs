//! Markup that labels of diagrams do not have: icons, formulas, citations, footnotes.

use std::ops::Range;

use super::issue::{DiagramIssue, DiagramIssueKind};
use super::source::DiagramSource;

/// The names of the icon sets of Font Awesome.
const ICON_SETS: &[&str] = &["fa", "fab", "fad", "fak", "fal", "far", "fas"];

/// Reports markup that is left out of labels or shown as it is written.
pub(super) fn report_markup(source: &mut DiagramSource) {
    let mut issues = Vec::new();
    for line in &source.lines {
        let mut report = |range: Range<usize>, message: String, help: &str| {
            let range = line.start + range.start..line.start + range.end;
            let kind = DiagramIssueKind::Ignored;
            issues.push(DiagramIssue::new(kind, message, help, range));
        };
        let mut from = 0;
        while let Some(icon) = find_icon(line.text, from) {
            from = icon.end;
            let message = format!("the icon `{}` is left out", &line.text[icon.clone()]);
            report(icon, message, "remove it; show pictures and icons with `figure`");
        }
        if let Some(formula) = find_formula(line.text) {
            let message = "a formula in a diagram is shown as it is written".to_owned();
            report(formula, message, "write its characters, such as `x²`, or use `math`");
        }
        let is_mark = |range: &Range<usize>| {
            let before = &line.text[..range.start];
            !before.ends_with(|last: char| last.is_alphanumeric() || last == '[' || last == '_')
        };
        let citation = find_between(line.text, "[@", "]").filter(is_mark);
        if let Some(mark) = citation.or_else(|| find_between(line.text, "^[", "]")) {
            let message = format!("`{}` in a diagram is shown as it is written", {
                &line.text[mark.clone()]
            });
            report(mark, message, "write it in the caption or in the text of the slide");
        }
    }
    source.issues.append(&mut issues);
}

/// Returns a text without icons such as `fa:fa-car`.
pub(super) fn remove_icons(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(icon) = find_icon(text, from) {
        result.push_str(&text[from..icon.start]);
        from = icon.end;
        if result.is_empty() || result.ends_with(char::is_whitespace) {
            from += text[from..].len() - text[from..].trim_start().len();
        }
    }
    result + &text[from..]
}

/// Returns the first icon at or after byte `from`.
fn find_icon(text: &str, from: usize) -> Option<Range<usize>> {
    text[from..].match_indices(":fa-").find_map(|(at, sign)| {
        let at = from + at;
        let set = text[from..at].trim_end_matches(|sign: char| sign.is_ascii_lowercase()).len();
        let start = from + set;
        let name = at + sign.len();
        let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
        let length = text[name..].find(|sign| !is_part(sign)).unwrap_or(text.len() - name);
        (ICON_SETS.contains(&&text[start..at]) && length > 0).then_some(start..name + length)
    })
}

/// Returns the first formula: between `$$`, or between `$` if it has the signs of one.
fn find_formula(text: &str) -> Option<Range<usize>> {
    find_between(text, "$$", "$$").or_else(|| {
        let signs: Vec<usize> = text.match_indices('$').map(|(at, _)| at).collect();
        let mut pairs = signs.windows(2).map(|pair| pair[0]..pair[1] + 1);
        pairs.find(|range| {
            let inside = &text[range.clone()];
            inside.contains(['\\', '^', '_']) && !inside.contains(['"', '[', ']'])
        })
    })
}

fn find_between(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = text.find(open)?;
    let inside = start + open.len();
    let length = text[inside..].find(close).filter(|length| *length > 0)?;
    Some(start..inside + length + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_are_removed_with_the_space_after_them() {
        assert_eq!(remove_icons("fa:fa-car Car"), "Car");
        assert_eq!(remove_icons("By fab:fa-x-twitter now"), "By now");
        assert_eq!(remove_icons("a:fa-b fa:b"), "a:fa-b fa:b");
    }

    #[test]
    fn markup_is_reported_where_it_is() {
        let text = "flowchart LR\n a[fa:fa-car Car] --> b[\"$$x^2$$\"]\n\
             c[\"see [@key]\"] --> d[@e]\n\
             e[$5 or $6] --> f[\"$\\alpha$\"]";
        let mut source = DiagramSource::read(text);
        report_markup(&mut source);
        let found: Vec<&str> =
            source.issues.iter().map(|issue| &text[issue.range.clone()]).collect();
        assert_eq!(found, ["fa:fa-car", "$$x^2$$", "[@key]", "$\\alpha$"]);
    }
}
