//! The built-in citation styles and their names.

/// A built-in citation style.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BuiltinStyle {
    /// The name that the manual uses.
    pub name: &'static str,
    /// Other accepted names; the first is that of its file.
    pub aliases: &'static [&'static str],
    /// What it is, in a few words.
    pub about: &'static str,
    /// The style as XML, compressed with zlib.
    pub(super) packed: &'static [u8],
}

impl BuiltinStyle {
    /// Returns whether its citations are footnotes. A test compares this with the styles.
    pub(super) fn has_notes(&self) -> bool {
        matches!(self.name, "chicago-notes" | "chicago-shortened-notes" | "mhra")
    }
}

/// The style of a deck that chooses none.
pub(crate) const DEFAULT_STYLE: &str = "author-date";

macro_rules! styles {
    ($($name:literal $aliases:expr, $file:literal, $about:literal;)*) => {
        /// All built-in styles.
        const STYLES: &[BuiltinStyle] = &[$(BuiltinStyle {
            name: $name,
            aliases: $aliases,
            about: $about,
            packed: include_bytes!(concat!("../../csl/styles/", $file, ".csl.z")),
        },)*];
    };
}

styles! {
    "ieee" &["numeric", "institute-of-electrical-and-electronics-engineers"],
        "ieee", "Numbers in brackets, in the order in which the works are cited: [1]";
    "author-date" &["chicago-author-date", "chicago"],
        "chicago-author-date", "Authors and years, Chicago Manual of Style: (Silva 2020)";
    "apa" &["american-psychological-association"],
        "apa", "Authors and years, American Psychological Association: (Silva, 2020)";
    "chicago-notes" &["chicago-notes-bibliography", "notes", "chicago-fullnotes"],
        "chicago-notes-bibliography", "Footnotes, Chicago Manual of Style";
    "chicago-shortened-notes" &["chicago-shortened-notes-bibliography"],
        "chicago-shortened-notes-bibliography", "Short footnotes, Chicago Manual of Style";
    "harvard" &["harvard-cite-them-right", "cite-them-right"],
        "harvard-cite-them-right", "Authors and years, Cite Them Right: (Silva, 2020)";
    "mla" &["modern-language-association"],
        "modern-language-association", "Authors and pages, Modern Language Association: (Silva 12)";
    "mhra" &["mhra-notes", "modern-humanities-research-association"],
        "mhra-notes", "Footnotes, Modern Humanities Research Association";
    "vancouver" &["springer-vancouver-brackets", "nlm"],
        "springer-vancouver-brackets", "Numbers in brackets, Vancouver";
    "alphanumeric" &["din-1505-2-alphanumeric", "alpha", "din-1505-2"],
        "din-1505-2-alphanumeric", "Labels of letters and digits, DIN 1505-2: [Sil20]";
    "abnt" &["associacao-brasileira-de-normas-tecnicas"],
        "associacao-brasileira-de-normas-tecnicas", "Associação Brasileira de Normas Técnicas";
    "acm" &["association-for-computing-machinery"],
        "association-for-computing-machinery", "Association for Computing Machinery";
    "acs" &["american-chemical-society"],
        "american-chemical-society", "American Chemical Society";
    "aip" &["american-institute-of-physics"],
        "american-institute-of-physics", "American Institute of Physics";
    "ama" &["american-medical-association"],
        "american-medical-association", "American Medical Association";
    "aps" &["american-physics-society", "american-physical-society"],
        "american-physics-society", "American Physical Society";
    "apsa" &["american-political-science-association"],
        "american-political-science-association", "American Political Science Association";
    "asa" &["american-sociological-association"],
        "american-sociological-association", "American Sociological Association";
    "cell" &["cell-press"], "cell", "The journal Cell";
    "cse" &["cse-name-year", "council-of-science-editors"],
        "cse-name-year", "Authors and years, Council of Science Editors";
    "deutsche-sprache" &[], "deutsche-sprache", "The journal Deutsche Sprache";
    "dgps" &["deutsche-gesellschaft-fur-psychologie"],
        "deutsche-gesellschaft-fur-psychologie", "Deutsche Gesellschaft für Psychologie";
    "elsevier" &["elsevier-with-titles", "elsevier-numeric"],
        "elsevier-with-titles", "Numbers in brackets, Elsevier";
    "elsevier-harvard" &["elsevier-author-date"],
        "elsevier-harvard", "Authors and years, Elsevier";
    "gb-7714" &["china-national-standard-gb-t-7714-2015-numeric", "gb-t-7714", "gbt7714"],
        "china-national-standard-gb-t-7714-2015-numeric", "Numbers, GB/T 7714-2015";
    "gb-7714-author-date" &["china-national-standard-gb-t-7714-2015-author-date"],
        "china-national-standard-gb-t-7714-2015-author-date", "Authors and years, GB/T 7714-2015";
    "gost" &["gost-r-7-0-5-2008-numeric"],
        "gost-r-7-0-5-2008-numeric", "Numbers in brackets, GOST R 7.0.5-2008";
    "iso-690" &["iso690-author-date-en", "iso690", "iso-690-author-date"],
        "iso690-author-date-en", "Authors and years, ISO 690";
    "iso-690-fr" &["iso690-author-date-fr"],
        "iso690-author-date-fr", "Authors and years, ISO 690 in French";
    "iso-690-numeric" &["iso690-numeric-en"], "iso690-numeric-en", "Numbers, ISO 690";
    "lncs" &["springer-lecture-notes-in-computer-science"],
        "springer-lecture-notes-in-computer-science", "Lecture Notes in Computer Science";
    "nature" &["nature-publishing-group"], "nature", "Raised numbers, the journal Nature";
    "science" &["aaas"], "science", "The journal Science";
    "sist02" &[], "sist02", "SIST 02, Japan";
    "springer" &["springer-basic-author-date", "springer-basic"],
        "springer-basic-author-date", "Authors and years, Springer";
}

/// Returns the built-in style with this name.
pub(crate) fn find_style(name: &str) -> Option<&'static BuiltinStyle> {
    let name = name.trim().to_lowercase().replace(['_', ' '], "-");
    STYLES.iter().find(|style| style.name == name || style.aliases.contains(&name.as_str()))
}

/// Returns the names of all built-in styles with their descriptions.
pub(crate) fn style_names() -> impl Iterator<Item = &'static BuiltinStyle> {
    STYLES.iter()
}
