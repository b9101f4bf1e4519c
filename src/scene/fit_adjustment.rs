//! What was done so that slides fit their pages.

/// An adjustment that makes a slide fit its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FitAdjustment {
    /// Type is larger than normal because the slide is sparse.
    Grown,
    /// Type is larger than the largest of the theme because there is very little on the slide.
    Large,
    /// The picture beside a few words takes more than half of the width.
    WidePicture,
    /// The picture takes one side of the page, from edge to edge.
    SplitPage,
    /// The picture reaches the edges of the page below the title.
    PictureToEdges,
    /// The picture fills the page, with the title on it.
    PicturePage,
    /// Pictures are in a grid that fills the page.
    PictureGrid,
    /// Gaps are tighter than normal.
    Tightened,
    /// Pictures are smaller than the space for them.
    PicturesShrunk,
    /// Long lists are in two columns.
    TwoColumns,
    /// Type is smaller than normal.
    Shrunk,
    /// The type of a table is smaller than that of its slide, so that words stay whole.
    TableShrunk,
    /// The columns of a table are divided into parts, each of which repeats the first column.
    TableDivided,
    /// The type of code is smaller than normal, so that its lines stay whole.
    CodeShrunk,
    /// The text of a diagram is smaller than the minimum of the theme.
    DiagramShrunk,
    /// A colour that the author gives in a diagram has too little contrast, and is replaced.
    DiagramRecoloured,
    /// A diagram continues in further rows, so that its text is larger.
    DiagramFolded,
    /// A diagram has another direction than its author gives, so that its text is larger.
    DiagramTurned,
    /// The levels of a cascade side by side are in several rows.
    CascadeInRows,
    /// The levels of a cascade are stairs, because they are too many or too wide side by side.
    CascadeTurned,
    /// A timeline to scale is even, because its events are too close together.
    TimelineEven,
    /// A formula is much smaller than the minimum of the theme, so that it fits its page.
    FormulaShrunk,
    /// A label of a chart has no room.
    ChartCrowded,
    /// A colour that the author gives in a chart is hard to see on its page, and is replaced: red,
    /// green and blue of both.
    ChartRecoloured {
        /// What the author gives.
        given: [u8; 3],
        /// What is drawn.
        drawn: [u8; 3],
    },
    /// The slide continues on further pages.
    Continued,
}

impl FitAdjustment {
    /// Returns the name that is shown to users.
    pub fn name(self) -> &'static str {
        match self {
            Self::Grown => "grown",
            Self::Large => "large",
            Self::WidePicture => "wide picture",
            Self::SplitPage => "split page",
            Self::PictureToEdges => "picture to the edges",
            Self::PicturePage => "picture page",
            Self::PictureGrid => "picture grid",
            Self::Tightened => "tightened",
            Self::PicturesShrunk => "pictures shrunk",
            Self::TwoColumns => "two columns",
            Self::Shrunk => "shrunk",
            Self::TableShrunk => "table shrunk",
            Self::TableDivided => "table divided",
            Self::CodeShrunk => "code shrunk",
            Self::DiagramShrunk => "diagram shrunk",
            Self::DiagramRecoloured => "diagram recoloured",
            Self::DiagramFolded => "diagram in rows",
            Self::DiagramTurned => "diagram turned",
            Self::CascadeInRows => "cascade in rows",
            Self::CascadeTurned => "cascade turned",
            Self::TimelineEven => "timeline even",
            Self::FormulaShrunk => "formula shrunk",
            Self::ChartCrowded => "chart crowded",
            Self::ChartRecoloured { .. } => "chart recoloured",
            Self::Continued => "continued",
        }
    }
}
