//! Edits that fix the problem of a diagnostic.

use crate::source::Span;

/// The edits that fix one diagnostic. They are applied together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The edits, in the order of their positions; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether the author's intention is beyond doubt, so that the fix may be applied without
    /// asking.
    pub certain: bool,
}

/// One edit: replaces the text at `span` with `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The text to replace; an empty span inserts before its first byte.
    pub span: Span,
    /// The replacement.
    pub text: String,
}

/// Applies `fixes` to `text`, which all spans must refer to, and returns the result with the number
/// of fixes applied. Of two fixes that touch the same place, only the first is applied.
pub fn apply_fixes<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> (String, usize) {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut made = 0;
    for fix in fixes {
        let free = fix.edits.iter().all(|edit| {
            let fits = text.get(edit.span.range()).is_some();
            fits && edits
                .iter()
                .all(|other| edit.span.end < other.span.start || other.span.end < edit.span.start)
        });
        if free {
            edits.extend(&fix.edits);
            made += 1;
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        result.push_str(&text[at..range.start]);
        result.push_str(&edit.text);
        at = range.end;
    }
    result.push_str(&text[at..]);
    (result, made)
}

#[cfg(test)]
mod tests {
    use super::{Edit, Fix, apply_fixes};
    use crate::source::{SourceId, Span};

    fn certain_fix(range: std::ops::Range<usize>, text: &str) -> Fix {
        Fix {
            edits: vec![Edit {
                span: Span::new(SourceId(0), range.start, range.end),
                text: text.into(),
            }],
            certain: true,
        }
    }

    #[test]
    fn fixes_are_made_from_any_order_and_never_on_top_of_each_other() {
        let fixes = [
            certain_fix(6..7, "C"),
            certain_fix(0..1, "A"),
            certain_fix(0..3, "lost"),
            certain_fix(9..9, "!"),
        ];
        assert_eq!(apply_fixes("a b c d e", &fixes), ("A b c C e!".to_owned(), 3));
    }
}
