//! Converts code fences to blocks of code.

use super::ImportContext;
use super::dialect::Dialect;
use super::formula::convert_formula;
use super::markdown::{BlockReader, MarkdownBlock};
use super::write::OutlineValue;
use crate::deck::{FenceInfo, LineRange, is_diagram_fence};
use crate::diagram::parse_diagram;
use crate::source::Span;

/// Languages that other tools draw as pictures.
const DIAGRAM_LANGUAGES: &[&str] = &["plantuml", "dot", "graphviz"];

/// Options of cells that say how their code looks.
const SHOWN_OPTIONS: &[&str] = &["code-line-numbers", "filename", "lst-cap"];

impl BlockReader<'_, '_, '_> {
    /// Converts the code fence on line `number` with this info string.
    pub(super) fn read_code(
        &mut self,
        info: &str,
        literal: &str,
        number: usize,
    ) -> Vec<MarkdownBlock> {
        // Attributes of pandoc, such as `{.python}`, are no cell.
        let is_cell = info.strip_prefix('{').is_some_and(|inside| {
            inside.starts_with(|first: char| first == '=' || first.is_alphabetic())
        });
        let shown = match is_cell {
            true => read_cell(info, literal, number, self.context),
            false => Some((info.to_owned(), literal.lines().collect())),
        };
        let Some((info, lines)) = shown else { return Vec::new() };
        let text = lines.join("\n");
        if info == "math" {
            return vec![convert_formula(text.trim(), number, self.context)];
        }
        convert_code(&info, &text, number, self.context)
    }
}

/// Converts the code fence on line `number` with this info string.
fn convert_code(
    info: &str,
    literal: &str,
    number: usize,
    context: &mut ImportContext,
) -> Vec<MarkdownBlock> {
    let mut text = literal.trim_end_matches(['\n', '\r', ' ']).to_owned();
    if context.dialect == Dialect::Quarto {
        text = text.lines().map(write_annotation).collect::<Vec<_>>().join("\n");
    }
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut info = FenceInfo::parse(info, Span::default());
    let is_presenterm = context.dialect == Dialect::Presenterm;
    if is_presenterm && info.language == "file" {
        return convert_file(&text, &info, number, context);
    }
    if is_presenterm && info.language == "latex" && info.unknown.iter().any(|w| w == "+render") {
        let formula = text.trim().trim_start_matches("\\[").trim_end_matches("\\]").trim();
        return vec![convert_formula(formula, number, context)];
    }
    if is_presenterm && info.language == "rust" {
        // Such lines are run, but not shown.
        let is_hidden = |line: &&str| line.trim() == "#" || line.trim_start().starts_with("# ");
        text = text.lines().filter(|line| !is_hidden(line)).collect::<Vec<_>>().join("\n");
    }
    report_run_code(&info, number, context);
    // The options of presenterm that run code.
    info.numbers =
        info.numbers.or(info.unknown.contains(&"+line_numbers".to_owned()).then_some(true));
    let is_scale = |word: &str| word == "scale:" || word.parse::<f32>().is_ok();
    info.unknown.retain(|word| {
        let is_plain = matches!(word.as_str(), "all" | "*" | "cell-code" | "twoslash");
        !word.starts_with('+') && !is_plain && !is_scale(word)
    });
    if is_diagram_fence(&info.language) {
        let (text, caption) = take_diagram_options(&text);
        let reading = parse_diagram(&text);
        let Some(issue) = reading.issues.iter().find(|issue| !issue.is_warning()) else {
            let source = OutlineValue::Code(text);
            let Some(caption) = caption else {
                return vec![MarkdownBlock::Entry("diagram", source)];
            };
            let entries = [("mermaid", source), ("caption", OutlineValue::Text(caption))];
            let entries = entries.map(|(key, value)| (key.to_owned(), value));
            return vec![MarkdownBlock::Entry("diagram", OutlineValue::Map(entries.into()))];
        };
        context.report_missing(
            number,
            format!("a diagram is imported as code: {}", issue.message),
            issue.help.as_str(),
        );
    } else if DIAGRAM_LANGUAGES.contains(&info.language.as_str()) {
        context.report_missing(
            number,
            "a diagram is imported as code",
            "write it in Mermaid’s language after `diagram: |`, or render it with its own program \
             and show the picture with `figure`",
        );
    }
    for word in std::mem::take(&mut info.unknown) {
        context.report_changed(
            number,
            format!("`{word}` of a code block is not imported"),
            "set `highlight`, `title` and `numbers` in the outline",
        );
    }
    let count = text.lines().count() as u32;
    let groups = keep_lines(info.groups, (info.first_number.unwrap_or(1), count));
    let mut entries: Vec<(String, OutlineValue)> = Vec::new();
    let mut push = |key: &str, value| entries.push((key.to_owned(), value));
    if !info.language.is_empty() {
        push("lang", OutlineValue::text(info.language));
    }
    if info.is_diff {
        push("diff", OutlineValue::word("true"));
    }
    if let Some(title) = info.title {
        push("title", OutlineValue::text(title));
    }
    match (info.first_number, info.numbers) {
        (Some(first), _) => push("numbers", OutlineValue::word(first.to_string())),
        (None, Some(true)) => push("numbers", OutlineValue::word("true")),
        _ => {}
    }
    let row = |ranges: &[LineRange]| OutlineValue::Row(ranges.iter().map(format_range).collect());
    match &groups[..] {
        [] => {}
        [ranges] => push("highlight", row(ranges)),
        // The highlight moves in Slidev and reveal.js; here, the lines are revealed.
        groups => push("steps", OutlineValue::Row(groups.iter().map(|group| row(group)).collect())),
    }
    if let Some(caption) = info.caption {
        push("caption", OutlineValue::text(caption));
    }
    let code = OutlineValue::Code(text);
    if entries.is_empty() {
        return vec![MarkdownBlock::Entry("code", code)];
    }
    entries.push(("text".to_owned(), code));
    vec![MarkdownBlock::Entry("code", OutlineValue::Map(entries))]
}

