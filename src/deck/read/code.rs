//! Reads `code`: a text, `{lang, text, file, lines, …}`, or a fence of Markdown.

use super::super::block::BlockKind;
use super::super::code_block::{CodeBlock, CodeLine};
use super::super::code_highlight::highlight_lines;
use super::super::fence_info::FenceInfo;
use super::super::line_ranges::LineRange;
use super::super::text::Text;
use super::super::vocabulary::CODE;
use super::ReadContext;
use super::code_checks::{WrittenCode, check_size, report_invisible_characters};
use crate::code::{CodeLanguage, code_languages, find_code_language};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::{Fields, Node, NodeKind, ScalarStyle};

/// Names for code without highlighting.
const PLAIN_NAMES: &[&str] =
    &["", "text", "txt", "plain", "plaintext", "plain-text", "none", "raw", "output", "ascii"];

/// What the author wrote about a block of code.
#[derive(Default)]
struct CodeDraft {
    /// The lines that are shown.
    lines: Vec<String>,
    /// The number of the first of them.
    first_number: u32,
    language: Option<CodeLanguage>,
    has_numbers: bool,
    is_diff: bool,
    title: Option<Text>,
    caption: Option<Text>,
    highlight: Vec<LineRange>,
    groups: Vec<Vec<LineRange>>,
    /// Whether lines between blank lines are revealed together.
    reveals_paragraphs: bool,
    span: Span,
}

/// Reads the value of `code`.
pub(crate) fn read_code(node: &Node, span: Span, context: &mut ReadContext) -> Option<BlockKind> {
    let draft = match &node.kind {
        NodeKind::Mapping(_) => read_long_code(node, context)?,
        _ => {
            let text = read_code_text(node, "`code`", context)?;
            if let Some((info, inner)) = split_fence(&text) {
                return read_fence(&info, &inner, span, context);
            }
            CodeDraft { lines: split_lines(&text), first_number: 1, span, ..CodeDraft::default() }
        }
    };
    finish_code(draft, context)
}

/// Reads a fence of Markdown.
pub(crate) fn read_fence(
    info: &str,
    text: &str,
    span: Span,
    context: &mut ReadContext,
) -> Option<BlockKind> {
    let mut info = FenceInfo::parse(info, span);
    for word in std::mem::take(&mut info.unknown) {
        context.reader.report_warning(
            Code::UnsupportedMarkdown,
            format!("`{word}` after the opening of a code fence has no meaning"),
            span,
            "remove it, or use `code:` with keys such as `title` and `highlight`",
        );
    }
    let groups = std::mem::take(&mut info.groups);
    let (highlight, groups) =
        if groups.len() > 1 { (Vec::new(), groups) } else { (groups.concat(), Vec::new()) };
    let mut read_text = |text: String| super::markdown::parse_inline(&text, span, context);
    let title = info.title.map(|title| Text::plain(title, span));
    let caption = info.caption.map(&mut read_text);
    let draft = CodeDraft {
        lines: split_lines(text),
        first_number: info.first_number.unwrap_or(1),
        language: find_language(&info.language, span, context),
        has_numbers: info.numbers.unwrap_or_default(),
        is_diff: info.is_diff,
        title,
        caption,
        highlight,
        groups,
        reveals_paragraphs: false,
        span,
    };
    finish_code(draft, context)
}

