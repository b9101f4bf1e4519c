//! Translates errors of the YAML library into diagnostics. The most common errors are fixed before
//! the library sees them.

use granit_parser::ErrorKind;

use super::build::MAX_DEPTH;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, SourceId, Span};

/// Returns the diagnostic for an error on the line of `offset`; `None` means a tree that is too
/// deep.
pub fn explain_failure(
    source: &Source,
    id: SourceId,
    offset: usize,
    kind: Option<&ErrorKind>,
) -> Diagnostic {
    let place = failure_span(source, id, offset);
    let Some(kind) = kind else {
        let message = format!("lists and keys are nested more than {MAX_DEPTH} levels deep");
        return Diagnostic::error(Code::TooDeep, message, place)
            .with_help("reduce the nesting: an outline needs only a few levels");
    };
    let wants_key = matches!(
        kind,
        ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::ExpectedBlockMappingKey
    );
    let before = &source.text
        [source.line_start(source.position(place.start as usize).line)..place.start as usize];
    if wants_key && (before.trim() == "-" || source.text[place.range()].starts_with("- ")) {
        let message = "unexpected dash: there is no list at this indentation";
        return Diagnostic::error(Code::Unexpected, message, place)
            .with_help("indent it like the other items of its list");
    }
    let (code, message, hint) = describe_error(kind);
    Diagnostic::error(code, message, place).with_help(hint)
}

/// Returns the rest of the line from `offset`, or the whole line if nothing is left; at the end of
/// the file, the last line with text.
fn failure_span(source: &Source, id: SourceId, offset: usize) -> Span {
    let mut line = source.position(offset).line;
    let mut from = offset;
    while line > 1 && source.line_text(line).trim().is_empty() {
        line -= 1;
        from = source.line_start(line);
    }
    let text = source.line_text(line);
    let start = source.line_start(line);
    let first = start + text.len() - text.trim_start().len();
    let end = start + text.trim_end().len();
    let from = from.max(first);
    Span::new(id, if from < end { from } else { first.min(end) }, end)
}

fn describe_error(kind: &ErrorKind) -> (Code, &'static str, &'static str) {
    use ErrorKind as Kind;
    match kind {
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::DocumentIndicatorInQuotedScalar => (
            Code::OpenQuote,
            "a quote is not closed",
            "add the closing quote, or remove the opening one",
        ),
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => (
            Code::WordsBehindQuote,
            "unexpected text after a closing quote",
            "quote the whole text, and write \\\" for a quote inside it",
        ),
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => (
            Code::UnknownEscape,
            "unknown escape sequence after `\\` in double quotes",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::UnclosedFlowCollection { .. } => (
            Code::OpenBracket,
            "a bracket is not closed",
            "add the closing bracket, or quote the text",
        ),
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => (
            Code::WrongBracket,
            "this bracket does not match the opening one",
            "write `[ ]` around a list and `{ }` around keys",
        ),
        Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::FlowMappingValueAdjacentCollection
        | Kind::InvalidColonPlacement
        | Kind::BlockEntryInFlowCollection
        | Kind::PlainScalarStartsWithDashFlowIndicator => (
            Code::UnreadableBrackets,
            "the content of these brackets is not valid YAML",
            "separate entries with commas, and quote text that contains `: `, `,`, `[` or `{`",
        ),
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar => (
            Code::TabIndent,
            "found a tab where YAML expects spaces",
            "replace the tab with spaces",
        ),
        Kind::MappingValueNotAllowed
        | Kind::MappingKeyNotAllowed
        | Kind::InvalidMappingValueWhitespace => (
            Code::Unexpected,
            "unexpected key",
            "quote text that contains a colon, or check the indentation of the line",
        ),
        Kind::BlockSequenceEntryNotAllowed
        | Kind::InvalidBlockEntryWhitespace
        | Kind::ExpectedBlockSequenceEntry => (
            Code::Unexpected,
            "expected a list item",
            "start each item with `- `, indented like the others",
        ),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey | Kind::ExpectedBlockMappingKey => {
            (Code::Unexpected, "expected a key", "write `key: value`, indented like the keys above")
        }
        Kind::InvalidIndentation
        | Kind::InvalidFlowScalarIndent
        | Kind::InvalidBlockScalarIndent => (
            Code::WrongIndent,
            "the indentation of this line does not match the lines around it",
            "indent it like the lines around it, with spaces",
        ),
        Kind::ZeroBlockScalarIndent | Kind::InvalidBlockScalarHeader => (
            Code::WordsBehindBar,
            "unexpected text after `|` or `>`",
            "start the text on the next line and indent it, or quote it",
        ),
        Kind::CommentInterceptedScalar | Kind::CommentNotSeparated => (
            Code::HiddenByHash,
            "unexpected comment: `#` starts a comment here",
            "quote the text if the `#` belongs to it",
        ),
        Kind::BomInsideDocument => (
            Code::ControlCharacter,
            "found a byte order mark in the middle of the file",
            "delete this line and type it again",
        ),
        Kind::UnexpectedCharacter { .. } => (
            Code::SignAtStart,
            "text without quotes cannot start with this character",
            "quote the text",
        ),
        Kind::InvalidDocumentEnd
        | Kind::ExpectedDocumentStart
        | Kind::MissingDocumentEndBeforeDirective => (
            Code::Unexpected,
            "unexpected content",
            "check the indentation of this line and the one above",
        ),
        _ => (
            Code::Unexpected,
            "this line is not valid YAML",
            "quote text with special characters, and check the indentation",
        ),
    }
}
