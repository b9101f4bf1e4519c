//! Pictures and how they are shown.

use std::borrow::Cow;

use super::mark::{FigureFrame, FigureMark, MarkKind};
use super::text::Text;
use crate::geometry::Rect;
use crate::source::Span;

/// A picture or logo with its alternative text, caption and other options.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The path as the author wrote it.
    pub src: String,
    /// The span of the path in the outline.
    pub src_span: Span,
    /// The path of its version for dark grounds, and its span.
    pub dark: Option<(String, Span)>,
    /// Alternative text. An empty text (`alt: ""`) marks the picture as decoration.
    pub alt: Option<String>,
    /// The caption below the picture.
    pub caption: Option<Text>,
    /// The photographer or owner.
    pub credit: Option<Text>,
    /// The width as a fraction of the available width, from 0 to 1, if the author sets it.
    pub width: Option<f32>,
    /// How the picture fills its frame, if the author sets it.
    pub fit: Option<ObjectFit>,
    /// The target of a click on the picture.
    pub href: Option<String>,
    /// The point that stays visible if the picture is cropped, as shares of width and height from
    /// the top left; the middle if `None`.
    pub focus: Option<(f32, f32)>,
    /// The shape of its outline.
    pub shape: FigureShape,
    /// The device around it.
    pub frame: FigureFrame,
    /// What is marked in it, in reading order.
    pub marks: Vec<FigureMark>,
    /// Whether to reveal its marks one by one.
    pub steps: bool,
}

impl Figure {
    /// Creates a figure of the picture at `src` with default settings.
    pub fn new(src: String, src_span: Span) -> Self {
        Self {
            src,
            src_span,
            dark: None,
            alt: None,
            caption: None,
            credit: None,
            width: None,
            fit: None,
            href: None,
            focus: None,
            shape: FigureShape::Plain,
            frame: FigureFrame::None,
            marks: Vec::new(),
            steps: false,
        }
    }

    /// Returns the paths of its versions and their spans: its own, then the one for dark grounds.
    pub fn paths(&self) -> impl Iterator<Item = (&str, Span)> {
        let dark = self.dark.iter().map(|(path, span)| (path.as_str(), *span));
        std::iter::once((self.src.as_str(), self.src_span)).chain(dark)
    }

    /// Returns the name under which its picture is kept: its path, and the parts that are hidden.
    pub fn picture_name(&self) -> Cow<'_, str> {
        self.name_of_version(&self.src)
    }

    /// Returns the name under which its version at `path` is kept.
    pub fn name_of_version<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let hidden = self.hidden_parts();
        if hidden.is_empty() {
            return Cow::Borrowed(path);
        }
        // No path has a line break.
        let part = |part: &Rect| format!("\n{} {} {} {}", part.x, part.y, part.width, part.height);
        Cow::Owned(path.to_owned() + &hidden.iter().map(part).collect::<String>())
    }

    /// Returns the parts of the picture that nobody may see, as shares of its width and height.
    pub fn hidden_parts(&self) -> Vec<Rect> {
        let hidden = |mark: &FigureMark| match mark.kind {
            MarkKind::Blur(area) => Some(area),
            _ => None,
        };
        self.marks.iter().filter_map(hidden).collect()
    }

    /// Returns the marks that are drawn: all but private parts without a text.
    pub fn drawn_marks(&self) -> impl Iterator<Item = &FigureMark> {
        let is_drawn =
            |mark: &&FigureMark| !matches!(mark.kind, MarkKind::Blur(_)) || mark.text.is_some();
        self.marks.iter().filter(is_drawn)
    }

    /// Whether any of its marks are drawn.
    pub fn has_drawn_marks(&self) -> bool {
        self.drawn_marks().next().is_some()
    }

    /// Whether any of its marks have texts, which are beside or below the picture.
    pub fn has_mark_texts(&self) -> bool {
        self.mark_texts().next().is_some()
    }

    /// Whether a caption or a credit is shown with the picture.
    pub fn has_caption(&self) -> bool {
        self.caption.is_some() || self.credit.is_some()
    }

    /// Whether a device or texts of marks need room around the picture.
    pub fn needs_room_around(&self) -> bool {
        self.has_mark_texts() || self.frame != FigureFrame::None
    }

    /// Returns the texts of its marks, in the order of their numbers.
    pub fn mark_texts(&self) -> impl Iterator<Item = &Text> {
        self.marks.iter().filter_map(|mark| mark.text.as_ref())
    }
}

/// The shape of the outline of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureShape {
    /// As the picture and its theme.
    #[default]
    Plain,
    /// With round corners in any theme.
    Rounded,
    /// A square of which the rest is cropped.
    Square,
    /// A circle of which the rest is cropped.
    Circle,
}

/// How a picture fills its frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ObjectFit {
    /// Show the whole picture.
    #[default]
    Contain,
    /// Fill the frame and crop what does not fit.
    Cover,
}
