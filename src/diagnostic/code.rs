//! The codes of all findings: one for each kind of mistake.
//!
//! A code names the mistake and not its weight: the same one may be an error here and a warning
//! there. It keeps its number for ever; a mistake that is no longer made leaves a gap. What
//! `plenary explain` says of it is in `explain/`, one file a code; the examples in there are
//! tested.

/// Declares [`Code`]. The line above a code is its title.
macro_rules! codes {
    ($(#[doc = $title:literal] $name:ident = $number:literal,)*) => {
        /// Which of the known mistakes a finding is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it is shown and looked up: `E0103`.
            pub fn number(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            /// The mistake in one sentence, without a full stop.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }.trim()
            }

            /// Why it is a mistake, an example and what to write instead, as Markdown without a
            /// heading.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("explain/", $number, ".md")),)* }
            }
        }
    };
}

codes! {
    // E01: the text of a file as YAML.

    /// The file is empty
    EmptyFile = "E0101",
    /// The file is not an outline
    NotAnOutline = "E0102",
    /// A tab is used for indentation
    TabIndent = "E0103",
    /// A blank that is no ordinary space stands where YAML wants one
    ForeignBlank = "E0104",
    /// A character that cannot be seen is in the text
    ControlCharacter = "E0105",
    /// A line separates documents
    SecondDocument = "E0106",
    /// A line is indented in a way that fits nothing above it
    WrongIndent = "E0107",
    /// A text below `|` is not indented
    BlockNotIndented = "E0108",
    /// A text with a colon in it has no quotes
    ColonInText = "E0109",
    /// A text starts with a character that means something to YAML
    SignAtStart = "E0110",
    /// A text goes on behind its closing quote
    WordsBehindQuote = "E0111",
    /// A quote is not closed
    OpenQuote = "E0112",
    /// A bracket is not closed
    OpenBracket = "E0113",
    /// A backslash in double quotes starts a code that YAML does not know
    UnknownEscape = "E0114",
    /// A list begins on the line of its key
    ListOnKeyLine = "E0115",
    /// A list stands under a key that has a text
    ListBelowText = "E0116",
    /// A text with a list under it has no colon
    ColonBeforeList = "E0117",
    /// A text stands without a key above lines that have one
    TextWithoutKey = "E0118",
    /// A space is missing behind a colon
    SpaceBehindColon = "E0119",
    /// A space is missing behind a dash
    SpaceBehindDash = "E0120",
    /// A colon is missing behind a key
    ColonMissing = "E0121",
    /// A list item starts with a mark that is no dash
    ForeignBullet = "E0122",
    /// A line in a list has no dash
    DashMissing = "E0123",
    /// A line is neither a key with a value nor an item of a list
    StrayLine = "E0124",
    /// A `#` hides words
    HiddenByHash = "E0125",
    /// A key is written twice
    DuplicateKey = "E0126",
    /// A key is not a word
    KeyNotAWord = "E0127",
    /// A reference stands for nothing
    UnknownReference = "E0128",
    /// A reference cannot be followed
    EndlessReference = "E0129",
    /// Lists and keys are nested too deep
    TooDeep = "E0130",
    /// A bracket does not match the one that opened
    WrongBracket = "E0131",
    /// What stands in brackets cannot be read
    UnreadableBrackets = "E0132",
    /// Something stands where YAML expects something else
    Unexpected = "E0133",
    /// Words follow `|` or `>`
    WordsBehindBar = "E0134",
    /// A comment starts with something else than `#`
    ForeignComment = "E0135",
    /// A fence of Markdown stands around the outline
    FenceAround = "E0136",
    /// A table in Markdown stands below a key without `|`
    MarkdownWithoutBar = "E0137",

    // E02: what an outline says.

    /// A key is not known here
    UnknownKey = "E0201",
    /// A value is of the wrong kind
    WrongType = "E0202",
    /// A value is not one of those that are possible
    WrongValue = "E0203",
    /// Nothing stands where something belongs
    Empty = "E0204",
    /// The deck has no slides
    NoSlides = "E0205",
    /// The slides stand without the key `slides`
    SlidesWithoutKey = "E0206",
    /// The code of a language is not one
    UnknownLanguage = "E0207",
    /// The page size cannot be used
    PageSize = "E0208",
    /// A key has no effect
    NoEffect = "E0209",
    /// Two slides have the same id
    DuplicateId = "E0210",
    /// A link leads to a slide that is not there
    UnknownId = "E0211",
    /// A link leads to a hidden slide
    LinkToHidden = "E0212",
    /// An id holds spaces
    IdWithSpaces = "E0213",
    /// A part of the format is not drawn yet
    NotYet = "E0214",
    /// Keys stand in an item of a list
    KeysInItem = "E0215",
    /// Brackets at the start of an item make a list
    BracketsInItem = "E0216",
    /// A word with a colon is read as text and may be a key
    KeyAsText = "E0217",
    /// An item of a list has no words of its own
    ItemWithoutWords = "E0218",
    /// An item is both done and to do
    DoneAndTodo = "E0219",
    /// A key is missing that is needed here
    MissingKey = "E0220",
    /// A quote holds more than paragraphs
    QuoteHoldsBlocks = "E0221",
    /// The widths do not fit the columns
    Widths = "E0222",
    /// A file with data cannot be read as a table
    UnreadableTable = "E0223",
    /// A piece of Markdown is not drawn
    MarkdownNotDrawn = "E0224",
    /// A key is not written as it is known
    KeySpelling = "E0225",
    /// A backslash stands in a path
    BackslashInPath = "E0226",
    /// A row of a table is longer than its header
    RowBeyondHeader = "E0227",

    // E03: files, pictures and fonts.

    /// A file is not there
    FileMissing = "E0301",
    /// A file cannot be read
    FileUnreadable = "E0302",
    /// A file is larger than what is read
    FileTooLarge = "E0303",
    /// A file is not text in UTF-8
    NotUtf8 = "E0304",
    /// A file lies outside the project
    OutsideProject = "E0305",
    /// An address stands in place of a file
    AddressNotFile = "E0306",
    /// A file is not a picture that can be shown
    NotAPicture = "E0307",
    /// A picture is damaged
    DamagedPicture = "E0308",
    /// A picture has too many pixels
    PictureTooLarge = "E0309",
    /// A drawing holds something that would be missing from the page
    IncompleteDrawing = "E0310",
    /// A font cannot be used
    DamagedFont = "E0311",
    /// A file cannot be written
    OutputUnwritable = "E0312",
    /// A theme names a font that is not there
    UnknownFont = "E0313",

    // E04: laying out.

    /// A slide does not fit on one page
    DoesNotFit = "E0401",
    /// No font has a character
    MissingCharacter = "E0402",

    /// A page is asked for that the deck does not have
    NoSuchPage = "E0404",

    // E05: the PDF.

    /// The PDF would not be one that everyone can use
    Inaccessible = "E0501",
    /// The PDF needs something said of the deck
    MissingMetadata = "E0502",
    /// A picture has no description
    MissingAlt = "E0503",
    /// A link has no words
    LinkWithoutWords = "E0504",
    /// A character means nothing to other readers
    PrivateCharacter = "E0505",
    /// A picture in CMYK has no colour profile
    CmykWithoutProfile = "E0506",
    /// The PDF cannot be made
    PdfFailure = "E0507",
    /// A page cannot be drawn as a picture
    PictureNotDrawn = "E0508",

    // E06: what a critical colleague would say (`check`).

    /// A slide has more words than an audience reads
    TooManyWords = "E0601",
    /// A slide has no title
    MissingTitle = "E0602",
    /// Two slides have the same title
    DuplicateTitle = "E0603",
    /// A title is long
    LongTitle = "E0604",
    /// A slide shows nothing
    EmptySlide = "E0605",
    /// A list is nested too deep to follow
    DeepList = "E0606",
    /// A text is in capitals throughout
    AllCapitals = "E0607",
    /// The items of a list do not end or start alike
    UnevenList = "E0608",
    /// The words of a link do not say where it leads
    LinkText = "E0609",
    /// A link leads nowhere
    DeadLink = "E0610",
    /// The text is not in the language that the outline names
    WrongLanguage = "E0611",
    /// A key of the author's own is near to one that plenary knows
    MisspeltKey = "E0612",
    /// Something lies outside the page or on top of something else
    Overflow = "E0613",
    /// Type is too small for the room
    SmallType = "E0614",
    /// Text has too little contrast against what is behind it
    LowContrast = "E0615",
    /// A picture has too few pixels for its size
    BlurredPicture = "E0616",
    /// Words are read in another order than they stand
    ReadingOrder = "E0617",
    /// Colour alone tells things apart
    ColourAlone = "E0618",
    /// A picture or font of the project is not used
    UnusedFile = "E0619",
    /// A comment allows nothing
    UnusedAllow = "E0620",
    /// The times of the sections do not fit each other or the talk
    SectionTimes = "E0621",

    // E07: themes.

    /// A theme is not known
    UnknownTheme = "E0701",
    /// Themes extend each other in a circle
    ThemeCircle = "E0702",
    /// A key is not one of a theme
    UnknownThemeKey = "E0703",
    /// A value of a theme cannot be used
    WrongThemeValue = "E0704",

    // E09: decks of other tools.

    /// A part of a Markdown deck has no place in an outline
    NotCarriedOver = "E0901",
}

impl Code {
    /// The manual's page of this code, as Markdown.
    pub fn manual_page(self) -> String {
        format!("# {}: {}\n\n{}", self.number(), self.title(), self.explanation())
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.number())
    }
}

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    /// The code of a number, in capitals or not; `103` and `e103` are understood as `E0103`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim().trim_start_matches(['E', 'e']);
        let wanted = format!("E{digits:0>4}");
        Self::ALL.iter().copied().find(|code| code.number() == wanted).ok_or(UnknownCode)
    }
}

/// There is no code of this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn numbers_rise_and_read_back() {
        let numbers: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
        assert!(numbers.is_sorted_by(|a, b| a < b), "numbers must rise, each once: {numbers:?}");
        for &code in Code::ALL {
            assert_eq!(code.number().parse(), Ok(code));
            assert!(!code.title().ends_with('.'), "{code}");
        }
        assert_eq!("e103".parse(), Ok(Code::TabIndent));
        assert!("E9999".parse::<Code>().is_err() && "".parse::<Code>().is_err());
    }
}
