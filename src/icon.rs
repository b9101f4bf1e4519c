//! The built-in icons: their names and drawings. Knows neither slides nor PDF.
//!
//! `icons/README.md` says where they come from, and `icons/pack.py` describes the packed files. The
//! names are unpacked when an icon is named, the drawings when one is drawn.

use std::io::Read;
use std::sync::LazyLock;

use crate::geometry::Point;

static PACKED_NAMES: &[u8] = include_bytes!("../icons/lucide.names.z");
static PACKED_PATHS: &[u8] = include_bytes!("../icons/lucide.paths.z");

static NAMES: LazyLock<String> =
    LazyLock::new(|| String::from_utf8(unpack(PACKED_NAMES)).unwrap_or_default());
static PATHS: LazyLock<Vec<u8>> = LazyLock::new(|| unpack(PACKED_PATHS));
static ENTRIES: LazyLock<Vec<IconEntry>> =
    LazyLock::new(|| NAMES.lines().map(IconEntry::parse).collect());

/// The width and height of an icon, in the units of its path.
pub const ICON_SIDE: f32 = 24.0;

/// The width of the lines of an icon, in the units of its path.
pub const ICON_STROKE: f32 = 2.0;

/// Units of a packed path in one unit of an icon.
const PACKED_SCALE: f32 = 100.0;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(u16);

/// The names of an icon.
#[derive(Debug)]
struct IconEntry {
    name: &'static str,
    aliases: Vec<&'static str>,
    tags: Vec<&'static str>,
}

/// A segment of the path of an icon. The line is drawn, not the area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IconSegment {
    /// Starts a new line.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Closes the line.
    Close,
}

impl IconEntry {
    fn parse(line: &'static str) -> Self {
        let mut fields = line.split('\t');
        let name = fields.next().unwrap_or_default();
        let mut list = || {
            let words = fields.next().unwrap_or_default().split(',');
            words.filter(|word| !word.is_empty()).collect()
        };
        Self { name, aliases: list(), tags: list() }
    }
}

impl Icon {
    /// Returns the icon with this name, or with this other name. `arrowLeft`, `arrow_left` and
    /// `Arrow left` name `arrow-left`.
    pub fn find(name: &str) -> Option<Self> {
        let name = to_kebab_case(name);
        let position = |is_wanted: &dyn Fn(&IconEntry) -> bool| {
            let index = ENTRIES.iter().position(is_wanted)?;
            Some(Self(u16::try_from(index).unwrap_or(u16::MAX)))
        };
        position(&|entry| entry.name == name)
            .or_else(|| position(&|entry| entry.aliases.contains(&name.as_str())))
    }

    /// Returns all icons, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..u16::try_from(ENTRIES.len()).unwrap_or(u16::MAX)).map(Self)
    }

    /// Returns the name.
    pub fn name(self) -> &'static str {
        ENTRIES.get(usize::from(self.0)).map_or("", |entry| entry.name)
    }

    /// Returns what the icon shows or means.
    pub fn tags(self) -> &'static [&'static str] {
        ENTRIES.get(usize::from(self.0)).map_or(&[], |entry| &entry.tags)
    }

    /// Returns whether the icon has a direction that is the opposite in text from right to left.
    pub fn has_direction(self) -> bool {
        const DIRECTED: [&str; 8] =
            ["arrow", "chevron", "corner", "move", "undo", "redo", "reply", "forward"];
        let name = self.name();
        DIRECTED.iter().any(|start| name.starts_with(start)) && !name.contains("up-down")
    }

    /// Returns the path, from (0, 0) to ([`ICON_SIDE`], [`ICON_SIDE`]).
    pub fn path(self) -> Vec<IconSegment> {
        let mut rest = PATHS.as_slice();
        for _ in 0..self.0 {
            rest = split_record(rest).map_or(&[], |(_, rest)| rest);
        }
        split_record(rest).map(|(record, _)| decode_path(record)).unwrap_or_default()
    }
}

/// Returns the icons that words describe, the best match first. Each word must be in the name or be
/// one of its tags.
pub fn search_icons(words: &str) -> Vec<Icon> {
    let words: Vec<String> = words.split_whitespace().map(to_kebab_case).collect();
    let mut found: Vec<(u32, usize)> = ENTRIES
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            let ranks: Option<Vec<u32>> = words.iter().map(|word| rank(entry, word)).collect();
            Some((ranks?.iter().sum(), index))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| Icon(u16::try_from(index).unwrap_or(u16::MAX))).collect()
}

/// Returns all words under which icons are found.
pub fn icon_words() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().flat_map(|entry| {
        std::iter::once(entry.name)
            .chain(entry.aliases.iter().copied())
            .chain(entry.tags.iter().copied())
    })
}

