//! The short forms of large numbers in many languages: `2.5M`, `2,5 Mio.`, `250万` (CLDR,
//! `decimalFormats-numberSystem-latn`, short).

/// Numbers and their names, largest first. A name starts with its space.
pub(super) type NumberNames = &'static [(f64, &'static str)];

const TRILLION: f64 = 1e12;
const BILLION: f64 = 1e9;
const MILLION: f64 = 1e6;

/// The names of 10¹², 10⁹ and 10⁶ by language. `es`, `ca`, `gl` and `eu` count thousands of
/// millions.
const NAMES: [(&str, [(f64, &str); 3]); 30] = [
    ("en", [(TRILLION, "T"), (BILLION, "B"), (MILLION, "M")]),
    ("en-gb", [(TRILLION, "tn"), (BILLION, "bn"), (MILLION, "m")]),
    ("de", [(TRILLION, "\u{a0}Bio."), (BILLION, "\u{a0}Mrd."), (MILLION, "\u{a0}Mio.")]),
    ("fr", [(TRILLION, "\u{a0}Bn"), (BILLION, "\u{a0}Md"), (MILLION, "\u{a0}M")]),
    ("it", [(TRILLION, "\u{a0}Bln"), (BILLION, "\u{a0}Mld"), (MILLION, "\u{a0}Mln")]),
    ("pt", [(TRILLION, "\u{a0}tri"), (BILLION, "\u{a0}bi"), (MILLION, "\u{a0}mi")]),
    ("pt-pt", [(TRILLION, "\u{a0}Bi"), (BILLION, "\u{a0}mM"), (MILLION, "\u{a0}M")]),
    ("nl", [(TRILLION, "\u{a0}bln."), (BILLION, "\u{a0}mld."), (MILLION, "\u{a0}mln.")]),
    ("pl", [(TRILLION, "\u{a0}bln"), (BILLION, "\u{a0}mld"), (MILLION, "\u{a0}mln")]),
    ("cs", [(TRILLION, "\u{a0}bil."), (BILLION, "\u{a0}mld."), (MILLION, "\u{a0}mil.")]),
    ("sk", [(TRILLION, "\u{a0}bil."), (BILLION, "\u{a0}mld."), (MILLION, "\u{a0}mil.")]),
    ("sl", [(TRILLION, "\u{a0}bil."), (BILLION, "\u{a0}mrd."), (MILLION, "\u{a0}mio.")]),
    ("hr", [(TRILLION, "\u{a0}bil."), (BILLION, "\u{a0}mlr."), (MILLION, "\u{a0}mil.")]),
    ("bg", [(TRILLION, "\u{a0}трлн."), (BILLION, "\u{a0}млрд."), (MILLION, "\u{a0}млн.")]),
    ("ru", [(TRILLION, "\u{a0}трлн"), (BILLION, "\u{a0}млрд"), (MILLION, "\u{a0}млн")]),
    ("uk", [(TRILLION, "\u{a0}трлн"), (BILLION, "\u{a0}млрд"), (MILLION, "\u{a0}млн")]),
    ("lt", [(TRILLION, "\u{a0}trln."), (BILLION, "\u{a0}mlrd."), (MILLION, "\u{a0}mln.")]),
    ("lv", [(TRILLION, "\u{a0}trilj."), (BILLION, "\u{a0}mljrd."), (MILLION, "\u{a0}milj.")]),
    ("et", [(TRILLION, "\u{a0}trln"), (BILLION, "\u{a0}mld"), (MILLION, "\u{a0}mln")]),
    ("fi", [(TRILLION, "\u{a0}bilj."), (BILLION, "\u{a0}mrd."), (MILLION, "\u{a0}milj.")]),
    ("sv", [(TRILLION, "\u{a0}bn"), (BILLION, "\u{a0}md"), (MILLION, "\u{a0}mn")]),
    ("da", [(TRILLION, "\u{a0}bio."), (BILLION, "\u{a0}mia."), (MILLION, "\u{a0}mio.")]),
    ("nb", [(TRILLION, "\u{a0}bill."), (BILLION, "\u{a0}mrd."), (MILLION, "\u{a0}mill.")]),
    ("ro", [(TRILLION, "\u{a0}tril."), (BILLION, "\u{a0}mld."), (MILLION, "\u{a0}mil.")]),
    ("hu", [(TRILLION, "\u{a0}B"), (BILLION, "\u{a0}Mrd"), (MILLION, "\u{a0}M")]),
    ("el", [(TRILLION, "\u{a0}τρισ."), (BILLION, "\u{a0}δισ."), (MILLION, "\u{a0}εκ.")]),
    ("tr", [(TRILLION, "\u{a0}Tn"), (BILLION, "\u{a0}Mr"), (MILLION, "\u{a0}Mn")]),
    ("zh", [(TRILLION, "万亿"), (1e8, "亿"), (1e4, "万")]),
    ("ja", [(TRILLION, "兆"), (1e8, "億"), (1e4, "万")]),
    ("ko", [(TRILLION, "조"), (1e8, "억"), (1e4, "만")]),
];
const IBERIAN: [(f64, &str); 2] = [(TRILLION, "\u{a0}B"), (MILLION, "\u{a0}M")];
const CHINESE_TRADITIONAL: [(f64, &str); 3] = [(TRILLION, "兆"), (1e8, "億"), (1e4, "萬")];

/// Returns the names of large numbers in a language, given by its BCP 47 code; none if they are
/// written in full.
pub(super) fn number_names(lang: &str) -> NumberNames {
    let lang = lang.replace('_', "-").to_ascii_lowercase();
    let code = lang.split('-').next().unwrap_or_default();
    let is_traditional = ["hant", "tw", "hk", "mo"].iter().any(|part| lang.contains(part));
    match code {
        "es" | "ca" | "gl" | "eu" => return &IBERIAN,
        "zh" if is_traditional => return &CHINESE_TRADITIONAL,
        // India counts in lakh and crore.
        "en" if lang == "en-in" => return &[],
        _ => {}
    }
    let code = if matches!(code, "no" | "nn") { "nb" } else { code };
    let find = |wanted: &str| NAMES.iter().find(|(lang, _)| *lang == wanted);
    find(&lang).or_else(|| find(code)).map_or(&[], |(_, names)| names)
}
