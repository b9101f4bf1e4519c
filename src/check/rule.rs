//! What a rule is.

use super::{Level, LintContext};
use crate::diagnostic::{Code, Diagnostic};

/// One thing that a critical colleague looks for.
#[derive(Debug)]
pub struct Rule {
    /// Its name, as a deck and the command line write it.
    pub name: &'static str,
    /// The code of its findings.
    pub code: Code,
    /// How much it weighs where nobody says otherwise.
    pub level: Level,
    /// The number that a deck may set.
    pub limit: Option<Limit>,
    /// Finds what breaks the rule, given the limit; `None` where another step of the pipeline finds
    /// it.
    pub run: Option<fn(&LintContext<'_>, f32) -> Vec<Diagnostic>>,
}

/// A number that a rule goes by.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The key that sets it: `most`, `least`.
    pub key: &'static str,
    /// Its value where nobody says otherwise.
    pub default: f32,
    /// What it counts, for the manual.
    pub unit: &'static str,
}

impl Rule {
    /// What the rule says of a deck, in one line.
    pub fn title(&self) -> &'static str {
        self.code.title()
    }

    /// The rule's page in the manual, in Markdown.
    pub fn manual_page(&self) -> String {
        format!("# {}: {} (`{}`)\n\n{}", self.code, self.title(), self.name, self.manual_body())
    }

    /// The rule's page in the manual, in Markdown, without a heading.
    pub fn manual_body(&self) -> String {
        let mut page = self.code.explanation().trim_end().to_owned();
        page.push_str("\n\n**To allow it.** ");
        let name = self.name;
        if self.level == Level::Error {
            page.push_str("It cannot be allowed: no PDF would be made of it.\n");
            return page;
        }
        page.push_str(&format!(
            "Write `# plenary: allow({name})` behind the line or above it; above a slide it holds for the whole slide. For the whole deck:\n\n\
             ```yaml\ncheck:\n  {name}: off        # or: warn, error\n"
        ));
        if let Some(limit) = self.limit {
            page.push_str(&format!(
                "  # {name}: {{ {}: {} }}   the usual limit, in {}\n",
                limit.key, limit.default, limit.unit
            ));
        }
        page.push_str("```\n");
        page
    }
}
