//! Highlights code with the grammars of the library.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use syntaxmate::{Catalog, PreparedLanguage, TokenizerOptions};

use super::{CodeToken, HighlightedCode, TokenClass};

/// A line of more bytes is not highlighted.
const MAX_HIGHLIGHTED_LINE_BYTES: usize = 4096;

/// How often the library may ask whether to go on, per block: every 16 steps of matching. Ordinary
/// code asks less than once a line. It is a count and not a time, so that the same code looks the
/// same on every machine.
const MAX_POLLS: usize = 4_000;

/// The number of highlighted blocks at which the cache is emptied.
const MAX_CACHED_BLOCKS: usize = 512;

/// The number of bytes of code at which the cache is emptied.
const MAX_CACHED_BYTES: usize = 4 << 20;

/// A language that code can be highlighted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeLanguage {
    /// Its name.
    pub name: &'static str,
}

/// Parts of languages that the library lists as languages, by the start of their names.
const LANGUAGE_PARTS: &[&str] = &["angular-", "es-tag-", "cpp-macro", "markdown-", "vue-"];

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(Catalog::bundled)
}

/// Returns the languages in alphabetical order, each with its other names.
pub fn code_languages() -> Vec<(CodeLanguage, Vec<&'static str>)> {
    let is_part = |name: &str| LANGUAGE_PARTS.iter().any(|part| name.starts_with(part));
    let mut languages: Vec<(CodeLanguage, Vec<&'static str>)> = catalog()
        .languages()
        .into_iter()
        .filter(|name| !is_part(name))
        .filter_map(|name| catalog().language(name))
        .map(|language| {
            let aliases = language.aliases().iter().map(String::as_str);
            let name = language.id();
            (CodeLanguage { name }, aliases.filter(|alias| *alias != name).collect())
        })
        .collect();
    languages.sort();
    languages
}

/// Returns the language with this name, alias or file name.
pub fn find_code_language(name: &str) -> Option<CodeLanguage> {
    let found = catalog().canonical_language(name).or_else(|| catalog().detect_path(name));
    found.map(|name| CodeLanguage { name })
}

/// The blocks highlighted so far: an edit highlights only what it changes.
#[derive(Default)]
struct HighlightCache {
    blocks: HashMap<(CodeLanguage, String), Arc<HighlightedCode>>,
    bytes: usize,
    prepared: HashMap<CodeLanguage, PreparedLanguage>,
}

fn with_cache<T>(access: impl FnOnce(&mut HighlightCache) -> T) -> T {
    static CACHE: OnceLock<Mutex<HighlightCache>> = OnceLock::new();
    let cache = CACHE.get_or_init(Mutex::default);
    access(&mut cache.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Highlights code; its lines are separated by `\n`.
pub fn highlight_code(language: CodeLanguage, code: &str) -> Arc<HighlightedCode> {
    let key = (language, code.to_owned());
    if let Some(found) = with_cache(|cache| cache.blocks.get(&key).cloned()) {
        return found;
    }
    let highlighted = Arc::new(highlight_uncached(language, code));
    with_cache(|cache| {
        if cache.blocks.len() >= MAX_CACHED_BLOCKS || cache.bytes >= MAX_CACHED_BYTES {
            cache.blocks.clear();
            cache.bytes = 0;
        }
        cache.bytes += code.len();
        cache.blocks.insert(key, highlighted.clone());
    });
    highlighted
}

/// Returns the grammar of a language; it is loaded on first use.
fn prepare_language(language: CodeLanguage) -> Option<PreparedLanguage> {
    if let Some(prepared) = with_cache(|cache| cache.prepared.get(&language).cloned()) {
        return Some(prepared);
    }
    let prepared = PreparedLanguage::from_catalog(catalog(), language.name).ok()?;
    with_cache(|cache| cache.prepared.insert(language, prepared.clone()));
    Some(prepared)
}

fn highlight_uncached(language: CodeLanguage, code: &str) -> HighlightedCode {
    let count = code.split('\n').count();
    let plain = HighlightedCode { lines: vec![Vec::new(); count], stopped_at: None };
    let Some(prepared) = prepare_language(language) else { return plain };
    let options =
        TokenizerOptions { max_line_bytes: MAX_HIGHLIGHTED_LINE_BYTES, line_cache_entries: 0 };
    let mut tokenizer = prepared.tokenizer(options);
    let mut state = tokenizer.initial_state();
    let mut highlighted = plain;
    let mut polls = 0;
    for (index, line) in code.split('\n').enumerate() {
        let mut tokens: Vec<CodeToken> = Vec::new();
        let interrupt = || {
            polls += 1;
            polls > MAX_POLLS
        };
        let collect = |token: syntaxmate::Token| {
            let range = token.range();
            let Some(text) = line.get(range.clone()).filter(|text| !text.is_empty()) else {
                return;
            };
            let scopes: Vec<&str> = token.scopes().collect();
            let class = TokenClass::from_scopes(scopes.into_iter().rev(), text);
            match tokens.last_mut() {
                Some(last) if last.class == class && last.range.end == range.start => {
                    last.range.end = range.end;
                }
                _ if class == TokenClass::Plain => {}
                _ => tokens.push(CodeToken { range, class }),
            }
        };
        match tokenizer.tokenize_line_with_interrupt(line, &mut state, collect, interrupt) {
            Ok(_) => highlighted.lines[index] = tokens,
            Err(_) => {
                highlighted.stopped_at = Some(index);
                break;
            }
        }
    }
    highlighted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(language: &str, line: &str) -> Vec<(String, TokenClass)> {
        let language = find_code_language(language).expect("a language");
        let highlighted = highlight_code(language, line);
        let tokens = highlighted.lines[0].iter();
        tokens.map(|token| (line[token.range.clone()].to_owned(), token.class)).collect()
    }

    #[test]
    fn tokens_have_classes() {
        let tokens = classes("rust", "let name = \"x\"; // why");
        let class = |text: &str| tokens.iter().find(|(found, _)| found.trim() == text).map(|t| t.1);
        assert_eq!(class("let"), Some(TokenClass::Keyword));
        assert_eq!(class("\"x\""), Some(TokenClass::String));
        assert_eq!(class("// why"), Some(TokenClass::Comment));
    }

    #[test]
    fn languages_have_names_aliases_and_file_names() {
        for name in ["rust", "rs", "py", "Dockerfile", "c++", "C#", "main.go", "sh", "yml"] {
            assert!(find_code_language(name).is_some(), "{name}");
        }
        assert!(find_code_language("rustt").is_none());
        assert!(code_languages().len() >= 60);
    }

    #[test]
    fn every_language_highlights() {
        for (language, _) in code_languages() {
            let highlighted = highlight_code(language, "if x = 1 then\n\n\"text\"");
            assert_eq!(highlighted.lines.len(), 3, "{}", language.name);
        }
    }

    #[test]
    fn nested_brackets_stop_early() {
        let rust = find_code_language("rust").unwrap();
        let line = format!("{}{}", "(".repeat(2000), ")".repeat(2000));
        let code = vec![line; 50].join("\n");
        let highlighted = highlight_code(rust, &code);
        assert!(highlighted.stopped_at.is_some());
        assert_eq!(highlighted.lines.len(), 50);
    }
}
