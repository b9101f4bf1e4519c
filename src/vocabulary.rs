//! The types of which the vocabulary is made: groups of keys, the type of each key's value, and its
//! description.
//!
//! The tables are next to what they describe, in `deck/vocabulary/` and `theme/vocabulary.rs`.
//! Everything that needs the words of the format gets them from there: the readers (which key
//! belongs where, which one was probably meant), the JSON Schema, the language server and the
//! manual. A key is one line in one table. Tests fail if a reader reads a key that is in no table,
//! and if a key of a table is not read.

use std::fmt::Debug;
use std::ops::RangeInclusive;

/// The keys that a mapping may have.
#[derive(Debug)]
pub struct KeyGroup {
    /// Its name, used only in the schema and the manual.
    pub name: &'static str,
    /// What it is for; one sentence.
    pub about: &'static str,
    /// Its own keys, in the order in which they are documented.
    pub keys: &'static [KeySpec],
    /// Groups whose keys belong here, too. An own key of the same name takes precedence.
    pub included: &'static [&'static KeyGroup],
    /// Lines of YAML that are needed beside any one key of the group to make a valid mapping.
    pub sample: &'static str,
}

/// A key.
#[derive(Clone, Copy, Debug)]
pub struct KeySpec {
    /// Its name in snake_case.
    pub name: &'static str,
    /// Other accepted names, which are not documented.
    pub aliases: &'static [&'static str],
    /// The type of its value.
    pub value: ValueType,
    /// What it is for: sentences in Markdown.
    pub about: &'static str,
    /// An example of its value, in YAML.
    pub example: &'static str,
    /// What applies if the key is missing.
    pub default: KeyDefault,
    /// How far the program supports it.
    pub status: SupportStatus,
}

/// What applies if a key is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyDefault {
    /// Nothing.
    Nothing,
    /// This value, in YAML.
    Value(&'static str),
    /// A description in words.
    Text(&'static str),
    /// The key is required.
    Required,
}

/// How far the program supports a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportStatus {
    /// Fully supported.
    Known,
    /// Part of the format, but without effect so far.
    WithoutEffect,
}

/// The type of a key's value.
#[derive(Clone, Copy, Debug)]
pub enum ValueType {
    /// Text with inline Markdown; a number or `No` is text, too.
    Text,
    /// Text, or a block of Markdown after `|`.
    Prose,
    /// Program code, which is not Markdown.
    Code,
    /// The name of a programming language; an unknown one is accepted, but not highlighted.
    CodeLanguage,
    /// The name of a built-in icon.
    Icon,
    /// A line number or a range of them: `5-12`.
    Lines,
    /// One word that is not shown: a name, an address.
    Word,
    /// An expression that decides whether a part of the outline is shown. Conditions are decided
    /// before the parts are read.
    Condition,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(NumericRange<u32>),
    /// A number.
    Number(NumericRange<f32>),
    /// A length: points, or a number with a unit.
    Length,
    /// A fraction of a whole: `50%` or `0.5`.
    Fraction,
    /// One of several names.
    Choice(&'static dyn ChoiceTable),
    /// `"#rrggbb"`, or the name of a colour.
    Colour,
    /// A language code.
    Language,
    /// A name that links refer to.
    Id,
    /// The path of a file.
    File(FileKind),
    /// A mapping with keys of its own.
    Keys(&'static KeyGroup),
    /// A mapping of one entry whose key is the author's own text: `Name: value`.
    Pair(&'static ValueType, PairKey),
    /// A mapping whose keys are names that the author chooses and that are not shown.
    Names(&'static ValueType),
    /// A mapping whose keys are texts that are shown, such as the categories of a chart.
    Labels(&'static ValueType),
    /// A text that is shown elsewhere in the same block and is named here: a column, a category.
    Label,
    /// A list.
    List(&'static ValueType),
    /// One of several types.
    AnyOf(&'static [ValueType]),
}

/// An inclusive range of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumericRange<T> {
    /// The smallest number.
    pub min: T,
    /// The largest number.
    pub max: T,
}

/// Which texts may be the key of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairKey {
    /// Any text.
    Any,
    /// Texts that cannot be confused with a key: with a capital letter, a space, a digit or a sign.
    NotKeyLike,
}

/// The type of a file that a path refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// An image.
    Picture,
    /// A table of comma-separated values.
    Csv,
    /// Source code in any language.
    SourceCode,
    /// A video or recording.
    Media,
    /// Captions in WebVTT.
    Captions,
    /// A diagram in the language of Mermaid.
    Diagram,
    /// A bibliography.
    Bibliography,
    /// A citation style: a file, or the name of a built-in one.
    CitationStyle,
    /// A theme: a file, or the name of a built-in one.
    Theme,
}

/// One of several names, with its value in the program.
#[derive(Debug)]
pub struct Choice<T> {
    /// Its name in snake_case.
    pub name: &'static str,
    /// Its value in the program.
    pub value: T,
    /// Other accepted names, which are not documented.
    pub aliases: &'static [&'static str],
    /// What it means.
    pub about: &'static str,
}

/// A choice without its value in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceInfo {
    /// Its name in snake_case.
    pub name: &'static str,
    /// Other accepted names.
    pub aliases: &'static [&'static str],
    /// What it means.
    pub about: &'static str,
}

/// A table of [`Choice`]s, whatever the type of their values.
pub trait ChoiceTable: Debug + Sync {
    /// Returns the choices in the order in which they are documented.
    fn choice_infos(&self) -> Vec<ChoiceInfo>;
}

impl<T: Debug + Sync> ChoiceTable for &'static [Choice<T>] {
    fn choice_infos(&self) -> Vec<ChoiceInfo> {
        let choice_infos = |choice: &Choice<T>| ChoiceInfo {
            name: choice.name,
            aliases: choice.aliases,
            about: choice.about,
        };
        self.iter().map(choice_infos).collect()
    }
}

