//! The line of a paragraph that a run of glyphs is part of.

use unicode_script::{Script, UnicodeScript as _};

use super::{Item, ItemKind};

/// The column and the line of a run, for formats that break lines themselves. All distances are in
/// pt and relative to the origin of the run, so they stay the same when it moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineFrame {
    /// Left edge of the column, to the right of the origin.
    pub left: f32,
    /// Width of the column.
    pub width: f32,
    /// How the lines of the paragraph are aligned in the column.
    pub alignment: ColumnAlignment,
    /// Indent of the lines after the first.
    pub hang: f32,
    /// Height of a line.
    pub leading: f32,
    /// How far the baseline of the run is above that of the line.
    pub rise: f32,
    /// Space added after each letter, in thousandths of an em.
    pub tracking: i16,
    /// Whether the paragraph is read from right to left.
    pub is_rtl: bool,
}

impl LineFrame {
    /// Sets the frame on the runs of a line. The left edge of the column is at `self.left` on the
    /// page, and the baseline of the line at `baseline`.
    pub fn set_on(self, line: &mut [Item], baseline: f32) {
        for item in line {
            if let ItemKind::Text(run) = &mut item.kind {
                let rise = baseline - run.origin.y;
                let is_spaced =
                    self.tracking != 0 && run.shown_text().chars().all(has_spaced_letters);
                let tracking = if is_spaced { self.tracking } else { 0 };
                let left = self.left - run.origin.x;
                run.line = Some(Self { left, rise, tracking, ..self });
            }
        }
    }

    /// Returns the frame scaled by `factor`.
    pub fn scaled_by(self, factor: f32) -> Self {
        Self {
            left: self.left * factor,
            width: self.width * factor,
            hang: self.hang * factor,
            leading: self.leading * factor,
            rise: self.rise * factor,
            ..self
        }
    }

    /// Returns the frame on a mirrored page, for a run of this width.
    pub fn mirrored(self, run_width: f32) -> Self {
        Self {
            left: run_width - self.left - self.width,
            alignment: self.alignment.mirrored(),
            ..self
        }
    }
}

/// Whether the letters of the script of a character can be set apart.
pub(crate) fn has_spaced_letters(character: char) -> bool {
    let is_spaced = |script| {
        matches!(script, Script::Latin | Script::Greek | Script::Cyrillic | Script::Common)
    };
    character.is_ascii() || is_spaced(character.script())
}

/// How the lines of a paragraph are aligned in its column, as seen on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnAlignment {
    /// At the left edge.
    Left,
    /// Centred.
    Centre,
    /// At the right edge.
    Right,
    /// At both edges, except for the last line.
    Justified,
}

impl ColumnAlignment {
    fn mirrored(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
            Self::Centre | Self::Justified => self,
        }
    }
}
