//! The classes of tokens, and how they follow from the scopes of a grammar.

/// What a token of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenClass {
    /// Anything else: names of variables.
    Plain,
    /// A comment.
    Comment,
    /// A keyword of the language.
    Keyword,
    /// A text in quotes.
    String,
    /// A number or another constant.
    Constant,
    /// The name of a function.
    Function,
    /// The name of a type, class or module.
    Type,
    /// The name of a key, property or attribute.
    Attribute,
    /// An operator or bracket.
    Punctuation,
    /// A heading in a markup language.
    Heading,
    /// Strong text in a markup language.
    Strong,
    /// Emphasised text in a markup language.
    Emphasis,
    /// A line about the change itself, in a diff.
    Meta,
}

impl TokenClass {
    /// All classes.
    pub const ALL: [Self; 13] = [
        Self::Plain,
        Self::Comment,
        Self::Keyword,
        Self::String,
        Self::Constant,
        Self::Function,
        Self::Type,
        Self::Attribute,
        Self::Punctuation,
        Self::Heading,
        Self::Strong,
        Self::Emphasis,
        Self::Meta,
    ];
}

/// Scopes by their start, and the class of a token whose innermost known scope it is. `None` is a
/// scope that starts a language inside another: code in a text is not text. Longer starts precede
/// shorter ones.
const SCOPE_CLASSES: &[(&str, Option<TokenClass>)] = &[
    ("comment", Some(TokenClass::Comment)),
    ("constant.other.color", Some(TokenClass::Constant)),
    ("constant.other.symbol", Some(TokenClass::Constant)),
    ("constant.other.placeholder", Some(TokenClass::Constant)),
    ("constant.other", Some(TokenClass::Plain)),
    ("constant", Some(TokenClass::Constant)),
    ("entity.name.function", Some(TokenClass::Function)),
    ("entity.name.method", Some(TokenClass::Function)),
    ("entity.name.command", Some(TokenClass::Function)),
    ("entity.name.section", Some(TokenClass::Heading)),
    ("entity.name.tag", Some(TokenClass::Keyword)),
    ("entity.name.type", Some(TokenClass::Type)),
    ("entity.name.class", Some(TokenClass::Type)),
    ("entity.name.struct", Some(TokenClass::Type)),
    ("entity.name.enum", Some(TokenClass::Type)),
    ("entity.name.interface", Some(TokenClass::Type)),
    ("entity.name.namespace", Some(TokenClass::Type)),
    ("entity.name.module", Some(TokenClass::Type)),
    ("entity.other.attribute-name", Some(TokenClass::Attribute)),
    ("entity.other.inherited-class", Some(TokenClass::Type)),
    ("keyword.operator", Some(TokenClass::Punctuation)),
    ("keyword", Some(TokenClass::Keyword)),
    ("markup.bold", Some(TokenClass::Strong)),
    ("markup.heading", Some(TokenClass::Heading)),
    ("markup.inline.raw", Some(TokenClass::String)),
    ("markup.fenced_code", Some(TokenClass::String)),
    ("markup.italic", Some(TokenClass::Emphasis)),
    ("markup.raw", Some(TokenClass::String)),
    ("meta.diff", Some(TokenClass::Meta)),
    ("meta.embedded", None),
    ("meta.interpolation", None),
    ("meta.object-literal.key", Some(TokenClass::Attribute)),
    ("meta.template.expression", None),
    ("punctuation.definition.heading", Some(TokenClass::Heading)),
    ("storage", Some(TokenClass::Keyword)),
    ("string", Some(TokenClass::String)),
    ("support.class", Some(TokenClass::Type)),
    ("support.function", Some(TokenClass::Function)),
    ("support.macro", Some(TokenClass::Function)),
    ("support.type.property-name", Some(TokenClass::Attribute)),
    ("support.type", Some(TokenClass::Type)),
    ("support.constant", Some(TokenClass::Constant)),
    ("variable.function", Some(TokenClass::Function)),
    ("variable.language", Some(TokenClass::Constant)),
    ("variable.other.property", Some(TokenClass::Plain)),
];

impl TokenClass {
    /// Returns the class of a token with these scopes (TextMate naming conventions), the innermost
    /// first, and this text.
    pub(super) fn from_scopes<'s>(scopes: impl Iterator<Item = &'s str>, text: &str) -> Self {
        let mut is_punctuation = false;
        for scope in scopes {
            // Quotes and comment marks have the class of what they delimit.
            is_punctuation |= scope.starts_with("punctuation") || scope.starts_with("meta.brace");
            let found = SCOPE_CLASSES.iter().find(|(start, _)| {
                scope
                    .strip_prefix(start)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            match found {
                // `and`, `new`, `typeof`.
                Some((_, Some(Self::Punctuation)))
                    if text.starts_with(|first: char| first.is_alphabetic()) =>
                {
                    return Self::Keyword;
                }
                Some((_, Some(class))) => return *class,
                Some((_, None)) => break,
                None => {}
            }
        }
        if is_punctuation { Self::Punctuation } else { Self::Plain }
    }
}

#[cfg(test)]
mod tests {
    use super::TokenClass;

    fn class_of(scopes: &str, text: &str) -> TokenClass {
        TokenClass::from_scopes(scopes.split(' ').rev(), text)
    }

    #[test]
    fn the_innermost_known_scope_decides() {
        let class = |scopes, text| class_of(scopes, text);
        assert_eq!(class("source.rust keyword.other.fn", "fn"), TokenClass::Keyword);
        assert_eq!(class("source.js keyword.operator.new", "new"), TokenClass::Keyword);
        assert_eq!(class("source.js keyword.operator.assignment", "="), TokenClass::Punctuation);
        let quote = "source.js string.quoted punctuation.definition.string.begin";
        assert_eq!(class(quote, "\""), TokenClass::String);
        let mark = "source.c comment.line punctuation.definition.comment";
        assert_eq!(class(mark, "//"), TokenClass::Comment);
        let inside = "source.js string.template meta.template.expression variable.other";
        assert_eq!(class(inside, "name"), TokenClass::Plain);
        assert_eq!(class("source.c punctuation.terminator", ";"), TokenClass::Punctuation);
        assert_eq!(class("source.c", "x"), TokenClass::Plain);
    }
}
