//! Translates errors of the YAML library into diagnostics. The most common errors are fixed before
//! the library sees them.

use granit_parser::ErrorKind;

use super::build::MAX_DEPTH;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, SourceId, Span};

/// Returns the diagnostic for an error on the line of `offset`; `None` means a tree that is too
/// deep.
pub(crate) fn explain_failure(
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
        return Diagnostic::error(Code::UnexpectedSyntax, message, place)
            .with_help("indent it like the other items of its list");
    }
    let text = describe_error(kind);
    Diagnostic::error(text.code, text.message, place).with_help(text.help)
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

/// The code, the headline and the help of a diagnostic.
struct ErrorText {
    code: Code,
    message: &'static str,
    help: &'static str,
}

fn describe_error(kind: &ErrorKind) -> ErrorText {
    describe_text_error(kind)
        .or_else(|| describe_bracket_error(kind))
        .unwrap_or_else(|| describe_layout_error(kind))
}

/// Describes an error in a text: quotes, escapes and special characters.
fn describe_text_error(kind: &ErrorKind) -> Option<ErrorText> {
    match kind {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => Some(ErrorText {
            code: Code::UnclosedQuote,
            message: "this quote is not closed",
            help: "add the closing quote, or remove the opening one",
        }),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => Some(ErrorText {
            code: Code::TextAfterQuote,
            message: "unexpected text after a closing quote",
            help: "quote the whole text, and write \\\" for a quote inside it",
        }),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => Some(ErrorText {
            code: Code::UnknownEscape,
            message: "unknown escape sequence after `\\` in double quotes",
            help: "write `\\\\` for a backslash, or use single quotes",
        }),
        ErrorKind::ZeroBlockScalarIndent | ErrorKind::InvalidBlockScalarHeader => Some(ErrorText {
            code: Code::TextAfterBar,
            message: "unexpected text after `|` or `>`",
            help: "start the text on the next line and indent it, or quote it",
        }),
        ErrorKind::CommentInterceptedScalar | ErrorKind::CommentNotSeparated => Some(ErrorText {
            code: Code::HiddenByComment,
            message: "unexpected comment: `#` starts a comment here",
            help: "quote the text if the `#` belongs to it",
        }),
        ErrorKind::BomInsideDocument => Some(ErrorText {
            code: Code::ControlCharacter,
            message: "found a byte order mark in the middle of the file",
            help: "delete this line and type it again",
        }),
        ErrorKind::UnexpectedCharacter { .. } => Some(ErrorText {
            code: Code::SpecialStart,
            message: "text without quotes cannot start with this character",
            help: "quote the text",
        }),
        _ => None,
    }
}

fn describe_bracket_error(kind: &ErrorKind) -> Option<ErrorText> {
    match kind {
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. } => Some(ErrorText {
            code: Code::UnclosedBracket,
            message: "this bracket is not closed",
            help: "add the closing bracket, or quote the text",
        }),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            Some(ErrorText {
                code: Code::MismatchedBracket,
                message: "this closing bracket does not match the opening bracket",
                help: "write `[ ]` around a list and `{ }` around keys",
            })
        }
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::FlowMappingValueAdjacentCollection
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => Some(ErrorText {
            code: Code::InvalidBrackets,
            message: "the content of these brackets is not valid YAML",
            help: "separate entries with commas, and quote text that contains `: `, `,`, `[` or \
                   `{`",
        }),
        _ => None,
    }
}

/// Describes an error of indentation, or a key or list item in the wrong place.
fn describe_layout_error(kind: &ErrorKind) -> ErrorText {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => ErrorText {
            code: Code::TabIndent,
            message: "found a tab where YAML expects spaces",
            help: "replace the tab with spaces",
        },
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidMappingValueWhitespace => ErrorText {
            code: Code::UnexpectedSyntax,
            message: "unexpected key",
            help: "quote text that contains a colon, or check the indentation of the line",
        },
        ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::ExpectedBlockSequenceEntry => ErrorText {
            code: Code::UnexpectedSyntax,
            message: "expected a list item",
            help: "start each item with `- `, indented like the others",
        },
        ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockMappingKey => ErrorText {
            code: Code::UnexpectedSyntax,
            message: "expected a key",
            help: "write `key: value`, indented like the keys above",
        },
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidBlockScalarIndent => ErrorText {
            code: Code::WrongIndent,
            message: "the indentation of this line does not match the lines around it",
            help: "indent it like the lines around it, with spaces",
        },
        ErrorKind::InvalidDocumentEnd
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::MissingDocumentEndBeforeDirective => ErrorText {
            code: Code::UnexpectedSyntax,
            message: "unexpected content",
            help: "check the indentation of this line and the one above",
        },
        _ => ErrorText {
            code: Code::UnexpectedSyntax,
            message: "this line is not valid YAML",
            help: "quote text with special characters, and check the indentation",
        },
    }
}
