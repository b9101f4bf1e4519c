//! Reads entity-relationship diagrams.

use super::relations::{EntityRelation, find_relation};
use crate::diagram::flowchart::{
    ClassUse, FlowEdge, FlowReader, Flowchart, GraphKind, read_brackets,
};
use crate::diagram::graph::FlowDirection;
use crate::diagram::label::LabelText;
use crate::diagram::source::{DiagramSource, SourceLine};

/// Reads the lines of an entity-relationship diagram.
pub(crate) fn parse_er_diagram(source: &mut DiagramSource) -> Option<Flowchart> {
    let lines = source.take_statements();
    let mut open: Option<(usize, SourceLine)> = None;
    let mut reader = FlowReader::new(source);
    reader.chart.kind = GraphKind::Entities;
    for line in lines.into_iter().skip(1) {
        if reader.source.has_many_errors() {
            break;
        }
        match open {
            Some(_) if line.text == "}" => open = None,
            Some((entity, _)) => {
                let text = line.text.strip_suffix('}').unwrap_or(line.text);
                add_attribute(&mut reader, entity, line.part(text.trim()));
                if text.len() < line.text.len() {
                    open = None;
                }
            }
            None => open = read_statement(&mut reader, line).map(|entity| (entity, line)),
        }
    }
    if let Some((_, line)) = open {
        reader.source.report(line, "`{` is not closed", "write `}` below the attributes");
    }
    for node in reader.chart.nodes.iter_mut().filter(|node| node.compartments.is_empty()) {
        node.label.make_bold_from(0);
    }
    reader.finish()
}

/// Reads a line outside braces. Returns the entity whose attributes follow.
fn read_statement<'t>(reader: &mut FlowReader<'_, 't>, line: SourceLine<'t>) -> Option<usize> {
    let (word, rest) = line.text.split_once(char::is_whitespace).unwrap_or((line.text, ""));
    let rest = line.part(rest.trim());
    match word {
        "direction" => match FlowDirection::parse(rest.text) {
            Some(direction) => reader.chart.direction = Some(direction),
            None => reader.report_direction(rest),
        },
        "classDef" => reader.define_class(rest),
        "class" => reader.set_class(rest),
        "style" => reader.set_style(rest),
        _ => {
            if let Some(relation) = find_relation(line.text) {
                read_relation(reader, line, relation);
                return None;
            }
            let (head, attributes) = match line.text.split_once('{') {
                Some((head, attributes)) => (head.trim(), Some(attributes.trim())),
                None => (line.text, None),
            };
            let entity = find_entity(reader, line, head)?;
            let attributes = attributes?;
            match attributes.strip_suffix('}') {
                Some("") => return None,
                Some(inner) => add_attribute(reader, entity, line.part(inner.trim())),
                None if attributes.is_empty() => return Some(entity),
                None => {
                    add_attribute(reader, entity, line.part(attributes));
                    return Some(entity);
                }
            }
        }
    }
    None
}

/// Returns the entity `NAME`, `"Two words"` or `name[Label]`.
fn find_entity<'t>(
    reader: &mut FlowReader<'_, 't>,
    line: SourceLine<'t>,
    text: &'t str,
) -> Option<usize> {
    let text = text.trim();
    let (text, class) = text.split_once(":::").unwrap_or((text, ""));
    let (name, label) = match text.find('[') {
        Some(at) => match read_brackets(&text[at..]) {
            Some(Ok(found)) => (text[..at].trim(), Some(found.label)),
            _ => (text, None),
        },
        None => (text, None),
    };
    let bare = name.trim_matches('"');
    let is_name =
        !bare.is_empty() && (name.starts_with('"') || !name.contains(char::is_whitespace));
    if !is_name {
        reader.source.report(
            line,
            "this line of the entity-relationship diagram cannot be read",
            "write relations such as `CUSTOMER ||--o{ ORDER : places`, and attributes such as \
             `string name PK` in braces after the name of an entity",
        );
        return None;
    }
    if !class.is_empty() {
        reader.classes.push(ClassUse::new(bare, class, reader.source.range_of(class)));
    }
    let entity = reader.find_or_add(bare);
    if let Some(label) = label {
        reader.chart.nodes[entity].label = LabelText::parse(label);
    }
    Some(entity)
}

/// Adds the attribute `type name PK, FK "comment"`.
fn add_attribute<'t>(reader: &mut FlowReader<'_, 't>, entity: usize, line: SourceLine<'t>) {
    let (text, comment) = match line.text.split_once('"') {
        Some((text, comment)) => (text.trim(), comment.trim_end_matches('"')),
        None => (line.text, ""),
    };
    let mut words = text.split_whitespace();
    let (Some(kind), Some(name)) = (words.next(), words.next()) else {
        reader.source.report(
            line,
            "an attribute has a type and a name",
            "write both, such as `string name` or `int id PK`",
        );
        return;
    };
    let keys = words.collect::<Vec<_>>().join(" ");
    let node = &mut reader.chart.nodes[entity];
    if node.compartments.is_empty() {
        node.compartments.push(Vec::new());
    }
    let cells = [name, kind, keys.as_str(), comment];
    node.compartments[0].push(cells.map(LabelText::plain).to_vec());
}

fn read_relation<'t>(
    reader: &mut FlowReader<'_, 't>,
    line: SourceLine<'t>,
    relation: EntityRelation<'t>,
) {
    let [Some(start), Some(end)] = relation.ends else {
        reader.source.report(
            line,
            "this relation has no cardinality at one end",
            "write `||` (one), `|o` (none or one), `}|` (one or more) or `}o` (none or more) on \
             the left, and the same mirrored on the right, such as `A ||--o{ B`, or words, such as \
             `A one to many B`",
        );
        return;
    };
    let right = relation.right;
    let (right, words) = match right.split_once(" :").or_else(|| right.split_once(": ")) {
        Some((right, words)) => (right, words.trim()),
        None => (right, ""),
    };
    let Some(from) = find_entity(reader, line, relation.left) else { return };
    let Some(to) = find_entity(reader, line, right) else { return };
    let mut edge =
        FlowEdge { label: LabelText::parse(words), ends: [start, end], ..FlowEdge::new(from, to) };
    edge.look.stroke_style = relation.style;
    reader.chart.edges.push(edge);
}
