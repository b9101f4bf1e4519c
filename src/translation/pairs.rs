//! Pairs such as `Name: value`, whose key is a text that is shown.

use super::text::WrittenForm;
use super::walk::{Spot, Walk};
use crate::source::Span;
use crate::vocabulary::{PairKey, ValueType};
use crate::yaml::{Key, Node, NodeKind, Scalar, ScalarStyle};

/// Why a text cannot be translated where it is.
const BEFORE_BLOCK: &str = "it is before a colon and a block of text";

/// The long forms of pairs: the group of keys, and the keys for the name, for a value that is a
/// text and for one that is a list. An item of a list has no key for a text: it is one text with a
/// colon.
pub(super) const LONG_FORMS: &[(&str, &str, Option<&str>, Option<&str>)] = &[
    ("card", "title", Some("text"), Some("bullets")),
    ("check_item", "text", None, Some("checklist")),
    ("event", "when", Some("title"), Some("bullets")),
    ("item", "text", None, Some("bullets")),
    ("level", "label", Some("text"), Some("bullets")),
    ("person", "name", Some("role"), None),
    ("stat", "value", Some("label"), None),
];

impl Walk<'_> {
    /// Reads a pair: a mapping with one key that is no key of the format.
    pub(super) fn walk_pair(
        &mut self,
        node: &Node,
        key: &Key,
        value: &Node,
        types: &[ValueType],
        spot: &Spot,
    ) {
        let pair = types.iter().find_map(|of| match of {
            ValueType::Pair(of, kind) => Some((**of, *kind)),
            _ => None,
        });
        let group = types.iter().flat_map(ValueType::key_groups).next();
        let (Some((of, kind)), Some(group)) = (pair, group) else { return };
        let is_key_like = key.name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let form = LONG_FORMS.iter().find(|(name, ..)| *name == group.name);
        let Some(&(_, name, text_key, list_key)) =
            form.filter(|_| kind == PairKey::Any || !is_key_like)
        else {
            return;
        };
        let written = &self.source.text[node.span.range()];
        let is_braced = written.starts_with('{');
        let is_list = value.as_sequence().is_some()
            && (text_key.is_some() || !self.source.text[value.span.range()].starts_with('['));
        let is_block_text = value.as_scalar().is_some_and(Scalar::is_block);
        let value_key = match (is_list, text_key, list_key) {
            (true, _, Some(list)) => self.nested_list_key(spot, list),
            (false, Some("title"), _) if is_block_text => "text",
            (false, Some(text), _) => text,
            (false, None, _) => {
                self.push_colon_text(node, key, value, types, spot);
                return;
            }
            (true, _, None) => return,
        };
        let is_flow = spot.is_flow || is_braced;
        let inner = Spot { is_flow, ..spot.clone() };
        let form = WrittenForm::PairKey {
            key: key.span,
            pair: node.span,
            is_flow,
            is_bare: spot.is_flow && !is_braced,
            names: (name, value_key),
        };
        if super::features::has_language(&key.name) {
            let version = self.version(&key.name, key.span, ScalarStyle::Plain);
            let text = self.text(vec![version], 0, form, &inner.below(name, Some(key.span)));
            self.found.texts.push(text);
        }
        self.walk(value, &[of], &inner.below(value_key, Some(key.span)));
    }

    /// Returns the key for a list below an item: a list below a numbered item is numbered, too.
    fn nested_list_key(&self, spot: &Spot, own: &'static str) -> &'static str {
        let is_number = |step: &&str| step.bytes().all(|byte| byte.is_ascii_digit());
        let mut steps = spot.path.rsplit('/').filter(|step| !is_number(step) && *step != "items");
        if own == "bullets" && steps.next() == Some("numbered") { "numbered" } else { own }
    }

    /// Adds an item such as `- Note: read this`, which is one text.
    fn push_colon_text(
        &mut self,
        node: &Node,
        key: &Key,
        value: &Node,
        types: &[ValueType],
        spot: &Spot,
    ) {
        let after_key = &self.source.text[key.span.end as usize..];
        let colon = key.span.end as usize + after_key.find(':').map_or(0, |at| at + 1);
        let mut span = node.span;
        let words = match &value.kind {
            NodeKind::Null => {
                span = Span { end: colon as u32, ..key.span };
                format!("{}:", key.name)
            }
            NodeKind::Scalar(scalar) if !scalar.is_block() => {
                format!("{}: {}", key.name, scalar.written())
            }
            NodeKind::Sequence(_) => {
                format!("{}: {}", key.name, &self.source.text[value.span.range()])
            }
            _ => {
                let version = self.version(&key.name, key.span, ScalarStyle::Plain);
                let form = WrittenForm::Fixed(BEFORE_BLOCK);
                let text = self.text(vec![version], 0, form, spot);
                self.found.texts.push(text);
                return;
            }
        };
        let scalar = crate::yaml::Scalar::new(words, ScalarStyle::Plain);
        self.push_scalar(&scalar, span, types, spot);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::LONG_FORMS;
    use crate::deck::vocabulary::DECK;
    use crate::vocabulary::ValueType;

    fn check_pairs(value: &ValueType, seen: &mut BTreeSet<&'static str>, found: &mut usize) {
        let types = value.alternatives();
        if types.iter().any(|of| matches!(of, ValueType::Pair(..))) {
            let group = types.iter().flat_map(ValueType::key_groups).next().expect("a long form");
            let form = LONG_FORMS.iter().find(|(name, ..)| *name == group.name);
            let (_, name, text, list) = form.unwrap_or_else(|| panic!("no line: {}", group.name));
            for key in [Some(*name), *text, *list].into_iter().flatten() {
                assert!(group.has_key(key), "{} has no `{key}`", group.name);
            }
            *found += 1;
        }
        for of in types {
            for group in of.key_groups() {
                if seen.insert(group.name) {
                    group.all_keys().for_each(|key| check_pairs(&key.value, seen, found));
                }
            }
            if let ValueType::List(of) = of {
                let item = of.alternatives();
                let is_new = |group: &&crate::vocabulary::KeyGroup| !seen.contains(group.name);
                let groups: Vec<_> = item.iter().flat_map(ValueType::key_groups).collect();
                if groups.iter().any(is_new) {
                    check_pairs(of, seen, found);
                }
            }
        }
    }

    #[test]
    fn every_pair_has_a_long_form() {
        let mut found = 0;
        check_pairs(&ValueType::Keys(&DECK), &mut BTreeSet::new(), &mut found);
        assert!(found >= LONG_FORMS.len(), "{found}");
    }
}
