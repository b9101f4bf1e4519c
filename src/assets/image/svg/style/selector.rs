//! Selectors: which elements a rule of a style sheet styles (Selectors Level 4).

use std::cell::Cell;
use std::collections::HashMap;

use cssparser::{ParseError, Parser, Token, parse_nth};
use usvg::roxmltree::{Document, Node, NodeId};

/// Maximum number of comparisons of an element with a part of a selector in a drawing.
const MAX_COMPARISONS: u64 = 20_000_000;

/// Maximum nesting of `:not()` and `:is()`; the parser recurses.
const MAX_NESTING: u8 = 8;

/// A selector without commas.
#[derive(Debug)]
pub(crate) struct Selector {
    /// The compounds from right to left, each with its relation to the one on its right.
    compounds: Vec<(Combinator, Vec<Condition>)>,
    /// The numbers of ids, of classes, and of element names.
    pub specificity: [u32; 3],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Combinator {
    /// The element itself.
    Subject,
    Descendant,
    Child,
    NextSibling,
    LaterSibling,
}

#[derive(Debug)]
enum Condition {
    Name(String),
    Id(String),
    Class(String),
    Attribute {
        name: String,
        test: AttributeTest,
    },
    Root,
    Empty,
    Nth {
        step: i32,
        offset: i32,
        count: SiblingCount,
    },
    Any(Vec<Selector>),
    Not(Vec<Selector>),
    /// A state that a page on paper never has, such as `:hover`.
    Never,
}

#[derive(Debug)]
enum AttributeTest {
    Exists,
    Equals(String),
    HasWord(String),
    IsOrStartsWithDash(String),
    StartsWith(String),
    EndsWith(String),
    Contains(String),
}

/// How the siblings of an element are counted.
#[derive(Clone, Copy, Debug)]
struct SiblingCount {
    is_of_type: bool,
    is_from_end: bool,
}

const FROM_START: SiblingCount = SiblingCount { is_of_type: false, is_from_end: false };
const FROM_END: SiblingCount = SiblingCount { is_of_type: false, is_from_end: true };
const OF_TYPE: SiblingCount = SiblingCount { is_of_type: true, is_from_end: false };
const OF_TYPE_FROM_END: SiblingCount = SiblingCount { is_of_type: true, is_from_end: true };

/// Parses a list of selectors.
///
/// # Errors
///
/// If one of them is not supported; CSS then ignores the whole rule.
pub(crate) fn parse_selectors<'i>(
    input: &mut Parser<'i>,
    nesting: u8,
) -> Result<Vec<Selector>, ParseError<()>> {
    if nesting > MAX_NESTING {
        return Err(ParseError::custom(()));
    }
    input.parse_comma_separated(|input| parse_selector(input, nesting))
}

fn parse_selector<'i>(input: &mut Parser<'i>, nesting: u8) -> Result<Selector, ParseError<()>> {
    let mut compounds: Vec<(Combinator, Vec<Condition>)> = Vec::new();
    let mut specificity = [0; 3];
    input.skip_whitespace();
    loop {
        let compound = parse_compound(input, nesting, &mut specificity)?;
        compounds.push((Combinator::Subject, compound));
        let mut combinator = None;
        loop {
            let before = input.state();
            let found = match input.next_including_whitespace() {
                Err(_) => break,
                Ok(Token::WhiteSpace(_)) => Combinator::Descendant,
                Ok(Token::Delim('>')) => Combinator::Child,
                Ok(Token::Delim('+')) => Combinator::NextSibling,
                Ok(Token::Delim('~')) => Combinator::LaterSibling,
                Ok(_) => {
                    input.reset(&before);
                    break;
                }
            };
            if combinator.is_none_or(|known| known == Combinator::Descendant) {
                combinator = Some(found);
            } else if found != Combinator::Descendant {
                return Err(ParseError::custom(()));
            }
        }
        let Some(combinator) = combinator.filter(|_| !input.is_exhausted()) else { break };
        if let Some(last) = compounds.last_mut() {
            last.0 = combinator;
        }
    }
    input.expect_exhausted()?;
    compounds.reverse();
    Ok(Selector { compounds, specificity })
}

