//! The codes of all diagnostics: one for each kind of error.
//!
//! A code names the kind of problem and not its severity: the same code may be an error in one
//! place and a warning in another. A code keeps its number for ever; the number of a retired code
//! is not used again. `explain/` holds the page that `plenary explain` shows, one file per code.
//! The examples on these pages are tested.

codes! {
    // E01: YAML syntax.
    /// The file is empty
    EmptyFile = "E0101",
    /// The file is not an outline
    NotAnOutline = "E0102",
    /// A tab is used for indentation
    TabIndent = "E0103",
    /// Non-standard space character
    NonstandardSpace = "E0104",
    /// Invisible control character in the text
    ControlCharacter = "E0105",
    /// More than one YAML document in the file
    SecondDocument = "E0106",
    /// Indentation does not match the lines around it
    WrongIndent = "E0107",
    /// The text under `|` is not indented
    BlockNotIndented = "E0108",
    /// Unquoted text with a colon
    ColonInText = "E0109",
    /// Unquoted text starts with a special character
    SpecialStart = "E0110",
    /// Text after a closing quote
    TextAfterQuote = "E0111",
    /// A quote is not closed
    UnclosedQuote = "E0112",
    /// A bracket is not closed
    UnclosedBracket = "E0113",
    /// Unknown escape sequence in double quotes
    UnknownEscape = "E0114",
    /// A list starts on the same line as its key
    ListOnKeyLine = "E0115",
    /// A key has both text and a list
    ListBelowText = "E0116",
    /// Missing colon after text with a list under it
    MissingColonBeforeList = "E0117",
    /// Text has no key, but the lines below it do
    TextWithoutKey = "E0118",
    /// Missing space after a colon
    SpaceAfterColon = "E0119",
    /// Missing space after a dash
    SpaceAfterDash = "E0120",
    /// Missing colon after a key
    MissingColon = "E0121",
    /// A list item does not start with a dash
    ForeignBullet = "E0122",
    /// Missing dash before a list item
    MissingDash = "E0123",
    /// A line is neither a key with a value nor a list item
    StrayLine = "E0124",
    /// Text after `#` is hidden as a comment
    HiddenByComment = "E0125",
    /// A key is written twice
    DuplicateKey = "E0126",
    /// A key is not a word
    InvalidKey = "E0127",
    /// Unknown reference
    UnknownReference = "E0128",
    /// A reference cannot be resolved
    UnresolvableReference = "E0129",
    /// Lists and keys are nested too deeply
    TooDeep = "E0130",
    /// A closing bracket does not match the opening bracket
    MismatchedBracket = "E0131",
    /// The content of brackets is not valid YAML
    InvalidBrackets = "E0132",
    /// Unexpected YAML syntax
    UnexpectedSyntax = "E0133",
    /// Text after `|` or `>`
    TextAfterBar = "E0134",
    /// A comment does not start with `#`
    ForeignComment = "E0135",
    /// The outline is inside a Markdown code fence
    OutlineInFence = "E0136",
    /// A Markdown table has no `|` after its key
    TableWithoutBar = "E0137",
    /// A name in an expression has no value
    UnknownVariable = "E0138",
    /// An expression cannot be evaluated
    InvalidExpression = "E0139",
    /// Curly quotes around a value
    CurlyQuotes = "E0140",
    /// The braces of an expression are not closed
    UnclosedExpression = "E0141",
    /// A condition compares a text with a number
    IncomparableValue = "E0142",
    /// An outline includes itself
    IncludeCycle = "E0143",
    /// Variables that expressions cannot use
    InvalidVariables = "E0144",
    /// An include without slides
    InvalidInclude = "E0145",
    /// The outline does not use a value that was given
    UnusedValue = "E0146",
    /// A table or one of its rows cannot be used
    InvalidRow = "E0147",
    /// The file name of a deck cannot be used
    InvalidFileName = "E0148",
    /// A text is not there in the language of the deck
    MissingTranslation = "E0149",

    // E02: content of an outline.
    /// Unknown key
    UnknownKey = "E0201",
    /// A value has the wrong type
    WrongType = "E0202",
    /// Invalid value
    WrongValue = "E0203",
    /// A value is missing
    MissingValue = "E0204",
    /// The deck has no slides
    NoSlides = "E0205",
    /// Missing key `slides` above the list of slides
    MissingSlidesKey = "E0206",
    /// Invalid language code
    InvalidLanguage = "E0207",
    /// Invalid page size
    InvalidPageSize = "E0208",
    /// A key has no effect
    NoEffect = "E0209",
    /// Two slides have the same id
    DuplicateId = "E0210",
    /// A link refers to a slide that does not exist
    UnknownId = "E0211",
    /// A link refers to a hidden slide
    LinkToHidden = "E0212",
    /// An id contains spaces
    IdWithSpaces = "E0213",
    /// A feature is not supported yet
    Unsupported = "E0214",
    /// A list item has keys that do not belong there
    KeysInItem = "E0215",
    /// Brackets at the start of an item are read as a list
    BracketsInItem = "E0216",
    /// Text with a colon may be a misspelt key
    KeyAsText = "E0217",
    /// A list item has no text
    ItemWithoutText = "E0218",
    /// An item is both done and to do
    DoneAndTodo = "E0219",
    /// A required key is missing
    MissingKey = "E0220",
    /// A quote contains more than paragraphs
    BlocksInQuote = "E0221",
    /// The widths do not match the columns
    InvalidWidths = "E0222",
    /// A data file cannot be read as a table
    UnreadableTable = "E0223",
    /// Unsupported Markdown
    UnsupportedMarkdown = "E0224",
    /// Unusual spelling of a key
    KeySpelling = "E0225",
    /// A path contains a backslash
    BackslashInPath = "E0226",
    /// A table row has more cells than the header
    RowLongerThanHeader = "E0227",
    /// Two merged cells of a table overlap
    OverlappingCells = "E0228",
    /// A merged cell reaches beyond the table
    CellBeyondTable = "E0229",
    /// Unknown programming language
    UnknownCodeLanguage = "E0230",
    /// Code is too long for a slide
    CodeTooLong = "E0231",
    /// A line number is beyond the end of the code
    LineOutOfRange = "E0232",
    /// Code has both a text and a file
    CodeAndFile = "E0233",
    /// Lines of code are joined into one
    JoinedCode = "E0234",
    /// A diff has no changes
    DiffWithoutChanges = "E0235",
    /// Indented text in Markdown is code
    IndentedCode = "E0236",
    /// Code is too complicated to highlight
    HighlightingStopped = "E0237",
    /// Text between two signs may be meant as text
    GuessedMarkup = "E0238",
    /// A setting of a table has no effect
    UnusableTableSetting = "E0239",
    /// Unknown command in a formula
    UnknownFormulaCommand = "E0240",
    /// A brace or bracket of a formula has no partner
    UnbalancedFormula = "E0241",
    /// A command of a formula lacks what it applies to
    MissingFormulaPart = "E0242",
    /// A formula cannot be read
    InvalidFormula = "E0243",
    /// A formula is too large
    FormulaTooLarge = "E0244",
    /// Unknown colour in a formula
    UnknownFormulaColour = "E0245",
    /// Code has an invisible character
    InvisibleCharacter = "E0246",
    /// A link has a scheme that is not allowed
    RefusedScheme = "E0250",
    /// A file is not a video or recording that browsers play
    UnsupportedMedia = "E0251",
    /// A video has no poster
    MissingPoster = "E0252",
    /// A line of captions cannot be read
    InvalidCaptions = "E0253",
    /// A setting of a video or recording has no effect
    IgnoredMediaSetting = "E0254",
    /// A footnote is not defined
    UnknownFootnote = "E0260",
    /// A footnote is never called
    UnusedFootnote = "E0261",
    /// A footnote is in a place that cannot have one
    MisplacedFootnote = "E0262",
    /// Two footnotes have the same name
    DuplicateFootnote = "E0263",
    /// No work has the key of a citation
    UnknownCitationKey = "E0264",
    /// A bibliography cannot be read
    InvalidBibliography = "E0265",
    /// Two works have the same key
    DuplicateCitationKey = "E0266",
    /// Unknown citation style
    UnknownCitationStyle = "E0267",
    /// A citation style cannot be read
    InvalidCitationStyle = "E0268",
    /// A footnote or citation is incomplete
    IncompleteReference = "E0269",
    /// Unsupported kind of diagram
    UnknownDiagram = "E0270",
    /// A line of a diagram cannot be read
    InvalidDiagramLine = "E0271",
    /// A diagram is too large
    DiagramTooLarge = "E0272",
    /// A setting in a diagram has no effect
    IgnoredDiagramSetting = "E0273",
    /// The data of a chart cannot be drawn
    InvalidChartData = "E0274",
    /// A chart names a column that does not exist
    UnknownChartColumn = "E0275",
    /// A chart has too much data
    ChartTooLarge = "E0276",
    /// A column of the data of a chart is not drawn
    IgnoredChartColumn = "E0277",
    /// A chart has no category or series with this name
    UnknownChartName = "E0278",
    /// A setting of a chart has no effect
    IgnoredChartSetting = "E0279",
    /// A text is too long
    TextTooLong = "E0280",
    /// A mark is outside of its picture
    MarkOutside = "E0281",
    /// Unknown kind of mark
    UnknownMark = "E0282",
    /// A number on a picture has no text
    MarkWithoutText = "E0283",
    /// The place of a mark cannot be read
    MarkPlace = "E0284",
    /// A mark has two kinds or two sizes
    TwoMarkSizes = "E0285",
    /// A picture cannot have marks here
    MarkNotShown = "E0286",
    /// A private part of a picture cannot be hidden
    CannotHide = "E0287",
    /// A time cannot be read
    UnreadableTime = "E0290",
    /// Times are in the wrong order
    TimeOrder = "E0291",
    /// A text is too long for a QR code
    QrTooLong = "E0292",
    /// An agenda without sections
    AgendaWithoutSections = "E0293",
    /// A table has no such column or row
    UnknownColumn = "E0294",

    // E03: files, images and fonts.
    /// File not found
    FileNotFound = "E0301",
    /// A file cannot be read
    UnreadableFile = "E0302",
    /// A file is too large
    FileTooLarge = "E0303",
    /// A file is not UTF-8 text
    NotUtf8 = "E0304",
    /// A file is outside the project folder
    OutsideProject = "E0305",
    /// A web address is used instead of a file
    UrlInsteadOfFile = "E0306",
    /// A file is not a supported picture
    UnsupportedImage = "E0307",
    /// A picture is damaged
    DamagedImage = "E0308",
    /// A picture has too many pixels or elements
    ImageTooLarge = "E0309",
    /// An SVG drawing has content that cannot be shown
    UnsupportedSvg = "E0310",
    /// A font cannot be used
    DamagedFont = "E0311",
    /// A file cannot be written
    UnwritableOutput = "E0312",
    /// Unknown font in a theme
    UnknownFont = "E0313",
    /// Unknown icon
    UnknownIcon = "E0314",

    // E04: layout.
    /// A slide does not fit on one page
    SlideOverflow = "E0401",
    /// No font has a glyph for a character
    MissingCharacter = "E0402",

    /// Page number out of range
    PageOutOfRange = "E0404",
    /// Text of a theme is hard to read on its ground
    LowThemeContrast = "E0405",

    // E05: output.
    /// The PDF would not be accessible
    Inaccessible = "E0501",
    /// Metadata that the PDF requires is missing
    MissingMetadata = "E0502",
    /// A picture has no alternative text
    MissingAlt = "E0503",
    /// A link has no text
    LinkWithoutText = "E0504",
    /// A private-use character has no standard meaning
    PrivateUseCharacter = "E0505",
    /// A CMYK picture has no colour profile
    CmykWithoutProfile = "E0506",
    /// The PDF cannot be created
    PdfFailure = "E0507",
    /// A page cannot be rendered as a picture
    PageNotDrawn = "E0508",
    /// The PowerPoint file cannot be created
    PptxFailure = "E0509",
    /// A part of the deck has no counterpart in PowerPoint
    NotInPowerPoint = "E0510",

    // E06: lint rules (`plenary check`).
    /// A slide has too many words
    TooManyWords = "E0601",
    /// A slide has no title
    MissingTitle = "E0602",
    /// Two slides have the same title
    DuplicateTitle = "E0603",
    /// A title is too long
    LongTitle = "E0604",
    /// A slide has no content
    EmptySlide = "E0605",
    /// A list is nested too deeply
    DeepList = "E0606",
    /// Text is written in capitals only
    AllCapitals = "E0607",
    /// List items differ in punctuation or capitalisation
    InconsistentList = "E0608",
    /// A link text does not describe its target
    VagueLinkText = "E0609",
    /// A link is broken
    DeadLink = "E0610",
    /// Text is not in the language set by `lang`
    LanguageMismatch = "E0611",
    /// One of your own keys is similar to a key of plenary
    MisspeltPrivateKey = "E0612",
    /// Content is outside the page or overlaps other content
    Overflow = "E0613",
    /// Text is too small to read
    SmallText = "E0614",
    /// Text has too little contrast with its background
    LowContrast = "E0615",
    /// A picture has too few pixels for its size
    LowResolutionImage = "E0616",
    /// Reading order differs from the layout
    ReadingOrder = "E0617",
    /// Information is conveyed by colour alone
    ColourOnly = "E0618",
    /// A picture, font or bibliography of the project is not used
    UnusedFile = "E0619",
    /// An `allow` comment has no effect
    UnusedAllow = "E0620",
    /// Section times do not add up
    SectionTimes = "E0621",
    /// The slides cite works that no slide lists
    UnlistedWorks = "E0622",
    /// The PDF is large
    LargePdf = "E0660",
    /// An animated picture is shown as a still
    AnimatedPicture = "E0661",
    /// A label in a drawing is too small to read
    SmallLabel = "E0662",
    /// A mark on a picture is cropped away
    CroppedMark = "E0663",
    /// A picture has too many marks
    CrowdedPicture = "E0664",
    /// A private part of a picture is visible elsewhere
    VisiblePrivatePart = "E0665",
    /// A logo is too small to recognise
    SmallLogo = "E0666",
    /// The number of a footnote reads as an exponent
    FootnoteAfterNumber = "E0669",
    /// A video has no captions
    MissingCaptions = "E0670",
    /// A video or recording is large
    LargeMedia = "E0671",
    /// A timeline has too many events
    CrowdedTimeline = "E0672",
    /// A chart has no room for all of its labels
    CrowdedChart = "E0680",
    /// A pie has too many slices
    ManySlices = "E0681",
    /// The axis of a bar chart would not start at zero
    CutAxis = "E0682",
    /// A chart has too many series
    ManySeries = "E0683",
    /// Only colours tell the series of a chart apart
    ChartColours = "E0684",
    /// A colour in a chart is hard to see on its page
    PaleChartColour = "E0685",
    /// A slide has too much code
    TooMuchCode = "E0690",
    /// A picture of a formula
    FormulaAsPicture = "E0693",
    /// A diagram is too large for its text to be legible
    CrowdedDiagram = "E0699",

    // E07: themes and characters.
    /// Unknown theme
    UnknownTheme = "E0701",
    /// Themes extend each other in a circle
    ThemeCycle = "E0702",
    /// Unknown key in a theme
    UnknownThemeKey = "E0703",
    /// Invalid value in a theme
    WrongThemeValue = "E0704",
    /// A private character that plenary uses itself
    ReservedCharacter = "E0710",

    // E09: import from other tools, and translations (E095).
    /// A part of a Markdown deck was not imported
    NotImported = "E0901",
    #[doc = " A file of translations is damaged"] DamagedTranslations = "E0951",
    #[doc = " A translation belongs to no text of the outline"] UnmatchedTranslation = "E0952",
    #[doc = " A text of the outline changed after it was translated"] OutdatedTranslation = "E0953",
    #[doc = " A text is not translated"] Untranslated = "E0954",
    #[doc = " A translation differs from its source in more than words"] DifferentMarkup = "E0955",
    #[doc = " A translation cannot be written into the outline"] UnwrittenTranslation = "E0956",
}
