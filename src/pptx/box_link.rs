//! Links of whole text boxes: PowerPoint underlines every link in a text, but not one on the box.

use super::slide::SlideWriter;
use super::text_box::TextBox;
use crate::geometry::Rect;
use crate::scene::{ArtifactKind, ItemKind, LinkArea, LinkTarget};

impl SlideWriter<'_, '_> {
    /// Returns the link that all words of a text box are, if it is not underlined on the page.
    pub(super) fn link_of_box(&self, text: &TextBox<'_>) -> Option<LinkArea> {
        let lines = text.paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
        let mut links = lines.flat_map(|line| &line.runs).map(|run| self.link_of(run.element));
        let first = links.next()??;
        let is_jump = matches!(first.target, LinkTarget::Uri(_) | LinkTarget::Page(_));
        let is_one = links.all(|other| other.is_some_and(|other| other.target == first.target));
        (is_jump && is_one && !self.is_underlined(text.rect)).then(|| first.clone())
    }

    /// Whether a rule is below a link in a part of the page.
    fn is_underlined(&self, rect: Rect) -> bool {
        let mut items = self.reader.page.items.iter();
        items.any(|item| match &item.kind {
            ItemKind::Shape(shape) => {
                item.artifact_kind == ArtifactKind::Underline && shape.bounds().overlaps(rect)
            }
            _ => false,
        })
    }
}
