//! Reads the attributes after a heading, as pandoc and Quarto write them: `{#id .class key=value}`.

use super::background::KINDS;
use super::directive::find_attribute;

/// The attributes of a heading that have an equivalent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeadingAttributes {
    /// The id.
    pub id: Option<String>,
    /// The colour or the picture of the background.
    pub background: Option<String>,
    /// A film, page or gradient in the background: its kind and its address.
    pub moving_background: Option<(&'static str, String)>,
    /// The kind of the box that beamer makes of the heading, unless it is an ordinary one.
    pub box_kind: Option<&'static str>,
    /// Whether the slide is hidden.
    pub is_hidden: bool,
    /// Whether the slide is one of a few words in large type, as in themes of beamer.
    pub is_standout: bool,
}

/// Splits a heading into its text and its attributes. Attributes without an equivalent, which
/// change the appearance or the numbering, are left out.
pub(super) fn split_heading(text: &str) -> (&str, HeadingAttributes) {
    let Some((before, inside)) =
        text.trim_end().strip_suffix('}').and_then(|text| text.rsplit_once('{'))
    else {
        return (text, HeadingAttributes::default());
    };
    let inside = inside.trim();
    let is_key = |word: &str| {
        word.split_once('=').is_some_and(|(key, _)| {
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_:".contains(c))
        })
    };
    let first = inside.split_whitespace().next().unwrap_or_default();
    if !(first.starts_with(['#', '.']) || first == "-" || is_key(first)) {
        return (text, HeadingAttributes::default());
    }
    let id = inside.split_whitespace().find_map(|word| word.strip_prefix('#')).map(str::to_owned);
    // pandoc passes on attributes with and without `data-`.
    let find = |key: &str| {
        find_attribute(inside, key).or_else(|| find_attribute(inside, &format!("data-{key}")))
    };
    let background =
        ["background-image", "background-color", "background"].into_iter().find_map(find);
    let find_moving = |kind: &'static str| Some((kind, find(&format!("background-{kind}"))?));
    let moving_background = KINDS.into_iter().find_map(find_moving);
    let visibility = find("visibility");
    let has_class = |name: &str| inside.split([' ', '.']).any(|class| class == name);
    let box_kind = match () {
        () if has_class("alert") || has_class("alertblock") => Some("warning"),
        () if has_class("example") || has_class("exampleblock") => Some("tip"),
        () => None,
    };
    let attributes = HeadingAttributes {
        id: id.filter(|id| !id.contains(['"', '\''])),
        background,
        moving_background,
        box_kind,
        is_standout: has_class("standout"),
        is_hidden: visibility.as_deref() == Some("hidden"),
    };
    (before.trim_end(), attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_attributes_from_text() {
        let (text, attributes) = split_heading("Blue {#blue background-color=\"#123456\"}");
        assert_eq!((text, attributes.id.as_deref()), ("Blue", Some("blue")));
        assert_eq!(attributes.background.as_deref(), Some("#123456"));
        assert_eq!(split_heading("Unnumbered {-}").0, "Unnumbered");
        assert!(split_heading("A {visibility=\"hidden\"}").1.is_hidden);
        assert_eq!(split_heading("The set {a, b}").0, "The set {a, b}");
    }
}
