//! Chooses the face of each grapheme cluster.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::emoji::{EmojiPresentation, emoji_presentation, is_invisible};
use super::{FaceId, FaceRole, Fonts, HanForms};

/// The font that a text asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FontRequest<'a> {
    /// Family name, in any letter case.
    pub family: &'a str,
    /// Weight from 100 to 900.
    pub weight: u16,
    /// Whether italic is preferred.
    pub italic: bool,
    /// Forms of Han characters.
    pub han: HanForms,
    /// Whether the language of the text uses Han characters. If so, a Han face draws the
    /// punctuation that Han and Latin share.
    pub is_han: bool,
}

/// All faces in the order in which they are searched for a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FallbackOrder {
    /// Faces of letters and symbols.
    faces: Vec<FaceId>,
    /// Faces of Han characters, for punctuation that Han and Latin share; empty if the language
    /// does not use Han characters.
    wide_faces: Vec<FaceId>,
    /// Faces of emoji.
    emoji_faces: Vec<FaceId>,
    /// The first face, if it covers all of ASCII: a shortcut for most text.
    ascii_face: Option<FaceId>,
}

impl FallbackOrder {
    /// Returns the face of plain text.
    ///
    /// # Panics
    ///
    /// If there are no faces; the bundled ones are always there.
    pub fn first_face(&self) -> FaceId {
        *self.faces.first().or(self.emoji_faces.first()).expect("there are bundled faces")
    }

    /// Returns the first face if it covers all of ASCII.
    pub fn ascii_face(&self) -> Option<FaceId> {
        self.ascii_face
    }
}

impl Fonts {
    /// Returns the order in which faces are searched for the characters of a text.
    ///
    /// The requested family comes first, then the families of the deck, the program and the
    /// machine. Within a family, the nearest face comes first, by width before slope before weight
    /// (CSS Fonts Level 4, 5.2).
    pub fn fallback_order(&self, wish: &FontRequest) -> FallbackOrder {
        let mut ids: Vec<(FaceId, &super::Face)> = self.text_faces().collect();
        let families = self.families();
        let ranks: Vec<Option<usize>> = ids
            .iter()
            .map(|(_, face)| families.iter().position(|family| *family == face.family))
            .collect();
        let role = |role: FaceRole| match role {
            FaceRole::Text => (0, false),
            FaceRole::Han(han) if wish.is_han => (1, han != wish.han),
            FaceRole::Symbols => (2, false),
            FaceRole::Han(han) => (3, han != wish.han),
            FaceRole::Emoji | FaceRole::Math(_) => (4, false),
        };
        ids.sort_by_cached_key(|(id, face)| {
            let other_family = !face.family.eq_ignore_ascii_case(wish.family);
            let distance = (
                face.width.abs_diff(100),
                face.italic != wish.italic,
                weight_distance(face.weight, wish.weight),
            );
            (other_family, face.origin, role(face.role), ranks[usize::from(id.0)], distance)
        });
        let (emoji, faces): (Vec<_>, Vec<_>) =
            ids.into_iter().partition(|(_, face)| face.role == FaceRole::Emoji);
        let wide = faces
            .iter()
            .filter(|(_, face)| wish.is_han && face.has_glyph('一'))
            .map(|(id, _)| *id)
            .collect();
        let names =
            |faces: Vec<(FaceId, &super::Face)>| faces.into_iter().map(|(id, _)| id).collect();
        let has_ascii = |(_, face): &&(FaceId, &super::Face)| {
            (' '..='~').all(|character| face.has_glyph(character))
        };
        let latin = faces.first().filter(has_ascii).map(|(id, _)| *id);
        FallbackOrder {
            faces: names(faces),
            wide_faces: wide,
            emoji_faces: names(emoji),
            ascii_face: latin,
        }
    }