fn read_long_code(node: &Node, context: &mut ReadContext) -> Option<CodeDraft> {
    let mut fields = context.reader.read_fields(node, "`code`", &CODE)?;
    let (text, file) = (fields.take_value("text"), fields.take_value("file"));
    let lang = fields.take_value("lang");
    let lang = lang.and_then(|node| Some((context.reader.read_word(node, "`lang`")?, node.span)));
    let lines = fields.take_value("lines");
    let highlight = fields
        .take_value("highlight")
        .map(|node| read_ranges(node, "`highlight`", context))
        .unwrap_or_default();
    let (numbers, first_number) = read_numbers(&mut fields, context);
    let title = fields.take_value("title").and_then(|node| context.read_text(node, "`title`"));
    let caption =
        fields.take_value("caption").and_then(|node| context.read_text(node, "`caption`"));
    let is_diff = fields
        .take_value("diff")
        .and_then(|node| context.reader.read_boolean(node, "`diff`"))
        .unwrap_or_default();
    let (groups, reveals_paragraphs) = read_steps(&mut fields, context);
    fields.report_unknown_keys(&mut context.reader);
    if let (Some(_), Some(file)) = (text, file) {
        context.reader.report_error(
            Code::CodeAndFile,
            "`code` has both `text` and `file`",
            file.span,
            "remove one of them",
        );
        return None;
    }
    let mut is_diff = is_diff;
    let (code, file_name) = match (text, file) {
        (Some(node), _) => (read_code_text(node, "`text`", context)?, None),
        (None, Some(node)) => {
            let (path, text) = read_code_file(node, context)?;
            (text, Some(path))
        }
        (None, None) => {
            context.reader.report_error(
                Code::MissingKey,
                "`code` has no `text`",
                node.span.start_point(),
                "write `text: |` and the code below it, or `file:` and the path of a file",
            );
            return None;
        }
    };
    let language = match lang {
        Some((name, _)) if matches!(name.as_str(), "diff" | "patch") => {
            is_diff = true;
            None
        }
        Some((name, span)) => find_language(&name, span, context),
        None => file_name.as_deref().and_then(find_code_language),
    };
    let mut draft = CodeDraft {
        lines: split_lines(&code),
        first_number: 1,
        language,
        has_numbers: numbers,
        is_diff,
        title,
        caption,
        highlight,
        groups,
        reveals_paragraphs,
        span: node.span,
    };
    if let Some(node) = lines {
        select_lines(&mut draft, node, context)?;
    }
    if let Some(number) = first_number {
        draft.first_number = number;
    }
    Some(draft)
}

/// Reads the text of code as written.
pub(super) fn read_code_text(node: &Node, what: &str, context: &mut ReadContext) -> Option<String> {
    let text = match node.as_scalar() {
        Some(scalar) => scalar.value.clone(),
        None => context.reader.read_text(node, what)?,
    };
    let is_joined = node.as_scalar().is_some_and(|scalar| scalar.style != ScalarStyle::Literal)
        && context.reader.slice(node.span).trim_end().contains('\n');
    if is_joined {
        context.reader.report_error(
            Code::JoinedCode,
            "the lines of this code are joined into one",
            node.span,
            "write `|` after the colon, and indent the code below it",
        );
        return None;
    }
    if text.trim().is_empty() {
        context.reader.report_error(
            Code::MissingValue,
            format!("{what} is empty"),
            node.span,
            "write `|` after the colon and the code below it, or remove the key",
        );
        return None;
    }
    Some(text)
}

/// Reads the file that `file` names; returns its path and text.
fn read_code_file(node: &Node, context: &mut ReadContext) -> Option<(String, String)> {
    let path = context.reader.read_path(node, "`file`")?;
    match context.files.read_text(&path, "code") {
        Ok(text) if text.trim().is_empty() => {
            context.reader.report_error(
                Code::MissingValue,
                format!("`{path}` is empty"),
                node.span,
                "write code to the file, or name another one",
            );
            None
        }
        Ok(text) => Some((path, text.trim_start_matches('\u{feff}').to_owned())),
        Err(diagnostic) => {
            let mut diagnostic = Diagnostic { span: Some(node.span), ..diagnostic };
            if diagnostic.code == Code::NotUtf8 && diagnostic.message.contains("not a text file") {
                diagnostic.help =
                    vec!["name a file of source code; show a picture with `figure`".to_owned()];
            }
            context.reader.diagnostics.push(diagnostic);
            None
        }
    }
}

/// Splits code into lines without line breaks; blank lines at the end are left out.
fn split_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> =
        text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned()).collect();
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    lines
}

