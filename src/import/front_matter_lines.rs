//! Reads the front matter of a deck or slide as keys and values.

use super::MarkdownLine;
use super::dialect::Dialect;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId, Span};
use crate::yaml::{self, Key, Node, NodeKind};

/// Front matter as keys and values.
#[derive(Default)]
pub(super) struct FrontMatter {
    /// Key, values and line number.
    pub keys: Vec<(String, Vec<String>, usize)>,
    /// Whether it is a title block of pandoc.
    pub is_title_block: bool,
}

impl FrontMatter {
    /// Returns the values of the first key that has one of these names.
    pub(super) fn values(&self, names: &[&str]) -> Option<&[String]> {
        let key = self.keys.iter().find(|(key, ..)| names.contains(&key.as_str()));
        key.map(|(_, values, _)| values.as_slice())
    }

    /// Returns the language of the deck, or nothing.
    pub(super) fn lang(&self) -> String {
        self.values(&["lang", "language"]).unwrap_or_default().join(" ")
    }

    /// Returns the first format that Quarto makes of the deck.
    pub(super) fn format(&self) -> String {
        let formats = self.values(&["format"]).and_then(|values| values.first());
        let name = formats.and_then(|text| text.split([':', '\n']).next()).unwrap_or_default();
        // A format of an extension has the name of its base at the end.
        let name = name.trim().rsplit('-').next().unwrap_or_default();
        if name.is_empty() { "revealjs".to_owned() } else { name.to_owned() }
    }

    /// Whether the items of all lists appear one by one.
    pub(super) fn has_incremental_lists(&self) -> bool {
        let is_true = |values: &[String]| values.iter().any(|value| value == "true");
        let options = self.values(&["options"]).unwrap_or_default();
        let mut options = options.iter().flat_map(|value| value.lines());
        self.values(&["incremental", "build_lists"]).is_some_and(is_true)
            || options.any(|line| line.replace(' ', "").contains("incremental_lists:true"))
    }

    /// Whether the code of executable cells is hidden: by `execute: echo: false`, and in
    /// presentations of Quarto unless they say `echo: true`.
    pub(super) fn hides_code(&self, dialect: Dialect) -> bool {
        let has = |option: &str| {
            self.keys.iter().any(|(key, values, _)| {
                let is_option = |line: &str| line.replace(' ', "").starts_with(option);
                matches!(key.as_str(), "execute" | "format" | "echo")
                    && (values.iter().flat_map(|value| value.lines()).any(is_option)
                        || is_option(&format!("{key}:{}", values.join(" "))))
            })
        };
        let is_shown = has("echo:true") || has("echo:fenced");
        has("echo:false") || dialect == Dialect::Quarto && !is_shown
    }
}

/// Options of an output format that say something about the deck. The others set its appearance.
const FORMAT_KEYS: &[&str] = &[
    "footer",
    "logo",
    "slide_number",
    "slide_level",
    "toc",
    "toc_title",
    "incremental",
    "aspectratio",
    "lang",
    "theme",
];

/// Reads front matter from the line `---` at index `at` to the next one. Returns it with the index
/// of the line after it, or `None` if these lines are not keys.
pub(super) fn read_front_matter(
    source: &Source,
    id: SourceId,
    lines: &[MarkdownLine],
    at: usize,
    diagnostics: &mut Diagnostics,
) -> Option<(FrontMatter, usize)> {
    let is_end = |line: &MarkdownLine| matches!(line.text.trim_end(), "---" | "...");
    if lines.get(at)?.text.trim_end() != "---" {
        return None;
    }
    let end = at + 1 + lines[at + 1..].iter().position(is_end)?;
    let first = lines[at + 1..end]
        .iter()
        .find(|line| !line.text.trim().is_empty() && !line.text.starts_with('#'))?;
    // In Slidev, the front matter follows the rule directly. A blank line means that a slide
    // starts.
    let is_key = first.text.split_once(':').is_some_and(|(key, value)| {
        !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
            && (value.is_empty() || value.starts_with([' ', '\t']))
    });
    if !is_key || (at > 0 && lines[at + 1].text.trim().is_empty()) {
        return None;
    }
    Some((parse_keys(source, id, (at + 2, end + 1), diagnostics), end + 1))
}

/// Reads the front matter that a slide of Slidev has in a fence: ```` ```yaml ````. `lines` follow
/// the rule. Returns it with the index of the line after it in the deck.
pub(super) fn read_fenced_keys(
    source: &Source,
    id: SourceId,
    lines: &[MarkdownLine],
    diagnostics: &mut Diagnostics,
    is_slidev: bool,
) -> Option<(FrontMatter, usize)> {
    let open = lines.iter().find(|line| !line.text.trim().is_empty())?;
    if !is_slidev || open.text.trim() != "```yaml" {
        return None;
    }
    let inside = lines.iter().skip_while(|line| line.number <= open.number);
    let end = inside.into_iter().find(|line| line.text.trim_end() == "```")?.number;
    // A front matter in the fence is an example.
    if source.line_text(open.number + 1).starts_with("---") {
        return None;
    }
    let front = parse_keys(source, id, (open.number + 1, end), diagnostics);
    (!front.keys.is_empty()).then_some((front, end))
}

