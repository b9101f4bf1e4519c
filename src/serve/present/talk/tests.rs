//! Tests of a whole talk.

use crate::show::Visibility;
use std::time::Duration;

use super::*;

/// A deck: a cover, a slide with three steps, a third slide, two backup slides and a hidden one.
fn build_sequence() -> PageSequence {
    let build_page = |label: &str, slide, step, part| TalkPage {
        label: label.to_owned(),
        title: format!("Slide {slide}"),
        slide,
        step,
        part,
        content_hash: slide as u64 * 10 + step as u64,
        ..TalkPage::default()
    };
    let talk = [("1", 0, 0), ("2", 1, 0), ("2", 1, 1), ("2", 1, 2), ("3", 2, 0)];
    let mut stops: Vec<TalkPage> =
        talk.map(|(label, slide, step)| build_page(label, slide, step, Visibility::Shown)).into();
    stops.extend([
        build_page("B1", 3, 0, Visibility::Backup),
        build_page("B2", 4, 0, Visibility::Backup),
        build_page("H", 5, 0, Visibility::Hidden),
    ]);
    PageSequence { pages: stops, seconds: Some(600.0) }
}

fn at_seconds(seconds: u64) -> Timestamp {
    Timestamp {
        steady: Duration::from_secs(seconds),
        wall: Duration::from_secs(1_000_000 + seconds),
    }
}

/// Returns the page after each command.
fn pages_after(talk: &mut Talk, commands: &[TalkCommand]) -> Vec<usize> {
    let sequence = build_sequence();
    let apply = |command| {
        talk.apply_command(command, &sequence, at_seconds(1));
        talk.page()
    };
    commands.iter().map(apply).collect()
}

#[test]
fn moves_by_step_and_slide_and_stops_at_the_end() {
    let talk = &mut Talk::default();
    assert_eq!(
        pages_after(
            talk,
            &[
                TalkCommand::Back,
                TalkCommand::Next,
                TalkCommand::Next,
                TalkCommand::Next,
                TalkCommand::Next
            ]
        ),
        [0, 1, 2, 3, 4]
    );
    assert_eq!(
        pages_after(
            talk,
            &[
                TalkCommand::Next,
                TalkCommand::Back,
                TalkCommand::PreviousSlide,
                TalkCommand::PreviousSlide
            ]
        ),
        [4, 3, 1, 0]
    );
    assert_eq!(
        pages_after(
            talk,
            &[TalkCommand::NextSlide, TalkCommand::NextSlide, TalkCommand::NextSlide]
        ),
        [1, 4, 4]
    );
}

#[test]
fn reaches_backup_and_hidden_slides_by_jumps_only() {
    let talk = &mut Talk::default();
    pages_after(talk, &[TalkCommand::Next, TalkCommand::Next]);
    assert_eq!(
        pages_after(
            talk,
            &[
                TalkCommand::Go { page: 5 },
                TalkCommand::Next,
                TalkCommand::Next,
                TalkCommand::Return
            ]
        ),
        [5, 6, 6, 2]
    );
    assert_eq!(pages_after(talk, &[TalkCommand::Go { page: 999 }, TalkCommand::Next]), [7, 7]);
    assert_eq!(
        pages_after(
            talk,
            &[
                TalkCommand::Last,
                TalkCommand::First,
                TalkCommand::Return,
                TalkCommand::Return,
                TalkCommand::Return
            ]
        ),
        [4, 0, 4, 7, 2]
    );
    assert_eq!(
        talk.apply_command(&TalkCommand::Return, &build_sequence(), at_seconds(2)),
        TalkChange::Nothing
    );
}

#[test]
fn records_no_jump_to_an_adjacent_page() {
    let talk = &mut Talk::default();
    pages_after(
        talk,
        &[
            TalkCommand::Go { page: 1 },
            TalkCommand::Go { page: 2 },
            TalkCommand::Go { page: 1 },
            TalkCommand::Go { page: 1 },
        ],
    );
    assert!(!talk.can_jump_back());
    for _ in 0..500 {
        pages_after(talk, &[TalkCommand::First, TalkCommand::Last]);
    }
    assert_eq!(talk.jump_history().len(), MAX_JUMP_HISTORY);
}

#[test]
fn ends_a_blank_screen_with_the_next_step() {
    let (talk, sequence) = (&mut Talk::default(), &build_sequence());
    let black = TalkCommand::Screen { screen: Screen::Black };
    assert_eq!(talk.apply_command(&black, sequence, at_seconds(0)), TalkChange::State);
    assert_eq!(talk.apply_command(&black, sequence, at_seconds(0)), TalkChange::Nothing);
    assert_eq!(talk.screen(), Screen::Black);
    // After the last page there is no further step, but the blank screen ends.
    pages_after(talk, &[TalkCommand::Last]);
    talk.apply_command(&TalkCommand::Screen { screen: Screen::White }, sequence, at_seconds(0));
    assert_eq!(talk.apply_command(&TalkCommand::Next, sequence, at_seconds(0)), TalkChange::State);
    assert_eq!((talk.screen(), talk.page()), (Screen::Slide, 4));
}

