//! The tools that `deck` and `theme` read a tree with: each method returns what it understood and
//! reports what it did not.

use super::fields::Fields;
use super::hidden_comment::is_hashtag;
use super::node::{Node, NodeKind, Scalar, ScalarStyle, to_snake_case};
use super::quantity;
use super::quote::{quote_text, strip_curly_quotes, suggest_line};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::source::{Source, Span};
use crate::vocabulary::{Choice, KeyGroup};

/// The source of a tree, and the list that diagnostics are added to.
pub struct NodeReader<'a> {
    /// The text that the tree was parsed from.
    pub source: &'a Source,
    /// The diagnostics so far.
    pub diagnostics: &'a mut Diagnostics,
    /// Completes the paths of an outline in another folder than the deck's.
    pub path_resolver: Option<&'a (dyn Fn(&str) -> String + Sync)>,
}

impl<'a> NodeReader<'a> {
    /// Creates a reader for a tree of `source`.
    pub fn new(source: &'a Source, diagnostics: &'a mut Diagnostics) -> Self {
        Self { source, diagnostics, path_resolver: None }
    }

    /// Returns the path relative to the outline of the deck.
    pub fn resolve_path(&self, path: String) -> String {
        self.path_resolver.map_or_else(|| path.clone(), |resolve| resolve(&path))
    }

