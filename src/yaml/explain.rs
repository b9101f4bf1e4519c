//! What the YAML library complains of, in the author's words. What people write most is mended
//! before it comes to this.

use granit_parser::ErrorKind;

use super::build::MAX_DEPTH;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, SourceId, Span};

/// The finding for a complaint about the line of `offset`; `None` stands for a tree that is too
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
            .with_help("an outline needs no more than a handful of levels");
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
        let message = "this dash stands where no list is";
        return Diagnostic::error(Code::Unexpected, message, place)
            .with_help("indent it as the other items of its list");
    }
    let (code, message, hint) = describe_error(kind);
    Diagnostic::error(code, message, place).with_help(hint)
}

/// The line of `offset` from there on, or from its first word if nothing is left; the last line
/// with words for the file's end.
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
            "close it, or take it away at the start of the text",
        ),
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => (
            Code::WordsBehindQuote,
            "words follow a closing quote",
            "put the whole text in quotes, and write \\\" for a quote inside it",
        ),
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => (
            Code::UnknownEscape,
            "a `\\` in double quotes starts a code that YAML does not know",
            "write \\\\ for a backslash, or use single quotes",
        ),
        Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::UnclosedFlowCollection { .. } => {
            (Code::OpenBracket, "a bracket is not closed", "close it, or put the text in quotes")
        }
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => (
            Code::WrongBracket,
            "this bracket does not match the one that opened",
            "write `[ ]` around a list and `{ }` around keys",
        ),
        Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::FlowMappingValueAdjacentCollection
        | Kind::InvalidColonPlacement
        | Kind::BlockEntryInFlowCollection
        | Kind::PlainScalarStartsWithDashFlowIndicator => (
            Code::UnreadableBrackets,
            "YAML cannot read what stands in these brackets",
            "put a comma between entries, and quotes around a text with `: `, `,`, `[` or `{` in it",
        ),
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar => (
            Code::TabIndent,
            "a tab stands where YAML wants spaces",
            "use spaces in place of the tab",
        ),
        Kind::MappingValueNotAllowed
        | Kind::MappingKeyNotAllowed
        | Kind::InvalidMappingValueWhitespace => (
            Code::Unexpected,
            "YAML does not expect a key here",
            "put a text with a colon in quotes, or check the line's indentation",
        ),
        Kind::BlockSequenceEntryNotAllowed
        | Kind::InvalidBlockEntryWhitespace
        | Kind::ExpectedBlockSequenceEntry => (
            Code::Unexpected,
            "YAML does not expect this in a list",
            "start each item with `- ` at the same column as the others",
        ),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey | Kind::ExpectedBlockMappingKey => (
            Code::Unexpected,
            "YAML expects a key here",
            "write `key: value`, at the same column as the keys above",
        ),
        Kind::InvalidIndentation
        | Kind::InvalidFlowScalarIndent
        | Kind::InvalidBlockScalarIndent => (
            Code::WrongIndent,
            "this line is indented in a way that YAML cannot follow",
            "indent it as its neighbours, with spaces",
        ),
        Kind::ZeroBlockScalarIndent | Kind::InvalidBlockScalarHeader => (
            Code::WordsBehindBar,
            "words follow `|` or `>`",
            "start the text on the next line, indented; or put it in quotes",
        ),
        Kind::CommentInterceptedScalar | Kind::CommentNotSeparated => (
            Code::HiddenByHash,
            "a `#` is in the way",
            "put the text in quotes if the `#` belongs to it",
        ),
        Kind::BomInsideDocument => (
            Code::ControlCharacter,
            "an invisible mark stands in the middle of the file",
            "delete this line and type it again",
        ),
        Kind::UnexpectedCharacter { .. } => {
            (Code::SignAtStart, "a text cannot start with this character", "put the text in quotes")
        }
        Kind::InvalidDocumentEnd
        | Kind::ExpectedDocumentStart
        | Kind::MissingDocumentEndBeforeDirective => (
            Code::Unexpected,
            "YAML does not expect anything here",
            "check the indentation of this line and the one above",
        ),
        _ => (
            Code::Unexpected,
            "YAML cannot read this line",
            "put texts with special characters in quotes, and check the indentation",
        ),
    }
}