/// Parses the lines from `start` to before `end`, from 1, as keys.
fn parse_keys(
    source: &Source,
    id: SourceId,
    (start, end): (usize, usize),
    diagnostics: &mut Diagnostics,
) -> FrontMatter {
    // Blank out everything before the keys instead of cutting it, so that the spans of diagnostics
    // match the deck.
    let (start, stop) = (source.line_start(start), source.line_start(end));
    let blank = |text: &str| {
        text.chars()
            .map(|c| if c == '\n' { "\n".into() } else { " ".repeat(c.len_utf8()) })
            .collect::<String>()
    };
    let text = format!("{}{}", blank(&source.text[..start]), &source.text[start..stop]);
    let root = yaml::parse(&Source::new(&source.name, text), id, diagnostics);
    let entries = root.as_ref().and_then(Node::as_mapping).unwrap_or(&[]);
    let mut keys = read_keys(entries, source);
    for (_, node) in entries.iter().filter(|(key, _)| matches!(&*key.name, "format" | "output")) {
        // `format: revealjs: footer: …`; the first format is that of the deck.
        let options = node.as_mapping().and_then(|formats| formats.first()?.1.as_mapping());
        let options = read_keys(options.unwrap_or(&[]), source);
        keys.extend(options.into_iter().filter(|(key, ..)| FORMAT_KEYS.contains(&key.as_str())));
    }
    let is_title_slide = |key: &str| yaml::to_snake_case(key) == "title_slide_attributes";
    for (_, node) in entries.iter().filter(|(key, _)| is_title_slide(&key.name)) {
        let options = read_keys(node.as_mapping().unwrap_or(&[]), source);
        let background = |(key, values, line): (String, Vec<String>, usize)| {
            let name = key.trim_start_matches("data_");
            matches!(name, "background" | "background_color" | "background_image")
                .then(|| ("title_slide_background".to_owned(), values, line))
        };
        keys.extend(options.into_iter().filter_map(background));
    }
    FrontMatter { keys, is_title_block: false }
}

fn read_keys(entries: &[(Key, Node)], source: &Source) -> Vec<(String, Vec<String>, usize)> {
    let mut keys = Vec::new();
    for (key, node) in entries {
        let line = source.position(key.span.start as usize).line;
        let name = yaml::to_snake_case(&key.name);
        let is_author = matches!(name.as_str(), "author" | "authors");
        keys.push((name, read_words(node, source), line));
        if is_author {
            let has_institute = has_key(entries, &["institute", "affiliation"]);
            keys.extend(read_author_keys(node, has_institute, source));
        }
    }
    keys
}

fn has_key(entries: &[(Key, Node)], names: &[&str]) -> bool {
    entries.iter().any(|(key, _)| names.contains(&key.name.to_lowercase().as_str()))
}

/// Names of the key that says where an author works.
const AFFILIATION_KEYS: [&str; 5] = ["affiliation", "affiliations", "affil", "institute", "org"];

/// Returns what an author has besides a name, each with the name that it has as a key of the deck.
fn read_author_keys(
    node: &Node,
    has_institute: bool,
    source: &Source,
) -> Vec<(String, Vec<String>, usize)> {
    let authors = match &node.kind {
        NodeKind::Sequence(authors) => authors.iter().collect(),
        _ => vec![node],
    };
    let mut affiliations: Option<(Vec<String>, usize)> = None;
    let mut others = Vec::new();
    for author in authors {
        let entries = author.as_mapping().filter(|entries| has_key(entries, &["name"]));
        for (key, value) in entries.unwrap_or_default().iter().filter(|(key, _)| key.name != "name")
        {
            let line = source.position(key.span.start as usize).line;
            let words = read_words(value, source);
            if AFFILIATION_KEYS.contains(&key.name.as_str()) && !has_institute {
                let (known, _) = affiliations.get_or_insert((Vec::new(), line));
                known.extend(
                    words.into_iter().filter(|word| !known.contains(word)).collect::<Vec<_>>(),
                );
            } else {
                others.push((format!("author_{}", yaml::to_snake_case(&key.name)), words, line));
            }
        }
    }
    let affiliations = affiliations.map(|(words, line)| ("affiliation".to_owned(), words, line));
    affiliations.into_iter().chain(others).collect()
}

/// Returns a value as texts. A list has several, and a mapping has those of its `name` or `text`.
fn read_words(node: &Node, source: &Source) -> Vec<String> {
    match &node.kind {
        NodeKind::Scalar(scalar) => vec![scalar.value.trim().to_owned()],
        NodeKind::Sequence(items) => {
            items.iter().flat_map(|item| read_words(item, source)).collect()
        }
        NodeKind::Mapping(entries) => {
            let named = entries
                .iter()
                .find(|(key, _)| matches!(key.name.as_str(), "name" | "text" | "kind"));
            match named {
                Some((_, node)) => read_words(node, source),
                None => {
                    vec![source.text.get(Span::range(node.span)).unwrap_or("").trim().to_owned()]
                }
            }
        }
        NodeKind::Null | NodeKind::Unreadable => Vec::new(),
    }
}

/// Reads pandoc's title block: lines that start with `%` and give title, authors and date.
pub(super) fn read_title_block(
    lines: &[MarkdownLine],
) -> (Vec<(String, Vec<String>, usize)>, usize) {
    let mut keys = Vec::new();
    let mut at = 0;
    for name in ["title", "author", "date"] {
        let Some(rest) = lines.get(at).and_then(|line| line.text.strip_prefix('%')) else { break };
        let number = lines[at].number;
        let mut value = rest.trim().to_owned();
        at += 1;
        while let Some(more) =
            lines.get(at).filter(|line| line.text.starts_with(' ') && !line.text.trim().is_empty())
        {
            value = format!("{value} {}", more.text.trim());
            at += 1;
        }
        let values = if name == "author" {
            value.split(';').map(|author| author.trim().to_owned()).collect()
        } else {
            vec![value]
        };
        keys.push((name.to_owned(), values, number));
    }
    (keys, at)
}
