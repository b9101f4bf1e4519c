//! The info string of a code fence: the language, and options in the dialects of many tools.

use super::line_ranges::LineRange;
use crate::source::Span;

/// What the info string of a fence says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FenceInfo {
    /// The language as written; empty if there is none.
    pub language: String,
    /// Groups of highlighted lines. Several groups are highlighted or revealed one by one.
    pub groups: Vec<Vec<LineRange>>,
    /// The text above the code, usually the name of a file.
    pub title: Option<String>,
    /// The caption.
    pub caption: Option<String>,
    /// Whether line numbers are shown, if it says so.
    pub numbers: Option<bool>,
    /// The number of the first line.
    pub first_number: Option<u32>,
    /// Whether it is a diff.
    pub is_diff: bool,
    /// Words without a meaning here.
    pub unknown: Vec<String>,
}

/// Names of the options of other tools, in lower case without hyphens and underscores.
const TITLE_NAMES: &[&str] = &["title", "filename", "file", "name"];
const CAPTION_NAMES: &[&str] = &["caption", "lstcap", "figcap"];
const NUMBER_NAMES: &[&str] =
    &["showlinenumbers", "linenumbers", "numberlines", "linenos", "numbers", "lines"];
const START_NAMES: &[&str] = &["startline", "startfrom", "linenostart", "start", "firstnumber"];
const HIGHLIGHT_NAMES: &[&str] =
    &["highlight", "hllines", "emphasizelines", "codelinenumbers", "datalinenumbers", "hl"];
/// Options that have no meaning on a slide.
const IGNORED_NAMES: &[&str] = &[
    "monaco",
    "monacorun",
    "monacodiff",
    "ignore",
    "norun",
    "shouldpanic",
    "compilefail",
    "maxheight",
    "at",
    "echo",
    "eval",
    "include",
    "copy",
    "nocopy",
    "wrap",
    "nowrap",
    "editable",
    "fragment",
    "trim",
    "noescape",
    "sourcecode",
    "tab",
    "edition2018",
    "edition2021",
    "edition2024",
    "autorun",
    "code",
];

impl FenceInfo {
    /// Parses an info string; `span` is where it is written.
    pub(crate) fn parse(info: &str, span: Span) -> Self {
        let mut result = Self::default();
        let info = info.trim();
        let end = info
            .find(|c: char| c.is_whitespace() || matches!(c, '{' | '[' | ','))
            .unwrap_or(info.len());
        let (first, rest) = info.split_at(end);
        result.take_language(first);
        for part in split_info(rest) {
            result.read_part(&part, span);
        }
        result
    }

    fn take_language(&mut self, word: &str) {
        let (word, option) = match word.split_once(':') {
            // `js:line-numbers` of VitePress, `js:src/main.js` of Qiita.
            Some((language, option)) => (language, Some(option)),
            None => (word, None),
        };
        match option {
            Some(option) if is_named(option.split('=').next().unwrap_or(""), NUMBER_NAMES) => {
                self.read_word(option, Span::default());
            }
            Some(title) if !title.is_empty() => self.title = Some(title.to_owned()),
            _ => {}
        }
        if word.contains('=') {
            self.read_word(word, Span::default());
            return;
        }
        match word.strip_prefix("diff-") {
            Some(language) => (self.is_diff, self.language) = (true, language.to_owned()),
            None => self.language = word.to_owned(),
        }
        if matches!(self.language.as_str(), "diff" | "patch") {
            self.is_diff = true;
            self.language.clear();
        }
    }