impl<T> Choice<T> {
    /// Creates a choice from its name, its value in the program, other accepted names, and its
    /// description.
    pub const fn new(
        name: &'static str,
        value: T,
        aliases: &'static [&'static str],
        about: &'static str,
    ) -> Self {
        Self { name, value, aliases, about }
    }

    /// Returns whether `name` is the name or an alias.
    pub fn has_name(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

/// Creates a key from its name, the type of its value, its description, and an example in YAML.
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
    /// Sets the value that applies if the key is missing, in YAML.
    pub const fn with_default(self, value: &'static str) -> Self {
        Self { default: KeyDefault::Value(value), ..self }
    }

    /// Describes in words what applies if the key is missing.
    pub const fn with_default_text(self, words: &'static str) -> Self {
        Self { default: KeyDefault::Text(words), ..self }
    }

    /// Makes the key required.
    pub const fn required(self) -> Self {
        Self { default: KeyDefault::Required, ..self }
    }

    /// Sets other accepted names.
    pub const fn with_aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// Marks the key as having no effect so far.
    pub const fn without_effect(self) -> Self {
        Self { status: SupportStatus::WithoutEffect, ..self }
    }

    /// Returns whether `name` is the name or an alias.
    pub fn has_name(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// Describes the default as a sentence in Markdown; empty if there is none.
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
        }
    }

    /// Returns the example as lines of YAML that start with the key.
    pub fn example_lines(&self) -> String {
        format_entry(self.name, self.example)
    }

    /// Returns the description and the example: a paragraph of Markdown and a block of YAML.
    pub fn to_markdown(&self) -> String {
        format!("{}\n\n```yaml\n{}\n```", self.description(), self.example_lines())
    }

    /// Returns the description with the default.
    pub fn description(&self) -> String {
        format!("{} {}", self.about, self.default_sentence()).trim_end().to_owned()
    }
}

/// Returns lines of YAML for a key and a value that is given in YAML.
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

/// Indents each line by two spaces.
fn indent_lines(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

impl KeyGroup {
    /// Returns every key that belongs here, own ones first.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static KeySpec> {
        let shared = self.included.iter().flat_map(|group| group.keys);
        self.keys
            .iter()
            .chain(shared.filter(|key| !self.keys.iter().any(|own| own.name == key.name)))
    }

    /// Returns the key with this name (in snake_case) or alias.
    pub fn find_key(&self, name: &str) -> Option<&'static KeySpec> {
        self.keys
            .iter()
            .chain(self.included.iter().flat_map(|group| group.keys))
            .find(|key| key.has_name(name))
    }

    /// Returns whether it has a key with this name or alias.
    pub fn has_key(&self, name: &str) -> bool {
        self.find_key(name).is_some()
    }

    /// Returns every name that a key may have: the documented names first.
    pub fn key_names(&self) -> impl Iterator<Item = &'static str> {
        self.all_keys()
            .map(|key| key.name)
            .chain(self.all_keys().flat_map(|key| key.aliases.iter().copied()))
    }
}

impl ValueType {
    /// Returns every key group that a value of this type may have, without the groups inside them.
    pub fn key_groups(&self) -> Vec<&'static KeyGroup> {
        match self {
            ValueType::Keys(group) => vec![group],
            ValueType::AnyOf(values) => values.iter().flat_map(ValueType::key_groups).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns each of its alternatives, or the type itself if it is none of several.
    pub fn alternatives(&self) -> Vec<ValueType> {
        match self {
            ValueType::AnyOf(values) => values.iter().flat_map(ValueType::alternatives).collect(),
            value => vec![*value],
        }
    }

    /// Returns the type of the items, if it is a list.
    pub fn item_value(&self) -> Option<&'static ValueType> {
        match self {
            ValueType::List(of) => Some(of),
            _ => None,
        }
    }

    /// Returns the type of what follows the author's own words and a colon, if it is a pair.
    pub fn pair_value(&self) -> Option<&'static ValueType> {
        match self {
            ValueType::Pair(of, _) | ValueType::Names(of) | ValueType::Labels(of) => Some(of),
            _ => None,
        }
    }
}

impl<T> From<NumericRange<T>> for RangeInclusive<T> {
    fn from(range: NumericRange<T>) -> Self {
        range.min..=range.max
    }
}

/// The type of a whole number from `min` to `max`.
pub const fn integer(min: u32, max: u32) -> ValueType {
    ValueType::Integer(NumericRange { min, max })
}

/// The type of a number from `min` to `max`.
pub const fn number(min: f32, max: f32) -> ValueType {
    ValueType::Number(NumericRange { min, max })
}
