//! The members of classes.

use crate::diagram::label::{LabelEmphasis, LabelText};

/// Returns a member as it is drawn: `List~int~` is `List<int>`, a member with `*` is abstract and
/// in italics, and one with `$` is static and underlined.
pub(super) fn read_member(text: &str) -> LabelText {
    let (words, classifier) = take_classifier(text.trim());
    let mut label = LabelText::plain(replace_generics(&words));
    if let Some(classifier) = classifier {
        label.emphasis.push(LabelEmphasis {
            range: 0..label.content.len(),
            is_bold: false,
            is_italic: classifier == '*',
            is_underlined: classifier == '$',
        });
    }
    label
}

/// Removes the `*` or `$` of a member: at its end, after its parentheses, or after its name.
fn take_classifier(text: &str) -> (String, Option<char>) {
    if let Some(words) = text.strip_suffix(['*', '$']) {
        return (words.to_owned(), text.chars().next_back());
    }
    let inside = [(")*", '*'), (")$", '$'), ("$ ", '$'), ("$:", '$')];
    let found = inside.iter().find_map(|(signs, sign)| Some((text.find(signs)?, signs, *sign)));
    match found {
        Some((at, signs, sign)) => {
            let at = at + signs.find(sign).unwrap_or_default();
            (format!("{}{}", &text[..at], &text[at + 1..]), Some(sign))
        }
        None => (text.to_owned(), None),
    }
}

/// Whether a member as it is drawn is abstract.
pub(super) fn is_abstract(member: &LabelText) -> bool {
    member.emphasis.iter().any(|part| part.is_italic)
}

/// Whether a member as it is drawn is static.
pub(super) fn is_static(member: &LabelText) -> bool {
    member.emphasis.iter().any(|part| part.is_underlined)
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
        let statics = ["+count$", "+size() int$", "+size()$ int", "+count$ int", "+name: String$"];
        let words = statics.map(read_member);
        assert!(words.iter().all(|member| is_static(member) && !is_abstract(member)));
        assert_eq!(
            words.map(|member| member.content),
            ["+count", "+size() int", "+size() int", "+count int", "+name: String"]
        );
        assert_eq!(read_member("+price(a$)").content, "+price(a$)");
    }
}
