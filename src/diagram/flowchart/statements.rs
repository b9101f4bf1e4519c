//! The statements of flowcharts that are no boxes and arrows: frames, colours, clicks.

use std::collections::BTreeMap;

use super::FlowGroup;
use super::parse::{ClassUse, FlowReader, id_length, split_quoted};
use super::shapes::read_brackets;
use super::styles::apply_declarations;
use crate::diagram::drawing::{ColourRole, DiagramLook};
use crate::diagram::graph::FlowDirection;
use crate::diagram::issue::{DiagramIssue, DiagramIssueKind};
use crate::diagram::label::LabelText;
use crate::diagram::source::SourceLine;

impl<'t> FlowReader<'_, 't> {
    /// Reads one statement.
    pub(in crate::diagram) fn read_statement(&mut self, line: SourceLine<'t>) {
        let (word, rest) = line.text.split_once(char::is_whitespace).unwrap_or((line.text, ""));
        let rest = line.part(rest.trim());
        match word {
            "subgraph" => self.open_group(line, rest),
            "end" if rest.text.is_empty() => {
                if self.open_groups.pop().is_none() {
                    self.source.report(
                        line,
                        "`end` closes nothing",
                        "remove it; a box cannot have the name `end`, so write `End`",
                    );
                }
            }
            "direction" => match FlowDirection::parse(rest.text) {
                Some(direction) => self.set_direction(direction, line),
                None => self.report_direction(rest),
            },
            "classDef" => self.define_class(rest),
            "class" => self.set_class(rest),
            "style" => self.set_style(rest),
            "linkStyle" => self.set_link_style(rest),
            "click" => self.read_click(line, rest),
            _ if self.is_arrow_setting(line.text) => {
                self.source.ignore("this setting of an arrow", line, "pages do not move");
            }
            _ => {
                self.read_chain(line);
            }
        }
    }

    /// Whether a statement is `e1@{ … }` with the name of an arrow.
    fn is_arrow_setting(&self, text: &str) -> bool {
        let name = text.split_once("@{").map(|(name, _)| name.trim());
        name.is_some_and(|name| self.arrow_names.contains(&name))
    }

    /// Reads `click id "https://…"` or `click id href "https://…"`.
    pub(in crate::diagram) fn read_click(&mut self, line: SourceLine<'t>, rest: SourceLine<'t>) {
        let (id, target) = rest.first_word();
        let target = target.after_keyword("href").unwrap_or(target);
        let address = target.text.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        let schemes = ["https://", "http://", "mailto:", "tel:"];
        match address.map(|(address, _)| address.trim()) {
            Some(address) if schemes.iter().any(|scheme| address.starts_with(scheme)) => {
                self.links.push((id.text, address, line));
            }
            _ => self.source.ignore(
                "this `click`",
                line,
                "a box can lead to an address in quotes, such as `click a \"https://example.org\"`",
            ),
        }
    }

    /// Gives boxes the addresses that they lead to.
    pub(super) fn apply_links(&mut self) {
        for (id, address, line) in std::mem::take(&mut self.links) {
            match self.chart.nodes.iter_mut().find(|node| node.id == id && !node.is_mark()) {
                Some(node) => node.address = Some(address.to_owned()),
                None => self.source.ignore("this `click`", line, "no box has this name"),
            }
        }
    }

    /// Sets the direction of the diagram, or of the frame that is open.
    pub(in crate::diagram) fn set_direction(
        &mut self,
        direction: FlowDirection,
        line: SourceLine<'t>,
    ) {
        match self.open_groups.last() {
            None => self.chart.direction = Some(direction),
            Some(&(group, _)) => {
                self.chart.groups[group].direction = Some(direction);
                self.directions.push((group, line));
            }
        }
    }

    /// Removes the direction of frames whose boxes are joined with boxes outside, as Mermaid does.
    pub(super) fn check_directions(&mut self) {
        for (group, line) in std::mem::take(&mut self.directions) {
            let chart = &self.chart;
            let is_end_inside = |node: usize, frame: Option<usize>| {
                frame != Some(group) && chart.frames_around(node).any(|found| found == group)
            };
            let leaves = chart.edges.iter().any(|edge| {
                chart.note_owner(edge.to).is_none()
                    && is_end_inside(edge.from, edge.from_group)
                        != is_end_inside(edge.to, edge.to_group)
                    && !(edge.from_group == Some(group) || edge.to_group == Some(group))
            });
            if leaves && chart.groups[group].direction != chart.direction {
                self.source.ignore(
                    "the direction of this frame",
                    line,
                    "its boxes are joined with boxes outside; join the frame itself, by its name",
                );
            }
            if leaves {
                self.chart.groups[group].direction = None;
            }
        }
    }

    /// Reads `subgraph id [Title]`, `subgraph Title` or `subgraph "Title"`.
    fn open_group(&mut self, line: SourceLine<'t>, rest: SourceLine<'t>) {
        let length = id_length(rest.text);
        let (id, after) = rest.text.split_at(length);
        let after = after.trim();
        let (id, title) = match read_brackets(after) {
            Some(Ok(found)) if length > 0 => (id, found.label),
            _ => (rest.text, rest.text),
        };
        let parent = self.open_groups.last().map(|(group, _)| *group);
        let depth = self.open_groups.len().min(4) as u8;
        self.add_group(
            FlowGroup {
                id: id.trim_matches('"').to_owned(),
                title: LabelText::parse(title),
                parent,
                direction: None,
                look: DiagramLook::of_role(ColourRole::Group(depth)),
            },
            line,
        );
    }

    /// Reads `classDef name fill:#f9f`.
    pub(in crate::diagram) fn define_class(&mut self, rest: SourceLine<'t>) {
        let Some((names, declarations)) = rest.text.split_once(char::is_whitespace) else {
            self.source.report(
                rest,
                "`classDef` has no colours",
                "write the colours after the name, such as `classDef warm fill:#fc9`",
            );
            return;
        };
        let mut look = DiagramLook::default();
        self.declare(rest, declarations, &mut look);
        for name in names.split(',') {
            self.class_looks.push((name.trim().to_owned(), look.clone()));
        }
    }

    /// Reads `class a,b warm`.
    pub(in crate::diagram) fn set_class(&mut self, rest: SourceLine<'t>) {
        if let Some((ids, class)) = rest.text.rsplit_once(char::is_whitespace) {
            let ids = ids.trim_matches('"').split(',');
            let range = rest.range_of(class);
            self.classes.extend(ids.map(|id| ClassUse::new(id, class, range.clone())));
        }
    }

    pub(in crate::diagram) fn set_style(&mut self, rest: SourceLine<'t>) {
        let Some((ids, declarations)) = rest.text.split_once(char::is_whitespace) else { return };
        for id in ids.split(',') {
            if let Some(group) = self.chart.groups.iter().position(|group| group.id == id) {
                let mut look = self.chart.groups[group].look.clone();
                self.declare(rest, declarations, &mut look);
                self.chart.groups[group].look = look;
                continue;
            }
            let node = self.find_or_add(id);
            let mut look = self.chart.nodes[node].look.clone();
            self.declare(rest, declarations, &mut look);
            self.chart.nodes[node].look = look;
        }
    }

    /// Reads `linkStyle 0,3 stroke:#f00`.
    fn set_link_style(&mut self, rest: SourceLine<'t>) {
        let Some((numbers, declarations)) = rest.text.split_once(char::is_whitespace) else {
            return;
        };
        let numbers: Vec<usize> = match numbers {
            "default" => (0..self.chart.edges.len()).collect(),
            _ => split_quoted(numbers, ',').iter().filter_map(|n| n.trim().parse().ok()).collect(),
        };
        for number in numbers {
            let Some(edge) = self.chart.edges.get(number) else {
                self.source.ignore(
                    &format!("the style of arrow {number}"),
                    rest,
                    "there is no such arrow; arrows are counted from 0",
                );
                continue;
            };
            let mut look = edge.look.clone();
            self.declare(rest, declarations, &mut look);
            self.chart.edges[number].look = look;
        }
    }

    fn declare(&mut self, line: SourceLine<'t>, text: &'t str, look: &mut DiagramLook) {
        for declaration in apply_declarations(text, look) {
            self.source.ignore(
                &format!("`{declaration}`"),
                line.part(declaration),
                "`fill`, `stroke`, `color`, `stroke-width` and `stroke-dasharray` have one",
            );
        }
    }

    /// Gives boxes and frames the colours of their classes.
    pub(in crate::diagram) fn apply_classes(&mut self) {
        // The first class that sets a colour counts, so `default` comes last.
        let mut named = std::mem::take(&mut self.classes);
        if self.class_looks.iter().any(|(name, _)| name == "default") {
            let nodes = self.chart.nodes.iter();
            named.extend(nodes.map(|node| ClassUse::new(&node.id, "default", 0..0)));
        }
        let mut unknown = BTreeMap::new();
        for ClassUse { id, class, range } in named {
            let Some((_, look)) = self.class_looks.iter().find(|(name, _)| *name == class) else {
                unknown.entry(class).or_insert(range);
                continue;
            };
            let nodes = self.chart.nodes.iter_mut().filter(|node| node.id == id);
            let nodes = nodes.map(|node| &mut node.look);
            let groups = self.chart.groups.iter_mut().filter(|group| group.id == id);
            for own in nodes.chain(groups.map(|group| &mut group.look)) {
                own.fill = own.fill.or(look.fill);
                own.stroke = own.stroke.or(look.stroke);
                own.text = own.text.or(look.text);
                if own.stroke_style == Default::default() {
                    own.stroke_style = look.stroke_style;
                }
            }
        }
        self.source.issues.extend(unknown.into_iter().map(|(class, range)| {
            DiagramIssue::new(
                DiagramIssueKind::Ignored,
                format!("the class `{class}` has no effect, because it has no colours"),
                format!("add its colours, such as `classDef {class} fill:#fc9`, or remove it"),
                range,
            )
        }));
    }
}