/// Splits a text that is one fence of Markdown into its info string and its content.
pub(super) fn split_fence(text: &str) -> Option<(String, String)> {
    let text = text.trim_end();
    let (first, rest) = text.split_once('\n')?;
    let fence = ["```", "~~~"].into_iter().find(|fence| first.starts_with(fence))?;
    let (inner, last) = rest.rsplit_once('\n').unwrap_or(("", rest));
    let mark = &first[..first.len() - first.trim_start_matches(&fence[..1]).len()];
    (last.trim() == mark).then(|| (first[mark.len()..].trim().to_owned(), inner.to_owned()))
}

/// Returns the language with this name. An unknown one gets a warning.
fn find_language(name: &str, span: Span, context: &mut ReadContext) -> Option<CodeLanguage> {
    let name = name.trim();
    if PLAIN_NAMES.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    let found = find_code_language(name);
    if found.is_none() {
        let languages = code_languages();
        let names = languages
            .iter()
            .flat_map(|(language, aliases)| std::iter::once(language.name).chain(aliases.clone()));
        let message = format!("unknown programming language `{name}`");
        let diagnostic = Diagnostic::warning(Code::UnknownCodeLanguage, message, span);
        let is_exact = context.reader.slice(span) == name;
        context.reader.diagnostics.push(match find_nearest(name, names) {
            Some(near) if is_exact => diagnostic
                .with_help(format!("did you mean `{near}`?"))
                .with_suggested_edit(span, near),
            Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
            None => diagnostic
                .with_help("write `text` to show the code without highlighting on purpose"),
        });
    }
    found
}

/// Reads `numbers`: whether line numbers are shown, or the number of the first line.
fn read_numbers(fields: &mut Fields, context: &mut ReadContext) -> (bool, Option<u32>) {
    let Some(node) = fields.take_value("numbers") else { return (false, None) };
    let is_number = node
        .as_scalar()
        .is_some_and(|scalar| scalar.value.starts_with(|first: char| first.is_ascii_digit()));
    if is_number {
        let first = context.reader.read_integer(node, "`numbers`", 0..=1_000_000);
        return (first.is_some(), first);
    }
    (context.reader.read_boolean(node, "`numbers`").unwrap_or_default(), None)
}

/// Reads line numbers and ranges: `3`, `5-7` or a list of them.
fn read_ranges(node: &Node, what: &str, context: &mut ReadContext) -> Vec<LineRange> {
    let mut ranges = Vec::new();
    for node in context.reader.read_one_or_many(node, what) {
        let parsed =
            node.as_scalar().and_then(|scalar| LineRange::parse_list(&scalar.value, node.span));
        match parsed {
            Some(parsed) if !parsed.is_empty() => ranges.extend(parsed),
            _ if node.kind == NodeKind::Unreadable => {}
            _ => report_no_range(node, what, context),
        }
    }
    ranges
}

fn report_no_range(node: &Node, what: &str, context: &mut ReadContext) {
    let turned = node.as_scalar().and_then(|scalar| LineRange::turn_backward(&scalar.value));
    let (message, help) = match turned {
        Some(turned) => (format!("{what} counts backwards"), format!("write `{turned}`")),
        None => (
            format!("{what} must contain line numbers"),
            match what {
                "`lines`" => "write the first and the last line, such as `5-12`".to_owned(),
                _ => "write numbers and ranges, such as `[3, 5-7]`".to_owned(),
            },
        ),
    };
    context.reader.report_error(Code::WrongValue, message, node.span, help);
}

/// Reads `steps`: groups of lines that are revealed one after the other, or `true`.
fn read_steps(fields: &mut Fields, context: &mut ReadContext) -> (Vec<Vec<LineRange>>, bool) {
    let Some(node) = fields.take_value("steps") else { return (Vec::new(), false) };
    if let Some(scalar) = node.as_scalar()
        && LineRange::parse_list(&scalar.value, node.span).is_none()
    {
        return (Vec::new(), context.reader.read_boolean(node, "`steps`").unwrap_or_default());
    }
    let nodes = context.reader.read_one_or_many(node, "`steps`");
    let groups: Vec<_> = nodes.iter().map(|node| read_ranges(node, "`steps`", context)).collect();
    (groups.into_iter().filter(|group| !group.is_empty()).collect(), false)
}

