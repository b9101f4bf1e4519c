//! The members of classes.

use crate::diagram::label::{LabelEmphasis, LabelText};

/// Returns a member as it is drawn: `List~int~` is `List<int>`, and a member that ends with `*` is
/// abstract, which is shown in italics.
pub(super) fn read_member(text: &str) -> LabelText {
    let text = text.trim();
    let abstract_end = text.strip_suffix('*').or_else(|| {
        // `area()* int`
        text.contains(")*").then_some(text)
    });
    let words = match abstract_end {
        Some(found) if found.len() == text.len() => text.replacen(")*", ")", 1),
        Some(found) => found.to_owned(),
        None => text.strip_suffix('$').unwrap_or(text).replacen(")$", ")", 1),
    };
    let mut label = LabelText::plain(replace_generics(&words));
    if abstract_end.is_some() {
        let range = 0..label.content.len();
        label.emphasis.push(LabelEmphasis { range, is_bold: false, is_italic: true });
    }
    label
}

/// Whether a member is a method.
pub(super) fn is_method(text: &str) -> bool {
    text.contains('(')
}

/// Replaces `~T~` with `<T>`. A `~` at the start is a visibility.
pub(super) fn replace_generics(text: &str) -> String {
    let (start, rest) = match text.strip_prefix('~') {
        Some(rest) => ("~", rest),
        None => ("", text),
    };
    let count = rest.matches('~').count();
    let mut result = start.to_owned();
    let mut seen = 0;
    for (at, sign) in rest.char_indices() {
        if sign != '~' {
            result.push(sign);
            continue;
        }
        seen += 1;
        // `Map~K, List~V~~`: those that something follows open.
        let next = rest[at + 1..].chars().next();
        let opens = next.is_some_and(char::is_alphanumeric)
            && rest[at + 1..].matches('~').count() > 0
            && (seen <= count / 2 || !rest[..at].ends_with('~'));
        let is_odd = rest[..at].matches('~').count() % 2 == 0;
        result.push(if opens && (is_odd || seen <= count / 2) { '<' } else { '>' });
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_drawn_as_written_with_generics() {
        assert_eq!(read_member("+List~int~ position").content, "+List<int> position");
        assert_eq!(read_member("~Map~K, V~ all").content, "~Map<K, V> all");
        assert_eq!(
            read_member("+add(List~int~ a) List~int~").content,
            "+add(List<int> a) List<int>"
        );
        assert_eq!(read_member("+area()*").content, "+area()");
        assert!(!read_member("+area()* int").emphasis.is_empty());
        assert_eq!(read_member("+count$").content, "+count");
    }
}
