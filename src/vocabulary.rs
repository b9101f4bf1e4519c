//! What a vocabulary is made of: groups of keys, what each key takes, and what it is for.
//!
//! The tables themselves stand beside what they describe, in `deck/vocabulary/` and
//! `theme/vocabulary.rs`. Everything that knows the format's words has them from there: the readers
//! (which keys belong where, what was probably meant), the JSON Schema, the language server and the
//! manual. A key is one line in one table; a reader that asks for a key that no table has fails the
//! tests, and so does a key that its reader does not take.

use std::fmt::Debug;
use std::ops::RangeInclusive;

/// The keys that one mapping may have.
#[derive(Debug)]
pub struct Group {
    /// A name for it, used nowhere but in the schema and the manual.
    pub name: &'static str,
    /// What it is for, one sentence.
    pub about: &'static str,
    /// Its own keys, in the order in which they are taught.
    pub keys: &'static [Key],
    /// Groups whose keys belong here, too. An own key of the same name comes first.
    pub with: &'static [&'static Group],
    /// Lines of YAML that make a whole mapping beside one key of the group: what else has to be
    /// there.
    pub sample: &'static str,
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name in snake_case.
    pub name: &'static str,
    /// Other names that mean the same and are not taught.
    pub aliases: &'static [&'static str],
    /// What it takes.
    pub value: Value,
    /// What it is for: sentences in Markdown.
    pub about: &'static str,
    /// A value for it, in YAML.
    pub example: &'static str,
    /// What holds where it is left out.
    pub default: Default,
    /// How far the program knows it.
    pub status: Status,
}

/// What holds where a key is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// Nothing is there.
    Nothing,
    /// This value, in YAML.
    Value(&'static str),
    /// What these words say.
    Words(&'static str),
    /// It cannot be left out.
    Required,
}

/// How far the program knows a key or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is read, and does what it says.
    Known,
    /// The format names it, and it has no effect yet.
    WithoutEffect,
    /// The format names it, and it is refused with this advice.
    Refused(&'static str),
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// Words with inline Markdown; a number or `No` are words, too.
    Text,
    /// Words, or a block of Markdown behind `|`.
    Prose,
    /// One word that is not shown: a name, an address.
    Word,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Integer(RangeOf<u32>),
    /// A number.
    Number(RangeOf<f32>),
    /// Points, or a number with a unit.
    Length,
    /// A share of a whole: `50%` or `0.5`.
    Share,
    /// One of some names.
    Choice(&'static dyn Choices),
    /// `"#rrggbb"`, or the name of a colour.
    Colour,
    /// The code of a language.
    Language,
    /// The name that links lead to.
    Id,
    /// The path of a file.
    File(FileKind),
    /// Keys of their own.
    Keys(&'static Group),
    /// A key that is the author's own words: `Name: value`, and nothing beside it.
    Pair(&'static Value, PairKey),
    /// A list.
    List(&'static Value),
    /// One of several.
    AnyOf(&'static [Value]),
}

/// Least and most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RangeOf<T> {
    /// The least.
    pub least: T,
    /// The most.
    pub most: T,
}

/// Which words may be the key of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairKey {
    /// Any.
    Any,
    /// Those that no key can be mistaken for: with a capital, a space, a digit or a sign.
    NoKey,
}

/// What sort of file a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A picture.
    Picture,
    /// A table of comma-separated values.
    Csv,
    /// A theme: a file, or the name of a built-in one.
    Theme,
}

/// One of some names, and what the reader makes of it.
#[derive(Debug)]
pub struct Choice<T> {
    /// Its name in snake_case.
    pub name: &'static str,
    /// What the reader makes of it.
    pub value: T,
    /// Other names that are forgiven and not taught.
    pub aliases: &'static [&'static str],
    /// What it means.
    pub about: &'static str,
    /// How far the program knows it.
    pub status: Status,
}

/// A choice without what the reader makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name in snake_case.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// What it means.
    pub about: &'static str,
    /// How far the program knows it.
    pub status: Status,
}

/// A table of [`Choice`]s, whatever the reader makes of them.
pub trait Choices: Debug + Sync {
    /// The choices in the order in which they are taught.
    fn named(&self) -> Vec<Named>;
}

impl<T: Debug + Sync> Choices for &'static [Choice<T>] {
    fn named(&self) -> Vec<Named> {
        let named = |choice: &Choice<T>| Named {
            name: choice.name,
            aliases: choice.aliases,
            about: choice.about,
            status: choice.status,
        };
        self.iter().map(named).collect()
    }
}

