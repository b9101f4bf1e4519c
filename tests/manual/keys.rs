//! Formats keys as tables: name, value, description and default.

use plenary::deck::vocabulary::BLOCKS;
use plenary::vocabulary::{
    ChoiceTable, FileKind, KeyDefault, KeyGroup, KeySpec, SupportStatus, ValueType,
};

/// Formats the keys of a group as a table.
pub fn format_table(keys: &[KeySpec]) -> String {
    let mut text = String::from("| key | value | description | default |\n|---|---|---|---|\n");
    for key in keys {
        text += &format!(
            "| `{}` | {} | {} | {} |\n",
            key.name,
            escape_cell(&describe_value(&key.value)),
            escape_cell(&description(key)),
            escape_cell(&default_of(key))
        );
    }
    text
}

/// Returns the groups of keys that a value can have. Blocks are not included, since they have their
/// own pages.
pub fn collect_groups(value: &'static ValueType) -> Vec<&'static KeyGroup> {
    let mut found: Vec<&'static KeyGroup> = Vec::new();
    collect_into(value, &mut found, &mut Vec::new());
    found
}

/// Collects the groups of a value. Values can contain themselves, so `seen` holds the addresses of
/// those already visited.
fn collect_into(
    value: &'static ValueType,
    found: &mut Vec<&'static KeyGroup>,
    seen: &mut Vec<*const ValueType>,
) {
    if seen.contains(&std::ptr::from_ref(value)) {
        return;
    }
    seen.push(value);
    match value {
        ValueType::Keys(group)
            if group.name != "blocks" && !found.iter().any(|known| known.name == group.name) =>
        {
            found.push(group);
            // Keys that are also blocks have their own pages.
            let own = group.keys.iter().filter(|key| !BLOCKS.has_key(key.name));
            own.for_each(|key| collect_into(&key.value, found, seen));
        }
        ValueType::List(inner)
        | ValueType::Pair(inner, _)
        | ValueType::Names(inner)
        | ValueType::Labels(inner) => {
            collect_into(inner, found, seen);
        }
        ValueType::AnyOf(values) => {
            values.iter().for_each(|value| collect_into(value, found, seen))
        }
        _ => {}
    }
}

/// Formats the names of a choice and their descriptions as a list.
pub fn format_choices(value: &ValueType) -> Option<String> {
    let named = match value {
        ValueType::Choice(choices) => choices.choice_infos(),
        ValueType::AnyOf(values) => return values.iter().find_map(format_choices),
        _ => return None,
    };
    Some(named.iter().map(|choice| format!("- `{}`: {}\n", choice.name, choice.about)).collect())
}

fn description(key: &KeySpec) -> String {
    match key.status {
        SupportStatus::Known => key.about.to_owned(),
        SupportStatus::WithoutEffect => format!("{} *Has no effect yet.*", key.about),
    }
}

fn default_of(key: &KeySpec) -> String {
    match key.default {
        KeyDefault::Nothing => String::new(),
        KeyDefault::Value(value) => format!("`{value}`"),
        KeyDefault::Text(words) => words.to_owned(),
        KeyDefault::Required => "*required*".to_owned(),
    }
}

/// Describes the values that a key accepts.
fn describe_value(value: &ValueType) -> String {
    match value {
        ValueType::Text => "text".to_owned(),
        ValueType::Label => "a name in the data".to_owned(),
        ValueType::Prose => "text, or Markdown after `|`".to_owned(),
        ValueType::Code => "code, usually after `|`".to_owned(),
        ValueType::CodeLanguage => "the name of a programming language".to_owned(),
        ValueType::Icon => "the name of an icon".to_owned(),
        ValueType::Lines => "a line number, or a range such as `5-12`".to_owned(),
        ValueType::Word => "a word".to_owned(),
        ValueType::Condition => "a condition".to_owned(),
        ValueType::Boolean => "`true` or `false`".to_owned(),
        ValueType::Integer(range) => format!("a whole number, {} to {}", range.min, range.max),
        ValueType::Number(range) => format!("a number, {} to {}", range.min, range.max),
        ValueType::Length => "a length such as `12pt` or `1cm`".to_owned(),
        ValueType::Fraction => "a percentage such as `50%`".to_owned(),
        ValueType::Choice(choices) => {
            let known: Vec<String> = choice_names(*choices);
            if known.len() > 8 { format!("one of {} names", known.len()) } else { known.join(", ") }
        }
        ValueType::Colour => "a colour such as `\"#003399\"`".to_owned(),
        ValueType::Language => "a language code".to_owned(),
        ValueType::Id => "a name without spaces".to_owned(),
        ValueType::File(FileKind::Picture) => "the path of a picture".to_owned(),
        ValueType::File(FileKind::Csv) => "the path of a CSV file".to_owned(),
        ValueType::File(FileKind::SourceCode) => "the path of a file of code".to_owned(),
        ValueType::File(FileKind::Media) => "the path of a video or recording".to_owned(),
        ValueType::File(FileKind::Captions) => "the path of a file of captions".to_owned(),
        ValueType::File(FileKind::Diagram) => "the path of a file of Mermaid".to_owned(),
        ValueType::File(FileKind::Bibliography) => "the path of a bibliography".to_owned(),
        ValueType::File(FileKind::CitationStyle) => {
            "the name or path of a citation style".to_owned()
        }
        ValueType::File(FileKind::Theme) => "the name or path of a theme".to_owned(),
        ValueType::Keys(group) if group.name == "blocks" => "blocks".to_owned(),
        ValueType::Keys(_) => "keys".to_owned(),
        ValueType::Pair(..) => "`Name: value`".to_owned(),
        ValueType::Names(_) | ValueType::Labels(_) => "names with values".to_owned(),
        ValueType::List(_) => "a list".to_owned(),
        ValueType::AnyOf(values) => {
            let mut forms: Vec<String> = Vec::new();
            for value in *values {
                let form = describe_value(value);
                if !forms.contains(&form) {
                    forms.push(form);
                }
            }
            forms.join("; ")
        }
    }
}

fn choice_names(choices: &dyn ChoiceTable) -> Vec<String> {
    choices.choice_infos().into_iter().map(|choice| format!("`{}`", choice.name)).collect()
}

/// Escapes text for a table cell.
fn escape_cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}
