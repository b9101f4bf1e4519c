//! Reads state diagrams.

use crate::diagram::drawing::{ColourRole, DiagramLook, EdgeEnd, ShapeKind, StrokeStyle};
use crate::diagram::flowchart::{ClassUse, FlowEdge, FlowGroup, FlowReader, Flowchart};
use crate::diagram::graph::{FlowDirection, NoteSide};
use crate::diagram::label::LabelText;
use crate::diagram::source::{DiagramSource, SourceLine};

/// The kinds of states that are no boxes.
const MARKS: &[(&str, ShapeKind)] = &[
    ("<<choice>>", ShapeKind::Diamond),
    ("[[choice]]", ShapeKind::Diamond),
    ("<<fork>>", ShapeKind::Box),
    ("[[fork]]", ShapeKind::Box),
    ("<<join>>", ShapeKind::Box),
    ("[[join]]", ShapeKind::Box),
];

/// Reads the lines of a state diagram.
pub(crate) fn parse_state_diagram(source: &mut DiagramSource) -> Option<Flowchart> {
    let lines = divide_at_braces(source.take_statements());
    let mut lines = lines.into_iter().skip(1);
    let mut reader = FlowReader::new(source);
    while let Some(line) = lines.next() {
        if reader.source.has_many_errors() {
            break;
        }
        if let Some(note) = line.text.strip_prefix("note ") {
            let text = if note.contains(':') {
                None
            } else {
                let words = lines.by_ref().take_while(|line| line.text != "end note");
                Some(words.map(|line| line.text).collect::<Vec<_>>().join("\n"))
            };
            read_note(&mut reader, line, note, text);
        } else {
            read_statement(&mut reader, line);
        }
    }
    for (_, line) in std::mem::take(&mut reader.open_groups) {
        reader.source.report(line, "this `state` is not closed", "write `}` below its states");
    }
    reader.finish()
}

/// Divides `state a { b --> c }` on one line into its statements.
fn divide_at_braces(lines: Vec<SourceLine>) -> Vec<SourceLine> {
    let mut statements = Vec::with_capacity(lines.len());
    // How many braces that were opened in the middle of a line are open.
    let mut open = 0_usize;
    for line in lines {
        let mut rest = line;
        while rest.text.starts_with("state ")
            && let Some(at) = find_unquoted_brace(rest.text)
            && at + 1 < rest.text.len()
        {
            statements.push(rest.slice(0..at + 1));
            rest = rest.slice_from(at + 1);
            open += 1;
        }
        let mut closed = Vec::new();
        while open > 0 && rest.text.ends_with('}') {
            open -= 1;
            let end = rest.text.len() - 1;
            closed.push(rest.slice(end..end + 1));
            rest = rest.slice(0..end);
        }
        statements.extend((!rest.is_empty()).then_some(rest));
        statements.extend(closed);
    }
    statements
}

/// Returns where the first brace of a line is, if it is not in quotes or in words after a colon.
fn find_unquoted_brace(text: &str) -> Option<usize> {
    let at = text.find('{')?;
    let before = &text[..at];
    (before.matches('"').count().is_multiple_of(2) && !before.contains(": ")).then_some(at)
}

