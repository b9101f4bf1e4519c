//! Generates random formulas from a grammar. Words in `\text` have to be on the pages.

use crate::dice::Dice;

/// How deep parts are nested.
const MAX_DEPTH: usize = 3;

const LETTERS: &[&str] = &[
    "a",
    "x",
    "n",
    "k",
    "\\alpha",
    "\\Omega",
    "\\ell",
    "\\mathbb{R}",
    "\\mathcal{L}",
    "\\mathbf{v}",
    "12",
    "3.5",
    "\\infty",
    "\\hbar",
    "é",
];

const OPERATORS: &[&str] = &["+", "-", "\\cdot", "\\times", ",\\quad", "\\otimes", ""];

const RELATIONS: &[&str] = &["=", "\\le", "\\approx", "\\in", "\\Rightarrow", "\\coloneqq", "\\ne"];

const ACCENTS: &[&str] =
    &["hat", "vec", "overline", "widetilde", "underbrace", "overrightarrow", "dot", "cancel"];

const BRACKETS: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("\\{", "\\}"),
    ("\\langle", "\\rangle"),
    ("|", "|"),
    ("\\lceil", "\\rceil"),
    (".", "\\|"),
];

const BIG_OPERATORS: &[&str] =
    &["\\sum", "\\prod", "\\int", "\\bigcup", "\\lim", "\\max", "\\oint", "\\operatorname*{arg}"];

const TABLES: &[&str] = &["matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "aligned"];

/// A source of random formulas. `word` returns a new word.
pub struct FormulaWriter<'w> {
    /// Random numbers.
    pub dice: &'w mut Dice,
    /// Returns a new word.
    pub word: &'w mut dyn FnMut(&mut Dice) -> String,
}

impl FormulaWriter<'_> {
    /// Returns a formula of some parts, most of them with a relation between them.
    pub fn write(&mut self, max_parts: usize) -> String {
        let count = 1 + self.dice.roll(max_parts);
        let sides: Vec<String> = (0..count).map(|_| self.sum(0)).collect();
        let relation = self.dice.pick(RELATIONS);
        sides.join(&format!(" {relation} "))
    }

    fn sum(&mut self, depth: usize) -> String {
        let mut sum = self.part(depth);
        for _ in 0..self.dice.roll(3) {
            let operator = self.dice.pick(OPERATORS);
            sum += &format!(" {operator} {}", self.part(depth));
        }
        sum
    }

    fn part(&mut self, depth: usize) -> String {
        if depth >= MAX_DEPTH {
            return self.dice.pick(LETTERS).to_owned();
        }
        let inner = depth + 1;
        match self.dice.roll(16) {
            0 => format!("\\frac{{{}}}{{{}}}", self.sum(inner), self.sum(inner)),
            1 => format!("\\sqrt[{}]{{{}}}", self.dice.pick(LETTERS), self.sum(inner)),
            2 => format!("{{{}}}^{{{}}}", self.part(inner), self.sum(inner)),
            3 => {
                format!("{{{}}}_{{{}}}^{{{}}}", self.part(inner), self.sum(inner), self.part(inner))
            }
            4 => {
                let operator = self.dice.pick(BIG_OPERATORS);
                format!("{operator}_{{{}}} {}", self.sum(inner), self.sum(inner))
            }
            5 | 6 => {
                let (open, close) = BRACKETS[self.dice.roll(BRACKETS.len())];
                format!("\\left{open} {} \\right{close}", self.sum(inner))
            }
            7 => format!("\\{}{{{}}}", self.dice.pick(ACCENTS), self.sum(inner)),
            8 => self.table(inner),
            9 => format!("\\textcolor{{accent}}{{{}}}", self.sum(inner)),
            10 => format!("\\boxed{{{}}}", self.sum(inner)),
            11 => format!("\\text{{{}}}", (self.word)(self.dice)),
            12 => format!("\\underset{{\\text{{{}}}}}{{\\to}}", (self.word)(self.dice)),
            _ => self.dice.pick(LETTERS).to_owned(),
        }
    }

    fn table(&mut self, depth: usize) -> String {
        let name = self.dice.pick(TABLES);
        let (columns, rows) = (1 + self.dice.roll(2), 1 + self.dice.roll(3));
        let rows: Vec<String> = (0..rows)
            .map(|_| {
                let cells: Vec<String> = (0..columns).map(|_| self.part(depth)).collect();
                cells.join(" & ")
            })
            .collect();
        format!("\\begin{{{name}}} {} \\end{{{name}}}", rows.join(" \\\\ "))
    }
}