/// Says that presenterm shows what the code writes: once for code that is shown itself, and for
/// each code whose place its output takes.
fn report_run_code(info: &FenceInfo, number: usize, context: &mut ImportContext) {
    let has = |word: &str| info.unknown.iter().any(|found| found == word);
    let is_drawn = info.language == "latex" || is_diagram_fence(&info.language);
    if has("+exec_replace") || has("+image") || has("+render") && !is_drawn {
        context.report_missing(
            number,
            "the output of code that presenterm runs is not imported; the code is shown",
            "write the output as `code`, or show it as a picture with `figure`",
        );
    } else if (has("+exec") || has("+auto_exec") || has("+acquire_terminal"))
        && context.is_first_report("+exec")
    {
        context.report_changed(
            number,
            "presenterm runs code with `+exec`; in the outline, it is only shown",
            "show its output as a second `code` block if the audience should see it",
        );
    }
}

/// Reads the file that a fence of presenterm shows: `path: salt.py`.
fn convert_file(
    settings: &str,
    info: &FenceInfo,
    number: usize,
    context: &mut ImportContext,
) -> Vec<MarkdownBlock> {
    let value = |name: &str| {
        let line = settings.lines().find_map(|line| line.trim().strip_prefix(name))?;
        Some(line.trim().trim_matches(['"', '\'']).to_owned())
    };
    let path = value("path:").unwrap_or_default();
    let language = value("language:").unwrap_or_default();
    let marks =
        if info.unknown.iter().any(|word| word == "+line_numbers") { " +line_numbers" } else { "" };
    let number_of = |name: &str| value(name).and_then(|number| number.parse::<usize>().ok());
    let (start, end) = (number_of("start_line:"), number_of("end_line:"));
    let cut = |code: String| {
        let start = start.unwrap_or(1).max(1) - 1;
        let count = end.map_or(usize::MAX, |end| end.saturating_sub(start));
        code.lines().skip(start).take(count).collect::<Vec<_>>().join("\n")
    };
    match context.folder.read_deck(&path).map(cut) {
        Some(code) => convert_code(&format!("{language}{marks}"), &code, number, context),
        None => {
            context.report_missing(
                number,
                format!("the code in `{path}` is not imported: there is no such file"),
                &format!("copy the file, and write `code: {{ file: {path} }}`"),
            );
            Vec::new()
        }
    }
}

/// Writes the number of an annotation of Quarto, `# <1>`, as `# (1)`.
fn write_annotation(line: &str) -> String {
    let marks = ["#", "//", "--", "%%", "%", ";", "<!--", "/*"];
    let text = line.trim_end();
    let ends = ["-->", "*/"];
    let inner = ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim_end();
    let found = inner.strip_suffix('>').and_then(|inside| inside.rsplit_once('<'));
    let is_number =
        |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    match found {
        Some((before, number))
            if is_number(number) && marks.iter().any(|mark| before.trim_end().ends_with(mark)) =>
        {
            format!("{before}({number}){}", &text[inner.len()..])
        }
        _ => line.to_owned(),
    }
}

/// Leaves out lines that the code does not have: other tools ignore them.
fn keep_lines(groups: Vec<Vec<LineRange>>, (first, count): (u32, u32)) -> Vec<Vec<LineRange>> {
    let end = first + count.saturating_sub(1);
    let clip = |range: LineRange| {
        let last = range.last.map(|last| last.min(end));
        (range.first >= first && range.first <= end).then_some(LineRange { last, ..range })
    };
    groups
        .into_iter()
        .map(|group| group.into_iter().filter_map(clip).collect::<Vec<_>>())
        .filter(|group| !group.is_empty())
        .fold(Vec::new(), |mut groups, group| {
            if groups.last() != Some(&group) {
                groups.push(group);
            }
            groups
        })
}

