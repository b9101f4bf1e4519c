//! What a critical colleague would say of a deck: rules over what was read and what was drawn.
//!
//! One rule is one file in `rules/`. Its doc comment is its page in the manual. A finding belongs
//! to a rule by its code, so what another step of the pipeline finds (a slide that is continued, a
//! character that no font has) obeys the same levels and the same `# plenary: allow(…)` as what is
//! found here.

mod allow;
mod background;
mod fix;
mod page;
mod rule;
mod rules;
mod settings;
mod words;

pub use crate::deck::RuleLevel as Level;
pub use allow::AllowComments;
pub use fix::{apply_certain_fixes, certain_fixes};
pub use rule::{Limit, Rule};
pub use rules::{RULES, rule_by_code, rule_by_name};
pub use settings::{LintOverrides, LintSettings};

use crate::assets::{Files, Fonts, Images};
use crate::deck::{Deck, Slide};
use crate::diagnostic::Diagnostics;
use crate::scene::Scene;
use crate::source::{SourceId, Sources, Span};
use crate::theme::Theme;
use crate::yaml::Node;

/// What the rules look at.
#[derive(Clone, Copy)]
pub struct LintContext<'a> {
    /// The outline as YAML says it.
    pub root: &'a Node,
    /// The source that the outline is.
    pub outline: SourceId,
    /// The deck.
    pub deck: &'a Deck,
    /// The pages.
    pub scene: &'a Scene,
    /// How the deck looks.
    pub theme: &'a Theme,
    /// The faces that the pages are set in.
    pub fonts: &'a Fonts,
    /// The deck's pictures.
    pub images: &'a Images,
    /// The texts that spans point into.
    pub sources: &'a Sources,
    /// The project's files.
    pub files: &'a Files,
}

impl LintContext<'_> {
    /// Where to speak of a slide as a whole: its title, else its first line.
    pub(crate) fn slide_span(&self, slide: &Slide) -> Span {
        match &slide.title {
            Some(title) if title.span.source == self.outline => title.span,
            _ => self.first_line_span(slide.span),
        }
    }

    /// The part of a span that lies on its first line.
    fn first_line_span(&self, span: Span) -> Span {
        let length =
            self.sources.slice(span).lines().next().map_or(0, |line| line.trim_end().len());
        Span::new(span.source, span.start as usize, span.start as usize + length)
    }

    /// Where `words` stand in the text at `span`; the whole span where they were written in another
    /// way.
    pub(crate) fn words_span(&self, span: Span, words: &str) -> Span {
        match self.sources.slice(span).find(words) {
            Some(at) if !words.is_empty() => {
                let start = span.start as usize + at;
                Span::new(span.source, start, start + words.len())
            }
            _ => span,
        }
    }

    /// Whether a slide shows nothing and is not meant to.
    pub(crate) fn is_slide_empty(&self, slide: &Slide) -> bool {
        let has_words = [&slide.title, &slide.subtitle, &slide.kicker]
            .into_iter()
            .flatten()
            .any(|text| !text.is_blank());
        let meant = matches!(slide.layout, crate::deck::Layout::Blank | crate::deck::Layout::Cover);
        !has_words && slide.blocks.is_empty() && slide.background.is_none() && !meant
    }
}

/// Adds what the rules find. Which of it counts is for [`LintSettings::apply_rule_levels`] to say.
pub fn run_rules(
    subject: &LintContext<'_>,
    settings: &LintSettings,
    diagnostics: &mut Diagnostics,
) {
    for rule in RULES {
        if let Some(look) = rule.run
            && settings.level(rule) != Level::Off
        {
            diagnostics.extend(look(subject, settings.limit(rule)));
        }
    }
}