/// Returns how well a word describes an icon: 0 is best; `None` if it does not.
fn rank(entry: &IconEntry, word: &str) -> Option<u32> {
    let is_part = |name: &str| name.split('-').any(|part| part == word);
    let is_tag = |tag: &&str| tag.split(' ').any(|part| part == word) || **tag == *word;
    let is_start =
        |name: &str| word.len() > 2 && name.split(['-', ' ']).any(|part| part.starts_with(word));
    let ranks = [
        entry.name == word || entry.aliases.contains(&word),
        is_part(entry.name),
        entry.tags.iter().any(is_tag),
        entry.aliases.iter().any(|name| is_part(name)),
        is_start(entry.name),
        entry.tags.iter().any(|tag| is_start(tag)),
    ];
    ranks.iter().position(|&is_match| is_match).map(|rank| rank as u32)
}

/// Returns a name as `arrow-left`.
fn to_kebab_case(name: &str) -> String {
    let mut result = String::new();
    let mut after_small = false;
    for character in name.trim().chars() {
        if character.is_uppercase() && after_small || matches!(character, '_' | ' ') {
            result.push('-');
        }
        if !matches!(character, '_' | ' ') {
            result.extend(character.to_lowercase());
        }
        after_small = character.is_lowercase() || character.is_ascii_digit();
    }
    result
}

fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // The files are part of the program and tested, so they are never damaged.
    if flate2::read::ZlibDecoder::new(packed).read_to_end(&mut bytes).is_err() {
        bytes.clear();
    }
    bytes
}

/// Splits off the first record: its length as two bytes, then its content.
fn split_record(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))
}

fn decode_path(record: &[u8]) -> Vec<IconSegment> {
    let mut reader = PathReader { bytes: record.iter(), x: 0, y: 0 };
    let mut path = Vec::new();
    while let Some(&command) = reader.bytes.next() {
        path.push(match command {
            0 => IconSegment::Move(reader.next_point()),
            1 => IconSegment::Line(reader.next_point()),
            2 => {
                let [first, second, end] = [(); 3].map(|()| reader.next_point());
                IconSegment::Curve(first, second, end)
            }
            _ => IconSegment::Close,
        });
    }
    path
}

/// Reads the coordinates of a packed path.
struct PathReader<'a> {
    bytes: std::slice::Iter<'a, u8>,
    x: i32,
    y: i32,
}

impl PathReader<'_> {
    fn next_point(&mut self) -> Point {
        self.x += self.next_difference();
        self.y += self.next_difference();
        Point::new(self.x as f32 / PACKED_SCALE, self.y as f32 / PACKED_SCALE)
    }

    fn next_difference(&mut self) -> i32 {
        let (mut value, mut shift) = (0_u32, 0);
        for &byte in self.bytes.by_ref() {
            value |= u32::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 || shift > 21 {
                break;
            }
        }
        (value >> 1) as i32 ^ -((value & 1) as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_has_a_name_and_a_path_inside_its_square() {
        assert!(PACKED_NAMES.len() + PACKED_PATHS.len() < 400_000);
        let icons: Vec<Icon> = Icon::all().collect();
        assert!(icons.len() > 1500);
        let mut rest = PATHS.as_slice();
        for icon in icons {
            assert!(!icon.name().is_empty());
            let (record, after) = split_record(rest).expect("as many paths as names");
            rest = after;
            let path = decode_path(record);
            assert!(matches!(path.first(), Some(IconSegment::Move(_))), "{}", icon.name());
            for segment in path {
                let end = match segment {
                    IconSegment::Move(end)
                    | IconSegment::Line(end)
                    | IconSegment::Curve(_, _, end) => end,
                    IconSegment::Close => continue,
                };
                let is_inside = |at: f32| (0.0..=ICON_SIDE).contains(&at);
                assert!(is_inside(end.x) && is_inside(end.y), "{}: {end:?}", icon.name());
            }
        }
        assert!(rest.is_empty());
    }

    #[test]
    fn icons_have_several_names() {
        for name in ["arrow-left", "arrowLeft", "arrow_left", "Arrow left"] {
            assert_eq!(Icon::find(name).map(Icon::name), Some("arrow-left"), "{name}");
        }
        assert_eq!(Icon::find("home").map(Icon::name), Some("house"));
        assert_eq!(Icon::find("rocketship"), None);
        let minus = Icon::find("minus").map(Icon::path).unwrap_or_default();
        let [start, end] = [Point::new(5.0, 12.0), Point::new(19.0, 12.0)];
        assert_eq!(minus, [IconSegment::Move(start), IconSegment::Line(end)]);
    }

    #[test]
    fn icons_are_found_by_what_they_mean() {
        let names = |words: &str| -> Vec<&str> {
            search_icons(words).into_iter().map(Icon::name).collect()
        };
        assert!(names("harbour").contains(&"ship"));
        assert_eq!(names("rocket").first(), Some(&"rocket"));
        assert!(names("calendar check").iter().all(|name| name.contains("calendar")));
        assert_eq!(names("qwertz"), [""; 0]);
    }
}