fn parse_compound<'i>(
    input: &mut Parser<'i>,
    nesting: u8,
    specificity: &mut [u32; 3],
) -> Result<Vec<Condition>, ParseError<()>> {
    let mut conditions = Vec::new();
    let mut is_empty = true;
    loop {
        let before = input.state();
        let token = match input.next_including_whitespace() {
            Ok(token) => token.clone(),
            Err(_) => break,
        };
        match token {
            Token::Delim('*') if is_empty => {}
            Token::Ident(name) if is_empty => {
                specificity[2] += 1;
                conditions.push(Condition::Name(name.to_string()));
            }
            Token::IDHash(id) => {
                specificity[0] += 1;
                conditions.push(Condition::Id(id.to_string()));
            }
            Token::Delim('.') => {
                specificity[1] += 1;
                conditions.push(Condition::Class(input.expect_ident()?.to_string()));
            }
            Token::SquareBracketBlock => {
                specificity[1] += 1;
                conditions.push(input.parse_nested_block(parse_attribute)?);
            }
            Token::Colon => conditions.push(parse_pseudo_class(input, nesting, specificity)?),
            Token::WhiteSpace(_) | Token::Delim('>' | '+' | '~') if !is_empty => {
                input.reset(&before);
                break;
            }
            _ => return Err(ParseError::custom(())),
        }
        is_empty = false;
    }
    if is_empty { Err(ParseError::custom(())) } else { Ok(conditions) }
}

fn parse_attribute<'i>(input: &mut Parser<'i>) -> Result<Condition, ParseError<()>> {
    let name = input.expect_ident()?.to_string();
    if input.is_exhausted() {
        return Ok(Condition::Attribute { name, test: AttributeTest::Exists });
    }
    let test: fn(String) -> AttributeTest = match input.next()? {
        Token::Delim('=') => AttributeTest::Equals,
        Token::IncludeMatch => AttributeTest::HasWord,
        Token::DashMatch => AttributeTest::IsOrStartsWithDash,
        Token::PrefixMatch => AttributeTest::StartsWith,
        Token::SuffixMatch => AttributeTest::EndsWith,
        Token::SubstringMatch => AttributeTest::Contains,
        _ => return Err(ParseError::custom(())),
    };
    let value = input.expect_ident_or_string()?.to_string();
    Ok(Condition::Attribute { name, test: test(value) })
}

fn parse_pseudo_class<'i>(
    input: &mut Parser<'i>,
    nesting: u8,
    specificity: &mut [u32; 3],
) -> Result<Condition, ParseError<()>> {
    let token = input.next_including_whitespace()?.clone();
    let nth = |step, offset, count| Condition::Nth { step, offset, count };
    let condition = match token {
        Token::Ident(name) => match &*name.to_ascii_lowercase() {
            "root" | "scope" => Condition::Root,
            "empty" => Condition::Empty,
            "first-child" => nth(0, 1, FROM_START),
            "last-child" => nth(0, 1, FROM_END),
            "first-of-type" => nth(0, 1, OF_TYPE),
            "last-of-type" => nth(0, 1, OF_TYPE_FROM_END),
            // Both ends are the element: it matches if the count from either end is one.
            "only-child" => only(FROM_START, FROM_END),
            "only-of-type" => only(OF_TYPE, OF_TYPE_FROM_END),
            "hover" | "active" | "focus" | "focus-within" | "focus-visible" | "visited"
            | "target" | "checked" | "disabled" | "fullscreen" => Condition::Never,
            _ => return Err(ParseError::custom(())),
        },
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            return input.parse_nested_block(|input| {
                let count = match &*name {
                    "nth-child" => Some(FROM_START),
                    "nth-last-child" => Some(FROM_END),
                    "nth-of-type" => Some(OF_TYPE),
                    "nth-last-of-type" => Some(OF_TYPE_FROM_END),
                    _ => None,
                };
                if let Some(count) = count {
                    let (step, offset) = parse_nth(input)?;
                    specificity[1] += 1;
                    return Ok(nth(step, offset, count));
                }
                let selectors = parse_selectors(input, nesting + 1)?;
                if name != "where" {
                    let most = selectors.iter().map(|selector| selector.specificity).max();
                    for (sum, part) in specificity.iter_mut().zip(most.unwrap_or_default()) {
                        *sum += part;
                    }
                }
                match &*name {
                    "not" => Ok(Condition::Not(selectors)),
                    "is" | "where" => Ok(Condition::Any(selectors)),
                    _ => Err(ParseError::custom(())),
                }
            });
        }
        _ => return Err(ParseError::custom(())),
    };
    specificity[1] += 1;
    Ok(condition)
}

/// Returns the condition of an element that is first in both counts.
fn only(from_start: SiblingCount, from_end: SiblingCount) -> Condition {
    let is_not_first = |count| Selector {
        compounds: vec![(Combinator::Subject, vec![Condition::Nth { step: 1, offset: 2, count }])],
        specificity: [0; 3],
    };
    Condition::Not(vec![is_not_first(from_start), is_not_first(from_end)])
}

/// Finds out which selectors match an element.
pub(crate) struct SelectorMatcher {
    positions: HashMap<NodeId, SiblingPosition>,
    comparisons: Cell<u64>,
}

