//! A talk from the first key to the last.

use crate::show::Standing;
use std::time::Duration;

use super::*;

/// A deck: a cover, a slide in three steps, a third, two backup slides, a hidden one.
fn route() -> Route {
    let stop = |label: &str, slide, step, part| Stop {
        label: label.to_owned(),
        title: format!("Slide {slide}"),
        slide,
        step,
        part,
        drawing: slide as u64 * 10 + step as u64,
        ..Stop::default()
    };
    let talk = [("1", 0, 0), ("2", 1, 0), ("2", 1, 1), ("2", 1, 2), ("3", 2, 0)];
    let mut stops: Vec<Stop> =
        talk.map(|(label, slide, step)| stop(label, slide, step, Standing::Counted)).into();
    stops.extend([
        stop("B1", 3, 0, Standing::Backup),
        stop("B2", 4, 0, Standing::Backup),
        stop("H", 5, 0, Standing::Hidden),
    ]);
    Route { stops, seconds: Some(600.0) }
}

fn at(seconds: u64) -> Now {
    Now { steady: Duration::from_secs(seconds), wall: Duration::from_secs(1_000_000 + seconds) }
}

/// The page after each command.
fn pages(talk: &mut Talk, commands: &[Command]) -> Vec<usize> {
    let route = route();
    let go = |command| {
        talk.apply(command, &route, at(1));
        talk.page()
    };
    commands.iter().map(go).collect()
}

#[test]
fn steps_and_slides_come_one_by_one_and_the_talk_has_an_end() {
    let talk = &mut Talk::default();
    assert_eq!(
        pages(talk, &[Command::Back, Command::Next, Command::Next, Command::Next, Command::Next]),
        [0, 1, 2, 3, 4]
    );
    assert_eq!(
        pages(
            talk,
            &[Command::Next, Command::Back, Command::PreviousSlide, Command::PreviousSlide]
        ),
        [4, 3, 1, 0]
    );
    assert_eq!(
        pages(talk, &[Command::NextSlide, Command::NextSlide, Command::NextSlide]),
        [1, 4, 4]
    );
}

#[test]
fn backup_and_hidden_slides_are_reached_by_a_jump_and_left_by_going_back() {
    let talk = &mut Talk::default();
    pages(talk, &[Command::Next, Command::Next]);
    assert_eq!(
        pages(talk, &[Command::Go { page: 5 }, Command::Next, Command::Next, Command::Return]),
        [5, 6, 6, 2]
    );
    assert_eq!(pages(talk, &[Command::Go { page: 999 }, Command::Next]), [7, 7]);
    assert_eq!(
        pages(
            talk,
            &[Command::Last, Command::First, Command::Return, Command::Return, Command::Return]
        ),
        [4, 0, 4, 7, 2]
    );
    assert_eq!(talk.apply(&Command::Return, &route(), at(2)), Change::Nothing);
}

#[test]
fn a_neighbour_is_no_jump() {
    let talk = &mut Talk::default();
    pages(
        talk,
        &[
            Command::Go { page: 1 },
            Command::Go { page: 2 },
            Command::Go { page: 1 },
            Command::Go { page: 1 },
        ],
    );
    assert!(!talk.can_return());
    for _ in 0..500 {
        pages(talk, &[Command::First, Command::Last]);
    }
    assert_eq!(talk.places().len(), MOST_PLACES);
}

#[test]
fn a_dark_screen_ends_with_the_next_step_and_stays_else() {
    let (talk, route) = (&mut Talk::default(), &route());
    let black = Command::Screen { to: Screen::Black };
    assert_eq!(talk.apply(&black, route, at(0)), Change::State);
    assert_eq!(talk.apply(&black, route, at(0)), Change::Nothing);
    assert_eq!(talk.screen(), Screen::Black);
    // At the very end there is no further step, but the slide is seen again.
    pages(talk, &[Command::Last]);
    talk.apply(&Command::Screen { to: Screen::White }, route, at(0));
    assert_eq!(talk.apply(&Command::Next, route, at(0)), Change::State);
    assert_eq!((talk.screen(), talk.page()), (Screen::Slide, 4));
}

