//! The kinds of diagrams.

use super::class::{describe_classes, parse_class_diagram};
use super::drawing::{ArrangeOptions, Drawing, MeasureLabel};
use super::er::{describe_entities, parse_er_diagram};
use super::flowchart::{self, Flowchart, GraphKind};
use super::gantt::{self, GanttDiagram};
use super::issue::{DiagramIssue, DiagramIssueKind};
use super::markup::report_markup;
use super::mindmap::{Mindmap, arrange_mindmap, describe_mindmap, parse_mindmap};
use super::pie::{self, PieDiagram};
use super::quadrant::{self, QuadrantDiagram};
use super::sequence::{self, SequenceDiagram};
use super::source::DiagramSource;
use super::state::parse_state_diagram;
use super::timeline::{self, TimelineDiagram};
use crate::diagnostic::find_nearest;

/// A diagram.
#[derive(Clone, Debug, PartialEq)]
pub enum Diagram {
    /// Boxes and arrows: flowcharts, states, classes, entities.
    Flowchart(Flowchart),
    /// Who sends what to whom.
    Sequence(SequenceDiagram),
    /// Tasks on a calendar.
    Gantt(GanttDiagram),
    /// Shares of a whole.
    Pie(PieDiagram),
    /// What happened in which period.
    Timeline(TimelineDiagram),
    /// Points between two pairs of opposites.
    Quadrant(Box<QuadrantDiagram>),
    /// Ideas around a root.
    Mindmap(Mindmap),
}

/// What was read from the text of a diagram.
#[derive(Clone, Debug, Default)]
pub struct DiagramReading {
    /// The diagram; `None` if there are errors.
    pub diagram: Option<Diagram>,
    /// The title that the text gives it.
    pub title: Option<String>,
    /// The alternative text that the text gives it.
    pub description: Option<String>,
    /// Errors and warnings.
    pub issues: Vec<DiagramIssue>,
}

/// Reads the lines of one kind of diagram, and adds errors to the source.
type ReadLines = fn(&mut DiagramSource) -> Option<Diagram>;

/// The first words of the kinds that are drawn, and what reads them.
const READERS: &[(&str, ReadLines)] = &[
    ("flowchart", |source| flowchart::parse_flowchart(source).map(Diagram::Flowchart)),
    ("flowchart-elk", |source| flowchart::parse_flowchart(source).map(Diagram::Flowchart)),
    ("graph", |source| flowchart::parse_flowchart(source).map(Diagram::Flowchart)),
    ("sequenceDiagram", |source| sequence::parse_sequence(source).map(Diagram::Sequence)),
    ("gantt", |source| gantt::parse_gantt(source).map(Diagram::Gantt)),
    ("pie", |source| pie::parse_pie(source).map(Diagram::Pie)),
    ("timeline", |source| timeline::parse_timeline(source).map(Diagram::Timeline)),
    ("quadrantChart", |source| {
        quadrant::parse_quadrant(source).map(Box::new).map(Diagram::Quadrant)
    }),
    ("stateDiagram", |source| parse_state_diagram(source).map(Diagram::Flowchart)),
    ("stateDiagram-v2", |source| parse_state_diagram(source).map(Diagram::Flowchart)),
    ("classDiagram", |source| parse_class_diagram(source).map(Diagram::Flowchart)),
    ("classDiagram-v2", |source| parse_class_diagram(source).map(Diagram::Flowchart)),
    ("mindmap", |source| parse_mindmap(source).map(Diagram::Mindmap)),
    ("erDiagram", |source| parse_er_diagram(source).map(Diagram::Flowchart)),
];

/// The first words of the kinds that are not drawn, and what to write instead.
const REFUSED: &[(&str, &str)] = &[
    ("gitGraph", "draw the branches with `flowchart LR`"),
    ("C4Context", "draw the systems with `flowchart` and `subgraph`"),
    ("C4Container", "draw the containers with `flowchart` and `subgraph`"),
    ("C4Component", "draw the components with `flowchart` and `subgraph`"),
    ("C4Dynamic", "draw the calls with `sequenceDiagram`"),
    ("C4Deployment", "draw the nodes with `flowchart` and `subgraph`"),
    ("sankey", "write the amounts as a `table`"),
    ("sankey-beta", "write the amounts as a `table`"),
    ("journey", "write the steps as a `table`"),
    ("requirementDiagram", "draw the requirements with `flowchart`"),
    ("xychart", "write the numbers as a `chart`"),
    ("xychart-beta", "write the numbers as a `chart`"),
    ("block", "draw the blocks with `flowchart`"),
    ("block-beta", "draw the blocks with `flowchart`"),
    ("packet", "write the fields as a `table`"),
    ("packet-beta", "write the fields as a `table`"),
    ("kanban", "write the columns with `cards`"),
    ("architecture", "draw the services with `flowchart` and `subgraph`"),
    ("architecture-beta", "draw the services with `flowchart` and `subgraph`"),
    ("radar", "write the values as a `table`"),
    ("radar-beta", "write the values as a `table`"),
    ("treemap", "write the parts as a `table`"),
    ("treemap-beta", "write the parts as a `table`"),
    ("zenuml", "draw the calls with `sequenceDiagram`"),
];

/// Returns the first words of the kinds of diagrams that are drawn.
pub fn diagram_kinds() -> impl Iterator<Item = &'static str> {
    READERS.iter().map(|(word, _)| *word).filter(|word| !word.contains('-') && *word != "graph")
}