    /// Reads a word, `{…}` or `[…]` after the language.
    fn read_part(&mut self, part: &str, span: Span) {
        let inner = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
            .or_else(|| part.strip_prefix('[').and_then(|part| part.strip_suffix(']')));
        let Some(inner) = inner else {
            self.read_word(part, span);
            return;
        };
        if inner.is_empty() || self.read_groups(inner, span) {
            return;
        }
        if part.starts_with('[') {
            self.title = Some(inner.trim().to_owned());
            return;
        }
        for word in split_info(inner) {
            if let Some(class) = word.strip_prefix('.') {
                let is_option = is_named(class, NUMBER_NAMES) || is_named(class, IGNORED_NAMES);
                if self.language.is_empty() && !is_option {
                    self.take_language(class);
                } else {
                    self.read_word(class, span);
                }
            } else if self.language.is_empty()
                && !word.contains(['=', ':', '#'])
                && !is_named(&word, IGNORED_NAMES)
            {
                // `{python}` of Quarto and R Markdown.
                self.take_language(&word);
            } else {
                self.read_word(&word, span);
            }
        }
    }

    /// Reads `3,5-7`, `1-2|4|all` or `5: 1-2|3`; returns whether it is that.
    fn read_groups(&mut self, text: &str, span: Span) -> bool {
        let (offset, text) = match text.split_once(':') {
            Some((offset, rest)) => match offset.trim().parse::<u32>() {
                Ok(offset) => (Some(offset), rest),
                Err(_) => return false,
            },
            None => (None, text),
        };
        let mut groups = Vec::new();
        let mut all = None;
        for group in text.split('|') {
            match group.trim() {
                // All lines at once: before or after lines that are revealed, that is nothing.
                word @ ("all" | "*") => all = Some(word),
                "" | "none" | "hide" => {}
                group => match LineRange::parse_list(group, span) {
                    Some(ranges) => groups.push(ranges),
                    None => return false,
                },
            }
        }
        if groups.len() > 1 {
            self.unknown.extend(all.map(str::to_owned));
        }
        if offset.is_some() {
            (self.first_number, self.numbers) = (offset, Some(true));
        }
        if self.groups.is_empty() {
            self.groups = groups;
        }
        true
    }

    /// Reads `name`, `name=value` or `name:value`.
    fn read_word(&mut self, word: &str, span: Span) {
        let word = word.trim_matches([',', ';']).trim_start_matches(':');
        let (name, value) = match word.split_once(['=', ':']) {
            Some((name, value)) => (name, Some(value.trim().trim_matches(['"', '\'']))),
            None => (word, None),
        };
        match value {
            _ if name.is_empty() || name.starts_with('#') => {}
            Some(value) if is_named(name, TITLE_NAMES) => self.title = Some(value.to_owned()),
            Some(value) if is_named(name, CAPTION_NAMES) => self.caption = Some(value.to_owned()),
            Some("diff") if is_named(name, &["lang", "language"]) => self.is_diff = true,
            Some(value) if is_named(name, &["lang", "language"]) => {
                self.language = value.to_owned();
            }
            Some(value) if is_named(name, START_NAMES) => {
                self.first_number = value.parse().ok();
                self.numbers = self.numbers.or(Some(true));
            }
            Some(value) if is_named(name, HIGHLIGHT_NAMES) => match value {
                "true" | "false" => self.numbers = Some(value == "true"),
                _ if self.read_groups(value.trim_matches(['{', '}', '[', ']']), span) => {}
                _ => self.unknown.push(word.to_owned()),
            },
            _ if is_named(name, NUMBER_NAMES) => {
                self.numbers = Some(!matches!(value, Some("false" | "off")));
                self.first_number =
                    value.and_then(|value| value.trim_matches(['{', '}']).parse().ok());
            }
            None if is_named(name, &["nolinenumbers", "nolinenos"]) => self.numbers = Some(false),
            None if name == "diff" => self.is_diff = true,
            _ if is_named(name, IGNORED_NAMES) => {}
            _ => self.unknown.push(word.to_owned()),
        }
    }
}

fn is_named(name: &str, names: &[&str]) -> bool {
    let plain: String = name.chars().filter(|c| !matches!(c, '-' | '_' | '.')).collect();
    names.contains(&plain.to_lowercase().as_str())
}