/// Returns the source of a diagram without the options of a cell of Quarto, such as
/// `%%| fig-cap: Flow`, and the caption among them.
fn take_diagram_options(text: &str) -> (String, Option<String>) {
    let is_option = |line: &&str| line.trim_start().starts_with("%%|");
    let (options, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(is_option);
    let caption = options.iter().find_map(|line| {
        let caption =
            line.trim_start().trim_start_matches("%%|").trim().strip_prefix("fig-cap:")?;
        Some(caption.trim().trim_matches(['"', '\'']).to_owned())
    });
    (lines.join("\n"), caption.filter(|caption| !caption.is_empty()))
}

fn format_range(range: &LineRange) -> OutlineValue {
    OutlineValue::word(match range.last {
        Some(last) if last == range.first => range.first.to_string(),
        Some(last) => format!("{}-{last}", range.first),
        None => format!("{}-", range.first),
    })
}

/// Returns the info string and the lines of a cell that the audience sees; `None` if it sees none.
/// Cells of Quarto and R Markdown have options: `{r, echo=FALSE}` and `#| echo: false`.
fn read_cell<'l>(
    info: &str,
    literal: &'l str,
    number: usize,
    context: &mut ImportContext,
) -> Option<(String, Vec<&'l str>)> {
    if info.starts_with("{=") {
        context.report_missing(
            number,
            format!("the source for another format, `{}`, is not imported", info.trim()),
            "write its content as text or as a block of the outline",
        );
        context.keep_words(number, literal);
        return None;
    }
    let (options, code): (Vec<&str>, Vec<&str>) =
        literal.lines().partition(|line| line.trim_start().starts_with("#|"));
    let options: Vec<String> = options
        .iter()
        .map(|line| line.trim_start().trim_start_matches("#|").replace(' ', ""))
        .chain(info.trim_matches(['{', '}']).split(',').map(|part| part.replace([' ', '.'], "")))
        .map(|option| option.to_lowercase().replace('=', ":"))
        .collect();
    let has = |option: &str| options.iter().any(|other| other == option);
    let language = info.trim_matches(['{', '}']).split([' ', ',']).next().unwrap_or_default();
    // What a cell of Mermaid or Graphviz draws is a diagram, whether code is shown or not.
    let is_diagram = is_diagram_fence(language) || language == "dot";
    let is_echoed =
        !has("echo:false") && (!context.hides_code || has("echo:true") || has("echo:fenced"));
    let is_shown = !has("include:false") && (is_diagram || is_echoed);
    let runs = !has("eval:false") && !has("include:false") && !has("output:false") && !is_diagram;
    if runs {
        let caption = literal.lines().find_map(|line| {
            let option = line.trim_start().strip_prefix("#|")?.trim_start();
            option.strip_prefix("fig-cap:").or_else(|| option.strip_prefix("tbl-cap:"))
        });
        let caption = caption.map(|words| words.trim().trim_matches(['"', '\'']));
        let named = caption.map(|words| format!(", “{words}”,")).unwrap_or_default();
        context.report_missing(
            number,
            format!("the result of a code cell{named} is not imported"),
            "save the result as a picture, and show it with `figure`",
        );
    }
    is_shown.then(|| (cell_info(info, literal), code))
}

/// Returns the info string of a fence with the language of a cell and those of its options that
/// say how the code looks.
fn cell_info(info: &str, literal: &str) -> String {
    let inside = info.trim_matches(['{', '}']);
    let (language, rest) = inside.split_once([' ', ',']).unwrap_or((inside, ""));
    let options = literal.lines().filter_map(|line| line.trim_start().strip_prefix("#|"));
    let options = options.filter_map(|option| option.split_once(':'));
    let look = |(name, value): (&str, &str)| {
        let value = value.trim().trim_matches(['"', '\'']);
        SHOWN_OPTIONS.contains(&name.trim()).then(|| format!(" {}=\"{value}\"", name.trim()))
    };
    let own = rest.split_once("code-line-numbers=").map(|(_, value)| {
        let value = value.trim_start_matches('"').split(['"', ' ']).next().unwrap_or_default();
        format!(" code-line-numbers=\"{value}\"")
    });
    [language.to_owned()].into_iter().chain(own).chain(options.filter_map(look)).collect()
}

/// Returns the length of the longest run of backticks.
fn longest_run_of_backticks(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Returns the fence around code: longer than any run of backticks in it.
pub(super) fn fence_around(code: &str) -> String {
    "`".repeat(longest_run_of_backticks(code).max(2) + 1)
}

/// Formats a line of code as inline code, keeping its indentation.
pub(super) fn format_code_line(line: &str) -> String {
    let blanks = line.len() - line.trim_start().len();
    let line = format!("{}{}", "\u{a0}".repeat(blanks), line.trim());
    let ticks = "`".repeat(longest_run_of_backticks(&line) + 1);
    let pad = if line.starts_with('`') || line.ends_with('`') { " " } else { "" };
    if line.is_empty() { "`\u{a0}`".to_owned() } else { format!("{ticks}{pad}{line}{pad}{ticks}") }
}
