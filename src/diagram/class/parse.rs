//! Reads class diagrams.

use super::members::{is_method, read_member, replace_generics};
use super::relations::find_relation;
use crate::diagram::drawing::{ColourRole, DiagramLook, ShapeKind};
use crate::diagram::flowchart::{ClassUse, FlowEdge, FlowGroup, FlowReader, Flowchart, GraphKind};
use crate::diagram::graph::{FlowDirection, NoteSide};
use crate::diagram::label::{LabelText, strip_quotes};
use crate::diagram::source::{DiagramSource, SourceLine};
use crate::diagram::state::add_note;

/// What a brace closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OpenBrace {
    Class(usize),
    Namespace,
}

/// Reads the lines of a class diagram.
pub(crate) fn parse_class_diagram(source: &mut DiagramSource) -> Option<Flowchart> {
    let lines = source.take_statements();
    let mut braces: Vec<(OpenBrace, SourceLine)> = Vec::new();
    let mut reader = FlowReader::new(source);
    reader.chart.kind = GraphKind::Classes;
    for line in lines.into_iter().skip(1) {
        if reader.source.has_many_errors() {
            break;
        }
        let mut line = line;
        let closes = line.text == "}" || (line.text.ends_with('}') && !line.text.contains('{'));
        if closes {
            line = line.part(line.text[..line.text.len() - 1].trim());
        }
        if !line.text.is_empty() {
            match braces.last() {
                Some((OpenBrace::Class(class), _)) => add_member(&mut reader, *class, line.text),
                _ => read_statement(&mut reader, line, &mut braces),
            }
        }
        if closes {
            match braces.pop() {
                Some((OpenBrace::Namespace, _)) => {
                    reader.open_groups.pop();
                }
                Some((OpenBrace::Class(_), _)) => {}
                None => reader.source.report(line, "`}` closes nothing", "remove it"),
            }
        }
    }
    for (_, line) in braces {
        reader.source.report(line, "`{` is not closed", "write `}` below the members");
    }
    reader.open_groups.clear();
    for node in &mut reader.chart.nodes {
        node.compartments.retain(|rows| !rows.is_empty());
        // What kind of class it is, above its name, is not bold.
        let kind = if node.label.content.starts_with('«') { "»\n" } else { "" };
        let name = node.label.content.rfind(kind).filter(|_| !kind.is_empty());
        let name = name.map_or(0, |at| at + kind.len());
        if (node.compartments.is_empty() || name > 0) && node.shape == ShapeKind::Box {
            node.label.make_bold_from(name);
        }
    }
    reader.finish()
}

fn read_statement<'t>(
    reader: &mut FlowReader<'_, 't>,
    line: SourceLine<'t>,
    braces: &mut Vec<(OpenBrace, SourceLine<'t>)>,
) {
    let (word, rest) = line.text.split_once(char::is_whitespace).unwrap_or((line.text, ""));
    let rest = line.part(rest.trim());
    match word {
        "class" => read_class(reader, line, rest, braces),
        "namespace" => {
            let name = rest.text.trim_end_matches('{').trim();
            let parent = reader.open_groups.last().map(|(group, _)| *group);
            reader.add_group(
                FlowGroup {
                    id: format!("namespace {name}"),
                    title: LabelText::parse(name),
                    parent,
                    direction: None,
                    look: DiagramLook::of_role(ColourRole::Group(0)),
                },
                line,
            );
            braces.push((OpenBrace::Namespace, line));
        }
        "direction" => match FlowDirection::parse(rest.text) {
            Some(direction) => reader.chart.direction = Some(direction),
            None => reader.report_direction(rest),
        },
        "note" => read_note(reader, line, rest),
        "classDef" => reader.define_class(rest),
        "cssClass" => reader.set_class(rest),
        "style" => reader.set_style(rest),
        "click" | "link" => reader.read_click(line, rest),
        "callback" => reader.source.ignore("`callback`", line, "a slide runs no scripts"),
        _ if word.starts_with("<<") => {
            if let Some((annotation, name)) = line.text.split_once(">>") {
                let class = find_class(reader, name.trim());
                annotate(reader, class, &annotation[2..]);
            }
        }
        _ => read_relation(reader, line),
    }
}

/// Returns the class with this name, which may have generics: `List~int~`.
fn find_class(reader: &mut FlowReader, name: &str) -> usize {
    let (name, style) = name.split_once(":::").unwrap_or((name, ""));
    let name = name.trim().trim_matches('`');
    let id = name.split('~').next().unwrap_or(name).trim();
    if !style.is_empty() {
        let range = reader.source.range_of(style);
        reader.classes.push(ClassUse::new(id, style, range));
    }
    let count = reader.chart.nodes.len();
    let node = reader.find_or_add(id);
    if node == count {
        reader.chart.nodes[node].compartments = vec![Vec::new(), Vec::new()];
    }
    if name.contains('~') {
        reader.chart.nodes[node].label = LabelText::plain(replace_generics(name));
    }
    node
}

/// Whether a name has spaces and is not between backticks.
fn has_bare_space(name: &str) -> bool {
    let name = name.trim();
    let is_quoted = name.len() > 1 && name.starts_with('`') && name.ends_with('`');
    !is_quoted && name.contains(char::is_whitespace)
}