/// The position of an element among its siblings, counted from one.
#[derive(Clone, Copy, Default)]
struct SiblingPosition {
    from_start: i32,
    from_end: i32,
    of_type: i32,
    of_type_from_end: i32,
}

impl SelectorMatcher {
    /// Counts the siblings of every element.
    pub(crate) fn new(document: &Document) -> Self {
        let mut positions: HashMap<NodeId, SiblingPosition> = HashMap::new();
        for parent in document.descendants() {
            let elements: Vec<Node> = parent.children().filter(Node::is_element).collect();
            let mut of_type: HashMap<&str, i32> = HashMap::new();
            for (index, element) in elements.iter().enumerate() {
                let seen = of_type.entry(element.tag_name().name()).or_default();
                *seen += 1;
                positions.insert(
                    element.id(),
                    SiblingPosition {
                        from_start: index as i32 + 1,
                        from_end: (elements.len() - index) as i32,
                        of_type: *seen,
                        of_type_from_end: 0,
                    },
                );
            }
            for element in &elements {
                let total = of_type.get(element.tag_name().name()).copied().unwrap_or_default();
                if let Some(position) = positions.get_mut(&element.id()) {
                    position.of_type_from_end = total + 1 - position.of_type;
                }
            }
        }
        Self { positions, comparisons: Cell::new(0) }
    }

    /// Whether the drawing needs more comparisons than plenary makes.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.comparisons.get() > MAX_COMPARISONS
    }

    /// Whether a selector matches an element.
    pub(crate) fn matches(&self, selector: &Selector, element: Node) -> bool {
        self.matches_from(&selector.compounds, element)
    }

    fn matches_from(&self, compounds: &[(Combinator, Vec<Condition>)], element: Node) -> bool {
        let Some(((_, conditions), rest)) = compounds.split_first() else { return true };
        self.comparisons.set(self.comparisons.get() + 1);
        if self.is_exhausted()
            || !conditions.iter().all(|condition| self.is_met(condition, element))
        {
            return false;
        }
        let Some((combinator, _)) = rest.first() else { return true };
        let matches = |element: Node| self.matches_from(rest, element);
        let mut earlier = element.prev_siblings().skip(1).filter(|sibling| sibling.is_element());
        let mut ancestors = element.ancestors().skip(1).filter(Node::is_element);
        match combinator {
            Combinator::Subject => true,
            Combinator::Descendant => ancestors.any(matches),
            Combinator::Child => ancestors.next().is_some_and(matches),
            Combinator::NextSibling => earlier.next().is_some_and(matches),
            Combinator::LaterSibling => earlier.any(matches),
        }
    }

    fn is_met(&self, condition: &Condition, element: Node) -> bool {
        match condition {
            Condition::Name(name) => element.tag_name().name() == name,
            Condition::Id(id) => element.attribute("id") == Some(id),
            Condition::Class(class) => element
                .attribute("class")
                .is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class)),
            Condition::Attribute { name, test } => {
                element.attribute(&**name).is_some_and(|value| test.passes(value))
            }
            Condition::Root => element.parent().is_some_and(|parent| parent.is_root()),
            Condition::Empty => !element.has_children(),
            &Condition::Nth { step, offset, count } => {
                let place = self.positions.get(&element.id()).copied().unwrap_or_default();
                let number = match (count.is_of_type, count.is_from_end) {
                    (false, false) => place.from_start,
                    (false, true) => place.from_end,
                    (true, false) => place.of_type,
                    (true, true) => place.of_type_from_end,
                };
                let beyond = i64::from(number) - i64::from(offset);
                match i64::from(step) {
                    0 => beyond == 0,
                    step => beyond % step == 0 && beyond / step >= 0,
                }
            }
            Condition::Any(selectors) => {
                selectors.iter().any(|selector| self.matches(selector, element))
            }
            Condition::Not(selectors) => {
                !selectors.iter().any(|selector| self.matches(selector, element))
            }
            Condition::Never => false,
        }
    }
}

impl AttributeTest {
    fn passes(&self, value: &str) -> bool {
        match self {
            Self::Exists => true,
            Self::Equals(wanted) => value == wanted,
            Self::HasWord(word) => value.split_ascii_whitespace().any(|one| one == word),
            Self::IsOrStartsWithDash(start) => value
                .strip_prefix(&**start)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
            Self::StartsWith(start) => !start.is_empty() && value.starts_with(&**start),
            Self::EndsWith(end) => !end.is_empty() && value.ends_with(&**end),
            Self::Contains(part) => !part.is_empty() && value.contains(&**part),
        }
    }
}
