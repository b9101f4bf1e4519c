//! Reports and presentations after single edits.

use std::fs;
use std::sync::Arc;

use plenary::diagnostic::{Code, Diagnostic};
use plenary::layout::MissingGlyphPolicy;
use plenary::live::{LinkDestination, Live, Report};
use plenary::{Input, Options};

use crate::{copy_project, format_diagnostics, save_and_refresh};

const OUTLINE: &str = r##"title: River
slides:
  - title: First
    id: first
    bullets: [Oxygen, "[the second](#second)"]
  - title: Second
    id: second
    bullets: [Weir]
    notes: Say it slowly.
  - section: Part
  - title: Third
    steps: true
    bullets: [One, Two]
"##;

#[test]
fn reports_list_changed_pages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let first = save_and_refresh(&mut live, &path, OUTLINE);
    assert!(first.is_new && first.laid_out.is_none() && !first.is_broken());
    assert_eq!(first.changed, [0, 1, 2, 3, 4]);

    let same = live.refresh();
    assert!(!same.is_new && same.changed.is_empty());

    let edited = save_and_refresh(&mut live, &path, &OUTLINE.replace("Weir", "Lock"));
    assert_eq!((edited.changed, edited.laid_out), (vec![1], Some(1)));

    // A comment moves all later lines and changes no page.
    let moved = save_and_refresh(
        &mut live,
        &path,
        &OUTLINE.replace("Weir", "Lock").replace("  - section", "# here\n  - section"),
    );
    assert!(moved.is_new && moved.changed.is_empty() && moved.laid_out.is_some());
    let lines = |report: &Report| {
        report.presentation.as_ref().unwrap().pages[4]
            .spots
            .iter()
            .map(|spot| spot.line)
            .max()
            .unwrap()
    };
    assert_eq!(lines(&moved), lines(&first) + 1);

    let broken = save_and_refresh(&mut live, &path, "title: [");
    assert!(broken.is_broken() && !broken.is_new && broken.changed.is_empty());
    assert_eq!(broken.presentation.unwrap().pages.len(), 5);
    // A valid outline after a broken one builds on the last good rendering.
    let fixed = save_and_refresh(
        &mut live,
        &path,
        &OUTLINE.replace("Weir", "Lock").replace("Oxygen", "Nitrogen"),
    );
    assert_eq!((fixed.changed, fixed.laid_out), (vec![0], Some(2)));
}

fn diagnostic_codes(report: &Report) -> Vec<Code> {
    report.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Returns the lines of the diagnostics.
fn diagnostic_lines(report: &Report) -> Vec<usize> {
    let line = |diagnostic: &Diagnostic| {
        let span = diagnostic.span.expect("it has a span");
        report.sources.get(span.source).position(span.start as usize).line
    };
    report.diagnostics.iter().map(line).collect()
}

/// Returns an outline with warnings on two slides: text after a `#`, and a list that continues on a
/// second page.
fn outline_with_warnings() -> String {
    let bullets: String = (1..=40).map(|number| format!("      - Bullet {number}\n")).collect();
    let first = "  - title: First\n    bullets:\n      - Oxygen #later\n";
    format!(
        "title: River\nslides:\n{first}  - title: Long\n    bullets:\n{bullets}  - title: Third\n    \
         bullets: [Weir]\n"
    )
}

#[test]
fn keeps_warnings_of_unchanged_slides() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let outline = outline_with_warnings();
    let both = [Code::HiddenByComment, Code::SlideOverflow];
    let first = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(
        (diagnostic_codes(&first), diagnostic_lines(&first), first.laid_out),
        (both.to_vec(), vec![5, 6], None)
    );

    let edited = save_and_refresh(&mut live, &path, &outline.replace("Weir", "Lock"));
    assert_eq!(
        (format_diagnostics(&edited), edited.laid_out),
        (format_diagnostics(&first), Some(1))
    );
    let moved = save_and_refresh(
        &mut live,
        &path,
        &outline.replace("  - title: Long", "\n\n  - title: Long"),
    );
    assert_eq!(
        (diagnostic_codes(&moved), diagnostic_lines(&moved), moved.laid_out),
        (both.to_vec(), vec![5, 8], Some(2))
    );
    // The slide that continues keeps its number of pages.
    let continued =
        save_and_refresh(&mut live, &path, &outline.replace("Bullet 7\n", "Bullet seven\n"));
    assert_eq!(
        (format_diagnostics(&continued), continued.laid_out),
        (format_diagnostics(&first), Some(2))
    );

    // A warning disappears and comes back with its cause.
    let fixed = save_and_refresh(&mut live, &path, &outline.replace(" #later", ""));
    assert_eq!((diagnostic_codes(&fixed), fixed.laid_out), (vec![Code::SlideOverflow], Some(2)));
    let restored = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(
        (format_diagnostics(&restored), restored.laid_out),
        (format_diagnostics(&first), Some(1))
    );

    // A comment takes effect, and so does its removal.
    let allowed = save_and_refresh(
        &mut live,
        &path,
        &outline.replace("  - title: Long", "  # plenary: allow(continued_page)\n  - title: Long"),
    );
    assert_eq!(
        (diagnostic_codes(&allowed), allowed.laid_out),
        (vec![Code::HiddenByComment], Some(1))
    );
    let restored = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(
        (format_diagnostics(&restored), restored.laid_out),
        (format_diagnostics(&first), Some(1))
    );

    // So does an error. The next valid outline builds on the last good rendering.
    let broken =
        save_and_refresh(&mut live, &path, &outline.replace("bullets: [Weir]", "bulets: [Weir]"));
    assert!(
        broken.is_broken()
            && broken.laid_out == Some(1)
            && diagnostic_codes(&broken).starts_with(&both)
    );
    let restored = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(
        (format_diagnostics(&restored), restored.laid_out),
        (format_diagnostics(&first), Some(0))
    );

    // A deck with one page less is rendered in full.
    let (few, third) =
        (outline.find("      - Bullet 9").unwrap(), outline.find("  - title: Third").unwrap());
    let shorter =
        save_and_refresh(&mut live, &path, &format!("{}{}", &outline[..few], &outline[third..]));
    assert_eq!((diagnostic_codes(&shorter), shorter.laid_out), (vec![Code::HiddenByComment], None));
}

