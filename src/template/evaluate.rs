//! Evaluates expressions. Only this file and `scope` know the library.

use std::ops::Range;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::names::{Name, NameKind, find_names};
use super::scope::Scope;
use super::slug::to_slug;
use crate::diagnostic::find_nearest;

/// The filters, with what each does.
pub const FILTERS: &[(&str, &str)] = &[
    ("abs", "The number without its sign."),
    ("batch", "The list in groups of so many items: `batch(3)`."),
    ("bool", "Whether the value is neither empty nor 0."),
    ("capitalize", "The text with a capital at its start and small letters after it."),
    ("count", "The number of items or characters."),
    ("d", "Short for `default`."),
    ("default", "Another value if there is none: `default('Jena')`."),
    ("dictsort", "The names and values, sorted by name."),
    ("first", "The first item or character."),
    ("float", "The text as a number with decimals."),
    ("format", "The text with values in place of `%s`: `format(a, b)`."),
    ("groupby", "The items grouped by one of their values: `groupby('country')`."),
    ("indent", "The text with all lines but the first indented: `indent(2)`."),
    ("int", "The text as a whole number."),
    ("items", "The names and values as pairs."),
    ("join", "The items as one text: `join(', ')`."),
    ("last", "The last item or character."),
    ("length", "The number of items or characters."),
    ("lines", "The lines of the text as a list."),
    ("list", "The value as a list."),
    ("lower", "The text in small letters."),
    ("map", "One value of each item, or a filter applied to each: `map(attribute='name')`."),
    ("max", "The largest item."),
    ("min", "The smallest item."),
    ("reject", "The items that do not pass a test: `reject('odd')`."),
    ("rejectattr", "The items whose value does not pass a test."),
    ("replace", "The text with a part replaced: `replace('a', 'b')`."),
    ("reverse", "The items or characters from last to first."),
    ("round", "The number rounded to so many decimals: `round(1)`."),
    ("select", "The items that pass a test: `select('odd')`."),
    ("selectattr", "The items whose value passes a test."),
    ("slice", "The list in so many groups: `slice(3)`."),
    ("slug", "The text as a part of a file name: `São Tomé` is `sao-tome`."),
    ("sort", "The items in order."),
    ("split", "The parts of the text: `split(',')`."),
    ("string", "The value as text."),
    ("sum", "The sum of the items."),
    ("title", "The text with a capital at the start of each word."),
    ("trim", "The text without spaces around it."),
    ("unique", "Each different item once."),
    ("upper", "The text in capitals."),
];

/// The longest text that an expression may give, in bytes. A text of a slide is limited anyway.
const MAX_VALUE_BYTES: usize = 100_000;
/// The number of steps after which an expression is stopped.
const MAX_STEPS: u64 = 100_000;

/// Evaluates expressions.
pub(super) struct Evaluator(Environment<'static>);

/// The value of an expression, with the variables that it was made from.
pub(super) struct Evaluated {
    /// The value.
    pub value: Value,
    /// The names of the variables.
    pub variables: Vec<String>,
}

/// The reason why an expression has no value.
pub(super) struct Failure {
    /// Which kind of error it is.
    pub kind: FailureKind,
    /// Its place in the expression.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The name that was probably meant in place of the one at `range`.
    pub nearest: Option<String>,
}

/// The kinds of failure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FailureKind {
    /// A name has no value.
    UnknownName,
    /// The expression cannot be evaluated.
    Invalid,
    /// A text is compared with a number.
    Incomparable,
}

impl Evaluator {
    /// Creates an evaluator.
    pub(super) fn new() -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(MAX_STEPS));
        environment.add_filter("slug", |text: &Value| to_slug(&text.to_string()));
        Self(environment)
    }

    /// Evaluates `expression` with the variables of `scope`.
    pub(super) fn evaluate(&self, expression: &str, scope: &Scope) -> Result<Evaluated, Failure> {
        let names = find_names(expression);
        let compiled =
            self.0.compile_expression(expression).map_err(|error| invalid(expression, &error))?;
        check_names(expression, &names, scope)?;
        let value = compiled.eval(scope.context()).map_err(|error| invalid(expression, &error))?;
        if value.is_undefined() {
            return Err(missing_part(expression));
        }
        if value.as_str().is_some_and(|text| text.len() > MAX_VALUE_BYTES) {
            return Err(Failure {
                message: format!("this value has more than {MAX_VALUE_BYTES} characters"),
                help: "use a shorter value".to_owned(),
                ..Failure::at(0..expression.len())
            });
        }
        let variables = names.iter().filter(|name| matches!(name.kind, NameKind::Variable { .. }));
        let variables = variables.map(|name| expression[name.range.clone()].to_owned()).collect();
        Ok(Evaluated { value, variables })
    }

    /// Evaluates `expression` as a text to be shown.
    pub(super) fn evaluate_text(
        &self,
        expression: &str,
        scope: &Scope,
    ) -> Result<(String, Vec<String>), Failure> {
        let Evaluated { value, variables } = self.evaluate(expression, scope)?;
        let text = match value.kind() {
            ValueKind::None | ValueKind::Undefined => String::new(),
            // The library writes `True`.
            ValueKind::Bool => value.is_true().to_string(),
            ValueKind::String | ValueKind::Number => value.to_string(),
            kind => {
                let (what, filter) = match kind {
                    ValueKind::Map => ("a group of values", "name one of them: `partner.name`"),
                    _ => ("a list", "join its items: `| join(', ')`"),
                };
                return Err(Failure {
                    message: format!("`{}` is {what}, not a text", expression.trim()),
                    help: filter.to_owned(),
                    ..Failure::at(trimmed_range(expression))
                });
            }
        };
        Ok((text, variables))
    }
}

