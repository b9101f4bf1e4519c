//! Words in formulas, such as those of `\text`: taken out of the parse tree, because they are set
//! in the font of the text around the formula. In their places, the library lays out one character
//! of the size of the words.

use std::collections::BTreeSet;

use ratex_parser::ParseNode;
use ratex_parser::parse_node::Mode;

use super::convert::text_of;
use super::nodes::children_mut;

/// Words in a formula that are set together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathWords {
    /// The characters.
    pub text: String,
    /// How they differ from the text around the formula.
    pub emphasis: WordEmphasis,
}

/// The emphasis of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordEmphasis {
    /// Whether they are bold (`\textbf`).
    pub is_bold: bool,
    /// Whether they are italic (`\textit`, `\emph`).
    pub is_italic: bool,
    /// Whether they are set like code (`\texttt`).
    pub is_code: bool,
}

/// Words are represented by characters of the Supplementary Private Use Areas, from here on.
const FIRST_PLACEHOLDER: char = '\u{f0000}';

/// Words that are taken out of a parse tree.
#[derive(Debug)]
pub(super) struct WordList {
    /// The words.
    pub words: Vec<MathWords>,
    /// The characters that represent them, in rising order.
    pub placeholders: Vec<char>,
    /// Characters that the author uses, which represent no words.
    used: BTreeSet<char>,
}

impl WordList {
    /// Adds words and returns their placeholder; `None` if there are no more.
    fn push(&mut self, words: MathWords) -> Option<char> {
        let last = self.placeholders.last().copied();
        let mut unused = (last.unwrap_or(FIRST_PLACEHOLDER)..=char::MAX)
            .filter(|sign| Some(*sign) != last && !self.used.contains(sign));
        let placeholder = unused.next()?;
        self.words.push(words);
        self.placeholders.push(placeholder);
        Some(placeholder)
    }
}

/// Replaces the words of all nodes of the formula `source` with placeholders and returns the words.
pub(super) fn take_words(nodes: &mut [ParseNode], source: &str) -> WordList {
    let used = source.chars().filter(|sign| *sign >= FIRST_PLACEHOLDER).collect();
    let mut words = WordList { words: Vec::new(), placeholders: Vec::new(), used };
    nodes.iter_mut().for_each(|node| replace_words(node, &mut words));
    words
}

fn replace_words(node: &mut ParseNode, words: &mut WordList) {
    match node {
        // Logos such as `\LaTeX`, and names of operators, are in the font of formulas.
        ParseNode::HtmlMathMl { .. } | ParseNode::OperatorName { .. } => {}
        ParseNode::Text { body, font, .. } => {
            let emphasis = emphasis_of(font.as_deref(), WordEmphasis::default());
            *body = Collector::default().collect(std::mem::take(body), emphasis, words);
            *font = None;
        }
        ParseNode::HBox { body, .. } | ParseNode::OrdGroup { body, mode: Mode::Text, .. } => {
            let emphasis = WordEmphasis::default();
            *body = Collector::default().collect(std::mem::take(body), emphasis, words);
        }
        _ => children_mut(node).into_iter().for_each(|child| replace_words(child, words)),
    }
}

fn emphasis_of(font: Option<&str>, around: WordEmphasis) -> WordEmphasis {
    match font.map(|font| font.trim_start_matches('\\')) {
        Some("textbf" | "bf" | "mathbf") => WordEmphasis { is_bold: true, ..around },
        Some("textit" | "it" | "emph" | "mathit") => WordEmphasis { is_italic: true, ..around },
        Some("texttt" | "tt" | "mathtt") => WordEmphasis { is_code: true, ..around },
        Some("textmd") => WordEmphasis { is_bold: false, ..around },
        Some("textup") => WordEmphasis { is_italic: false, ..around },
        Some("textnormal" | "textrm" | "textsf") => WordEmphasis::default(),
        _ => around,
    }
}

/// Collects the words of a text.
#[derive(Default)]
struct Collector {
    pending: String,
    emphasis: WordEmphasis,
    output: Vec<ParseNode>,
}

impl Collector {
    fn collect(
        mut self,
        body: Vec<ParseNode>,
        emphasis: WordEmphasis,
        words: &mut WordList,
    ) -> Vec<ParseNode> {
        self.push_nodes(body, emphasis, words);
        self.finish_words(words);
        self.output
    }

    fn push_nodes(&mut self, nodes: Vec<ParseNode>, emphasis: WordEmphasis, words: &mut WordList) {
        for mut node in nodes {
            match node {
                ParseNode::TextOrd { mode: Mode::Text, .. }
                | ParseNode::MathOrd { mode: Mode::Text, .. }
                | ParseNode::Atom { mode: Mode::Text, .. }
                | ParseNode::SpacingNode { mode: Mode::Text, .. }
                | ParseNode::Accent { mode: Mode::Text, .. } => {
                    if emphasis != self.emphasis {
                        self.finish_words(words);
                        self.emphasis = emphasis;
                    }
                    self.pending += &text_of(std::slice::from_ref(&node));
                }
                ParseNode::Text { body, font, .. } => {
                    self.push_nodes(body, emphasis_of(font.as_deref(), emphasis), words);
                }
                ParseNode::Font { font, body, mode: Mode::Text, .. } => {
                    self.push_nodes(vec![*body], emphasis_of(Some(&font), emphasis), words);
                }
                ParseNode::OrdGroup { body, mode: Mode::Text, .. } => {
                    self.push_nodes(body, emphasis, words);
                }
                ParseNode::Color { ref mut body, mode: Mode::Text, .. }
                | ParseNode::Sizing { ref mut body, mode: Mode::Text, .. } => {
                    self.finish_words(words);
                    *body = Self::default().collect(std::mem::take(body), emphasis, words);
                    self.output.push(node);
                }
                _ => {
                    self.finish_words(words);
                    replace_words(&mut node, words);
                    self.output.push(node);
                }
            }
        }
    }

    /// Puts a placeholder where the words are. White space around them stays where it is.
    fn finish_words(&mut self, words: &mut WordList) {
        let text = std::mem::take(&mut self.pending);
        let inside = text.trim();
        if inside.is_empty() {
            self.push_space(&text);
            return;
        }
        let (before, after) = (text.len() - text.trim_start().len(), text.trim_end().len());
        self.push_space(&text[..before]);
        let found = MathWords { text: inside.to_owned(), emphasis: self.emphasis };
        if let Some(placeholder) = words.push(found) {
            let (mode, text) = (Mode::Text, placeholder.to_string());
            self.output.push(ParseNode::TextOrd { mode, text, loc: None });
        }
        self.push_space(&text[after..]);
    }

    fn push_space(&mut self, white: &str) {
        if !white.is_empty() {
            let (mode, text) = (Mode::Text, " ".to_owned());
            self.output.push(ParseNode::SpacingNode { mode, text, loc: None });
        }
    }
}