/// Reads `class Name`, `class Name["Label"]`, `class Name {`.
fn read_class<'t>(
    reader: &mut FlowReader<'_, 't>,
    line: SourceLine<'t>,
    rest: SourceLine<'t>,
    braces: &mut Vec<(OpenBrace, SourceLine<'t>)>,
) {
    let (head, members) = match rest.text.split_once('{') {
        Some((head, members)) => (head.trim(), Some(members.trim())),
        None => (rest.text, None),
    };
    let (name, label) = match head.split_once('[') {
        Some((name, label)) => (name.trim(), label.split(']').next()),
        None => (head, None),
    };
    if name.is_empty() || has_bare_space(name) {
        reader.source.report(
            line,
            "this class has no name, or a name with spaces",
            "write a name in one word, such as `class Invoice` or `class a[\"Two words\"]`",
        );
        return;
    }
    let class = find_class(reader, name);
    if let Some(label) = label {
        reader.chart.nodes[class].label = LabelText::parse(label);
    }
    if let Some(members) = members {
        match members.strip_suffix('}') {
            Some(members) => members
                .split(['\n', ';'])
                .filter(|member| !member.trim().is_empty())
                .for_each(|member| add_member(reader, class, member)),
            None => {
                if !members.is_empty() {
                    add_member(reader, class, members);
                }
                braces.push((OpenBrace::Class(class), line));
            }
        }
    }
}

fn add_member(reader: &mut FlowReader, class: usize, text: &str) {
    let text = text.trim();
    if let Some(annotation) = text.strip_prefix("<<").and_then(|text| text.strip_suffix(">>")) {
        annotate(reader, class, annotation);
        return;
    }
    let compartment = usize::from(is_method(text));
    reader.chart.nodes[class].compartments[compartment].push(vec![read_member(text)]);
}

/// Writes what kind of class it is above its name.
fn annotate(reader: &mut FlowReader, class: usize, annotation: &str) {
    let label = &mut reader.chart.nodes[class].label;
    let start = format!("«{}»\n", annotation.trim());
    for part in &mut label.emphasis {
        part.range = part.range.start + start.len()..part.range.end + start.len();
    }
    label.content.insert_str(0, &start);
}

/// Reads `note "words"` or `note for Name "words"`.
fn read_note<'t>(reader: &mut FlowReader<'_, 't>, line: SourceLine<'t>, rest: SourceLine<'t>) {
    match rest.text.strip_prefix("for ").and_then(|rest| rest.trim().split_once(' ')) {
        Some((name, words)) => {
            let class = find_class(reader, name);
            add_note(reader, class, NoteSide::After, words);
        }
        None if rest.text.starts_with('"') => {
            let count = reader.chart.nodes.len();
            let node = reader.find_or_add(&format!("note {count}"));
            let note = &mut reader.chart.nodes[node];
            note.label = LabelText::parse(rest.text);
            note.shape = ShapeKind::Note;
            note.look.role = ColourRole::Note;
        }
        None => reader.source.report(
            line,
            "this note has no words in quotes",
            "write `note for`, the name of a class, and the words in quotes",
        ),
    }
}

/// Reads `A "1" --> "*" B : words`, or `Name : member`.
fn read_relation<'t>(reader: &mut FlowReader<'_, 't>, line: SourceLine<'t>) {
    let Some(relation) = find_relation(line.text) else {
        match line.text.split_once(':') {
            Some((name, member)) if !member.starts_with("::") && !has_bare_space(name) => {
                let class = find_class(reader, name);
                add_member(reader, class, member);
            }
            _ if !has_bare_space(line.text) => {
                find_class(reader, line.text);
            }
            _ => reader.source.report(
                line,
                "this line of the class diagram cannot be read",
                "write relations such as `Duck --|> Animal : is a`, and members such as \
                 `Duck : +swim()`",
            ),
        }
        return;
    };
    let (right, words) = split_label(relation.right);
    let (left, left_words) = match relation.left.split_once('"') {
        Some((name, words)) => (name.trim(), words.trim_end_matches('"')),
        None => (relation.left, ""),
    };
    let (right, right_words) = match right.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((words, name)) => (name.trim(), words),
        None => (right, ""),
    };
    if [left, right].iter().any(|name| name.is_empty() || has_bare_space(name)) {
        reader.source.report(
            line,
            "this relation does not join two classes",
            "write the name of a class on both sides, such as `Duck --|> Animal`",
        );
        return;
    }
    let (from, to) = (find_class(reader, left), find_class(reader, right));
    let mut edge = FlowEdge {
        label: LabelText::parse(words),
        end_labels: [left_words, right_words].map(|words| LabelText::parse(strip_quotes(words))),
        ends: relation.ends,
        ..FlowEdge::new(from, to)
    };
    edge.look.stroke_style = relation.style;
    reader.chart.edges.push(edge);
}

/// Splits the words after `:` from the name of a class.
fn split_label(text: &str) -> (&str, &str) {
    let at = text
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|&at| !text[at..].starts_with(":::") && !text[..at].ends_with(':'));
    match at {
        Some(at) => (text[..at].trim(), text[at + 1..].trim()),
        None => (text.trim(), ""),
    }
}