fn read_statement<'t>(reader: &mut FlowReader<'_, 't>, line: SourceLine<'t>) {
    let (word, rest) = line.text.split_once(char::is_whitespace).unwrap_or((line.text, ""));
    let rest = line.part(rest.trim());
    match word {
        "state" => read_state(reader, line, rest),
        "}" => {
            if reader.open_groups.pop().is_none() {
                reader.source.report(line, "`}` closes nothing", "remove it");
            }
        }
        "--" => reader.source.ignore(
            "`--`",
            line,
            "the states at the same time are drawn in one frame; join them with a fork",
        ),
        "direction" => match FlowDirection::parse(rest.text) {
            Some(direction) => reader.set_direction(direction, line),
            None => reader.report_direction(rest),
        },
        "classDef" => reader.define_class(rest),
        "class" => reader.set_class(rest),
        "style" => reader.set_style(rest),
        "hide" | "scale" => {
            reader.source.ignore(&format!("`{word}`"), line, "the size follows from the page");
        }
        "click" => reader.read_click(line, rest),
        _ if line.text.contains("-->") => read_transition(reader, line),
        _ => match line.text.split_once(':') {
            Some((id, words)) if is_name(id.trim()) && !words.starts_with("::") => {
                let node = find_state(reader, id.trim());
                describe_state(reader, node, words.trim());
            }
            _ if is_name(line.text) || line.text.contains(":::") => {
                find_styled_state(reader, line.text);
            }
            _ => reader.source.report(
                line,
                "this line of the state diagram cannot be read",
                "write transitions such as `one --> two : words`, and names without spaces, such \
                 as `state \"Two words\" as two`",
            ),
        },
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(|sign: char| sign.is_whitespace() || "{}\"<>".contains(sign))
}

/// Adds words to a state: the first replace its name, others follow on lines of their own.
fn describe_state(reader: &mut FlowReader, node: usize, words: &str) {
    let label = LabelText::parse(words);
    let state = &mut reader.chart.nodes[node];
    if reader.is_described[node] {
        state.label.content.push('\n');
        state.label.content.push_str(&label.content);
    } else {
        state.label = label;
    }
    reader.is_described[node] = true;
}

/// Returns the state with this name; a new one has round corners.
fn find_state(reader: &mut FlowReader, id: &str) -> usize {
    let count = reader.chart.nodes.len();
    let node = reader.find_or_add(id);
    if node == count {
        reader.chart.nodes[node].shape = ShapeKind::Rounded;
    }
    node
}

/// Returns the state with this name, which may be followed by `:::class`.
fn find_styled_state(reader: &mut FlowReader, text: &str) -> usize {
    let (id, class) = text.split_once(":::").unwrap_or((text, ""));
    let id = id.trim();
    if !class.is_empty() {
        reader.classes.push(ClassUse::new(id, class, reader.source.range_of(class)));
    }
    find_state(reader, id)
}

/// Reads `state "Words" as id`, `state id {`, `state id <<choice>>`.
fn read_state<'t>(reader: &mut FlowReader<'_, 't>, line: SourceLine<'t>, rest: SourceLine<'t>) {
    let (head, opens) = match rest.text.strip_suffix('{') {
        Some(head) => (head.trim(), true),
        None => (rest.text, false),
    };
    let (title, id) = match head.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
        Some((title, after)) => {
            let id = after.trim().strip_prefix("as").map(str::trim);
            (Some(title), id.filter(|id| !id.is_empty()).unwrap_or(title))
        }
        None => (None, head),
    };
    if opens {
        let depth = reader.open_groups.len().min(4) as u8;
        let parent = reader.open_groups.last().map(|(group, _)| *group);
        let (id, class) = id.split_once(":::").unwrap_or((id, ""));
        if !class.is_empty() {
            reader.classes.push(ClassUse::new(id, class, reader.source.range_of(class)));
        }
        let known = reader.chart.nodes.iter().position(|node| node.id == id.trim());
        let title = match (title, known.filter(|&node| reader.is_described[node])) {
            (None, Some(node)) => reader.chart.nodes[node].label.clone(),
            _ => LabelText::parse(title.unwrap_or(id)),
        };
        if let Some(node) = known {
            reader.is_described[node] = false;
        }
        reader.add_group(
            FlowGroup {
                id: id.trim().to_owned(),
                title,
                parent,
                direction: None,
                look: DiagramLook::of_role(ColourRole::Group(depth)),
            },
            line,
        );
        return;
    }
    if let Some((mark, shape)) = MARKS.iter().find(|(mark, _)| id.ends_with(mark)) {
        let node = find_state(reader, id[..id.len() - mark.len()].trim());
        let state = &mut reader.chart.nodes[node];
        state.shape = shape.clone();
        state.label = LabelText::default();
        state.look.role = ColourRole::Solid;
        return;
    }
    let node = find_styled_state(reader, id);
    if let Some(title) = title {
        describe_state(reader, node, title);
    }
}