#[test]
fn keeps_theme_warnings() {
    let folder = copy_project();
    let path = folder.path().join("slides/themed.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let first = live.refresh();
    assert_eq!(diagnostic_codes(&first), [Code::NonstandardSpace]);
    let outline = fs::read_to_string(&path).unwrap();
    let edited = save_and_refresh(&mut live, &path, &outline.replace("here", "there"));
    assert_eq!(
        (format_diagnostics(&edited), edited.laid_out),
        (format_diagnostics(&first), Some(1))
    );
    fs::write(folder.path().join("slides/themes/own.yaml"), "colours:\n  accent: \"#D9622B\"\n")
        .unwrap();
    assert_eq!(diagnostic_codes(&live.refresh()), []);
}

#[test]
fn reports_missing_characters_by_slide() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let options = Options { missing_glyphs: MissingGlyphPolicy::Warn, ..Options::default() };
    let mut live = Live::new(path.clone(), options);
    let outline = OUTLINE.replace("title: River", "title: River\nfooter: \u{e124}");
    let first = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(diagnostic_codes(&first), [Code::MissingCharacter]);
    let boxed = save_and_refresh(&mut live, &path, &outline.replace("Weir", "\u{e123}"));
    assert_eq!(
        (diagnostic_codes(&boxed), boxed.laid_out),
        (vec![Code::MissingCharacter; 2], Some(1))
    );
    // The message names the first slide that shows the footer.
    let renamed =
        save_and_refresh(&mut live, &path, &outline.replace("title: First", "title: Foremost"));
    assert_eq!(
        (diagnostic_codes(&renamed), renamed.laid_out),
        (vec![Code::MissingCharacter], Some(2))
    );
    assert!(
        renamed.diagnostics[0].message.contains("on slide 1 (“Foremost”)"),
        "{}",
        renamed.diagnostics[0].message
    );
}

#[test]
fn denied_warnings_stop_the_render() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut options = Options::default();
    options.rules.deny_warnings = true;
    let mut live = Live::new(path.clone(), options);
    let good = save_and_refresh(&mut live, &path, OUTLINE);
    let broken = save_and_refresh(&mut live, &path, &OUTLINE.replace("[Weir]", "Weir #later"));
    assert!(
        broken.is_broken() && !broken.is_new && broken.laid_out == Some(1),
        "{:?}",
        broken.diagnostics
    );
    assert!(Arc::ptr_eq(
        broken.presentation.as_ref().unwrap(),
        good.presentation.as_ref().unwrap()
    ));
    // The next rendering builds on the last good one, not on the rejected one.
    let fixed = save_and_refresh(&mut live, &path, &OUTLINE.replace("Oxygen", "Nitrogen"));
    assert_eq!((fixed.changed, fixed.laid_out), (vec![0], Some(1)));
}

#[test]
fn presentations_describe_each_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let shown = save_and_refresh(&mut live, &path, OUTLINE).presentation.unwrap();
    let pages = &shown.pages;
    assert_eq!(
        (shown.title.as_str(), shown.lang.as_str(), shown.is_right_to_left, shown.seconds),
        ("River", "en", false, None)
    );
    let labels: Vec<(&str, usize, usize)> =
        pages.iter().map(|page| (page.label.as_str(), page.step, page.steps)).collect();
    assert_eq!(labels, [("1", 0, 1), ("2", 0, 1), ("3", 0, 1), ("4", 0, 2), ("4", 1, 2)]);
    let sections: Vec<Option<&str>> = pages.iter().map(|page| page.section.as_deref()).collect();
    assert_eq!(sections, [None, None, Some("Part"), Some("Part"), Some("Part")]);
    assert_eq!(pages[1].notes.as_deref(), Some("Say it slowly."));
    assert_eq!(
        (pages[0].title.as_str(), pages[0].words.as_ref()),
        ("First", "First\nOxygen\nthe second")
    );
    assert_eq!(
        pages[0].links.iter().map(|link| &link.destination).collect::<Vec<_>>(),
        [&LinkDestination::Page(1)]
    );
    // Text of later steps is neither read nor searched.
    assert!(!pages[3].words.contains("Two") && pages[4].words.contains("Two"));
    assert_ne!(pages[3].content_hash, pages[4].content_hash);
    let weir = pages[1]
        .spots
        .iter()
        .find(|spot| (spot.line, spot.column) == (8, 15))
        .expect("the bullet is a spot");
    assert!(
        weir.rect.width > 10.0 && weir.rect.right() <= pages[1].size.width && *weir.file == path
    );
    assert!(shown.render_svg(1).unwrap().starts_with("<svg") && shown.render_svg(9).is_err());
    assert!(shown.render_png(1, 320).unwrap().starts_with(b"\x89PNG"));
    let rendered = plenary::render(Input::File(path), &Options::default());
    assert_eq!(rendered.pdf.as_ref(), Some(shown.pdf.as_ref()));
}