/// Splits at spaces and commas outside of quotes and brackets; `{…}` and `[…]` are parts of their
/// own.
fn split_info(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut quote: Option<char> = None;
    let mut closing: Option<char> = None;
    for character in text.chars() {
        if let Some(open) = quote {
            if character == open {
                quote = None;
            }
            part.push(character);
            continue;
        }
        match character {
            '"' | '\'' => quote = Some(character),
            '{' | '[' if closing.is_none() && !part.ends_with('=') => {
                parts.push(std::mem::take(&mut part));
                closing = Some(if character == '{' { '}' } else { ']' });
            }
            _ if closing == Some(character) => {
                closing = None;
                part.push(character);
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ if closing.is_none() && (character.is_whitespace() || character == ',') => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(character);
    }
    parts.push(part);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(info: &str) -> FenceInfo {
        FenceInfo::parse(info, Span::default())
    }

    fn groups(info: &str) -> Vec<Vec<(u32, Option<u32>)>> {
        let ranges = |group: &Vec<LineRange>| group.iter().map(|r| (r.first, r.last)).collect();
        parse(info).groups.iter().map(ranges).collect()
    }

    #[test]
    fn highlighted_lines_of_many_dialects() {
        let wanted = vec![vec![(3, Some(3)), (5, Some(7))]];
        for info in [
            "rust {3,5-7}",
            "rust{3,5-7}",
            "rust {3, 5-7}",
            "rust hl_lines=\"3 5-7\"",
            "{.rust highlight=\"3,5-7\"}",
            "rust [3,5-7]",
            "rust {all|3,5-7}",
        ] {
            assert_eq!(groups(info), wanted, "{info}");
            assert_eq!(parse(info).language, "rust", "{info}");
        }
        assert_eq!(groups("ts {1-2|5}"), [[(1, Some(2))], [(5, Some(5))]]);
        assert_eq!(groups("{.ts code-line-numbers=\"1-2|5\"}"), [[(1, Some(2))], [(5, Some(5))]]);
    }

    #[test]
    fn titles_numbers_and_diffs_of_many_dialects() {
        for info in [
            "js title=\"a b.js\"",
            "js filename='a b.js'",
            "js [a b.js]",
            "js {2} title=\"a b.js\"",
        ] {
            assert_eq!(parse(info).title.as_deref(), Some("a b.js"), "{info}");
            assert_eq!(parse(info).language, "js", "{info}");
        }
        assert_eq!(parse("js:src/a.js").title.as_deref(), Some("src/a.js"));
        for info in
            ["js showLineNumbers", "js:line-numbers", "js {lines:true}", "{.js .numberLines}"]
        {
            assert_eq!(parse(info).numbers, Some(true), "{info}");
            assert_eq!(parse(info).language, "js", "{info}");
        }
        for info in ["js {6}{lines:true,startLine:5}", "{.js .numberLines startFrom=\"5\"}"] {
            assert_eq!(parse(info).first_number, Some(5), "{info}");
        }
        assert_eq!(parse("js [5: 6]").first_number, Some(5));
        for (info, language) in [("diff", ""), ("diff-js", "js"), ("js diff", "js")] {
            assert!(parse(info).is_diff, "{info}");
            assert_eq!(parse(info).language, language, "{info}");
        }
    }

    #[test]
    fn unknown_words_are_kept_and_known_ones_without_effect_are_not() {
        assert_eq!(parse("rust,ignore"), FenceInfo { language: "rust".into(), ..parse("") });
        assert_eq!(parse("ts {monaco}").unknown, Vec::<String>::new());
        assert_eq!(parse("{python}").language, "python");
        assert_eq!(parse("js sparkle").unknown, ["sparkle"]);
        // Lines that are revealed one by one are never highlighted together.
        assert_eq!(parse("js {all|2|3}").unknown, ["all"]);
        assert_eq!(parse("js {all|2}").unknown, Vec::<String>::new());
        assert_eq!(parse(""), FenceInfo::default());
    }
}
