//! Converts links and spans with attributes.

use super::ImportContext;
use super::brackets::{parse_brackets, parse_reference, parse_target};
use super::dialect::Dialect;
use super::inline::{InlineText, MAX_LINK_DEPTH, read_line};

/// Converts the link or span that starts here. Returns its length.
pub(super) fn convert_link(
    rest: &str,
    number: usize,
    words: &mut InlineText,
    context: &mut ImportContext,
) -> Option<usize> {
    let (text, length) = parse_brackets(rest)?;
    let after = &rest[length..];
    if let Some((address, _, consumed)) = parse_target(after) {
        let pictures = words.pictures.len();
        let inner = convert_link_text(text, number, words, context)?;
        push_link(&inner, &address, number, words, context);
        // A link around a picture is one of the picture.
        if inner.trim().is_empty() && words.pictures.len() == pictures + 1 {
            let link = context.resolve_link(&address, number);
            words.pictures[pictures].link = link;
        }
        return Some(length + consumed + attributes_length(&after[consumed..]));
    }
    if after.starts_with("{lang=") || text.starts_with('^') {
        return None;
    }
    if after.starts_with("{.") || after.starts_with("{style") {
        let end = after.find('}')?;
        let sign = sign_of_span(&after[..end], context);
        let inner = convert_link_text(text, number, words, context)?;
        words.text += &format!("{sign}{inner}{sign}");
        return Some(length + end + 1);
    }
    let (name, consumed) = parse_reference(after, text);
    let address = match context.links.get(&name.to_lowercase()) {
        Some(address) => address.clone(),
        // In pandoc, the words of a heading are a link to it.
        None => match context.dialect {
            Dialect::Pandoc | Dialect::Quarto => context.targets.find_heading(name)?,
            _ => return None,
        },
    };
    let inner = convert_link_text(text, number, words, context)?;
    push_link(&inner, &address, number, words, context);
    Some(length + consumed)
}

impl ImportContext<'_> {
    /// Returns a text of the front matter with the links that an outline can have.
    pub(super) fn resolve_links(&mut self, text: &str, line: usize) -> String {
        let mut written = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('[') {
            let (before, link) = rest.split_at(at);
            written += before;
            let found = parse_brackets(link).filter(|_| !before.ends_with(['\\', '!', '^']));
            let target = found.and_then(|(_, length)| parse_target(&link[length..]));
            let (Some((inner, length)), Some((address, _, more))) = (found, target) else {
                written.push('[');
                rest = &link[1..];
                continue;
            };
            match self.resolve_link(&address, line) {
                Some(address) => written += &format!("[{inner}]({address})"),
                None => written += inner,
            }
            rest = &link[length + more..];
        }
        written + rest
    }
}

/// Returns the length of the attributes after a link: `{target="_blank" .button}`.
fn attributes_length(after: &str) -> usize {
    let inside = after.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let is_attribute = |word: &str| {
        let name = word.split('=').next().unwrap_or_default();
        word.starts_with(['.', '#', ':']) && word.len() > 1
            || word.contains('=') && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    match inside {
        Some((inside, _))
            if !inside.contains('\n')
                && inside.split_whitespace().next().is_some_and(is_attribute) =>
        {
            inside.len() + 2
        }
        _ => 0,
    }
}

/// Returns the sign around a span with these attributes.
fn sign_of_span(attributes: &str, context: &mut ImportContext) -> &'static str {
    let has = |name: &str| attributes.split(['{', ' ', '.', '}']).any(|class| class == name);
    context.has_fragments |= has("fragment");
    match () {
        () if has("alert") => "**",
        () if has("mark") || has("highlight") => "==",
        () => "",
    }
}

/// Pushes a link. Without a target that an outline can link to, only its text stays.
fn push_link(
    inner: &str,
    address: &str,
    number: usize,
    words: &mut InlineText,
    context: &mut ImportContext,
) {
    // The number of a formula.
    let is_formula = |id: &str| context.known_formulas.contains(id);
    if inner.is_empty() && address.strip_prefix('#').is_some_and(is_formula) {
        words.text += &format!("[]({address})");
        return;
    }
    // An empty link contained only a picture, which has been extracted.
    if inner.is_empty() {
        return;
    }
    match context.resolve_link(&address.replace(' ', "%20"), number) {
        Some(address) => words.text += &format!("[{inner}]({address})"),
        None => words.text += inner,
    }
}

/// Converts the text of a link. Its pictures are added to those of the paragraph. Returns `None`
/// if links are nested too deep.
fn convert_link_text(
    text: &str,
    number: usize,
    words: &mut InlineText,
    context: &mut ImportContext,
) -> Option<String> {
    if context.link_depth >= MAX_LINK_DEPTH {
        return None;
    }
    context.link_depth += 1;
    let mut inside = read_line(text, number, context);
    context.link_depth -= 1;
    words.pictures.append(&mut inside.pictures);
    Some(inside.text)
}
