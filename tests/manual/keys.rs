//! Keys as tables: what each takes, what it is for, what holds without it.

use plenary::deck::vocabulary::BLOCKS;
use plenary::vocabulary::{Choices, Default, FileKind, Group, Key, Status, Value};

/// The keys of a group as a table, in the order in which they are taught.
pub fn table(keys: &[Key]) -> String {
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
pub fn groups(value: &'static Value) -> Vec<&'static Group> {
    let mut found: Vec<&'static Group> = Vec::new();
    collect(value, &mut found, &mut Vec::new());
    found
}

/// Values may hold themselves, so those that have been looked into are kept by their address.
fn collect(value: &'static Value, found: &mut Vec<&'static Group>, seen: &mut Vec<*const Value>) {
    if seen.contains(&std::ptr::from_ref(value)) {
        return;
    }
    seen.push(value);
    match value {
        Value::Keys(group)
            if group.name != "blocks" && !found.iter().any(|known| known.name == group.name) =>
        {
            found.push(group);
            // A key that is a block, too, has its page.
            let own = group.keys.iter().filter(|key| !BLOCKS.has(key.name));
            own.for_each(|key| collect(&key.value, found, seen));
        }
        Value::List(inner) | Value::Pair(inner, _) => collect(inner, found, seen),
        Value::AnyOf(values) => values.iter().for_each(|value| collect(value, found, seen)),
        _ => {}
    }
}

/// The names of a choice as a list, with what each means.
pub fn choices(value: &Value) -> Option<String> {
    let named = match value {
        Value::Choice(choices) => choices.named(),
        Value::AnyOf(values) => return values.iter().find_map(choices),
        _ => return None,
    };
    let known = named.iter().filter(|choice| choice.status == Status::Known);
    Some(known.map(|choice| format!("- `{}`: {}\n", choice.name, choice.about)).collect())
}

fn about(key: &Key) -> String {
    match key.status {
        Status::Known => key.about.to_owned(),
        Status::WithoutEffect => format!("{} *Read, and without effect yet.*", key.about),
        Status::Refused(advice) => format!("{} *Not there yet: {advice}.*", key.about),
    }
}

fn left_out(key: &Key) -> String {
    match key.default {
        Default::Nothing => String::new(),
        Default::Value(value) => format!("`{value}`"),
        Default::Words(words) => words.to_owned(),
        Default::Required => "*needed*".to_owned(),
    }
}

/// What a value may be, in words.
fn takes(value: &Value) -> String {
    match value {
        Value::Text => "text".to_owned(),
        Value::Prose => "text, or Markdown behind `|`".to_owned(),
        Value::Word => "a word".to_owned(),
        Value::Flag => "`true` or `false`".to_owned(),
        Value::Integer(range) => format!("a whole number, {} to {}", range.least, range.most),
        Value::Number(range) => format!("a number, {} to {}", range.least, range.most),
        Value::Length => "a length such as `12pt` or `1cm`".to_owned(),
        Value::Share => "a share such as `50%`".to_owned(),
        Value::Choice(choices) => {
            let known: Vec<String> = names(*choices);
            if known.len() > 8 { format!("one of {} names", known.len()) } else { known.join(", ") }
        }
        Value::Colour => "a colour such as `\"#003399\"`".to_owned(),
        Value::Language => "the code of a language".to_owned(),
        Value::Id => "a name without spaces".to_owned(),
        Value::File(FileKind::Picture) => "the path of a picture".to_owned(),
        Value::File(FileKind::Csv) => "the path of a CSV file".to_owned(),
        Value::File(FileKind::Theme) => "a theme's name or path".to_owned(),
        Value::Keys(group) if group.name == "blocks" => "blocks".to_owned(),
        Value::Keys(_) => "keys".to_owned(),
        Value::Pair(..) => "`Name: value`".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::AnyOf(values) => {
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

fn names(choices: &dyn Choices) -> Vec<String> {
    let known = choices.named().into_iter().filter(|choice| choice.status == Status::Known);
    known.map(|choice| format!("`{}`", choice.name)).collect()
}

/// Text for a table's cell: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}
