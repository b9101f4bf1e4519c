//! The author's text with patches: the corrected text that the YAML library reads, and the mapping
//! from its offsets to the author's bytes.

use std::ops::Range;

/// A range of the author's text and its replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Patch {
    /// Bytes of the author's text.
    pub range: Range<usize>,
    /// The text that is read instead.
    pub replacement: String,
}

impl Patch {
    /// Replaces `range` with `replacement`.
    pub(crate) fn new(range: Range<usize>, replacement: impl Into<String>) -> Self {
        Self { range, replacement: replacement.into() }
    }
}

/// The author's text with its patches.
pub(crate) struct PatchedText<'a> {
    original: &'a str,
    patches: Vec<Patch>,
    text: String,
    dropped: Vec<Range<usize>>,
    /// For each patch, the start of its replacement in `text`.
    starts: Vec<usize>,
}

impl<'a> PatchedText<'a> {
    /// Applies `patches`. Of two that overlap, the one that starts first is applied; of two with
    /// the same range, the later one.
    pub(crate) fn new(original: &'a str, mut patches: Vec<Patch>) -> Self {
        patches.reverse();
        patches.sort_by_key(|patch| (patch.range.start, patch.range.end));
        patches.dedup_by(|later, first| later.range == first.range);
        let mut end = 0;
        patches.retain(|patch| {
            let apart = patch.range.start >= end;
            if apart {
                end = patch.range.end;
            }
            apart
        });
        let mut patched = Self {
            original,
            patches,
            text: String::new(),
            dropped: Vec::new(),
            starts: Vec::new(),
        };
        patched.rebuild_text();
        patched
    }

    /// Returns the text that the YAML library reads.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Applies `patch` instead of every patch that it touches.
    pub(crate) fn override_with(&mut self, patch: Patch) {
        self.dropped.push(patch.range.clone());
        self.patches
            .retain(|old| old.range.end <= patch.range.start || old.range.start >= patch.range.end);
        let at = self.patches.partition_point(|old| {
            (old.range.start, old.range.end) < (patch.range.start, patch.range.end)
        });
        self.patches.insert(at, patch);
        self.rebuild_text();
    }

    /// Returns whether `range` was already dropped.
    pub(crate) fn is_dropped(&self, range: &Range<usize>) -> bool {
        self.dropped.contains(range)
    }

    /// Converts an offset in the patched text to one in the author's text.
    pub(crate) fn original_offset(&self, offset: usize) -> usize {
        let index = self.starts.partition_point(|&start| start <= offset);
        let guess = match index.checked_sub(1).map(|last| (&self.patches[last], self.starts[last]))
        {
            None => offset,
            Some((patch, start)) if offset >= start + patch.replacement.len() => {
                patch.range.end + (offset - start - patch.replacement.len())
            }
            // Inside a replacement the offset is a guess.
            Some((patch, start)) => (patch.range.start + (offset - start)).min(patch.range.end),
        };
        // Never past the end or inside a character.
        let guess = guess.min(self.original.len());
        (0..=guess).rev().find(|&at| self.original.is_char_boundary(at)).unwrap_or(0)
    }

    fn rebuild_text(&mut self) {
        self.text.clear();
        self.starts.clear();
        let mut at = 0;
        for patch in &self.patches {
            self.text.push_str(&self.original[at..patch.range.start]);
            self.starts.push(self.text.len());
            self.text.push_str(&patch.replacement);
            at = patch.range.end;
        }
        self.text.push_str(&self.original[at..]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Patch, PatchedText};

    #[test]
    fn offsets_lead_back_to_the_authors_bytes() {
        let patched = PatchedText::new("a: b: c\nd", vec![Patch::new(3..7, "\"b: c\"")]);
        assert_eq!(patched.text(), "a: \"b: c\"\nd");
        assert_eq!(patched.original_offset(1), 1);
        assert_eq!(patched.original_offset(3), 3);
        assert_eq!(patched.original_offset(9), 7);
        assert_eq!(patched.original_offset(10), 8);
    }

    #[test]
    fn overruling_takes_touching_patches_out() {
        let mut patched =
            PatchedText::new("abcdef", vec![Patch::new(1..2, "BB"), Patch::new(4..5, "EE")]);
        patched.override_with(Patch::new(0..3, "   "));
        assert_eq!(patched.text(), "   dEEf");
    }
}
