//! Fenced code blocks of Markdown.

/// Tracks fenced code blocks across lines, so that their content is not parsed.
#[derive(Default)]
pub(crate) struct FenceTracker(Option<(char, usize)>);

impl FenceTracker {
    /// Returns whether the last line is in a code block that is still open.
    pub(crate) fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Advances to `line` and returns whether it is code or a fence.
    pub(crate) fn is_code_line(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start();
        let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length =
            mark.map_or(0, |mark| trimmed.chars().take_while(|&other| other == mark).count());
        match (self.0, mark) {
            (Some((open, min_length)), Some(mark))
                if mark == open && length >= min_length && trimmed[length..].trim().is_empty() =>
            {
                self.0 = None;
                true
            }
            (Some(_), _) => true,
            (None, Some(mark))
                if length >= 3 && !(mark == '`' && trimmed[length..].contains('`')) =>
            {
                self.0 = Some((mark, length));
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FenceTracker;

    #[test]
    fn longer_fence_holds_a_shorter_one() {
        let mut fence = FenceTracker::default();
        let lines = ["````", "```", "a", "```", "````", "b", "~~~", "```", "~~~", "``` a`b```"];
        let code = lines.map(|line| fence.is_code_line(line));
        assert_eq!(code, [true, true, true, true, true, false, true, true, true, false]);
        assert!(!fence.is_open());
    }
}
