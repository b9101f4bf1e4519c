//! Parses HTML comments and tags in Markdown decks.

/// The content of an HTML comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Comment {
    /// Directives of Marp and reveal.js as keys and values. `_` is before those of Marp that are
    /// only for their own slide.
    Directives(Vec<(String, String)>),
    /// Speaker notes.
    Note(String),
}

/// Directives that Marp and reveal.js read from comments. In Marp, `_` before the name limits one
/// to a single slide.
const DIRECTIVES: &[&str] = &[
    "class",
    "background_color",
    "background_image",
    "background",
    "background_position",
    "background_size",
    "color",
    "paginate",
    "header",
    "footer",
    "theme",
    "size",
    "style",
    "math",
    "heading_divider",
    "marp",
    "transition",
    "headings",
    "lang",
    "title",
    "author",
    "hide",
];

/// Parses the text between `<!--` and `-->`.
pub(super) fn parse_comment(content: &str) -> Comment {
    let content = content.trim();
    if let Some(attributes) =
        content.strip_prefix(".slide:").or_else(|| content.strip_prefix(".element:"))
    {
        let directive_of = |name: &str| {
            find_attribute(attributes, name)
                .map(|value| (name.trim_start_matches("data-").replace('-', "_"), value))
        };
        let names = [
            "data-background",
            "data-background-image",
            "data-background-color",
            "data-background-video",
            "data-background-iframe",
            "data-background-gradient",
            "data-transition",
            "data-visibility",
            "id",
            "class",
        ];
        return Comment::Directives(names.into_iter().filter_map(directive_of).collect());
    }
    let directive = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let key = crate::yaml::to_snake_case(key.trim());
        DIRECTIVES
            .contains(&key.trim_start_matches('_'))
            .then(|| (key, value.trim().trim_matches(['"', '\'']).to_owned()))
    };
    let lines: Vec<&str> = content.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.as_slice() == ["fit"] {
        return Comment::Directives(Vec::new());
    }
    match lines.iter().map(|line| directive(line)).collect::<Option<Vec<_>>>() {
        Some(directives) => Comment::Directives(directives),
        None => Comment::Note(content.to_owned()),
    }
}

/// Returns the value of an attribute in a tag or in pandoc's braces: `name="value"`, `name='value'`
/// or `name=value`.
pub(super) fn find_attribute(text: &str, name: &str) -> Option<String> {
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let Some(value) = after
            .strip_prefix('=')
            .filter(|_| before.is_none_or(|c| !c.is_alphanumeric() && c != '-'))
        else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next()?;
        if matches!(quote, '"' | '\'') {
            return value[1..].split(quote).next().map(str::to_owned);
        }
        return value.split([' ', '>', '}', '/']).next().map(str::to_owned);
    }
    None
}

/// The longest tag that is looked for. It keeps the time for a line of unclosed tags linear.
const MAX_TAG_BYTES: usize = 4_000;

/// Schemes of addresses in angle brackets, which are no tags.
const SCHEMES: &[&str] = &["http", "https", "ftp", "mailto", "tel", "file", "data", "javascript"];

/// Parses the tag at the start of `text`. Returns its name in lower case, with `/` before it for a
/// closing tag, and its length in bytes.
pub(super) fn parse_tag(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix('<')?;
    let name: String = rest
        .chars()
        .take_while(|&c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | ':'))
        .collect();
    let bare = name.trim_matches('/');
    // `<https://example.org>` is a link, and `<5 %` is text. `<carbon:arrow />` is an icon.
    let scheme = bare.split(':').next().filter(|scheme| scheme.len() < bare.len());
    let is_address = scheme.is_some_and(|scheme| SCHEMES.contains(&scheme));
    if !bare.starts_with(|c: char| c.is_ascii_alphabetic()) || bare.contains('/') || is_address {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices().take_while(|&(at, _)| at < MAX_TAG_BYTES) {
        match (quote, c) {
            // Not a tag, but an unclosed one before another.
            (None, '<') if at > 0 => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '>') => return Some((name.trim_end_matches('/').to_lowercase(), at + 1)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_directives_or_notes() {
        let pairs = |text: &str| match parse_comment(text) {
            Comment::Directives(pairs) => pairs,
            Comment::Note(note) => panic!("a note: {note}"),
        };
        assert_eq!(pairs(" _class: lead "), [("_class".to_owned(), "lead".to_owned())]);
        assert_eq!(
            pairs(".slide: data-background=\"#ff0000\""),
            [("background".to_owned(), "#ff0000".to_owned())]
        );
        assert_eq!(parse_comment("Remember: smile"), Comment::Note("Remember: smile".to_owned()));
    }

    #[test]
    fn distinguishes_tags_from_addresses() {
        assert_eq!(parse_tag("<img src=\"a>b.png\"> x"), Some(("img".into(), 19)));
        assert_eq!(parse_tag("</div>"), Some(("/div".into(), 6)));
        assert_eq!(parse_tag("<br/>"), Some(("br".into(), 5)));
        assert_eq!(parse_tag("<https://a.b>"), None);
        assert_eq!(parse_tag("<mailto:a@b.org>"), None);
        assert_eq!(parse_tag("<carbon:arrow class=\"x\"/>"), Some(("carbon:arrow".into(), 25)));
        assert_eq!(parse_tag("<b <b <b"), None);
        assert_eq!(parse_tag("<5 %"), None);
    }
}