#[test]
fn the_audience_stays_while_frozen() {
    let (talk, route) = (&mut Talk::default(), &route());
    talk.apply(&Command::Freeze { on: true }, route, at(0));
    pages(talk, &[Command::Next, Command::Next]);
    assert_eq!((talk.page(), talk.shown()), (2, 0));
    talk.apply(&Command::Freeze { on: false }, route, at(0));
    assert_eq!((talk.page(), talk.shown()), (2, 2));
}

#[test]
fn the_clock_starts_with_the_first_step() {
    let (talk, route) = (&mut Talk::default(), &route());
    talk.apply(&Command::Screen { to: Screen::Black }, route, at(5));
    assert!(talk.timer.is_new());
    talk.apply(&Command::Next, route, at(10));
    assert_eq!(talk.timer.elapsed(at(70)).as_secs(), 60);
    talk.apply(&Command::Timer { act: TimerDo::Pause }, route, at(70));
    talk.apply(&Command::Next, route, at(80));
    assert_eq!(talk.timer.elapsed(at(90)).as_secs(), 60, "going on does not end a pause");
    assert!(talk.is_held(at(90)));
}

#[test]
fn a_pointer_stays_on_its_page() {
    let (talk, route) = (&mut Talk::default(), &route());
    let point = |x, y| Command::Point { at: Some(Pointer { kind: PointerKind::Laser, x, y }) };
    assert_eq!(talk.apply(&point(1.5, 0.5), route, at(0)), Change::Pointer);
    assert_eq!(talk.pointer().map(|at| (at.x, at.y)), Some((1.0, 0.5)));
    talk.apply(&point(f32::NAN, 0.5), route, at(0));
    assert_eq!(talk.pointer(), None);
    talk.apply(&point(0.1, 0.5), route, at(0));
    talk.apply(&Command::Next, route, at(0));
    assert_eq!(talk.pointer(), None);
}

#[test]
fn a_drawing_is_on_every_step_of_its_slide() {
    let (talk, route) = (&mut Talk::default(), &route());
    let stroke = Dash { id: 1, pen: Pen::Blue, points: vec![[0.1, 0.2]] };
    assert_eq!(talk.apply(&Command::Draw { page: 3, stroke }, route, at(0)), Change::Ink);
    assert_eq!(talk.ink.pages().keys().copied().collect::<Vec<_>>(), [1]);
    assert_eq!(talk.apply(&Command::Undo { page: 2 }, route, at(0)), Change::Ink);
    assert_eq!(talk.apply(&Command::Clear { page: 2 }, route, at(0)), Change::Nothing);
}

#[test]
fn an_edited_deck_keeps_the_place_and_a_shorter_one_ends_at_its_last_page() {
    let (talk, old) = (&mut Talk::default(), route());
    pages(talk, &[Command::Next, Command::Go { page: 6 }]);
    let mut new = old.clone();
    new.stops.remove(0);
    talk.follow(&follow(&old, &new), &new);
    assert_eq!((talk.page(), talk.places()), (5, vec![0]));
    let mut short = new.clone();
    short.stops.truncate(2);
    talk.follow(&follow(&new, &short), &short);
    assert_eq!(talk.page(), 1);
    // A deck without pages is not shown, and does no harm.
    talk.follow(&follow(&short, &Route::default()), &Route::default());
    assert_eq!(talk.apply(&Command::Go { page: 3 }, &Route::default(), at(0)), Change::Nothing);
}

#[test]
fn starting_over_forgets_everything() {
    let (talk, route) = (&mut Talk::default(), &route());
    pages(talk, &[Command::Next, Command::Last]);
    talk.apply(&Command::StartOver, route, at(9));
    assert_eq!(*talk, Talk::default());
}

#[test]
fn commands_are_read_as_windows_send_them() {
    let read = |text: &str| serde_json::from_str::<Command>(text);
    assert_eq!(read(r#"{"do":"next"}"#).unwrap(), Command::Next);
    assert_eq!(read(r#"{"do":"previous-slide"}"#).unwrap(), Command::PreviousSlide);
    assert_eq!(
        read(r#"{"do":"screen","to":"black"}"#).unwrap(),
        Command::Screen { to: Screen::Black }
    );
    assert_eq!(read(r#"{"do":"point","at":null}"#).unwrap(), Command::Point { at: None });
    for wrong in [
        r#"{"do":"dance"}"#,
        r#"{"do":"go"}"#,
        r#"{"do":"go","page":-1}"#,
        r#"{"do":"draw","page":0,"stroke":{}}"#,
        "3",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}
