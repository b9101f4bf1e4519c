//! The tree that outlines and themes are read from: YAML values with their spans.

use crate::source::Span;

/// A value with its span.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub kind: NodeKind,
    /// Its span, quotation marks and brackets included.
    pub span: Span,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// No value: `title:` or `-` with nothing after it. A written `~` or `null` is a scalar,
    /// because in a text it is text.
    Null,
    /// A value that could not be parsed and was reported then. Readers ignore it silently.
    Unreadable,
    /// A text, a number or a boolean: the reader decides which.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order written.
    Mapping(Vec<(Key, Node)>),
}

/// A value without parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text with quotes and escapes resolved, otherwise as written.
    pub value: String,
    /// How it was written.
    pub style: ScalarStyle,
    /// The text with values inserted, if it has expressions such as `{{ city }}`.
    pub insertion: Option<Box<Insertion>>,
}

/// What is kept of a scalar in whose text values were inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The text as the author wrote it, with its expressions.
    pub written: String,
    /// The text to be read as Markdown: the values in it are inert.
    pub markup: String,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// As a block after `|`.
    Literal,
    /// As a block after `>`.
    Folded,
}

impl ScalarStyle {
    /// Returns whether a text of this style is a block (`|` or `>`).
    pub fn is_block(self) -> bool {
        matches!(self, Self::Literal | Self::Folded)
    }
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key as written, quotes resolved.
    pub name: String,
    /// Its span.
    pub span: Span,
}

impl Node {
    /// Returns the scalar, if it is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            NodeKind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Returns the items, if it is a list.
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the entries, if it is a mapping.
    pub fn as_mapping(&self) -> Option<&[(Key, Node)]> {
        match &self.kind {
            NodeKind::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns the value of a key, if it is a mapping that has it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.as_mapping()?.iter().find(|(key, _)| key.name == name).map(|(_, value)| value)
    }

    /// Returns the span of its first key, or its start if it has no keys.
    pub fn first_key_span(&self) -> Span {
        self.as_mapping()
            .and_then(|entries| entries.first())
            .map_or(self.span.start_point(), |(key, _)| key.span)
    }

    /// Returns whether there is no value.
    pub fn is_null(&self) -> bool {
        self.kind == NodeKind::Null
    }

    /// Describes the kind of value for a message: "…, not a list".
    pub fn describe_kind(&self) -> &'static str {
        match &self.kind {
            NodeKind::Null | NodeKind::Unreadable => "nothing",
            NodeKind::Scalar(_) => "text",
            NodeKind::Sequence(_) => "a list",
            NodeKind::Mapping(_) => "a group of keys",
        }
    }
}

impl Scalar {
    /// Creates a scalar whose text has no values inserted.
    pub fn new(value: String, style: ScalarStyle) -> Self {
        Self { value, style, insertion: None }
    }

    /// Returns the text to be read as Markdown: values inserted in it are inert
    /// ([`to_inert`](super::to_inert)).
    pub fn markup(&self) -> &str {
        self.insertion.as_ref().map_or(&self.value, |insertion| &insertion.markup)
    }

    /// Returns the text as the author wrote it, with its expressions.
    pub fn written(&self) -> &str {
        self.insertion.as_ref().map_or(&self.value, |insertion| &insertion.written)
    }

    /// Returns whether the text is a block (`|` or `>`), which rule 5 of the format reads as
    /// Markdown.
    pub fn is_block(&self) -> bool {
        self.style.is_block()
    }
}

/// Returns the value of the key called `name` (in snake_case) of a mapping.
pub fn find_key<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let mut entries = node.as_mapping()?.iter();
    entries.find(|(key, _)| to_snake_case(&key.name) == name).map(|(_, value)| value)
}

/// Returns the key for lookups: kebab-case and camelCase become snake_case; everything else stays.
pub fn to_snake_case(name: &str) -> String {
    let mut result = String::with_capacity(name.len());
    let mut after_lower = false;
    for c in name.chars() {
        if c == '-' {
            result.push('_');
        } else if c.is_ascii_uppercase() && after_lower {
            result.push('_');
            result.push(c.to_ascii_lowercase());
        } else {
            result.push(c);
        }
        after_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    result
}

#[cfg(test)]
mod tests {
    use super::to_snake_case;

    #[test]
    fn snake_case_joins_the_three_ways_of_writing_a_key() {
        assert_eq!(to_snake_case("aspect_ratio"), "aspect_ratio");
        assert_eq!(to_snake_case("aspect-ratio"), "aspect_ratio");
        assert_eq!(to_snake_case("aspectRatio"), "aspect_ratio");
        assert_eq!(to_snake_case("Title"), "Title");
        assert_eq!(to_snake_case("URL"), "URL");
    }
}
