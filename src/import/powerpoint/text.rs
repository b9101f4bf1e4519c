//! Reads the text of shapes and cells: paragraphs with their bullets, and runs with their
//! formatting.

use super::formula::read_formula;
use super::list_style::{Bullet, LevelStyle, ListStyle, read_bullet};
use super::relations::{RelationTarget, Relations};
use super::xml::{XmlElement, attribute, child, flag, name, number, relation_id};

/// The most paragraphs of a shape.
const MAX_PARAGRAPHS: usize = 5_000;

/// The deepest level of a list.
pub(super) const MAX_LEVEL: usize = 8;

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct OfficeParagraph {
    /// The level, from 0.
    pub level: usize,
    /// What is before the text.
    pub bullet: Bullet,
    /// The words.
    pub runs: Vec<OfficeRun>,
    /// The alignment: `ctr`, `r`, `just`.
    pub alignment: Option<String>,
}

impl OfficeParagraph {
    /// Returns the words without formatting. A line break is `\n`.
    pub(super) fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Returns whether there are no words.
    pub(super) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty() && run.formula.is_none())
    }

    /// Returns whether all words are bold.
    pub(super) fn is_bold(&self) -> bool {
        !self.is_blank()
            && self.runs.iter().all(|run| run.style.is_bold || run.text.trim().is_empty())
    }

    /// Returns the largest type size, in pt.
    pub(super) fn size(&self) -> Option<f64> {
        self.runs.iter().filter_map(|run| run.size).reduce(f64::max)
    }
}

/// Words with the same formatting.
#[derive(Clone, Debug, Default)]
pub(super) struct OfficeRun {
    /// The words. A line break is `\n`.
    pub text: String,
    /// The formatting.
    pub style: RunStyle,
    /// Where a click leads.
    pub link: Option<ClickTarget>,
    /// The type size in pt, if the run sets it.
    pub size: Option<f64>,
    /// The language code.
    pub lang: Option<String>,
    /// The formula as LaTeX, of which `text` has the words.
    pub formula: Option<String>,
    /// The kind of a field, such as `slidenum`.
    pub field: Option<String>,
}

/// The formatting that an outline can express.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunStyle {
    pub is_bold: bool,
    pub is_italic: bool,
    pub is_struck: bool,
    pub is_raised: bool,
    pub is_lowered: bool,
    pub is_marked: bool,
    /// Whether the font is one for code.
    pub is_code: bool,
}

/// Where a click on words or a shape leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ClickTarget {
    /// A web or mail address, or a file.
    Address(String),
    /// The part of a slide.
    Slide(String),
    /// The first, last, next or previous slide.
    Jump(String),
    /// An action that no outline has, such as a macro.
    Action(String),
}

/// What the reading of a text depends on.
pub(super) struct TextSource<'a> {
    /// The relationships of the part, for links.
    pub relations: &'a Relations,
    /// The list styles from the nearest to the most general.
    pub styles: Vec<&'a ListStyle>,
}

impl TextSource<'_> {
    /// Returns what the nearest style says.
    fn inherit<T>(&self, level: usize, get: impl Fn(&LevelStyle) -> Option<T>) -> Option<T> {
        self.styles.iter().find_map(|style| style.get(level).and_then(&get))
    }
}

/// Reads the paragraphs of a text body.
pub(super) fn read_paragraphs(body: XmlElement, source: &TextSource) -> Vec<OfficeParagraph> {
    let own = ListStyle::read(child(body, "lstStyle"));
    let mut styles = vec![&own];
    styles.extend(&source.styles);
    let source = TextSource { relations: source.relations, styles };
    body.children()
        .filter(|node| node.is_element() && name(*node) == "p")
        .take(MAX_PARAGRAPHS)
        .map(|node| read_paragraph(node, &source))
        .collect()
}

fn read_paragraph(node: XmlElement, source: &TextSource) -> OfficeParagraph {
    let properties = child(node, "pPr");
    let level = properties.and_then(|found| number(found, "lvl")).unwrap_or(0.0);
    let level = (level.max(0.0) as usize).min(MAX_LEVEL);
    let own = properties.and_then(read_bullet);
    let bullet = own.or_else(|| source.inherit(level, |style| style.bullet.clone()));
    let alignment = properties.and_then(|found| attribute(found, "algn"));
    let mut paragraph = OfficeParagraph {
        level,
        bullet: bullet.unwrap_or_default(),
        runs: Vec::new(),
        alignment: alignment.map(str::to_owned),
    };
    for run in node.children().filter(|run| run.is_element()) {
        read_run(run, level, source, &mut paragraph.runs);
    }
    paragraph
}

