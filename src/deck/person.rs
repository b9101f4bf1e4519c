//! People with their portraits.

use super::block::Block;
use super::figure::Figure;
use super::text::Text;
use crate::source::Span;

/// A group of people.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    /// The number of people in a row, if the author sets it.
    pub across: Option<usize>,
    /// The shape of the portraits.
    pub shape: PortraitShape,
    /// Whether to reveal them one by one.
    pub steps: bool,
    /// The people.
    pub people: Vec<Person>,
}

/// The shape of portraits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PortraitShape {
    /// Round.
    #[default]
    Circle,
    /// Square.
    Square,
}

/// One person.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The name.
    pub name: Option<Text>,
    /// The role.
    pub role: Option<Text>,
    /// The organisation, one line each.
    pub org: Vec<Text>,
    /// The portrait.
    pub photo: Option<Figure>,
    /// A few words about the person.
    pub blocks: Vec<Block>,
    /// Email and web addresses, each a link.
    pub addresses: Vec<Text>,
    /// The span in the outline.
    pub span: Span,
}

impl Person {
    /// Returns the texts in order, without those of blocks.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.name.iter().chain(&self.role).chain(&self.org).chain(&self.addresses)
    }

    /// Returns the first letters of the first and the last name, in place of a portrait.
    pub fn initials(&self) -> String {
        let name = self.name.as_ref().map(Text::to_single_line).unwrap_or_default();
        let words: Vec<&str> = name.split_whitespace().collect();
        let letter = |word: &&str| word.chars().find(|c| c.is_alphanumeric());
        let first = words.first().and_then(letter);
        let last = words.last().filter(|_| words.len() > 1).and_then(letter);
        first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_name() {
        let initials = |name: &str| {
            let name = Some(Text::plain(name, Span::default()));
            let person = Person {
                name,
                role: None,
                org: Vec::new(),
                photo: None,
                blocks: Vec::new(),
                addresses: Vec::new(),
                span: Span::default(),
            };
            person.initials()
        };
        assert_eq!(initials("Ana Maria Silva"), "AS");
        assert_eq!(initials("李黎明"), "李");
        assert_eq!(initials("øyvind"), "Ø");
        assert_eq!(initials(""), "");
    }
}
