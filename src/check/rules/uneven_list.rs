#![doc = include_str!("../../diagnostic/explain/E0608.md")]

use crate::check::{Level, LintContext, Rule, words};
use crate::deck::{BlockKind, List, ListItem};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "uneven_list",
    code: Code::InconsistentList,
    level: Level::Warn,
    limit: None,
    run: Some(check_uneven_list),
};

fn check_uneven_list(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for block in context.deck.slides.iter().flat_map(|slide| slide.all_blocks()) {
        if let BlockKind::List(list) = &block.kind {
            check_endings(context, list, &mut diagnostics);
            check_beginnings(context, list, &mut diagnostics);
        }
    }
    diagnostics
}

/// Whether `odd` of `all` are exceptions: a third or less.
fn is_exception(odd: usize, all: usize) -> bool {
    odd > 0 && all >= 3 && odd * 3 <= all
}

/// How an item ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ItemEnding {
    /// With this punctuation mark.
    Mark(char),
    /// With a word.
    Word,
}

/// Full stops of all scripts.
const FULL_STOPS: [char; 5] = ['.', '。', '।', '۔', '。'];

/// Returns how an item ends; `None` if it must end so: with a question, an abbreviation, two
/// sentences, or a list of its own.
fn item_ending(item: &ListItem) -> Option<ItemEnding> {
    // A stop before closing quotation marks or brackets ends the item too.
    let closing = |c: char| c.is_whitespace() || "”’»\"')]）」』》】".contains(c);
    let content = item.text.content.trim_end_matches(closing);
    if !item.children.is_empty() || content.contains(". ") {
        return None;
    }
    match content.chars().next_back()? {
        '.' if content.ends_with("..") || is_abbreviation(content) => None,
        '?' | '!' | ':' | '…' | '？' | '！' | '：' | '؟' => None,
        mark @ (';' | ',' | '；' | '、' | '，') => Some(ItemEnding::Mark(mark)),
        stop if FULL_STOPS.contains(&stop) => Some(ItemEnding::Mark(stop)),
        _ => Some(ItemEnding::Word),
    }
}

/// Abbreviations that end with a full stop, in the languages that decks are often written in.
const ABBREVIATIONS: [&str; 34] = [
    "etc", "ltd", "inc", "co", "corp", "no", "nos", "vol", "al", "approx", "dept", "est", "incl",
    "max", "min", "st", "dr", "prof", "mr", "mrs", "jr", "sr", "usw", "bzw", "ca", "nr", "str",
    "bldg", "p", "pp", "ed", "eds", "κ", "др",
];

fn is_abbreviation(content: &str) -> bool {
    let last = content
        .trim_end_matches('.')
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let is_initial = last.chars().count() == 1;
    is_initial
        || last.contains('.')
        || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
        || is_uppercase_word(last)
}