    /// Returns whether a face has a glyph for a character, or the character needs none.
    pub fn covers(&self, character: char) -> bool {
        character.is_control()
            || is_invisible(character)
            || self.text_faces().any(|(_, face)| face.has_glyph(character))
    }

    /// Returns the face for the grapheme cluster at `range` of `text`; `previous` is the face of
    /// the cluster before it.
    ///
    /// # Errors
    ///
    /// Returns the character that no face covers.
    pub fn choose_face(
        &self,
        order: &FallbackOrder,
        text: &str,
        range: Range<usize>,
        previous: Option<FaceId>,
    ) -> Result<FaceId, char> {
        let cluster = &text[range.clone()];
        if let (Some(first), [b' '..=b'~']) = (order.ascii_face, cluster.as_bytes())
            && (cluster != " " || previous.is_none_or(|previous| previous == first))
        {
            return Ok(first);
        }
        let covers = |face: FaceId| {
            let face = self.get(face);
            cluster.chars().all(|character| face.has_glyph(character) || is_invisible(character))
        };
        // A blank keeps the face of the letters before it, so that word spaces do not change the
        // face.
        if let Some(previous) = previous
            && matches!(self.get(previous).role, FaceRole::Text | FaceRole::Han(_))
            && cluster.chars().all(|character| character.is_whitespace() || is_invisible(character))
            && covers(previous)
        {
            return Ok(previous);
        }
        let is_wide = !order.wide_faces.is_empty()
            && is_ambiguous_width_mark(cluster)
            && !is_apostrophe(text, range)
            && !is_narrow_text(text);
        let wide: &[FaceId] = if is_wide { &order.wide_faces } else { &[] };
        let (first, last): (&[FaceId], &[FaceId]) = match emoji_presentation(cluster) {
            EmojiPresentation::Emoji => (&order.emoji_faces, &order.faces),
            EmojiPresentation::Text | EmojiPresentation::TextOnly => {
                (&order.faces, &order.emoji_faces)
            }
        };
        wide.iter().chain(first).chain(last).copied().find(|&face| covers(face)).ok_or_else(|| {
            let mut visible = cluster.chars().filter(|&character| !is_invisible(character));
            visible
                .clone()
                .find(|&character| !self.covers(character))
                .or_else(|| visible.next())
                .unwrap_or('\u{fffd}')
        })
    }
}

/// Splits a text into grapheme clusters (UAX #29), as byte ranges of `text`.
pub fn grapheme_clusters(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.grapheme_indices(true).map(|(start, cluster)| start..start + cluster.len())
}

/// Whether a cluster is punctuation that is wide in a Han face and narrow in a Latin face
/// (East_Asian_Width A; UAX #11).
fn is_ambiguous_width_mark(cluster: &str) -> bool {
    matches!(cluster, "‘" | "’" | "“" | "”" | "…" | "‥" | "—" | "―" | "·" | "‧" | "※")
}

/// Whether the mark at `range` is between two letters that are not Han, as in `don’t`.
fn is_apostrophe(text: &str, range: Range<usize>) -> bool {
    let is_narrow = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphanumeric() && character < '\u{1100}')
    };
    text[range.clone()].starts_with('’')
        && is_narrow(text[..range.start].chars().next_back())
        && is_narrow(text[range.end..].chars().next())
}

/// Whether a text has words, but none in a wide script: a line of English in a Chinese deck.
fn is_narrow_text(text: &str) -> bool {
    let is_wide = |character| {
        matches!(character,
            '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
    };
    text.contains(char::is_alphabetic) && !text.contains(is_wide)
}

/// Returns the distance between two weights. For bold, bolder weights are nearer; for light,
/// lighter ones (CSS Fonts Level 4, 5.2).
fn weight_distance(have: u16, want: u16) -> u32 {
    let distance = u32::from(have.abs_diff(want));
    let wrong_side = if want > 500 { have < want } else { have > want };
    distance * 2 + u32::from(wrong_side)
}
