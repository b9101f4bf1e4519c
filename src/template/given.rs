//! Reads the values of `vars:` and of the command line into a scope.

use super::expand::{Expander, NodePlace};
use super::scope::{Scope, Variable, node_to_value, text_to_value, to_identifier};
use super::values::{Values, is_variable_name};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::source::{Source, SourceId, Span};
use crate::yaml::{self, Key, Node, NodeKind, find_key};

impl Expander<'_> {
    /// Reads the values of the command line.
    pub(super) fn read_given_values(&mut self, values: &Values) -> Scope {
        let mut variables = Vec::new();
        for path in &values.files {
            let text = match self.files.read_outline(path) {
                Ok(text) => text,
                Err(error) => {
                    self.diagnostics.push(error.into_diagnostic(None));
                    continue;
                }
            };
            let id = self.sources.add(Source::new(path, text));
            let Some(root) = yaml::parse(self.sources.get(id), id, self.diagnostics) else {
                continue;
            };
            for (key, value) in self.read_entries(&root) {
                let value =
                    Variable { value: node_to_value(&value), origin: value.span, is_given: true };
                variables.push((key.name, value));
            }
        }
        if let Some(row) = &values.row {
            let id = self.sources.add(row.source.clone());
            for cell in &row.cells {
                let value = if cell.is_json {
                    // JSON is YAML.
                    let source = Source::new("", format!("value: {}", cell.value));
                    let root = yaml::parse(&source, SourceId(0), &mut Diagnostics::default());
                    let value = root.as_ref().and_then(|root| find_key(root, "value"));
                    value.map_or_else(|| text_to_value(""), node_to_value)
                } else {
                    text_to_value(&cell.value)
                };
                let origin = Span::new(id, cell.range.start, cell.range.end);
                variables.push((cell.name.clone(), Variable { value, origin, is_given: true }));
            }
        }
        for (name, text) in &values.assignments {
            let written = format!("{name}={text}");
            let origin = name.len() + 1..written.len();
            let id = self.sources.add(Source::new("--set", written));
            let origin = Span::new(id, origin.start, origin.end);
            let variable = Variable { value: text_to_value(text), origin, is_given: true };
            variables.push((name.clone(), variable));
        }
        if let Some(language) = &values.language {
            let id = self.sources.add(Source::new("--lang", language.clone()));
            let origin = Span::new(id, 0, language.len());
            let value = text_to_value(language);
            variables.push(("lang".to_owned(), Variable { value, origin, is_given: true }));
        }
        Scope::default().with(variables)
    }

    /// Adds the variables of `vars`, the value of that key in an outline, to those of `outer`.
    /// Variables of the command line keep their values.
    pub(super) fn add_vars(&mut self, vars: Option<&Node>, outer: &Scope) -> Scope {
        let mut scope = outer.clone();
        for (key, value) in vars.map(|vars| self.read_entries(vars)).unwrap_or_default() {
            if scope.get(&key.name).is_some_and(|variable| variable.is_given) {
                continue;
            }
            // A value may use the values above it.
            let value = self.expand_node(&value, &scope, NodePlace::Any);
            let variable =
                Variable { value: node_to_value(&value), origin: value.span, is_given: false };
            scope = scope.with([(key.name, variable)]);
        }
        scope
    }

    /// Adds the variables of an include, whose values have been expanded. They replace all others.
    pub(super) fn override_vars(&mut self, vars: &Node, scope: &Scope) -> Scope {
        let entries = self.read_entries(vars);
        scope.with(entries.into_iter().map(|(key, value)| {
            let variable =
                Variable { value: node_to_value(&value), origin: value.span, is_given: true };
            (key.name, variable)
        }))
    }

    /// Returns the names and values of a mapping. Reports names that expressions cannot use.
    fn read_entries(&mut self, node: &Node) -> Vec<(Key, Node)> {
        let entries = match &node.kind {
            NodeKind::Mapping(entries) => entries,
            NodeKind::Null | NodeKind::Unreadable => return Vec::new(),
            _ => {
                let found = node.describe_kind();
                self.report(
                    Code::InvalidVariables,
                    format!("variables must be names with values, not {found}"),
                    node.span,
                    "write one variable a line: `city: Jena`",
                );
                return Vec::new();
            }
        };
        let (valid, invalid): (Vec<_>, Vec<_>) =
            entries.iter().cloned().partition(|(key, _)| is_variable_name(&key.name));
        for (key, _) in invalid {
            let name = to_identifier(&key.name);
            let message = format!("`{}` cannot be the name of a variable", key.name);
            self.diagnostics.push(
                Diagnostic::error(Code::InvalidVariables, message, key.span)
                    .with_help(format!("write `{name}`: letters, digits and `_`"))
                    .with_suggested_edit(key.span, name),
            );
        }
        valid
    }

    /// Reports values that were set on the command line and that the outline does not use.
    pub(super) fn report_unused_assignments(&mut self, values: &Values, scope: &Scope) {
        for (name, _) in &values.assignments {
            let Some(variable) = scope.get(name).filter(|_| !self.used.contains(name)) else {
                continue;
            };
            let message = format!("the outline has no `{{{{ {name} }}}}`");
            let mut warning = Diagnostic::warning(Code::UnusedValue, message, variable.origin);
            let others = scope.names().filter(|other| other != name);
            let known = self.used.iter().map(String::as_str).chain(others);
            if let Some(near) = find_nearest(name, known) {
                warning = warning.with_help(format!("did you mean `{near}`?"));
            }
            self.diagnostics.push(warning.with_help(format!(
                "write `{{{{ {name} }}}}` in a text of the outline, or leave out `--set {name}=…`"
            )));
        }
    }
}
