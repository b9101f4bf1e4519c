//! Keys as tables: what each takes, what it is for, what holds without it.

use plenary::deck::vocabulary::BLOCKS;
use plenary::vocabulary::{
    ChoiceTable, FileKind, KeyDefault, KeyGroup, KeySpec, SupportStatus, ValueType,
};

/// The keys of a group as a table, in the order in which they are taught.
pub fn table(keys: &[KeySpec]) -> String {
    let mut text = String::from("| key | takes | what it is for | left out |\n|---|---|---|---|\n");
    for key in keys {
        text += &format!(
            "| `{}` | {} | {} | {} |\n",
            key.name,
            cell(&takes(&key.value)),
            cell(&about(key)),
            cell(&left_out(key))
        );
    }
    text
}

/// The groups that a value may be made of, each once, those of blocks left out: they have pages of
/// their own.
pub fn groups(value: &'static ValueType) -> Vec<&'static KeyGroup> {
    let mut found: Vec<&'static KeyGroup> = Vec::new();
    collect(value, &mut found, &mut Vec::new());
    found
}

/// Values may hold themselves, so those that have been looked into are kept by their address.
fn collect(
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
            // A key that is a block, too, has its page.
            let own = group.keys.iter().filter(|key| !BLOCKS.has_key(key.name));
            own.for_each(|key| collect(&key.value, found, seen));
        }
        ValueType::List(inner) | ValueType::Pair(inner, _) => collect(inner, found, seen),
        ValueType::AnyOf(values) => values.iter().for_each(|value| collect(value, found, seen)),
        _ => {}
    }
}

/// The names of a choice as a list, with what each means.
pub fn choices(value: &ValueType) -> Option<String> {
    let named = match value {
        ValueType::Choice(choices) => choices.choice_infos(),
        ValueType::AnyOf(values) => return values.iter().find_map(choices),
        _ => return None,
    };
    let known = named.iter().filter(|choice| choice.status == SupportStatus::Known);
    Some(known.map(|choice| format!("- `{}`: {}\n", choice.name, choice.about)).collect())
}

fn about(key: &KeySpec) -> String {
    match key.status {
        SupportStatus::Known => key.about.to_owned(),
        SupportStatus::WithoutEffect => format!("{} *Read, and without effect yet.*", key.about),
        SupportStatus::Refused(advice) => format!("{} *Not there yet: {advice}.*", key.about),
    }
}

fn left_out(key: &KeySpec) -> String {
    match key.default {
        KeyDefault::Nothing => String::new(),
        KeyDefault::Value(value) => format!("`{value}`"),
        KeyDefault::Text(words) => words.to_owned(),
        KeyDefault::Required => "*needed*".to_owned(),
    }
}

/// What a value may be, in words.
fn takes(value: &ValueType) -> String {
    match value {
        ValueType::Text => "text".to_owned(),
        ValueType::Prose => "text, or Markdown behind `|`".to_owned(),
        ValueType::Word => "a word".to_owned(),
        ValueType::Boolean => "`true` or `false`".to_owned(),
        ValueType::Integer(range) => format!("a whole number, {} to {}", range.min, range.max),
        ValueType::Number(range) => format!("a number, {} to {}", range.min, range.max),
        ValueType::Length => "a length such as `12pt` or `1cm`".to_owned(),
        ValueType::Fraction => "a share such as `50%`".to_owned(),
        ValueType::Choice(choices) => {
            let known: Vec<String> = names(*choices);
            if known.len() > 8 { format!("one of {} names", known.len()) } else { known.join(", ") }
        }
        ValueType::Colour => "a colour such as `\"#003399\"`".to_owned(),
        ValueType::Language => "the code of a language".to_owned(),
        ValueType::Id => "a name without spaces".to_owned(),
        ValueType::File(FileKind::Picture) => "the path of a picture".to_owned(),
        ValueType::File(FileKind::Csv) => "the path of a CSV file".to_owned(),
        ValueType::File(FileKind::Theme) => "a theme's name or path".to_owned(),
        ValueType::Keys(group) if group.name == "blocks" => "blocks".to_owned(),
        ValueType::Keys(_) => "keys".to_owned(),
        ValueType::Pair(..) => "`Name: value`".to_owned(),
        ValueType::List(_) => "a list".to_owned(),
        ValueType::AnyOf(values) => {
            let mut ways: Vec<String> = Vec::new();
            for value in *values {
                let way = takes(value);
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
            ways.join("; ")
        }
    }
}

fn names(choices: &dyn ChoiceTable) -> Vec<String> {
    let known =
        choices.choice_infos().into_iter().filter(|choice| choice.status == SupportStatus::Known);
    known.map(|choice| format!("`{}`", choice.name)).collect()
}

/// Text for a table's cell: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}
