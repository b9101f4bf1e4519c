//! The lines after which everything on a slide is speaker notes, as in reveal.js.

use super::dialect::Dialect;
use super::front_matter_lines::FrontMatter;

/// What such lines start with if the deck does not say.
const USUAL: [&str; 4] = ["Note:", "Notes:", "note:", "notes:"];

/// The most spellings of a pattern.
const MAX_SPELLINGS: usize = 32;

/// The starts of lines after which everything is speaker notes.
#[derive(Clone, Debug, Default)]
pub(super) struct NoteMarks {
    spellings: Vec<String>,
    /// Whether they come from `notesSeparator`, whose pattern ignores case.
    is_own: bool,
}

impl NoteMarks {
    /// Returns the marks of a deck. Only reveal.js and tools for its Markdown have them.
    pub(super) fn find(dialect: Dialect, front: &FrontMatter) -> Self {
        let pattern = front.values(&["notes_separator"]).map(|values| values.join(" "));
        let own = pattern.map(|pattern| spell_pattern(&pattern)).unwrap_or_default();
        match dialect {
            Dialect::Reveal | Dialect::Plain if !own.is_empty() => {
                Self { spellings: own, is_own: true }
            }
            Dialect::Reveal | Dialect::Plain => {
                Self { spellings: USUAL.map(str::to_owned).into(), is_own: false }
            }
            _ => Self::default(),
        }
    }

    /// Returns the words after the mark at the start of a line; `None` if there is none.
    pub(super) fn strip<'l>(&self, line: &'l str) -> Option<&'l str> {
        self.spellings.iter().find_map(|mark| match self.is_own {
            true => {
                let start = line.get(..mark.len())?;
                (start.to_lowercase() == *mark).then(|| line[mark.len()..].trim())
            }
            false => line.strip_prefix(mark.as_str()).map(str::trim),
        })
    }
}

/// Returns the spellings, in lower case, of a pattern such as `^\s*(note|speaker)s?:`.
/// Signs for line breaks and blanks around them are left out.
fn spell_pattern(pattern: &str) -> Vec<String> {
    let mut text = pattern.trim().to_lowercase();
    for sign in ["\\r?\\n", "\\r\\n", "\\n", "\\s*", "\\s+", "\\s?", "(?:", "^", "$", ".*"] {
        let plain = if sign == "(?:" { "(" } else { "" };
        text = text.replace(sign, plain);
    }
    let mut spellings = vec![String::new()];
    let mut rest = text.trim();
    loop {
        // After a backslash, a sign means itself.
        let literal = rest.strip_prefix('\\').unwrap_or(rest);
        let Some(first) = literal.chars().next() else { break };
        let group = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
        let (choices, after): (Vec<String>, &str) = match group {
            Some((inside, after)) => (inside.split('|').map(str::to_owned).collect(), after),
            None => (vec![first.to_string()], &literal[first.len_utf8()..]),
        };
        let optional = after.strip_prefix('?');
        let choices = choices.into_iter().chain(optional.map(|_| String::new()));
        let choices: Vec<String> = choices.collect();
        if spellings.len() * choices.len() > MAX_SPELLINGS {
            return Vec::new();
        }
        let join = |start: &String| {
            choices.iter().map(|choice| format!("{start}{choice}")).collect::<Vec<_>>()
        };
        spellings = spellings.iter().flat_map(join).collect();
        rest = optional.unwrap_or(after);
    }
    spellings.retain(|spelling| !spelling.is_empty());
    // `notes:` is longer than `note`.
    spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_spellings() {
        assert_eq!(spell_pattern("^\\s*notes?:"), ["notes:", "note:"]);
        assert_eq!(spell_pattern("^(?:note|speaker):"), ["speaker:", "note:"]);
        assert_eq!(spell_pattern("\\?\\?\\?"), ["???"]);
        assert_eq!(spell_pattern("speaker:"), ["speaker:"]);
    }
}