/// The most shapes that a diagram may have. Long before, they are too small to be read.
pub(crate) const MAX_SHAPES: usize = 200;

/// The most lines between shapes that a diagram may have.
pub(crate) const MAX_LINES: usize = 400;

/// Returns the issue of a diagram with too many of `what`.
pub(crate) fn too_many(what: &str, count: usize, limit: usize) -> DiagramIssue {
    DiagramIssue::new(
        DiagramIssueKind::TooLarge,
        format!("this diagram has {count} {what}; a diagram can have at most {limit}"),
        "divide it into several diagrams, each on a slide of its own",
        0..0,
    )
}

/// The longest text of a diagram, in bytes.
const MAX_DIAGRAM_BYTES: usize = 100_000;

/// Reads the text of a diagram.
pub fn parse_diagram(text: &str) -> DiagramReading {
    if text.len() > MAX_DIAGRAM_BYTES {
        let issue = too_many("bytes", text.len(), MAX_DIAGRAM_BYTES);
        return DiagramReading { issues: vec![issue], ..DiagramReading::default() };
    }
    let mut source = DiagramSource::read(text);
    report_markup(&mut source);
    let diagram = read_lines(&mut source);
    let is_valid = source.issues.iter().all(DiagramIssue::is_warning);
    DiagramReading {
        diagram: diagram.filter(|_| is_valid),
        title: source.title,
        description: source.description,
        issues: source.issues,
    }
}

fn read_lines(source: &mut DiagramSource) -> Option<Diagram> {
    let kinds: Vec<String> = diagram_kinds().map(|kind| format!("`{kind}`")).collect();
    let kinds = kinds.join(", ");
    let Some(&first) = source.lines.first() else {
        source.issues.push(DiagramIssue::new(
            DiagramIssueKind::UnknownKind,
            "the diagram is empty",
            format!("start it with its kind: {kinds}"),
            0..0,
        ));
        return None;
    };
    let word = first.text.split([' ', '\t', ';', ':']).next().unwrap_or_default();
    if let Some((_, read)) = READERS.iter().find(|(name, _)| *name == word) {
        return read(source);
    }
    let range = first.range_of(word);
    let refused = REFUSED.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    source.issues.push(match refused {
        Some((_, advice)) => DiagramIssue::new(
            DiagramIssueKind::UnknownKind,
            format!("diagrams of the kind `{word}` are not supported"),
            format!("{advice}, or show a picture of it with `figure`; supported kinds: {kinds}"),
            range,
        ),
        None => {
            let known = READERS.iter().map(|(name, _)| *name);
            // A kind that was renamed or written in other letters, rather than one that is similar.
            let is_same = |name: &&str| name.eq_ignore_ascii_case(word);
            let near = known.clone().find(is_same).or_else(|| find_nearest(word, known));
            let issue = DiagramIssue::new(
                DiagramIssueKind::UnknownKind,
                format!("`{}` is not a kind of diagram", first.part(word).excerpt()),
                match near {
                    Some(name) => format!("write `{name}`"),
                    None => format!("start the diagram with its kind: {kinds}"),
                },
                range,
            );
            match near {
                Some(name) => issue.with_replacement(name),
                None => issue,
            }
        }
    });
    None
}

impl Diagram {
    /// Arranges the diagram.
    pub fn arrange(&self, measurer: &mut dyn MeasureLabel, options: ArrangeOptions) -> Drawing {
        match self {
            Self::Flowchart(flowchart) => {
                flowchart::arrange_flowchart(flowchart, measurer, options)
            }
            Self::Sequence(sequence) => sequence::arrange_sequence(sequence, measurer, options),
            Self::Gantt(gantt) => gantt::arrange_gantt(gantt, measurer, options),
            Self::Pie(pie) => pie::arrange_pie(pie, measurer, options),
            Self::Timeline(timeline) => timeline::arrange_timeline(timeline, measurer, options),
            Self::Quadrant(quadrant) => quadrant::arrange_quadrant(quadrant, measurer, options),
            Self::Mindmap(map) => arrange_mindmap(map, measurer, options),
        }
    }

    /// Returns the number of boxes and arrows of a graph; zero for other kinds.
    pub fn part_count(&self) -> usize {
        match self {
            Self::Flowchart(flowchart) => flowchart.nodes.len() + flowchart.edges.len(),
            _ => 0,
        }
    }

    /// Returns the diagram in words, for those who cannot see it.
    pub fn describe(&self, lang: &str) -> String {
        match self {
            Self::Flowchart(chart) => match chart.kind {
                GraphKind::Steps => flowchart::describe_flowchart(chart, lang),
                GraphKind::Classes => describe_classes(chart, lang),
                GraphKind::Entities => describe_entities(chart, lang),
            },
            Self::Sequence(sequence) => sequence::describe_sequence(sequence, lang),
            Self::Gantt(gantt) => gantt::describe_gantt(gantt, lang),
            Self::Pie(pie) => pie::describe_pie(pie, lang),
            Self::Timeline(timeline) => timeline::describe_timeline(timeline, lang),
            Self::Quadrant(quadrant) => quadrant::describe_quadrant(quadrant, lang),
            Self::Mindmap(map) => describe_mindmap(map, lang),
        }
    }
}
