//! The definition of a rule.

use super::{Level, LintContext};
use crate::diagnostic::{Code, Diagnostic};

/// A rule of the linter.
#[derive(Debug)]
pub struct Rule {
    /// Its name in outlines and on the command line.
    pub name: &'static str,
    /// The code of its diagnostics.
    pub code: Code,
    /// Its default level.
    pub level: Level,
    /// The limit that a deck can set.
    pub limit: Option<Limit>,
    /// Reports violations, given the limit; `None` if another step of the pipeline reports them.
    pub run: Option<fn(&LintContext<'_>, f32) -> Vec<Diagnostic>>,
}

/// The limit of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The key that sets it: `most`, `least`.
    pub key: &'static str,
    /// The default.
    pub default: f32,
    /// The unit, for the manual.
    pub unit: &'static str,
}

impl Rule {
    /// Returns the title of the rule: what it reports, in one line.
    pub fn title(&self) -> &'static str {
        self.code.title()
    }

    /// Returns the rule's page in the manual, in Markdown.
    pub fn manual_page(&self) -> String {
        format!("# {}: {} (`{}`)\n\n{}", self.code, self.title(), self.name, self.manual_body())
    }

    /// Returns the rule's page in the manual without its heading, in Markdown.
    pub fn manual_body(&self) -> String {
        let mut page = self.code.explanation().trim_end().to_owned();
        page.push_str("\n\n**To allow it.** ");
        let name = self.name;
        if self.level == Level::Error {
            page.push_str("It cannot be turned off: no PDF is written until it is fixed.\n");
            return page;
        }
        page.push_str(&format!(
            "Write `# plenary: allow({name})` at the end of the line or on the line above it; \
             above a slide it applies to the whole slide. For the whole deck:\n\n\
             ```yaml\ncheck:\n  {name}: off        # or: warn, error\n"
        ));
        if let Some(limit) = self.limit {
            page.push_str(&format!(
                "  # {name}: {{ {}: {} }}   the default limit, in {}\n",
                limit.key, limit.default, limit.unit
            ));
        }
        page.push_str("```\n");
        page
    }
}
