//! Chooses on which side of the line flags are, and how far from it, so that no pole crosses the
//! words of another event.

/// With more flags of which one has its words on its left, not all sides are tried.
const MAX_TRIED: usize = 9;

/// Which side of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineSide {
    Above,
    Below,
}

/// The place of a flag: side of the line, and how far from it, 0 for the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FlagPlace {
    pub side: LineSide,
    pub level: usize,
}

/// Where the words of a flag are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum WordsSide {
    /// On the right of the pole.
    Right,
    /// On the left of the pole.
    Left,
    /// Between these edges.
    Around(f32, f32),
}

/// The pole of a flag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pole {
    /// Its position.
    pub x: f32,
    /// Where the words are.
    pub words: WordsSide,
    /// How wide they are, with the gap between them and the pole.
    pub width: f32,
}

impl Pole {
    /// Returns the left and the right edge of the words, which are `width` wide.
    fn span(self, width: f32) -> (f32, f32) {
        match self.words {
            WordsSide::Right => (self.x, self.x + width),
            WordsSide::Left => (self.x - width, self.x),
            WordsSide::Around(left, right) => (left, right),
        }
    }
}

/// Chooses the places of flags, whose words are at most `width` wide. `None` if there are none
/// without collisions.
pub(super) fn place_flags(poles: &[Pole], width: f32, gap: f32) -> Option<Vec<FlagPlace>> {
    match poles.iter().any(|pole| pole.words == WordsSide::Left) {
        false => Some(place_by_turns(poles, width, gap)),
        true if poles.len() <= MAX_TRIED => try_all_sides(poles, gap),
        true => None,
    }
}

/// Chooses the places of flags whose words are on the right of their poles. If the pole of a later
/// event is below the words of an earlier one, the earlier event is further away from the line.
fn place_by_turns(poles: &[Pole], width: f32, gap: f32) -> Vec<FlagPlace> {
    let mut places = vec![FlagPlace { side: LineSide::Above, level: 0 }; poles.len()];
    for index in (0..poles.len()).rev() {
        // The tag of the present day is short: only the words themselves are in its way.
        let end_before = |other: usize| match poles[other].words {
            WordsSide::Around(..) => poles[index].x + poles[index].width,
            WordsSide::Right | WordsSide::Left => poles[index].x + width,
        };
        let level_on = |side| {
            let later = (index + 1..poles.len())
                .filter(|&other| poles[other].span(width).0 < end_before(other) + gap * 0.5);
            let levels = later.map(|other| places[other]).filter(|place| place.side == side);
            levels.map(|place| place.level + 1).max().unwrap_or(0)
        };
        let (above, below) = (level_on(LineSide::Above), level_on(LineSide::Below));
        let preferred = preferred_side(index);
        places[index] = match above.cmp(&below) {
            std::cmp::Ordering::Less => FlagPlace { side: LineSide::Above, level: above },
            std::cmp::Ordering::Greater => FlagPlace { side: LineSide::Below, level: below },
            std::cmp::Ordering::Equal => FlagPlace { side: preferred, level: above },
        };
    }
    places
}

/// Events take turns; the first of an even timeline is above the line.
fn preferred_side(index: usize) -> LineSide {
    if index.is_multiple_of(2) { LineSide::Above } else { LineSide::Below }
}

/// Tries all sides of all flags, and takes those with the fewest levels that take turns best.
fn try_all_sides(poles: &[Pole], gap: f32) -> Option<Vec<FlagPlace>> {
    let side_in = |choice: usize, index: usize| match choice >> index & 1 {
        0 => LineSide::Above,
        _ => LineSide::Below,
    };
    let places = (0..1usize << poles.len()).filter_map(|choice| {
        let sides: Vec<LineSide> = (0..poles.len()).map(|index| side_in(choice, index)).collect();
        let levels = find_levels(poles, &sides, gap)?;
        let places = sides.into_iter().zip(levels);
        Some(places.map(|(side, level)| FlagPlace { side, level }).collect::<Vec<_>>())
    });
    let score = |places: &Vec<FlagPlace>| {
        let levels_on = |side| {
            let own = places.iter().filter(|place| place.side == side);
            own.map(|place| place.level + 1).max().unwrap_or(0)
        };
        let all = places.iter().enumerate();
        let unusual = all.filter(|(index, place)| place.side != preferred_side(*index)).count();
        (levels_on(LineSide::Above) + levels_on(LineSide::Below), unusual)
    };
    places.min_by_key(score)
}

/// Returns the level of each flag on its side; `None` if some are in each other's way.
fn find_levels(poles: &[Pole], sides: &[LineSide], gap: f32) -> Option<Vec<usize>> {
    let span = |index: usize| {
        let (left, right) = poles[index].span(poles[index].width);
        (left - gap * 0.5, right + gap * 0.5)
    };
    // Whether the pole of one would cross the words of the other.
    let crosses = |pole: usize, words: usize| {
        let (left, right) = span(words);
        pole != words && poles[pole].x > left && poles[pole].x < right
    };
    let overlap = |a: usize, b: usize| span(a).0 < span(b).1 && span(b).0 < span(a).1;
    let is_above = |upper: usize, lower: usize| {
        sides[upper] == sides[lower]
            && (crosses(lower, upper)
                || (upper < lower && overlap(upper, lower) && !crosses(upper, lower)))
    };
    let mut levels = vec![0; poles.len()];
    for _ in 0..=poles.len() {
        let before = levels.clone();
        for (upper, level) in levels.iter_mut().enumerate() {
            let lower = (0..poles.len()).filter(|lower| is_above(upper, *lower));
            *level = lower.map(|lower| before[lower] + 1).max().unwrap_or(0);
        }
        if levels == before {
            return Some(levels);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pole(x: f32, words: WordsSide) -> Pole {
        Pole { x, words, width: 30.0 }
    }

    #[test]
    fn words_on_both_sides_of_their_poles_are_on_different_sides_of_the_line() {
        let poles = [pole(50.0, WordsSide::Right), pole(70.0, WordsSide::Left)];
        let places = place_flags(&poles, 30.0, 2.0).unwrap();
        assert_ne!(places[0].side, places[1].side);
        let close = [poles[0], poles[1], pole(72.0, WordsSide::Left)];
        let places = place_flags(&close, 30.0, 2.0).unwrap();
        assert!(places.iter().any(|place| place.level == 1), "{places:?}");
    }

    #[test]
    fn events_take_turns() {
        let poles = [0.0, 20.0, 40.0].map(|x| pole(x, WordsSide::Right));
        let sides: Vec<LineSide> =
            place_by_turns(&poles, 30.0, 2.0).iter().map(|place| place.side).collect();
        assert_eq!(sides, [LineSide::Above, LineSide::Below, LineSide::Above]);
    }
}