/// Reads `one --> two : words`.
fn read_transition<'t>(reader: &mut FlowReader<'_, 't>, line: SourceLine<'t>) {
    let Some((from, after)) = line.text.split_once("-->") else { return };
    let (to, words) = match after
        .find(": ")
        .or_else(|| after.find(':').filter(|&at| !after[at..].starts_with(":::")))
    {
        Some(at) if !after[..at].ends_with("::") => (&after[..at], &after[at + 1..]),
        _ => (after, ""),
    };
    let (from, to) = (from.trim(), to.trim());
    for name in [from, to] {
        if name != "[*]" && !is_name(name) {
            let found = if name.is_empty() { line.text } else { name };
            reader.source.report(
                line.part(found),
                format!(
                    "`{}` is where the name of a state was expected",
                    line.part(found).excerpt()
                ),
                "write names without spaces, such as `state \"Two words\" as two`",
            );
            return;
        }
    }
    let from = if from == "[*]" { find_end(reader, true) } else { find_styled_state(reader, from) };
    let to = if to == "[*]" { find_end(reader, false) } else { find_styled_state(reader, to) };
    reader.arrow_lines.push((reader.chart.edges.len(), line));
    reader.chart.edges.push(FlowEdge { label: LabelText::parse(words), ..FlowEdge::new(from, to) });
}

/// Returns the start or end of the frame that is open.
fn find_end(reader: &mut FlowReader, is_start: bool) -> usize {
    let group = reader.open_groups.last().map_or(0, |(group, _)| group + 1);
    let id = format!("[*] {} {group}", if is_start { "start" } else { "end" });
    let node = find_state(reader, &id);
    let state = &mut reader.chart.nodes[node];
    state.shape = if is_start { ShapeKind::Ellipse } else { ShapeKind::DoubleEllipse };
    state.label = LabelText::default();
    state.look.role = ColourRole::Solid;
    reader.is_described[node] = true;
    node
}

/// Reads `note right of id : words`, or the lines up to `end note`.
fn read_note<'t>(
    reader: &mut FlowReader<'_, 't>,
    line: SourceLine<'t>,
    note: &'t str,
    lines: Option<String>,
) {
    let (head, words) = note.split_once(':').unwrap_or((note, ""));
    let head = head.trim();
    let sides = [("right of", NoteSide::After), ("left of", NoteSide::Before)];
    let found = sides.iter().find_map(|(words, side)| Some((head.strip_prefix(words)?, *side)));
    let found = found.map(|(id, side)| (id.trim(), side)).filter(|(id, _)| is_name(id));
    let Some((id, side)) = found else {
        reader.source.report(
            line,
            "this note belongs to no state",
            "write `note right of`, the name of a state, `:` and the words",
        );
        return;
    };
    let state = find_state(reader, id);
    let words = lines.unwrap_or_else(|| words.trim().to_owned());
    add_note(reader, state, side, &words);
}

/// Adds a note that belongs to a box.
pub(in crate::diagram) fn add_note(
    reader: &mut FlowReader,
    owner: usize,
    side: NoteSide,
    words: &str,
) {
    let count = reader.chart.nodes.len();
    let node = reader.find_or_add(&format!("note {count}"));
    let found = &mut reader.chart.nodes[node];
    found.label = LabelText::parse(words);
    found.shape = ShapeKind::Note;
    found.look.role = ColourRole::Note;
    found.note_side = Some(side);
    reader.is_described[node] = true;
    let mut edge = FlowEdge { ends: [EdgeEnd::None, EdgeEnd::None], ..FlowEdge::new(owner, node) };
    edge.look.stroke_style = StrokeStyle::Dashed;
    reader.chart.edges.push(edge);
}
