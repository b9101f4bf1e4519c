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
pub struct KeyGroup {
    /// A name for it, used nowhere but in the schema and the manual.
    pub name: &'static str,
    /// What it is for, one sentence.
    pub about: &'static str,
    /// Its own keys, in the order in which they are taught.
    pub keys: &'static [KeySpec],
    /// Groups whose keys belong here, too. An own key of the same name comes first.
    pub included: &'static [&'static KeyGroup],
    /// Lines of YAML that make a whole mapping beside one key of the group: what else has to be
    /// there.
    pub sample: &'static str,
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct KeySpec {
    /// Its name in snake_case.
    pub name: &'static str,
    /// Other names that mean the same and are not taught.
    pub aliases: &'static [&'static str],
    /// What it takes.
    pub value: ValueType,
    /// What it is for: sentences in Markdown.
    pub about: &'static str,
    /// A value for it, in YAML.
    pub example: &'static str,
    /// What holds where it is left out.
    pub default: KeyDefault,
    /// How far the program knows it.
    pub status: SupportStatus,
}

/// What holds where a key is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyDefault {
    /// Nothing is there.
    Nothing,
    /// This value, in YAML.
    Value(&'static str),
    /// What these words say.
    Text(&'static str),
    /// It cannot be left out.
    Required,
}

/// How far the program knows a key or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportStatus {
    /// It is read, and does what it says.
    Known,
    /// The format names it, and it has no effect yet.
    WithoutEffect,
    /// The format names it, and it is refused with this advice.
    Refused(&'static str),
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum ValueType {
    /// Words with inline Markdown; a number or `No` are words, too.
    Text,
    /// Words, or a block of Markdown behind `|`.
    Prose,
    /// One word that is not shown: a name, an address.
    Word,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(NumericRange<u32>),
    /// A number.
    Number(NumericRange<f32>),
    /// Points, or a number with a unit.
    Length,
    /// A share of a whole: `50%` or `0.5`.
    Fraction,
    /// One of some names.
    Choice(&'static dyn ChoiceTable),
    /// `"#rrggbb"`, or the name of a colour.
    Colour,
    /// The code of a language.
    Language,
    /// The name that links lead to.
    Id,
    /// The path of a file.
    File(FileKind),
    /// Keys of their own.
    Keys(&'static KeyGroup),
    /// A key that is the author's own words: `Name: value`, and nothing beside it.
    Pair(&'static ValueType, PairKey),
    /// A list.
    List(&'static ValueType),
    /// One of several.
    AnyOf(&'static [ValueType]),
}

/// Least and most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumericRange<T> {
    /// The least.
    pub min: T,
    /// The most.
    pub max: T,
}

/// Which words may be the key of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairKey {
    /// Any.
    Any,
    /// Those that no key can be mistaken for: with a capital, a space, a digit or a sign.
    NotKeyLike,
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
    pub status: SupportStatus,
}

/// A choice without what the reader makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceInfo {
    /// Its name in snake_case.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// What it means.
    pub about: &'static str,
    /// How far the program knows it.
    pub status: SupportStatus,
}

/// A table of [`Choice`]s, whatever the reader makes of them.
pub trait ChoiceTable: Debug + Sync {
    /// The choices in the order in which they are taught.
    fn choice_infos(&self) -> Vec<ChoiceInfo>;
}

impl<T: Debug + Sync> ChoiceTable for &'static [Choice<T>] {
    fn choice_infos(&self) -> Vec<ChoiceInfo> {
        let choice_infos = |choice: &Choice<T>| ChoiceInfo {
            name: choice.name,
            aliases: choice.aliases,
            about: choice.about,
            status: choice.status,
        };
        self.iter().map(choice_infos).collect()
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
        Self { name, value, aliases, about, status: SupportStatus::Known }
    }

    /// Whether this is one of its names.
    pub fn has_name(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

/// A key: its name, what it takes, what it is for, and an example of a value in YAML.
pub const fn key(
    name: &'static str,
    value: ValueType,
    about: &'static str,
    example: &'static str,
) -> KeySpec {
    KeySpec {
        name,
        aliases: &[],
        value,
        about,
        example,
        default: KeyDefault::Nothing,
        status: SupportStatus::Known,
    }
}

impl KeySpec {
    /// The value that holds where it is left out, in YAML.
    pub const fn with_default(self, value: &'static str) -> Self {
        Self { default: KeyDefault::Value(value), ..self }
    }

    /// What holds where it is left out, in words.
    pub const fn with_default_text(self, words: &'static str) -> Self {
        Self { default: KeyDefault::Text(words), ..self }
    }

    /// It cannot be left out.
    pub const fn required(self) -> Self {
        Self { default: KeyDefault::Required, ..self }
    }

    /// Other names that mean the same.
    pub const fn with_aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// It has no effect yet.
    pub const fn without_effect(self) -> Self {
        Self { status: SupportStatus::WithoutEffect, ..self }
    }

    /// It is refused, with advice on what serves instead.
    pub const fn with_refusal(self, advice: &'static str) -> Self {
        Self { status: SupportStatus::Refused(advice), ..self }
    }

    /// Whether this is one of its names.
    pub fn has_name(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// What holds where it is left out, as a sentence in Markdown; empty where nothing does.
    pub fn default_sentence(&self) -> String {
        let words = match self.default {
            KeyDefault::Nothing => String::new(),
            KeyDefault::Value(value) => format!("Default: `{}`.", value.trim_matches('"')),
            KeyDefault::Text(words) => format!("Default: {words}."),
            KeyDefault::Required => "Required.".to_owned(),
        };
        match self.status {
            SupportStatus::Known => words,
            SupportStatus::WithoutEffect => {
                format!("{words} It has no effect yet.").trim_start().to_owned()
            }
            SupportStatus::Refused(advice) => format!("Not there yet: {advice}."),
        }
    }

    /// The example as lines of YAML, the key in front.
    pub fn example_lines(&self) -> String {
        format_entry(self.name, self.example)
    }

    /// What it is for, what holds without it, and the example: a paragraph of Markdown and a block
    /// of YAML.
    pub fn to_markdown(&self) -> String {
        format!("{}\n\n```yaml\n{}\n```", self.description(), self.example_lines())
    }

    /// What it is for and what holds without it.
    pub fn description(&self) -> String {
        format!("{} {}", self.about, self.default_sentence()).trim_end().to_owned()
    }
}

/// A key with a value that is given in YAML, as lines of YAML.
pub fn format_entry(name: &str, value: &str) -> String {
    let (first, rest) = value.split_once('\n').unwrap_or((value, ""));
    match first {
        "|" | ">" => format!("{name}: {first}\n{}", indent_lines(rest)),
        _ if value.contains('\n') || value.starts_with("- ") => {
            format!("{name}:\n{}", indent_lines(value))
        }
        _ => format!("{name}: {value}"),
    }
}

/// Lines, each two spaces further to the right.
fn indent_lines(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

impl KeyGroup {
    /// Every key that belongs here, own ones first.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static KeySpec> {
        let shared = self.included.iter().flat_map(|group| group.keys);
        self.keys
            .iter()
            .chain(shared.filter(|key| !self.keys.iter().any(|own| own.name == key.name)))
    }

    /// The key of this name (snake_case) or alias.
    pub fn find_key(&self, name: &str) -> Option<&'static KeySpec> {
        self.keys
            .iter()
            .chain(self.included.iter().flat_map(|group| group.keys))
            .find(|key| key.has_name(name))
    }

    /// Whether it has a key of this name or alias.
    pub fn has_key(&self, name: &str) -> bool {
        self.find_key(name).is_some()
    }

    /// Every name by which a key may be called: those that are taught first.
    pub fn key_names(&self) -> impl Iterator<Item = &'static str> {
        self.all_keys()
            .map(|key| key.name)
            .chain(self.all_keys().flat_map(|key| key.aliases.iter().copied()))
    }
}

impl ValueType {
    /// Every group that a value of this kind may be, without those inside them.
    pub fn key_groups(&self) -> Vec<&'static KeyGroup> {
        match self {
            ValueType::Keys(group) => vec![group],
            ValueType::AnyOf(values) => values.iter().flat_map(ValueType::key_groups).collect(),
            _ => Vec::new(),
        }
    }
}

impl<T> From<NumericRange<T>> for RangeInclusive<T> {
    fn from(range: NumericRange<T>) -> Self {
        range.min..=range.max
    }
}

/// A whole number from `least` to `most`.
pub const fn integer(least: u32, most: u32) -> ValueType {
    ValueType::Integer(NumericRange { min: least, max: most })
}

/// A number from `least` to `most`.
pub const fn number(least: f32, most: f32) -> ValueType {
    ValueType::Number(NumericRange { min: least, max: most })
}