    /// Reports an error at `span`.
    pub fn report_error(
        &mut self,
        code: Code,
        message: impl Into<String>,
        span: Span,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::error(code, message, span).with_help(help));
    }

    /// Reports a warning at `span`.
    pub fn report_warning(
        &mut self,
        code: Code,
        message: impl Into<String>,
        span: Span,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::warning(code, message, span).with_help(help));
    }

    /// Reads the keys of a mapping, which `group` describes. `owner` names it in messages: "a
    /// slide".
    pub fn read_fields<'n>(
        &mut self,
        node: &'n Node,
        owner: &str,
        group: &'static KeyGroup,
    ) -> Option<Fields<'n>> {
        if let Some(entries) = node.as_mapping() {
            let fields = Fields::new(entries, owner, group, node.span);
            fields.warn_about_spelling(self);
            return Some(fields);
        }
        self.report_wrong_type(
            node,
            owner,
            "keys with values",
            "write `key: value`, one key per line",
        );
        None
    }

    /// Reads the items of a list. `what` names the value in messages: "`bullets`".
    pub fn read_list<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Node]> {
        if let Some(items) = node.as_sequence() {
            return Some(items);
        }
        self.report_wrong_type(
            node,
            what,
            "a list",
            "put each item on a line of its own, after `- `",
        );
        None
    }

    /// Reads the items of a list, or a single value instead of a list.
    pub fn read_one_or_many<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        match &node.kind {
            NodeKind::Sequence(items) => items,
            NodeKind::Null => {
                self.report_empty(node, what);
                &[]
            }
            NodeKind::Unreadable => &[],
            _ => std::slice::from_ref(node),
        }
    }

    /// Reads a text as written: here `No`, `012` and `~` are text. A comment that looks like a
    /// hashtag is made part of the text; any comment close to the text is reported.
    pub fn read_text(&mut self, node: &Node, what: &str) -> Option<String> {
        self.read_text_as(node, what, |scalar| &scalar.value)
    }

    /// Reads a text as [`NodeReader::read_text`] does, to be read as Markdown: values that were
    /// inserted in it are inert.
    pub fn read_markup(&mut self, node: &Node, what: &str) -> Option<String> {
        self.read_text_as(node, what, Scalar::markup)
    }

    fn read_text_as(
        &mut self,
        node: &Node,
        what: &str,
        text_of: fn(&Scalar) -> &str,
    ) -> Option<String> {
        match &node.kind {
            NodeKind::Scalar(scalar) if scalar.style == ScalarStyle::Plain => {
                Some(self.join_hidden_hashtag(node.span, text_of(scalar), scalar.written()))
            }
            NodeKind::Scalar(scalar) => Some(text_of(scalar).to_owned()),
            NodeKind::Null => match self.comment_after(node.span) {
                Some(comment) if is_hashtag(self.slice(comment)) => {
                    Some(self.take_hidden_hashtag(comment))
                }
                _ => {
                    self.report_empty(node, what);
                    None
                }
            },
            _ => {
                self.report_wrong_type(
                    node,
                    what,
                    "text",
                    "quote the text if brackets or a colon belong to it",
                );
                None
            }
        }
    }

    /// Reads one word that is not shown: a path, a name, an address. Unlike a text, it may not be
    /// empty.
    pub fn read_word(&mut self, node: &Node, what: &str) -> Option<String> {
        // A comment after a path or a name is a real comment.
        let word = match node.as_scalar() {
            Some(scalar) => self.remove_curly_quotes(node, scalar, what).to_owned(),
            None => self.read_text(node, what)?,
        };
        if word.trim().is_empty() {
            self.report_error(
                Code::MissingValue,
                format!("{what} is empty"),
                node.span,
                "write a value, or remove the key",
            );
            return None;
        }
        Some(word.trim().to_owned())
    }

    /// Reads `true` or `false`.
    pub fn read_boolean(&mut self, node: &Node, what: &str) -> Option<bool> {
        self.read_boolean_or(node, what, "`true` or `false`")
    }

    /// Reads `true` or `false` where other words are allowed, too. `wanted` lists all of them.
    pub fn read_boolean_or(&mut self, node: &Node, what: &str, wanted: &str) -> Option<bool> {
        let help = format!("write {wanted}");
        let value = self.expect_scalar(node, what, wanted, &help)?;
        match value {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "y" | "Y" => {
                Some(self.warn_about_boolean_synonym(node, what, true))
            }
            "no" | "No" | "NO" | "off" | "Off" | "OFF" | "n" | "N" => {
                Some(self.warn_about_boolean_synonym(node, what, false))
            }
            _ => self.report_invalid(node, what, wanted, &help),
        }
    }

    fn warn_about_boolean_synonym(&mut self, node: &Node, what: &str, truth: bool) -> bool {
        let message = format!("{what} must be `true` or `false`, not `{}`", self.slice(node.span));
        let diagnostic = Diagnostic::warning(Code::WrongValue, message, node.span)
            .with_help(format!("write `{truth}`"));
        self.diagnostics.push(diagnostic.with_certain_edit(node.span, truth.to_string()));
        truth
    }

    /// Reads a path with `/` between folders.
    pub fn read_path(&mut self, node: &Node, what: &str) -> Option<String> {
        let path = self.read_word(node, what)?;
        if !path.contains('\\') {
            return Some(self.resolve_path(path));
        }
        let right = path.replace('\\', "/");
        // Quotes stay where they are needed; `/` needs none.
        let help = suggest_line(self.source, node.span.range(), &right);
        let diagnostic = Diagnostic::warning(
            Code::BackslashInPath,
            "folders in a path are separated by `/`, not `\\`",
            node.span,
        );
        let needs_quotes =
            node.as_scalar().is_some_and(|scalar| scalar.style == ScalarStyle::Quoted);
        self.diagnostics.push(diagnostic.with_help(help).with_certain_edit(
            node.span,
            if needs_quotes { quote_text(&right) } else { right.clone() },
        ));
        Some(self.resolve_path(right))
    }

    /// Reads a number.
    pub fn read_number(&mut self, node: &Node, what: &str) -> Option<f32> {
        let value = self.expect_scalar(
            node,
            what,
            "a number",
            "write digits, with a point for decimals: 1.5",
        )?;
        quantity::parse_number(value).or_else(|| {
            self.report_invalid(
                node,
                what,
                "a number",
                "write digits, with a point for decimals: 1.5",
            )
        })
    }

    /// Reads a whole number in `range`.
    pub fn read_integer(
        &mut self,
        node: &Node,
        what: &str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<u32> {
        let wanted = format!("a whole number from {} to {}", range.start(), range.end());
        let help = format!("write a number such as `{}`", range.start().max(&1));
        let value = self.expect_scalar(node, what, &wanted, &help)?;
        let number =
            quantity::parse_number(value).filter(|number| number.fract() == 0.0 && *number >= 0.0);
        match number.map(|number| number as u32).filter(|number| range.contains(number)) {
            Some(number) => Some(number),
            None => self.report_invalid(node, what, &wanted, &help),
        }
    }

    /// Reads a length, in pt.
    pub fn read_length(&mut self, node: &Node, what: &str) -> Option<f32> {
        let help = "write a number of points, or a number with a unit: 12, 12pt, 5mm, 2cm, 0.5in";
        let value = self.expect_scalar(node, what, "a length", help)?;
        quantity::parse_length(value).or_else(|| self.report_invalid(node, what, "a length", help))
    }

    /// Reads a fraction from 0 to 1.
    pub fn read_fraction(&mut self, node: &Node, what: &str) -> Option<f32> {
        let help = "write a fraction of the available width: 50% or 0.5";
        let value = self.expect_scalar(node, what, "a percentage or a number from 0 to 1", help)?;
        let found = quantity::parse_fraction(value);
        // `50` most probably means `50%`.
        if let Some(number) = quantity::parse_number(value)
            .filter(|number| found.is_none() && (1.0..=100.0).contains(number))
        {
            let message =
                format!("{what} must be a percentage or a number from 0 to 1, not `{value}`");
            let diagnostic = Diagnostic::error(Code::WrongValue, message, node.span)
                .with_help(format!("did you mean `{number}%`?"));
            self.diagnostics.push(diagnostic.with_suggested_edit(node.span, format!("{number}%")));
            return None;
        }
        found.or_else(|| {
            self.report_invalid(node, what, "a percentage or a number from 0 to 1", help)
        })
    }

    /// Reads a time, in seconds.
    pub fn read_seconds(&mut self, node: &Node, what: &str) -> Option<f32> {
        let help = "write a number of seconds, or a number with a unit: 30, 30s, 2min, 1h, 1:30";
        let value = self.expect_scalar(node, what, "a time", help)?;
        quantity::parse_seconds(value).or_else(|| self.report_invalid(node, what, "a time", help))
    }

    /// Reads one of several names. Names are in snake_case; capitals, kebab-case and spaces are
    /// accepted.
    pub fn read_choice<T: Clone>(
        &mut self,
        node: &Node,
        what: &str,
        choices: &[Choice<T>],
    ) -> Option<T> {
        let listed = || {
            choices.iter().map(|choice| format!("`{}`", choice.name)).collect::<Vec<_>>().join(", ")
        };
        let value =
            self.expect_scalar(node, what, "a name", &format!("write one of {}", listed()))?;
        let key = to_snake_case(value.trim()).to_lowercase().replace(' ', "_");
        if let Some(choice) = choices.iter().find(|choice| choice.has_name(&key)) {
            return Some(choice.value.clone());
        }
        let names = choices
            .iter()
            .flat_map(|choice| std::iter::once(choice.name).chain(choice.aliases.iter().copied()));
        let message = format!("`{}` is not a valid value for {what}", shorten_value(value));
        let diagnostic = Diagnostic::error(Code::WrongValue, message, node.span);
        self.diagnostics.push(match find_nearest(&key, names) {
            Some(near) => diagnostic
                .with_help(format!("did you mean `{near}`?"))
                .with_suggested_edit(node.span, near),
            None => diagnostic.with_help(format!("write one of {}", listed())),
        });
        None
    }

    /// Reports that `node` has the wrong type.
    pub fn report_wrong_type(&mut self, node: &Node, what: &str, wanted: &str, help: &str) {
        if node.is_null() {
            self.report_empty(node, what);
        } else if node.kind != NodeKind::Unreadable {
            self.report_invalid::<()>(node, what, wanted, help);
        }
    }

    /// Returns the source text of `span`.
    pub fn slice(&self, span: Span) -> &'a str {
        self.source.text.get(span.range()).unwrap_or("")
    }

    /// Returns the scalar at `node`, to be read as something other than text.
    fn expect_scalar<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        wanted: &str,
        help: &str,
    ) -> Option<&'n str> {
        match node.as_scalar() {
            Some(scalar) => Some(self.remove_curly_quotes(node, scalar, what)),
            None => {
                self.report_wrong_type(node, what, wanted, help);
                None
            }
        }
    }

    /// Returns a value that is not shown without the curly quotes around it, which a word processor
    /// has put there.
    pub fn remove_curly_quotes<'n>(
        &mut self,
        node: &Node,
        scalar: &'n Scalar,
        what: &str,
    ) -> &'n str {
        let plain = Some(scalar).filter(|scalar| scalar.style == ScalarStyle::Plain);
        let Some(value) = plain.and_then(|scalar| strip_curly_quotes(&scalar.value)) else {
            return &scalar.value;
        };
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        let quoted = if value.chars().all(is_plain) { value.to_owned() } else { quote_text(value) };
        let message = format!("{what} has curly quotes, but YAML knows only straight ones");
        let help = suggest_line(self.source, node.span.range(), &quoted);
        self.diagnostics.push(
            Diagnostic::warning(Code::CurlyQuotes, message, node.span)
                .with_help(help)
                .with_certain_edit(node.span, quoted),
        );
        value
    }

    fn report_invalid<T>(
        &mut self,
        node: &Node,
        what: &str,
        wanted: &str,
        help: &str,
    ) -> Option<T> {
        let found = match node.as_scalar() {
            Some(scalar) => format!("`{}`", shorten_value(&scalar.value)),
            None => node.describe_kind().to_owned(),
        };
        let code = if node.as_scalar().is_some() { Code::WrongValue } else { Code::WrongType };
        self.report_error(code, format!("{what} must be {wanted}, not {found}"), node.span, help);
        None
    }

    /// Reports a missing value: a warning for a key, because nothing is lost; an error for a list
    /// item, and where a comment hides the value.
    fn report_empty(&mut self, node: &Node, what: &str) {
        let comment = self.comment_after(node.span);
        let message = format!("{what} is empty");
        let error = comment.is_some() || self.slice(node.span) == "-";
        let diagnostic = if error {
            Diagnostic::error(Code::MissingValue, message, node.span)
        } else {
            Diagnostic::warning(Code::MissingValue, message, node.span)
        };
        self.diagnostics.push(match comment {
            Some(comment) => diagnostic
                .with_related(
                    comment,
                    "YAML reads everything after `#` as a comment, which is not shown",
                )
                .with_suggested_edit(comment, quote_text(self.slice(comment)))
                .with_help(suggest_line(
                    self.source,
                    comment.range(),
                    &quote_text(self.slice(comment)),
                )),
            None => diagnostic.with_help("write a value after it, or remove it"),
        });
    }
}

/// Returns the start of a long value, for messages.
fn shorten_value(value: &str) -> String {
    let value = value.trim().replace('\n', " ");
    if value.chars().count() <= 40 {
        return value;
    }
    value.chars().take(39).chain(['…']).collect()
}
