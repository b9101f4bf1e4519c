//! Finds what a deck embeds in a way of its own: files with code, and diagrams in divisions.

use super::MarkdownLine;
use super::dialect::Dialect;

/// Returns what to write instead of a snippet of Slidev, `<<< @/snippets/x.ts {2,3}`.
pub(super) fn describe_snippet(line: &str, dialect: Dialect) -> Option<String> {
    let rest = line.strip_prefix("<<<")?.trim();
    let is_path = rest.starts_with("@/") || rest.starts_with('.') || rest.starts_with('/');
    if dialect != Dialect::Slidev && !is_path {
        return None;
    }
    let mut parts = rest.split([' ', '{', '}']).filter(|part| !part.is_empty());
    let path = parts.next()?.trim_start_matches("@/").split('#').next()?;
    let is_range = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_digit() || ",-".contains(c))
    };
    Some(match parts.find(is_range) {
        Some(lines) => {
            let lines = lines.replace(',', ", ");
            format!("copy the file, and write `code: {{ file: {path}, highlight: [{lines}] }}`")
        }
        None => format!("copy the file, and write `code: {{ file: {path} }}`"),
    })
}

/// Returns the number of lines of a division with a diagram that starts here: `::: {.mermaid}`.
pub(super) fn mermaid_length(lines: &[MarkdownLine]) -> Option<usize> {
    let first = lines.first()?.text.trim();
    let name = first.trim_start_matches(':').trim().trim_matches(['{', '}', '.', ' ']);
    if !first.starts_with(":::") || name != "mermaid" {
        return None;
    }
    let end = lines[1..].iter().position(|line| line.text.trim().starts_with(":::"))?;
    Some(end + 2)
}
