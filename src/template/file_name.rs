//! The file names of decks that are made of the rows of a table.

use super::evaluate::Evaluator;
use super::expand::Expander;
use super::scan::{ExpressionPart, find_pieces};
use super::scope::Scope;
use super::trace::Traces;
use super::values::{DataRow, Values};
use crate::assets::Files;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Sources, Span};

/// The longest part of a path in bytes that file systems accept.
const MAX_NAME_BYTES: usize = 240;

/// Makes the file name of each row from a path with expressions: `out/{{ city | slug }}.pdf`.
pub struct FileNamer {
    pattern: String,
    values: Values,
}

impl FileNamer {
    /// Creates a namer; `values` are those besides the row.
    pub fn new(pattern: &str, values: &Values) -> Self {
        Self { pattern: pattern.to_owned(), values: values.clone() }
    }

    /// Returns whether the path has expressions, so that rows get different names.
    pub fn has_expressions(&self) -> bool {
        let is_expression = |piece: &ExpressionPart| matches!(piece, ExpressionPart::Expression(_));
        find_pieces(&self.pattern, false).iter().any(is_expression)
    }

    /// Returns the file name of a row. Values cannot leave the folder that the path names.
    ///
    /// # Errors
    ///
    /// If a name has no value, or a value cannot be part of a file name.
    pub fn name_row(
        &self,
        row: &std::sync::Arc<DataRow>,
    ) -> Result<String, (Vec<Diagnostic>, Sources)> {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let id = sources.add(Source::new("-o", self.pattern.clone()));
        let files = Files::in_folder("");
        let mut expander = Expander {
            evaluator: Evaluator::new(),
            files: &files,
            sources: &mut sources,
            diagnostics: &mut diagnostics,
            traces: Traces::default(),
            included: Vec::new(),
            used: std::collections::BTreeSet::new(),
            language: String::new(),
            is_language_given: false,
        };
        let scope: Scope =
            expander.read_given_values(&Values { row: Some(row.clone()), ..self.values.clone() });
        let mut name = String::new();
        let mut from = 0;
        for piece in find_pieces(&self.pattern, false) {
            let ExpressionPart::Expression(range) = piece else { continue };
            name.push_str(&self.pattern[from..range.start]);
            from = range.end;
            let start = range.start + 2;
            let expression = &self.pattern[start..range.end - 2];
            let span = Span::new(id, range.start, range.end);
            match expander.evaluator.evaluate_text(expression, &scope) {
                Err(failure) => expander.report_failure(failure, start, span, &scope, expression),
                Ok((value, variables)) => {
                    if let Some(reason) = find_refusal(&value) {
                        let message = format!("`{value}` cannot be part of a file name: {reason}");
                        let mut error = Diagnostic::error(Code::InvalidFileName, message, span)
                            .with_help(format!(
                                "write `{{{{ {} | slug }}}}`, or correct the value",
                                expression.trim()
                            ));
                        for name in variables {
                            if let Some(variable) = scope.get(&name) {
                                let related = format!("the value of `{name}`");
                                error = error.with_related(variable.origin, related);
                            }
                        }
                        expander.diagnostics.push(error);
                    }
                    name.push_str(&value);
                }
            }
        }
        name.push_str(&self.pattern[from..]);
        if let Some(part) = name.split(['/', '\\']).find(|part| part.len() > MAX_NAME_BYTES) {
            let shown: String = part.chars().take(40).collect();
            diagnostics.push(
                Diagnostic::error(
                    Code::InvalidFileName,
                    format!("the file name `{shown}…` is too long"),
                    Span::new(id, 0, self.pattern.len()),
                )
                .with_help("use a shorter value, or `| slug`"),
            );
        }
        if diagnostics.is_empty() { Ok(name) } else { Err((diagnostics.into_sorted(), sources)) }
    }
}

/// Returns why a value cannot be part of a file name on every system.
fn find_refusal(value: &str) -> Option<String> {
    if value.trim().is_empty() {
        return Some("it is empty".to_owned());
    }
    let is_refused = |c: &char| c.is_control() || "/\\<>:\"|?*".contains(*c);
    if let Some(c) = value.chars().find(is_refused) {
        return Some(if c.is_control() {
            "it contains a line break or another control character".to_owned()
        } else {
            format!("it contains `{c}`")
        });
    }
    if value.starts_with('.') || value.ends_with(['.', ' ']) || value.starts_with(' ') {
        return Some("it starts or ends with a dot or a space".to_owned());
    }
    let stem = value.split('.').next().unwrap_or("").to_uppercase();
    let is_device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || ((stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.len() == 4
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    is_device.then(|| "Windows reserves this name".to_owned())
}

#[cfg(test)]
mod tests {
    use super::find_refusal;

    #[test]
    fn values_stay_in_their_folder() {
        for value in ["Jena", "São Tomé", "a.b", "12", "Consul"] {
            assert_eq!(find_refusal(value), None, "{value}");
        }
        for value in [
            "", " ", "..", "../x", "a/b", "a\\b", "C:", "a\nb", ".hidden", "x.", "nul", "COM1",
            "a*",
        ] {
            assert!(find_refusal(value).is_some(), "{value}");
        }
    }
}
