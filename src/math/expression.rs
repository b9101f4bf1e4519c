//! Expressions: what a formula says, without how it looks.

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// Parts one after another.
    Row(Vec<Expression>),
    /// A letter, number, operator or function name.
    Symbol(Symbol),
    /// Words in the middle of a formula.
    Words(String),
    /// Visible space, in em.
    Space(f64),
    /// One expression above another.
    Fraction {
        /// The upper part.
        numerator: Box<Expression>,
        /// The lower part.
        denominator: Box<Expression>,
        /// Whether there is a line between the two; a binomial coefficient has none.
        has_bar: bool,
    },
    /// A root.
    Root {
        /// What is under the sign.
        body: Box<Expression>,
        /// The degree, if it is not 2.
        degree: Option<Box<Expression>>,
    },
    /// A base with a subscript, a superscript or both.
    Scripts {
        /// The base; empty for a script without one.
        base: Box<Expression>,
        /// The subscript or lower limit.
        sub: Option<Box<Expression>>,
        /// The superscript or upper limit.
        sup: Option<Box<Expression>>,
        /// Whether the scripts are below and above the base.
        are_limits: bool,
    },
    /// A mark above or below.
    Accent {
        /// What is marked.
        base: Box<Expression>,
        /// The mark as a character of its own, such as `^`, `→` or `⏞`.
        mark: char,
        /// Whether it is below.
        is_below: bool,
    },
    /// Delimiters that grow with their content.
    Fenced {
        /// The opening delimiter; empty if invisible.
        open: String,
        /// What is between them.
        body: Box<Expression>,
        /// The closing delimiter; empty if invisible.
        close: String,
    },
    /// Rows and columns.
    Table {
        /// Cells of each row.
        rows: Vec<Vec<Expression>>,
        /// What the table means.
        kind: TableKind,
    },
    /// A box around, or a line through, its content.
    Enclosed {
        /// The content.
        body: Box<Expression>,
        /// The lines around or through it, as in `menclose` (MathML 3, 3.3.9.2).
        notation: &'static str,
    },
    /// Space of the size of its content.
    Phantom(Box<Expression>),
}

/// A character or name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Symbol {
    /// The characters.
    pub text: String,
    /// Its role in the expression.
    pub class: SymbolClass,
    /// The alphabet of letters.
    pub alphabet: Alphabet,
}

/// The role of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SymbolClass {
    /// A variable.
    Identifier,
    /// A number.
    Number,
    /// The name of a function, such as sin.
    Function,
    /// A large operator, such as ∑.
    LargeOperator,
    /// A binary operator.
    Binary,
    /// A relation.
    Relation,
    /// An opening delimiter.
    Open,
    /// A closing delimiter.
    Close,
    /// Punctuation.
    Punctuation,
    /// Any other sign.
    Other,
}

/// The alphabet of a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// As usual: italic for variables.
    #[default]
    Usual,
    /// Upright.
    Upright,
    /// Bold upright.
    Bold,
    /// Bold italic.
    BoldItalic,
    /// Double-struck, such as ℝ.
    DoubleStruck,
    /// Script, such as ℒ.
    Script,
    /// Fraktur.
    Fraktur,
    /// Sans-serif.
    SansSerif,
    /// Typewriter.
    Monospace,
}

/// What a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    /// A matrix or array.
    Matrix,
    /// Lines of a calculation, aligned at marks between their cells.
    Lines,
}

impl Expression {
    /// Returns an empty expression.
    pub(super) fn empty() -> Self {
        Self::Row(Vec::new())
    }

    /// Returns the only symbol of the expression, if there is only one.
    pub(super) fn as_symbol(&self) -> Option<&Symbol> {
        match self {
            Self::Symbol(symbol) => Some(symbol),
            Self::Row(parts) => match parts.as_slice() {
                [part] => part.as_symbol(),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns whether the expression has no visible part.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Row(parts) => parts.iter().all(Self::is_empty),
            Self::Space(_) => true,
            _ => false,
        }
    }
}
