//! List styles: what the paragraphs of a level look like unless they say it themselves. Shapes
//! inherit them from their layout, its master and the deck (ECMA-376, part 1, clause 21.1.2.4).

use super::xml::{XmlElement, attribute, child, flag, number};

/// What is before the text of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Bullet {
    /// Nothing.
    #[default]
    None,
    /// A bullet with a character, or a picture.
    Mark(String),
    /// A number.
    Number {
        /// The style, such as `arabicPeriod`.
        scheme: String,
        /// The number of the first paragraph.
        start: u32,
    },
}

/// The style of a level.
#[derive(Clone, Debug, Default)]
pub(super) struct LevelStyle {
    pub bullet: Option<Bullet>,
    pub is_bold: Option<bool>,
    pub is_italic: Option<bool>,
}

/// The styles of the levels.
#[derive(Clone, Debug, Default)]
pub(super) struct ListStyle(Vec<LevelStyle>);

impl ListStyle {
    /// Reads a list style: `lvl1pPr` to `lvl9pPr`.
    pub(super) fn read(node: Option<XmlElement>) -> Self {
        let Some(node) = node else { return Self::default() };
        let level = |number: usize| {
            let Some(found) = child(node, &format!("lvl{number}pPr")) else {
                return LevelStyle::default();
            };
            let run = child(found, "defRPr");
            LevelStyle {
                bullet: read_bullet(found),
                is_bold: run.and_then(|run| flag(run, "b")),
                is_italic: run.and_then(|run| flag(run, "i")),
            }
        };
        Self((1..=9).map(level).collect())
    }

    /// Returns the style of a level, from 0.
    pub(super) fn get(&self, level: usize) -> Option<&LevelStyle> {
        self.0.get(level)
    }
}

/// Reads the bullet of a paragraph or level; `None` if it is inherited.
pub(super) fn read_bullet(properties: XmlElement) -> Option<Bullet> {
    if child(properties, "buNone").is_some() {
        return Some(Bullet::None);
    }
    if let Some(auto) = child(properties, "buAutoNum") {
        let start = number(auto, "startAt").unwrap_or(1.0).clamp(0.0, 9999.0) as u32;
        let scheme = attribute(auto, "type").unwrap_or("arabicPeriod").to_owned();
        return Some(Bullet::Number { scheme, start });
    }
    if let Some(mark) = child(properties, "buChar") {
        return Some(Bullet::Mark(attribute(mark, "char").unwrap_or("•").to_owned()));
    }
    child(properties, "buBlip").map(|_| Bullet::Mark("•".to_owned()))
}