impl<T> Choice<T> {
    /// A name, what it means to the reader, the other names for it, and what it means to people.
    pub const fn new(
        name: &'static str,
        value: T,
        aliases: &'static [&'static str],
        about: &'static str,
    ) -> Self {
        Self { name, value, aliases, about, status: Status::Known }
    }

    /// Whether this is one of its names.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

/// A key: its name, what it takes, what it is for, and an example of a value in YAML.
pub const fn key(
    name: &'static str,
    value: Value,
    about: &'static str,
    example: &'static str,
) -> Key {
    Key {
        name,
        aliases: &[],
        value,
        about,
        example,
        default: Default::Nothing,
        status: Status::Known,
    }
}

impl Key {
    /// The value that holds where it is left out, in YAML.
    pub const fn default(self, value: &'static str) -> Self {
        Self { default: Default::Value(value), ..self }
    }

    /// What holds where it is left out, in words.
    pub const fn otherwise(self, words: &'static str) -> Self {
        Self { default: Default::Words(words), ..self }
    }

    /// It cannot be left out.
    pub const fn required(self) -> Self {
        Self { default: Default::Required, ..self }
    }

    /// Other names that mean the same.
    pub const fn aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// It has no effect yet.
    pub const fn without_effect(self) -> Self {
        Self { status: Status::WithoutEffect, ..self }
    }

    /// It is refused, with advice on what serves instead.
    pub const fn refused(self, advice: &'static str) -> Self {
        Self { status: Status::Refused(advice), ..self }
    }

    /// Whether this is one of its names.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// What holds where it is left out, as a sentence in Markdown; empty where nothing does.
    pub fn without(&self) -> String {
        let words = match self.default {
            Default::Nothing => String::new(),
            Default::Value(value) => format!("Default: `{}`.", value.trim_matches('"')),
            Default::Words(words) => format!("Default: {words}."),
            Default::Required => "Required.".to_owned(),
        };
        match self.status {
            Status::Known => words,
            Status::WithoutEffect => {
                format!("{words} It has no effect yet.").trim_start().to_owned()
            }
            Status::Refused(advice) => format!("Not there yet: {advice}."),
        }
    }

    /// The example as lines of YAML, the key in front.
    pub fn example_lines(&self) -> String {
        entry(self.name, self.example)
    }

    /// What it is for, what holds without it, and the example: a paragraph of Markdown and a block
    /// of YAML.
    pub fn markdown(&self) -> String {
        format!("{}\n\n```yaml\n{}\n```", self.description(), self.example_lines())
    }

    /// What it is for and what holds without it.
    pub fn description(&self) -> String {
        format!("{} {}", self.about, self.without()).trim_end().to_owned()
    }
}

/// A key with a value that is given in YAML, as lines of YAML.
pub fn entry(name: &str, value: &str) -> String {
    let (first, rest) = value.split_once('\n').unwrap_or((value, ""));
    match first {
        "|" | ">" => format!("{name}: {first}\n{}", indented(rest)),
        _ if value.contains('\n') || value.starts_with("- ") => {
            format!("{name}:\n{}", indented(value))
        }
        _ => format!("{name}: {value}"),
    }
}

/// Lines, each two spaces further to the right.
fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

impl Group {
    /// Every key that belongs here, own ones first.
    pub fn all(&self) -> impl Iterator<Item = &'static Key> {
        let shared = self.with.iter().flat_map(|group| group.keys);
        self.keys
            .iter()
            .chain(shared.filter(|key| !self.keys.iter().any(|own| own.name == key.name)))
    }

    /// The key of this name (snake_case) or alias.
    pub fn find(&self, name: &str) -> Option<&'static Key> {
        self.keys
            .iter()
            .chain(self.with.iter().flat_map(|group| group.keys))
            .find(|key| key.is_called(name))
    }

    /// Whether it has a key of this name or alias.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Every name by which a key may be called: those that are taught first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.all().map(|key| key.name).chain(self.all().flat_map(|key| key.aliases.iter().copied()))
    }
}

impl Value {
    /// Every group that a value of this kind may be, without those inside them.
    pub fn groups(&self) -> Vec<&'static Group> {
        match self {
            Value::Keys(group) => vec![group],
            Value::AnyOf(values) => values.iter().flat_map(Value::groups).collect(),
            _ => Vec::new(),
        }
    }
}

impl<T> From<RangeOf<T>> for RangeInclusive<T> {
    fn from(range: RangeOf<T>) -> Self {
        range.least..=range.most
    }
}

/// A whole number from `least` to `most`.
pub const fn integer(least: u32, most: u32) -> Value {
    Value::Integer(RangeOf { least, most })
}

/// A number from `least` to `most`.
pub const fn number(least: f32, most: f32) -> Value {
    Value::Number(RangeOf { least, most })
}
