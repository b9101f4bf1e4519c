//! Reads `people`, and the portraits of contacts and quotes.

use super::super::address::{mail_uri, web_uri};
use super::super::block::BlockKind;
use super::super::figure::Figure;
use super::super::person::{People, Person, PortraitShape};
use super::super::text::Text;
use super::super::vocabulary::{PEOPLE, PERSON, PORTRAIT_SHAPES};
use super::contact::{read_lines, read_linked_texts};
use super::containers::read_long_form;
use super::{ReadContext, block, figure, markdown, prose, show};
use crate::diagnostic::Code;
use crate::yaml::{Fields, Node, to_snake_case};

/// Reads the value of `people`: a list, or `{across, shape, steps, items}`.
pub(crate) fn read_people(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let (mut fields, items) = read_long_form(node, "`people`", &PEOPLE, context)?;
    let nodes = items.and_then(|items| context.reader.read_list(items, "`people`")).unwrap_or(&[]);
    let mut people =
        People { across: None, shape: PortraitShape::Circle, steps: false, people: Vec::new() };
    if let Some(fields) = &mut fields {
        let across = fields.take_value("across");
        people.across = across
            .and_then(|node| context.reader.read_integer(node, "`across`", 1..=8))
            .map(|across| across as usize);
        let shape = fields.take_value("shape");
        people.shape = shape
            .and_then(|node| context.reader.read_choice(node, "`shape`", PORTRAIT_SHAPES))
            .unwrap_or_default();
        people.steps = show::read_flag(fields, "steps", context).unwrap_or_default();
    }
    if let Some(fields) = fields {
        fields.report_unknown_keys(&mut context.reader);
    }
    people.people = nodes.iter().filter_map(|node| read_person(node, context)).collect();
    (!people.people.is_empty()).then_some(BlockKind::People(people))
}

fn read_person(node: &Node, context: &mut ReadContext) -> Option<Person> {
    let mut person = Person {
        name: None,
        role: None,
        org: Vec::new(),
        photo: None,
        blocks: Vec::new(),
        addresses: Vec::new(),
        span: node.span,
    };
    let Some(entries) = node.as_mapping() else {
        person.name = Some(context.read_text(node, "a person")?);
        return Some(person);
    };
    if let [(key, value)] = entries
        && !PERSON.has_key(&to_snake_case(&key.name))
        && !block::is_block_name(&to_snake_case(&key.name))
        && !key.name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    {
        person.name = Some(markdown::parse_inline(&key.name, key.span, context));
        person.role = context.read_text(value, "the role");
        return Some(person);
    }
    let mut fields = context.reader.read_fields(node, "a person", &PERSON)?;
    person.name = fields.take_value("name").and_then(|node| context.read_text(node, "`name`"));
    person.role = fields.take_value("role").and_then(|node| context.read_text(node, "`role`"));
    let org = fields.take_value("org");
    person.org = org.map(|node| read_lines(node, context)).unwrap_or_default();
    person.photo = read_photo(&mut fields, person.name.as_ref(), context);
    let text = fields.take_value("text");
    person.blocks =
        text.map(|node| prose::read_blocks(node, "`text`", context)).unwrap_or_default();
    person.addresses = read_linked_texts(&mut fields, "email", mail_uri, context);
    person.addresses.extend(read_linked_texts(&mut fields, "url", web_uri, context));
    fields.report_unknown_keys(&mut context.reader);
    if person.name.is_none() {
        context.reader.report_error(
            Code::MissingKey,
            "a person has no `name`",
            node.span.start_point(),
            "write `name:` and the name",
        );
        return None;
    }
    Some(person)
}

/// Reads `photo`. A portrait without alternative text has the name of its person.
pub(crate) fn read_photo(
    fields: &mut Fields,
    name: Option<&Text>,
    context: &mut ReadContext,
) -> Option<Figure> {
    let node = fields.take_value("photo")?;
    let mut photo = figure::read_figure(node, "`photo`", context)?;
    if photo.alt.is_none() {
        photo.alt = name.map(Text::to_single_line);
    }
    Some(photo)
}
