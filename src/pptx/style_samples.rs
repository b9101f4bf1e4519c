//! The styles of titles and lists that occur in the deck, for new slides.

use super::paragraph::{Label, LabelKind, Paragraph};
use super::slide::Placeholder;
use super::text_box::{TextBox, label_start};
use crate::scene::{Colour, ColumnAlignment, SlideLayoutKind};

/// The levels of lists that a master has.
pub(super) const LEVELS: usize = 5;

/// The first style of each kind of text in the deck.
#[derive(Debug, Default)]
pub(super) struct StyleSamples {
    /// The title of a page with content, else of any page.
    pub(super) title: Option<TextSample>,
    is_title_of_content: bool,
    pub(super) levels: [Option<TextSample>; LEVELS],
}

/// The styles of the placeholders of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceholderStyles {
    pub(super) title: Option<TextSample>,
    pub(super) body: Option<TextSample>,
}

/// The style of a text.
#[derive(Clone, Debug)]
pub(super) struct TextSample {
    pub(super) size: f32,
    pub(super) leading: f32,
    pub(super) colour: Colour,
    pub(super) alignment: ColumnAlignment,
    /// Where the text starts, from the left edge of its box.
    pub(super) margin: f32,
    /// Where the bullet is, from the start of the text.
    pub(super) indent: f32,
    pub(super) space_before: f32,
    pub(super) bullet: Option<(char, Option<Colour>)>,
}

impl StyleSamples {
    /// Adds the styles of a text box.
    pub(super) fn add(
        &mut self,
        text: &TextBox<'_>,
        placeholder: Option<Placeholder>,
        layout: SlideLayoutKind,
    ) {
        let is_content = layout == SlideLayoutKind::Content;
        match placeholder {
            Some(Placeholder::Title)
                if self.title.is_none() || is_content && !self.is_title_of_content =>
            {
                self.title = sample_text(text).or(self.title.take());
                self.is_title_of_content = is_content;
            }
            Some(Placeholder::Body) => self.add_levels(text),
            _ => {}
        }
    }

    fn add_levels(&mut self, text: &TextBox<'_>) {
        for pair in text.paragraphs.windows(2) {
            let [above, paragraph] = pair else { continue };
            let Some(Label { kind: LabelKind::Bullet(bullet), colour, .. }) = &paragraph.label
            else {
                continue;
            };
            let level = paragraph.list_depth.saturating_sub(1);
            let Some(slot) = self.levels.get_mut(level).filter(|slot| slot.is_none()) else {
                continue;
            };
            let gap = paragraph.first_baseline() - above.last_baseline();
            let space = (gap - paragraph.column.leading).max(0.0);
            if let Some(found) = sample(paragraph, text, space) {
                *slot = Some(TextSample { bullet: Some((*bullet, *colour)), ..found });
            }
        }
    }
}

/// Returns the style of the first paragraph of a text.
pub(super) fn sample_text(text: &TextBox<'_>) -> Option<TextSample> {
    text.paragraphs.first().and_then(|first| sample(first, text, 0.0))
}

fn sample(paragraph: &Paragraph<'_>, text: &TextBox<'_>, space_before: f32) -> Option<TextSample> {
    let run = paragraph.lines.first()?.runs.first()?;
    let column = &paragraph.column;
    if column.is_rtl {
        return None;
    }
    Some(TextSample {
        size: paragraph.base_size(),
        leading: column.leading,
        colour: run.glyphs.colour,
        alignment: column.alignment,
        margin: column.left - text.rect.x,
        indent: label_start(paragraph).map_or(0.0, |label| label - column.left),
        space_before,
        bullet: None,
    })
}
