//! Mutated expressions: whatever is between the braces, plenary neither panics nor hangs, and a
//! text that is shown has no stand-ins for characters.

use crate::project::{Project, set};

/// A small generator of pseudo-random numbers (xorshift), so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

const PARTS: &[&str] = &[
    "{{",
    "}}",
    "{",
    "}",
    "city",
    "names",
    " ",
    "|",
    "upper",
    "join(', ')",
    "default('x')",
    "(",
    ")",
    "[",
    "]",
    "'",
    "\"",
    "\\",
    "\\{{",
    "`",
    "$",
    "$$",
    "**",
    "~",
    "^",
    ".",
    "..",
    "0",
    "1e9",
    "-",
    "+",
    "*",
    "//",
    "%",
    "==",
    "<",
    "and",
    "not",
    "is",
    "in",
    "if",
    "else",
    "range(99999)",
    "é",
    "中",
    "\u{10FFFF}",
    "\n",
    "```",
    "batch(0)",
    "slice(0)",
    "format('%99999999s')",
    "#",
    ":",
    "round(-400)",
    "replace('', 'aaaaaaaa')",
    "* 99999999",
    "indent(99999)",
];

#[test]
fn any_expression_is_read_without_a_panic() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for case in 0..300 {
        let mut text = String::new();
        for _ in 0..1 + numbers.below(12) {
            text += PARTS[numbers.below(PARTS.len())];
        }
        let body = text.replace('\n', "\n      ");
        let quoted = text.replace('\'', "''").replace('\n', " ");
        let outline = format!(
            "vars: {{ city: \"*Jena*\", names: [a, b] }}\nslides:\n  - title: '{{{{ {quoted} }}}}'\n  \
             - title: '{quoted}'\n    when: '{quoted}'\n  - body: |\n      {body}\n"
        );
        let project = Project::new(&[("slides.yaml", &outline)]);
        let outcome = project.lay_out(set(&[("city", "[x](y)")]));
        let is_stand_in = |c: char| ('\u{10FF00}'..='\u{10FF7F}').contains(&c);
        assert!(!outcome.text.contains(is_stand_in), "case {case}: {outline}");
        for report in outcome.reports() {
            assert!(!report.contains(is_stand_in), "case {case}: {report}\n{outline}");
            assert!(!report.is_empty());
        }
    }
}
