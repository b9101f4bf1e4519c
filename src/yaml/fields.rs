//! The keys of one mapping, taken out by name; what is left is unknown.

use super::node::{Key, Node, snake_case};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Span;
use crate::vocabulary::Group;

/// The keys of one mapping. Take the known ones, then call [`Fields::finish`].
pub struct Fields<'n> {
    /// Where the mapping stands.
    pub span: Span,
    owner: String,
    group: &'static Group,
    fields: Vec<Field<'n>>,
}

/// One key with its value.
#[derive(Clone)]
pub struct Field<'n> {
    /// The key in snake_case.
    pub name: String,
    /// The key as written.
    pub key: &'n Key,
    /// Its value.
    pub value: &'n Node,
}

impl<'n> Fields<'n> {
    pub(super) fn new(entries: &'n [(Key, Node)], owner: &str, group: &'static Group, span: Span) -> Self {
        let fields = entries.iter().map(|(key, value)| Field { name: snake_case(&key.name), key, value });
        // Keys that start with `x_` are the author's own.
        let fields = fields.filter(|field| !field.name.starts_with("x_")).collect();
        Self { span, owner: owner.to_owned(), group, fields }
    }

    /// Whether the mapping has a key of this name that was not taken.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Takes the field called `name` (snake_case) out.
    pub fn take(&mut self, name: &str) -> Option<Field<'n>> {
        debug_assert!(self.group.has(name), "`{name}` has no line in the vocabulary of `{}`", self.group.name);
        let at = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.remove(at))
    }

    /// Takes the value of the field called `name` out.
    pub fn value(&mut self, name: &str) -> Option<&'n Node> {
        self.take(name).map(|field| field.value)
    }

    /// Takes every field out whose name is wanted, in the order written.
    pub fn take_all(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<Field<'n>> {
        let (taken, left) = std::mem::take(&mut self.fields).into_iter().partition(|field| wanted(&field.name));
        self.fields = left;
        taken
    }

    /// Reports the keys that nobody took.
    pub fn finish(self, reader: &mut Reader) {
        if self.fields.is_empty() {
            return;
        }
        let known: Vec<&str> = self.group.names().collect();
        for field in &self.fields {
            let name = &field.key.name;
            let mut finding =
                Diagnostic::error(Code::UnknownKey, format!("`{}` is not a key of {}", shown(name), self.owner), field.key.span);
            finding = if let Some(near) = nearest(&field.name, known.iter().copied()) {
                finding.hint(format!("did you mean `{near}`?")).guess(field.key.span, near)
            } else if let Some((word, rest)) = name.split_once(':').filter(|(word, _)| known.contains(&snake_case(word).as_str()))
            {
                finding.hint(format!("put a space behind the colon: `{word}: {rest}`"))
            } else if name.contains(' ') && reader.slice(self.span).starts_with('{') {
                finding.hint("inside `{ }` a comma starts a new key: put a text with commas in quotes")
            } else if name.contains(' ') {
                finding.hint("put a text with a colon in quotes")
            } else {
                let listed = known.iter().take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let others = if known.len() > LISTED { " and others" } else { "" };
                finding.hint(format!("the keys of {} are {listed}{others}", self.owner))
            };
            reader.diagnostics.push(finding);
        }
    }
}

/// How many keys a hint names.
const LISTED: usize = 16;

fn shown(name: &str) -> String {
    name.chars().take(60).collect()
}
