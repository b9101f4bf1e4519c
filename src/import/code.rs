//! Converts code blocks.

use super::ImportContext;
use super::formula::report_formula;
use super::markdown::{BlockReader, MarkdownBlock};
use super::write::OutlineValue;

impl BlockReader<'_, '_, '_> {
    /// Converts a code block to lines of inline code, keeping the indentation.
    pub(super) fn read_code(
        &mut self,
        info: &str,
        literal: &str,
        number: usize,
    ) -> Vec<MarkdownBlock> {
        let Some(lines) = select_lines(info, literal, number, self.context) else {
            return Vec::new();
        };
        let lang = info.trim_start_matches('{').split([' ', '{', ',', '}']).next();
        let help = match lang.unwrap_or_default() {
            "math" => {
                report_formula(number, self.context);
                None
            }
            "mermaid" | "plantuml" | "dot" | "graphviz" => {
                Some("render the diagram with its own program and show the picture with `figure`")
            }
            _ => Some("check the result; code blocks are not supported yet"),
        };
        if let Some(help) = help {
            let message = "a code block is converted to lines in the code font";
            self.context.warn_lost(number, message, help);
        }
        let lines: Vec<String> = lines.into_iter().map(format_code_line).collect();
        if lines.is_empty() {
            Vec::new()
        } else {
            vec![MarkdownBlock::Entry("text", OutlineValue::Text(lines.join("\\\n")))]
        }
    }
}

/// Returns the lines of a code block that the audience sees; `None` if it sees none. Cells of
/// Quarto and R Markdown have options: `{r, echo=FALSE}` and `#| echo: false`.
fn select_lines<'l>(
    info: &str,
    literal: &'l str,
    number: usize,
    context: &mut ImportContext,
) -> Option<Vec<&'l str>> {
    if !info.starts_with('{') {
        return Some(literal.lines().collect());
    }
    if info.starts_with("{=") {
        context.warn_lost(
            number,
            format!("the source for another format, `{}`, is not imported", info.trim()),
            "write its content as text or as a block of the outline",
        );
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
    let is_shown = !has("echo:false")
        && !has("include:false")
        && (!context.hides_code || has("echo:true") || has("echo:fenced"));
    let runs = !has("eval:false");
    if runs {
        context.warn_lost(
            number,
            "the result of a code cell is not imported",
            "save the result as a picture, and show it with `figure`",
        );
    }
    is_shown.then_some(code)
}

/// Formats a line of code as inline code, keeping its indentation.
pub(super) fn format_code_line(line: &str) -> String {
    let blanks = line.len() - line.trim_start().len();
    let line = format!("{}{}", "\u{a0}".repeat(blanks), line.trim());
    // The fence is longer than any run of backticks in the line.
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if line.starts_with('`') || line.ends_with('`') { " " } else { "" };
    if line.is_empty() { "`\u{a0}`".to_owned() } else { format!("{ticks}{pad}{line}{pad}{ticks}") }
}