fn is_uppercase_word(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

fn check_endings(context: &LintContext<'_>, list: &List, diagnostics: &mut Vec<Diagnostic>) {
    let mut ends: Vec<(&ListItem, ItemEnding)> =
        list.items.iter().filter_map(|item| Some((item, item_ending(item)?))).collect();
    // If the list runs on as one sentence, its last item ends it, and the item before may end with
    // “and”.
    let runs_on = ends
        .iter()
        .filter(|(_, ending)| matches!(ending, ItemEnding::Mark(',' | ';' | '，' | '；' | '、')))
        .count()
        >= 2;
    if runs_on {
        ends.pop();
        ends.retain(|(item, _)| {
            !item.text.content.trim_end().trim_end_matches([',', ';']).ends_with(" and")
        });
    }
    let count = |wanted: ItemEnding| ends.iter().filter(|(_, ending)| *ending == wanted).count();
    let Some(&(_, usual)) = ends.iter().max_by_key(|(_, ending)| count(*ending)) else { return };
    let odd = ends.len() - count(usual);
    if !is_exception(odd, ends.len()) {
        return;
    }
    for (item, ending) in ends.into_iter().filter(|(_, ending)| *ending != usual) {
        let words = words::shorten_text(&item.text.content);
        let (message, hint) = match (ending, usual) {
            (ItemEnding::Mark(mark), ItemEnding::Word) => (
                format!("“{words}” ends with `{mark}`, but the other items do not"),
                format!("remove the `{mark}`"),
            ),
            (_, ItemEnding::Mark(mark)) => (
                format!("“{words}” does not end with `{mark}`, but the other items do"),
                format!("end it with `{mark}`"),
            ),
            (ItemEnding::Word, ItemEnding::Word) => continue,
        };
        let mut diagnostic =
            Diagnostic::warning(Code::InconsistentList, message, item.text.span).with_help(hint);
        let source = context.sources.slice(item.text.span);
        if let Some(last) = last_character_span(source, item.text.span) {
            diagnostic = match (ending, usual) {
                (ItemEnding::Mark(mark), ItemEnding::Word) if is_character(context, last, mark) => {
                    diagnostic.with_suggested_edit(last, "")
                }
                (ItemEnding::Word, ItemEnding::Mark(mark)) => {
                    diagnostic.with_suggested_edit(Span { start: last.end, ..last }, mark)
                }
                (ItemEnding::Mark(own), ItemEnding::Mark(mark))
                    if is_character(context, last, own) =>
                {
                    diagnostic.with_suggested_edit(last, mark)
                }
                _ => diagnostic,
            };
        }
        diagnostics.push(diagnostic);
    }
}

fn is_character(context: &LintContext<'_>, last: Span, mark: char) -> bool {
    context.sources.slice(last).chars().eq([mark])
}

/// Returns the span of a text's last character in the outline, before closing quotes and emphasis;
/// `None` if the text is not written on one line.
fn last_character_span(source: &str, span: Span) -> Option<Span> {
    let is_block = source.starts_with(['|', '>', '{', '[', '&', '*', '!']);
    let seen = source.trim_end().trim_end_matches(['"', '\'', '*', '_']);
    if is_block || source.contains('\\') || seen.is_empty() {
        return None;
    }
    let last = seen.chars().next_back()?;
    let end = span.start as usize + seen.len();
    // A final bracket or mark belongs to a link, code or other markup.
    (!matches!(last, ')' | '`' | ']' | '>' | '}' | '~' | '^' | '='))
        .then(|| Span::new(span.source, end - last.len_utf8(), end))
}

fn check_beginnings(context: &LintContext<'_>, list: &List, diagnostics: &mut Vec<Diagnostic>) {
    let starts: Vec<(&ListItem, bool)> =
        list.items.iter().filter_map(|item| Some((item, starts_lowercase(item)?))).collect();
    let small = starts.iter().filter(|(_, is_small)| *is_small).count();
    // A capital among small letters may be a name, so only the opposite is certain.
    if !is_exception(small, starts.len()) {
        return;
    }
    for (item, _) in starts.into_iter().filter(|(_, is_small)| *is_small) {
        let words = words::shorten_text(&item.text.content);
        let message =
            format!("“{words}” starts with a lowercase letter, but the other items do not");
        let mut diagnostic = Diagnostic::warning(Code::InconsistentList, message, item.text.span)
            .with_help("start it with a capital letter");
        let source = context.sources.slice(item.text.span);
        let first = item.text.content.trim_start().chars().next().unwrap_or_default();
        let lead = source.len() - source.trim_start_matches(['"', '\'', '*', '_']).len();
        if source[lead..].starts_with(first) {
            let start = item.text.span.start as usize + lead;
            let place = Span::new(item.text.span.source, start, start + first.len_utf8());
            diagnostic =
                diagnostic.with_suggested_edit(place, first.to_uppercase().collect::<String>());
        }
        diagnostics.push(diagnostic);
    }
}

/// Whether an item starts with a lowercase letter; `None` if its first word cannot have a capital.
fn starts_lowercase(item: &ListItem) -> Option<bool> {
    let text = &item.text;
    let is_own = text
        .runs
        .first()
        .is_none_or(|run| run.style.code || run.link.is_some() || run.lang.is_some());
    let word = text.content.split_whitespace().next()?;
    let first = word.chars().next()?;
    // “iPhone”, “eIDAS”, “pH” and “www.example.org” keep their spelling.
    let is_name =
        word.chars().skip(1).any(|c| c.is_uppercase() || matches!(c, '.' | '@' | '/' | '_'))
            && first.is_lowercase();
    let has_case = first.is_lowercase() || first.is_uppercase();
    (!is_own && !is_name && has_case).then(|| first.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::is_abbreviation;

    #[test]
    fn abbreviations_keep_their_full_stop() {
        for text in [
            "digital economy etc.",
            "Star Investment LTD.",
            "in the U.S.",
            "Company (Ltd.",
            "J. R.",
        ] {
            assert!(is_abbreviation(text), "{text}");
        }
        assert!(!is_abbreviation("twice a day."));
    }
}