/// Checks that all variables have a value and all filters exist.
fn check_names(expression: &str, names: &[Name], scope: &Scope) -> Result<(), Failure> {
    let is_tested = |other: &Name, name: &str| {
        other.kind == NameKind::Variable { is_optional: true }
            && &expression[other.range.clone()] == name
    };
    for Name { range, kind } in names {
        let name = &expression[range.clone()];
        let is_call = expression[range.end..].trim_start().starts_with('(');
        match kind {
            NameKind::Variable { is_optional } => {
                let is_function = is_call && matches!(name, "range" | "dict");
                // `sponsor is defined and sponsor`
                let is_optional = *is_optional || names.iter().any(|other| is_tested(other, name));
                if is_optional || is_function || scope.get(name).is_some() {
                    continue;
                }
                let nearest = find_nearest(name, scope.names()).map(str::to_owned);
                return Err(Failure {
                    kind: FailureKind::UnknownName,
                    message: format!("`{name}` has no value"),
                    help: format!(
                        "define it under `vars:` above `slides:`, or with `--set {name}=…`"
                    ),
                    nearest,
                    ..Failure::at(range.clone())
                });
            }
            NameKind::Filter if FILTERS.iter().all(|(filter, _)| *filter != name) => {
                let filters = FILTERS.iter().map(|(filter, _)| *filter);
                return Err(Failure {
                    message: format!("there is no filter `{name}`"),
                    help: "use a filter such as `upper`, `lower`, `title`, `join(', ')`, \
                           `round(1)`, `default('…')` or `slug`"
                        .to_owned(),
                    nearest: find_nearest(name, filters).map(str::to_owned),
                    ..Failure::at(range.clone())
                });
            }
            _ => {}
        }
    }
    Ok(())
}

impl Failure {
    /// Creates the failure of an invalid expression at `range`.
    fn at(range: Range<usize>) -> Self {
        Self {
            kind: FailureKind::Invalid,
            range,
            message: String::new(),
            help: String::new(),
            nearest: None,
        }
    }
}

/// Returns the failure of an expression that the library rejects.
fn invalid(expression: &str, error: &Error) -> Failure {
    if error.kind() == ErrorKind::UndefinedError {
        return missing_part(expression);
    }
    let whole = trimmed_range(expression);
    let range = error.range().filter(|range| {
        !range.is_empty()
            && expression.is_char_boundary(range.start)
            && range.end <= whole.end
            && expression.is_char_boundary(range.end)
    });
    let detail = match error.kind() {
        ErrorKind::OutOfFuel => "it takes too many steps".to_owned(),
        kind => error.detail().map_or_else(|| kind.to_string(), str::to_owned),
    };
    Failure {
        message: format!("cannot evaluate `{}`: {detail}", expression.trim()),
        help: "write a name or an expression such as `{{ city | upper }}`; to show the braces \
               themselves, write `\\{{`"
            .to_owned(),
        ..Failure::at(range.unwrap_or(whole))
    }
}

/// Returns the failure of an expression that names a part which its value does not have.
fn missing_part(expression: &str) -> Failure {
    Failure {
        kind: FailureKind::UnknownName,
        message: format!("`{}` has no value", expression.trim()),
        help: "name a part that the value has, or write what to use without it: \
               `| default('…')`"
            .to_owned(),
        ..Failure::at(trimmed_range(expression))
    }
}

fn trimmed_range(expression: &str) -> Range<usize> {
    let start = expression.len() - expression.trim_start().len();
    start..start + expression.trim().len()
}