#[test]
fn keeps_the_audience_page_while_frozen() {
    let (talk, sequence) = (&mut Talk::default(), &build_sequence());
    talk.apply_command(&TalkCommand::Freeze { frozen: true }, sequence, at_seconds(0));
    pages_after(talk, &[TalkCommand::Next, TalkCommand::Next]);
    assert_eq!((talk.page(), talk.audience_page()), (2, 0));
    talk.apply_command(&TalkCommand::Freeze { frozen: false }, sequence, at_seconds(0));
    assert_eq!((talk.page(), talk.audience_page()), (2, 2));
}

#[test]
fn starts_the_timer_with_the_first_step() {
    let (talk, sequence) = (&mut Talk::default(), &build_sequence());
    talk.apply_command(&TalkCommand::Screen { screen: Screen::Black }, sequence, at_seconds(5));
    assert!(talk.timer.is_new());
    talk.apply_command(&TalkCommand::Next, sequence, at_seconds(10));
    assert_eq!(talk.timer.elapsed(at_seconds(70)).as_secs(), 60);
    talk.apply_command(
        &TalkCommand::Timer { action: TimerAction::Pause },
        sequence,
        at_seconds(70),
    );
    talk.apply_command(&TalkCommand::Next, sequence, at_seconds(80));
    assert_eq!(talk.timer.elapsed(at_seconds(90)).as_secs(), 60, "a step does not end a pause");
    assert!(talk.is_advance_held(at_seconds(90)));
}

#[test]
fn clears_the_pointer_on_a_page_change() {
    let (talk, sequence) = (&mut Talk::default(), &build_sequence());
    let point =
        |x, y| TalkCommand::Point { pointer: Some(Pointer { kind: PointerKind::Laser, x, y }) };
    assert_eq!(talk.apply_command(&point(1.5, 0.5), sequence, at_seconds(0)), TalkChange::Pointer);
    assert_eq!(talk.pointer().map(|at| (at.x, at.y)), Some((1.0, 0.5)));
    talk.apply_command(&point(f32::NAN, 0.5), sequence, at_seconds(0));
    assert_eq!(talk.pointer(), None);
    talk.apply_command(&point(0.1, 0.5), sequence, at_seconds(0));
    talk.apply_command(&TalkCommand::Next, sequence, at_seconds(0));
    assert_eq!(talk.pointer(), None);
}

#[test]
fn shares_ink_between_the_steps_of_a_slide() {
    let (talk, sequence) = (&mut Talk::default(), &build_sequence());
    let stroke = PenStroke { id: 1, pen: Pen::Blue, points: vec![[0.1, 0.2]] };
    assert_eq!(
        talk.apply_command(&TalkCommand::Draw { page: 3, stroke }, sequence, at_seconds(0)),
        TalkChange::Ink
    );
    assert_eq!(talk.ink.pages().keys().copied().collect::<Vec<_>>(), [1]);
    assert_eq!(
        talk.apply_command(&TalkCommand::Undo { page: 2 }, sequence, at_seconds(0)),
        TalkChange::Ink
    );
    assert_eq!(
        talk.apply_command(&TalkCommand::Clear { page: 2 }, sequence, at_seconds(0)),
        TalkChange::Nothing
    );
}

#[test]
fn keeps_the_position_in_an_edited_deck() {
    let (talk, old) = (&mut Talk::default(), build_sequence());
    pages_after(talk, &[TalkCommand::Next, TalkCommand::Go { page: 6 }]);
    let mut new = old.clone();
    new.pages.remove(0);
    talk.remap_pages(&map_pages(&old, &new), &new);
    assert_eq!((talk.page(), talk.jump_history()), (5, vec![0]));
    let mut short = new.clone();
    short.pages.truncate(2);
    talk.remap_pages(&map_pages(&new, &short), &short);
    assert_eq!(talk.page(), 1);
    // A deck without pages is not shown, but must not cause a panic.
    talk.remap_pages(&map_pages(&short, &PageSequence::default()), &PageSequence::default());
    assert_eq!(
        talk.apply_command(&TalkCommand::Go { page: 3 }, &PageSequence::default(), at_seconds(0)),
        TalkChange::Nothing
    );
}

#[test]
fn resets_everything_on_start_over() {
    let (talk, sequence) = (&mut Talk::default(), &build_sequence());
    pages_after(talk, &[TalkCommand::Next, TalkCommand::Last]);
    talk.apply_command(&TalkCommand::StartOver, sequence, at_seconds(9));
    assert_eq!(*talk, Talk::default());
}

#[test]
fn parses_commands_from_json() {
    let parse = |text: &str| serde_json::from_str::<TalkCommand>(text);
    assert_eq!(parse(r#"{"command":"next"}"#).unwrap(), TalkCommand::Next);
    assert_eq!(parse(r#"{"command":"previous_slide"}"#).unwrap(), TalkCommand::PreviousSlide);
    assert_eq!(
        parse(r#"{"command":"screen","screen":"black"}"#).unwrap(),
        TalkCommand::Screen { screen: Screen::Black }
    );
    assert_eq!(
        parse(r#"{"command":"point","pointer":null}"#).unwrap(),
        TalkCommand::Point { pointer: None }
    );
    for invalid in [
        r#"{"command":"dance"}"#,
        r#"{"command":"go"}"#,
        r#"{"command":"go","page":-1}"#,
        r#"{"command":"draw","page":0,"stroke":{}}"#,
        "3",
    ] {
        assert!(parse(invalid).is_err(), "{invalid}");
    }
}
