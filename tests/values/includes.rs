//! `include:` of the slides of other outlines.

use plenary::template::Values;

use crate::project::{Project, set};

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";

#[test]
fn slides_of_other_outlines_take_their_place() {
    let project = Project::new(&[
        (
            "slides.yaml",
            "vars: { city: Jena }\nslides:\n  - title: Start\n  - include: parts/intro.yaml\n  \
             - include: { file: parts/intro.yaml, slides: [map], vars: { city: Bonn } }\n  \
             - include: parts/intro.yaml\n    when: city == 'Rome'\n  - title: End\n",
        ),
        (
            "parts/intro.yaml",
            "title: Intro\nvars: { team: Blue }\nslides:\n  - title: Hello {{ city }} of \
             {{ team }}\n  - id: map\n    title: Map of {{ city }}\n    \
             figure: { src: map.svg, alt: A map }\n  - include: more.yaml\n",
        ),
        ("parts/more.yaml", "slides:\n  - title: More\n    figure: { src: far.svg, alt: Far }\n"),
        ("parts/map.svg", SVG),
        ("images/far.svg", SVG),
    ]);
    let outcome = project.lay_out(Values::default());
    let titles: Vec<&str> =
        outcome.text.lines().filter(|line| !line.is_empty() && !line.contains("map")).collect();
    assert!(outcome.reports().iter().all(|report| report.contains("two slides have the id")));
    for title in ["Start", "Hello Jena of Blue", "Map of Jena", "More", "Map of Bonn", "End"] {
        assert!(titles.contains(&title), "{title}: {titles:?}");
    }
    assert!(outcome.pictures.contains(&"parts/map.svg".to_owned()), "{:?}", outcome.pictures);
    assert!(outcome.pictures.contains(&"far.svg".to_owned()), "{:?}", outcome.pictures);
    let outcome = project.lay_out(set(&[("city", "Oslo"), ("team", "Red")]));
    assert!(outcome.text.contains("Hello Oslo of Red"), "{}", outcome.text);
    assert!(outcome.text.contains("Map of Bonn"), "{}", outcome.text);
}

#[test]
fn errors_in_included_slides_lead_to_their_file() {
    let project = Project::new(&[
        ("slides.yaml", "slides:\n  - include: intro.yaml\n"),
        ("intro.yaml", "slides:\n  - title: A\n    frobnicate: 1\n  - title: \"{{ b }}\"\n"),
    ]);
    let reports = project.lay_out(Values::default()).reports();
    assert_eq!(
        reports,
        [
            "intro.yaml:3:5 E0201 unknown key `frobnicate` in a slide",
            "intro.yaml:4:16 E0138 `b` has no value",
        ]
    );
}

#[test]
fn an_outline_that_includes_itself_is_reported_with_the_chain() {
    let project = Project::new(&[
        ("slides.yaml", "slides:\n  - title: A\n  - include: a.yaml\n"),
        ("a.yaml", "slides:\n  - include: b.yaml\n"),
        ("b.yaml", "slides:\n  - include: ./a.yaml\n"),
    ]);
    let reports = project.lay_out(Values::default()).reports();
    let [report] = reports.as_slice() else { panic!("{reports:?}") };
    assert!(report.starts_with("b.yaml:2:14 E0143 `./a.yaml` includes itself: "), "{report}");
    let names = ["slides.yaml → ", "a.yaml → ", "b.yaml → ", "a.yaml"];
    let mut rest = report.as_str();
    for name in names {
        let at = rest.find(name).unwrap_or_else(|| panic!("{name}: {report}"));
        rest = &rest[at + name.len()..];
    }
}

#[test]
fn includes_that_explode_are_stopped() {
    let twice = |name: &str| format!("slides:\n  - include: {name}\n  - include: {name}\n");
    let mut files = vec![("slides.yaml".to_owned(), twice("p0.yaml"))];
    files.extend((0..20).map(|n| (format!("p{n}.yaml"), twice(&format!("p{}.yaml", n + 1)))));
    files.push(("p20.yaml".to_owned(), "slides:\n  - title: End\n".to_owned()));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let reports = Project::new(&files).lay_out(Values::default()).reports();
    assert!(reports.iter().any(|report| report.contains("more than 1000 outlines")));
}

#[test]
fn wrong_includes_are_reported() {
    let report = |include: &str| {
        let outline = format!("slides:\n  - title: A\n  - include: {include}\n");
        let project = Project::new(&[
            ("slides.yaml", outline.as_str()),
            ("intro.yaml", "slides:\n  - { id: map, title: Map }\n"),
            ("empty.yaml", "title: Nothing\n"),
        ]);
        project.lay_out(Values::default()).reports().join("\n")
    };
    assert!(report("intor.yaml").contains("there is no file `intor.yaml`"));
    assert!(report("../../etc/passwd").contains("outside the project folder"));
    assert!(report("empty.yaml").contains("E0145 `empty.yaml` has no slides"));
    assert!(report("{ file: intro.yaml, slides: [mpa] }").contains("no slide with the id `mpa`"));
    assert!(report("{ slides: [map] }").contains("`include` has no `file`"));
    assert!(report("{ file: intro.yaml, pages: 3 }").contains("unknown key `pages`"));
    assert!(report("intro.yaml\n    title: B").contains("`title` next to `include`"));
}