/// Leaves only the lines that `lines` selects.
fn select_lines(draft: &mut CodeDraft, node: &Node, context: &mut ReadContext) -> Option<()> {
    let ranges = read_ranges(node, "`lines`", context);
    let range = match ranges[..] {
        [] => return None,
        [range] => range,
        _ => {
            context.reader.report_error(
                Code::WrongValue,
                "`lines` must be one range of lines",
                node.span,
                "write the first and the last line, such as `5-12`; \
                 show other parts in blocks of their own",
            );
            return None;
        }
    };
    let count = draft.lines.len() as u32;
    let last = range.last.unwrap_or(count);
    if range.first > count || last > count {
        report_range_beyond(range, (1, count), "`lines`", context);
        return None;
    }
    draft.lines = draft.lines[range.first as usize - 1..last as usize].to_vec();
    draft.first_number = range.first;
    Some(())
}

fn report_range_beyond(range: LineRange, shown: (u32, u32), what: &str, context: &mut ReadContext) {
    let wanted = range.last.filter(|last| *last > shown.1).unwrap_or(range.first);
    context.reader.report_error(
        Code::LineOutOfRange,
        format!("{what} names line {wanted}, but the code has lines {} to {}", shown.0, shown.1),
        range.span,
        format!("write numbers from {} to {}", shown.0, shown.1),
    );
}

/// Checks a draft and builds its block.
fn finish_code(draft: CodeDraft, context: &mut ReadContext) -> Option<BlockKind> {
    let written =
        WrittenCode { lines: &draft.lines, first_number: draft.first_number, span: draft.span };
    check_size(&written, context)?;
    report_invisible_characters(&written, context);
    let numbers = draft.first_number..draft.first_number + draft.lines.len() as u32;
    let ends = (numbers.start, numbers.end.saturating_sub(1));
    let mut is_valid = true;
    let groups = draft.groups.iter().map(|group| ("`steps`", group));
    for (what, ranges) in std::iter::once(("`highlight`", &draft.highlight)).chain(groups) {
        for range in ranges {
            let last = range.last.unwrap_or(ends.1);
            if !numbers.contains(&range.first) || last > ends.1 {
                report_range_beyond(*range, ends, what, context);
                is_valid = false;
            }
        }
    }
    if !is_valid {
        return None;
    }
    let lines: Vec<CodeLine> = draft
        .lines
        .into_iter()
        .zip(numbers)
        .map(|(text, number)| CodeLine {
            is_highlighted: draft.highlight.iter().any(|range| range.contains(number)),
            group: draft
                .groups
                .iter()
                .position(|group| group.iter().any(|range| range.contains(number)))
                .map(|group| group as u16),
            text,
            number,
            ..CodeLine::default()
        })
        .collect();
    let mut code = CodeBlock {
        language: draft.language,
        lines,
        has_numbers: draft.has_numbers,
        is_diff: draft.is_diff,
        title: draft.title,
        caption: draft.caption,
        group_count: draft.groups.len() as u16,
    };
    if draft.reveals_paragraphs {
        code.group_paragraphs();
    }
    if code.is_diff && !code.mark_changes() {
        context.reader.report_warning(
            Code::DiffWithoutChanges,
            "no line of this diff is added or removed",
            draft.span,
            "start added lines with `+` and removed lines with `-`, or remove `diff`",
        );
    }
    if let Some(line) = highlight_lines(&mut code) {
        context.reader.report_warning(
            Code::HighlightingStopped,
            format!("line {line} is too complicated to highlight; the code is plain from there"),
            draft.span,
            "break the line into several lines, or show a shorter part of the code",
        );
    }
    Some(BlockKind::Code(code))
}
