//! The linter: rules over the outline and the laid-out pages.
//!
//! Each rule is one file in `rules/`; its doc comment is its page in the manual. A diagnostic
//! belongs to a rule by its code, so diagnostics of other steps of the pipeline (a slide that is
//! continued, a character without a font) follow the same levels and `# plenary: allow(…)`
//! comments.

mod allow;
mod background;
mod fix;
mod icon_contrast;
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

use crate::assets::{Files, Fonts, Images, MediaFiles};
use crate::deck::{BlockKind, ChartBlock, Deck, Slide};
use crate::diagnostic::Diagnostics;
use crate::scene::{Scene, SlideFit};
use crate::source::{SourceId, Sources, Span};
use crate::theme::Theme;
use crate::yaml::Node;

/// Everything that the rules inspect.
#[derive(Clone, Copy)]
pub struct LintContext<'a> {
    /// The outline as parsed YAML.
    pub root: &'a Node,
    /// The source of the outline.
    pub outline: SourceId,
    /// The deck.
    pub deck: &'a Deck,
    /// The laid-out pages.
    pub scene: &'a Scene,
    /// The theme of the deck.
    pub theme: &'a Theme,
    /// The fonts of the pages.
    pub fonts: &'a Fonts,
    /// The pictures of the deck.
    pub images: &'a Images,
    /// The videos, recordings and animated pictures of the deck.
    pub media: &'a MediaFiles,
    /// The sources that spans point into.
    pub sources: &'a Sources,
    /// The files of the project.
    pub files: &'a Files,
}

impl LintContext<'_> {
    /// Returns the start of the first diagram of a slide, or else of the slide.
    pub(crate) fn find_diagram(&self, fit: &SlideFit) -> Span {
        self.find_block(fit, |kind| matches!(kind, BlockKind::Diagram(_)))
    }

    /// Returns the start of the first block of a slide that is wanted, or else of the slide.
    pub(crate) fn find_block(&self, fit: &SlideFit, wanted: impl Fn(&BlockKind) -> bool) -> Span {
        let blocks = self.deck.slides.get(fit.slide).map(|slide| slide.all_blocks());
        let mut blocks = blocks.unwrap_or_default().into_iter();
        let found = blocks.find(|block| wanted(&block.kind));
        found.map_or(fit.span, |block| block.span).start_point()
    }

    /// Returns the charts of the deck, each with the start of its block.
    pub(crate) fn charts(&self) -> impl Iterator<Item = (&ChartBlock, Span)> {
        let blocks = self.deck.slides.iter().flat_map(Slide::all_blocks);
        blocks.filter_map(|block| match &block.kind {
            BlockKind::Chart(chart) => Some((chart, block.span.start_point())),
            _ => None,
        })
    }

    /// Returns the span for a diagnostic about a whole slide: its title, or its first line.
    pub(crate) fn slide_span(&self, slide: &Slide) -> Span {
        match &slide.title {
            Some(title) if title.span.source == self.outline => title.span,
            _ => self.first_line_span(slide.span),
        }
    }

    /// Returns the part of a span on its first line.
    fn first_line_span(&self, span: Span) -> Span {
        let length =
            self.sources.slice(span).lines().next().map_or(0, |line| line.trim_end().len());
        Span::new(span.source, span.start as usize, span.start as usize + length)
    }

    /// Returns the span of `words` in the text at `span`, or the whole span if the source spells
    /// them differently.
    pub(crate) fn words_span(&self, span: Span, words: &str) -> Span {
        match self.sources.slice(span).find(words) {
            Some(at) if !words.is_empty() => {
                let start = span.start as usize + at;
                Span::new(span.source, start, start + words.len())
            }
            _ => span,
        }
    }

    /// Whether a slide shows nothing, although its layout is not meant to be empty.
    pub(crate) fn is_slide_empty(&self, slide: &Slide) -> bool {
        let has_words = [&slide.title, &slide.subtitle, &slide.kicker]
            .into_iter()
            .flatten()
            .any(|text| !text.is_blank());
        let is_meant =
            matches!(slide.layout, crate::deck::Layout::Blank | crate::deck::Layout::Cover);
        !has_words && slide.blocks.is_empty() && slide.background.is_none() && !is_meant
    }
}

/// Runs the rules that are on. [`LintSettings::apply_rule_levels`] adjusts the severities
/// afterwards.
pub fn run_rules(
    context: &LintContext<'_>,
    settings: &LintSettings,
    diagnostics: &mut Diagnostics,
) {
    for rule in RULES {
        if let Some(run) = rule.run
            && settings.level(rule) != Level::Off
        {
            diagnostics.extend(run(context, settings.limit(rule)));
        }
    }
}