fn read_run(node: XmlElement, level: usize, source: &TextSource, runs: &mut Vec<OfficeRun>) {
    match name(node) {
        "r" | "fld" => {
            let text = child(node, "t").and_then(|text| text.text()).unwrap_or_default();
            runs.push(OfficeRun {
                text: clean_text(text),
                field: attribute(node, "type").map(str::to_owned),
                ..read_format(child(node, "rPr"), level, source)
            });
        }
        "br" => runs.push(OfficeRun {
            text: "\n".to_owned(),
            ..read_format(child(node, "rPr"), level, source)
        }),
        // A formula, which only newer programs understand, and its picture for others.
        "AlternateContent" => {
            if let Some(choice) = child(node, "Choice") {
                // Alternatives are never nested, so they cannot overflow the stack.
                choice
                    .children()
                    .filter(|run| run.is_element() && name(*run) != "AlternateContent")
                    .for_each(|run| read_run(run, level, source, runs));
            }
        }
        "m" | "oMath" | "oMathPara" => {
            let formula = read_formula(node);
            runs.push(OfficeRun {
                text: clean_text(&formula.words),
                formula: formula.latex,
                ..OfficeRun::default()
            });
        }
        _ => {}
    }
}

fn read_format(properties: Option<XmlElement>, level: usize, source: &TextSource) -> OfficeRun {
    let Some(properties) = properties else { return OfficeRun::default() };
    // Emphasis is what differs from the other words of the placeholder.
    let differs = |key: &str, inherited: Option<bool>| {
        flag(properties, key).unwrap_or(false) && !inherited.unwrap_or(false)
    };
    let baseline = number(properties, "baseline").unwrap_or(0.0);
    let typeface = child(properties, "latin").and_then(|font| attribute(font, "typeface"));
    let strike = attribute(properties, "strike").unwrap_or("noStrike");
    OfficeRun {
        text: String::new(),
        style: RunStyle {
            is_bold: differs("b", source.inherit(level, |style| style.is_bold)),
            is_italic: differs("i", source.inherit(level, |style| style.is_italic)),
            is_struck: strike != "noStrike",
            is_raised: baseline > 0.0,
            is_lowered: baseline < 0.0,
            is_marked: child(properties, "highlight").is_some(),
            is_code: typeface.is_some_and(is_code_font),
        },
        link: child(properties, "hlinkClick").and_then(|link| read_link(link, source.relations)),
        size: number(properties, "sz").map(|size| size / 100.0),
        lang: attribute(properties, "lang").map(str::to_owned),
        formula: None,
        field: None,
    }
}

/// Reads where a click leads.
pub(super) fn read_link(node: XmlElement, relations: &Relations) -> Option<ClickTarget> {
    let action = attribute(node, "action").unwrap_or_default();
    let target = relation_id(node, "id").and_then(|id| relations.target(id));
    if let Some(jump) = action.split("jump=").nth(1) {
        return Some(ClickTarget::Jump(jump.to_owned()));
    }
    match target {
        Some(RelationTarget::Part(path)) => Some(ClickTarget::Slide(path.clone())),
        Some(RelationTarget::Outside(address)) if !action.contains("macro") => {
            Some(ClickTarget::Address(address.clone()))
        }
        // PowerPoint plays a video, or says that a click on the shape does nothing.
        _ if action.is_empty() || action.contains("noaction") || action.contains("media") => None,
        _ => Some(ClickTarget::Action(action.to_owned())),
    }
}

/// Whether a typeface is one for program code.
fn is_code_font(typeface: &str) -> bool {
    let lower = typeface.to_lowercase();
    [
        "consolas",
        "courier",
        "menlo",
        "monaco",
        "cascadia",
        "inconsolata",
        "typewriter",
        "mono",
        "source code",
        "fira code",
    ]
    .iter()
    .any(|part| lower.contains(part))
        && !lower.contains("monotype")
}

/// Returns text with line breaks for vertical tabs, and without control characters.
pub(super) fn clean_text(text: &str) -> String {
    text.replace("_x000B_", "\n")
        .replace("_x000D_", "")
        .chars()
        .filter_map(|c| match c {
            '\u{b}' | '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' | '\r' => Some(' '),
            '\u{feff}' | '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() => Some(' '),
            c => Some(c),
        })
        .collect()
}
