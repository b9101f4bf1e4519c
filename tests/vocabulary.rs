//! The vocabulary and the readers agree: every key, example, default, alias and named value of the
//! tables is read without diagnostics, and everything else is rejected. That a reader takes only
//! keys of a table is asserted in `yaml::Fields::take`, in all tests.

use std::collections::BTreeSet;

use plenary::check::{LintOverrides, LintSettings};
use plenary::deck::{self, TextFiles, vocabulary::DECK};
use plenary::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use plenary::source::{Source, SourceId, Sources};
use plenary::theme::{self, ThemeChoice, vocabulary::THEME};
use plenary::vocabulary::{ChoiceTable, KeyDefault, KeyGroup, KeySpec, SupportStatus, ValueType};
use plenary::yaml::{self, Node};

struct Files;

impl TextFiles for Files {
    fn read_text(&self, _: &str, folder: &str) -> Result<String, Diagnostic> {
        if folder == "media" {
            return Ok("WEBVTT\n\n00:01.000 --> 00:02.000\nThe gates lift.\n".to_owned());
        }
        if folder == "diagrams" {
            return Ok("flowchart LR\n  a --> b\n".to_owned());
        }
        if folder == "bibliography" {
            return Ok("@book{haddad2016, author={Haddad, L.}, title={Weirs}}\n".to_owned());
        }
        Ok("Step,Time\nWrite,890\n".to_owned())
    }
}

/// Returns the diagnostics of an outline or a theme.
fn diagnostics(root: &KeyGroup, text: &str) -> Vec<Diagnostic> {
    if root.name == DECK.name { outline_diagnostics(text) } else { theme_diagnostics(text) }
}

fn theme_diagnostics(text: &str) -> Vec<Diagnostic> {
    let (mut diagnostics, mut sources) = (Diagnostics::default(), Sources::default());
    let mut open = |name: &str, _| Ok(Source::new(name, text.to_owned()));
    theme::read(ThemeChoice::named("own.yaml"), &mut sources, &mut open, &mut diagnostics);
    diagnostics.into_sorted()
}

/// Keys that need a bibliography, and a work that is cited.
const CITATION_KEYS: [&str; 3] = ["references:", "citation_style:", "cite:"];

fn outline_diagnostics(outline: &str) -> Vec<Diagnostic> {
    let needs_works = CITATION_KEYS.iter().any(|key| outline.contains(key));
    let works = "bibliography: refs.bib\nfooter: \"[@haddad2016]\"\n";
    let works = if needs_works && !outline.contains("bibliography:") { works } else { "" };
    let source = Source::new("deck.yaml", format!("{works}{outline}"));
    let mut diagnostics = Diagnostics::default();
    if let Some(root) = yaml::parse(&source, SourceId(0), &mut diagnostics) {
        let deck = deck::read_deck(&root, &source, &Files, &mut diagnostics);
        // The theme and the rules of `check` read their own keys.
        if let Some(own) = &deck.own_theme {
            let mut open = |name: &str, _| Ok(Source::new(name, String::new()));
            let choice = ThemeChoice { own: Some(own), ..ThemeChoice::default() };
            theme::read(choice, &mut Sources::default(), &mut open, &mut diagnostics);
        }
        LintSettings::from_deck(
            deck.check.as_ref(),
            &source,
            &LintOverrides::default(),
            &mut diagnostics,
        );
    }
    // Samples have no sections, so their agendas are empty.
    let mut sorted = diagnostics.into_sorted();
    sorted.retain(|diagnostic| diagnostic.code != Code::AgendaWithoutSections);
    sorted
}

/// A group, and the lines around its own lines that make an outline of them.
struct Place {
    root: &'static KeyGroup,
    group: &'static KeyGroup,
    path: String,
    around: Vec<Around>,
}

#[derive(Clone)]
enum Around {
    /// In a list.
    Item,
    /// Under a key, with the other keys that the group of the key needs.
    Key(&'static str, &'static KeyGroup),
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}\n")).collect()
}

/// Returns `lines` with the sample of the group, except for the key that they set.
fn with_sample(group: &KeyGroup, lines: &str, name: &str) -> String {
    let sample = group.sample.lines().filter(|line| line.split(':').next() != Some(name));
    std::iter::once(lines.to_owned())
        .chain(sample.map(str::to_owned))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What keys of marks need that do not belong to an arrow.
const MARK_SAMPLES: [&str; 2] = ["text: The probe", "zoom: [0%, 0%, 10%, 10%]"];

impl Place {
    /// Returns the outline that has `lines` at this place.
    fn outline(&self, lines: &str) -> String {
        self.around.iter().rev().fold(lines.to_owned(), |lines, around| match around {
            Around::Item => format!("- {}", indented(&lines).trim_start()),
            Around::Key(key, group) => {
                with_sample(group, &format!("{key}:\n{}", indented(&lines)), key)
            }
        })
    }

    /// Returns the diagnostics of `lines`, which set the key `name`, at this place; none if they
    /// are valid with or without the sample.
    fn diagnostics(&self, lines: &str, name: &str) -> Vec<Diagnostic> {
        let alone = diagnostics(self.root, &self.outline(lines));
        if alone.is_empty() {
            return alone;
        }
        let with_sample = with_sample(self.group, lines, name);
        let sampled = diagnostics(self.root, &self.outline(&with_sample));
        // A mark is of one kind, so no sample suits all of its keys.
        let others = MARK_SAMPLES.iter().filter(|_| self.group.name == "mark");
        let mut others =
            others.map(|line| diagnostics(self.root, &self.outline(&format!("{lines}\n{line}"))));
        if sampled.is_empty() || !others.any(|found| found.is_empty()) {
            sampled
        } else {
            Vec::new()
        }
    }
}

/// Returns every group that an outline or a theme may have, each at the first place where it
/// occurs.
fn places() -> Vec<Place> {
    places_in(&DECK).into_iter().chain(places_in(&THEME)).collect()
}

fn places_in(root: &'static KeyGroup) -> Vec<Place> {
    let mut places =
        vec![Place { root, group: root, path: root.name.to_owned(), around: Vec::new() }];
    let mut seen = BTreeSet::from([root.name]);
    let mut at = 0;
    while at < places.len() {
        let (group, path, around) =
            (places[at].group, places[at].path.clone(), places[at].around.clone());
        for key in group.all_keys() {
            let mut inner = around.clone();
            inner.push(Around::Key(key.name, group));
            reach(&key.value, &format!("{path}.{}", key.name), inner, &mut seen, &mut places);
        }
        at += 1;
    }
    places
}

fn reach(
    value: &ValueType,
    path: &str,
    around: Vec<Around>,
    seen: &mut BTreeSet<&'static str>,
    places: &mut Vec<Place>,
) {
    match value {
        ValueType::Keys(group) if seen.insert(group.name) => {
            places.push(Place { root: places[0].root, group, path: path.to_owned(), around })
        }
        // Lists contain themselves: a few levels are enough to reach every group.
        ValueType::List(value)
            if around.iter().filter(|around| matches!(around, Around::Item)).count() < 6 =>
        {
            let around = around.into_iter().chain([Around::Item]).collect();
            reach(value, path, around, seen, places);
        }
        ValueType::AnyOf(values) => {
            values.iter().for_each(|value| reach(value, path, around.clone(), seen, places))
        }
        _ => {}
    }
}

fn choices(value: &ValueType) -> Option<&'static dyn ChoiceTable> {
    match value {
        ValueType::Choice(choices) => Some(*choices),
        ValueType::AnyOf(values) => values.iter().find_map(choices),
        _ => None,
    }
}

fn messages(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|diagnostic| format!("    {}\n", diagnostic.message)).collect()
}

/// Asserts that `lines` are read as their status says.
fn expect(place: &Place, key: &KeySpec, lines: &str, broken: &mut String) {
    let found = place.diagnostics(lines, key.name);
    let sound = match key.status {
        // An example defines a footnote that the rest of the slide does not call, a cell fills more
        // rows than its table has, and a device is drawn around pictures but not around logos.
        SupportStatus::Known => found.iter().all(|diagnostic| match diagnostic.code {
            Code::UnusedFootnote | Code::CellBeyondTable => true,
            Code::NoEffect => key.name == "frame",
            // Some settings are those of other kinds of chart than the sample.
            Code::IgnoredChartSetting => matches!(key.name, "bins" | "right_axis"),
            _ => false,
        }),
        SupportStatus::WithoutEffect => {
            matches!(found.as_slice(), [one] if one.message.contains("has no effect yet"))
        }
    };
    if !sound {
        *broken += &format!("{}: {lines}\n{}", place.path, messages(&found));
    }
}

#[test]
fn reads_every_key() {
    let mut broken = String::new();
    let mut count = 0;
    for place in places() {
        for key in place.group.all_keys() {
            let lines = key.example_lines();
            expect(&place, key, &lines, &mut broken);
            for alias in key.aliases {
                expect(&place, key, &lines.replacen(key.name, alias, 1), &mut broken);
            }
            if let KeyDefault::Value(value) = key.default {
                expect(&place, key, &format!("{}: {value}", key.name), &mut broken);
            }
            count += 1;
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
    assert!(count > 150, "only {count} keys were met");
}

#[test]
fn reads_every_named_value() {
    let mut broken = String::new();
    for place in places() {
        for key in place.group.all_keys() {
            for named in choices(&key.value).map(ChoiceTable::choice_infos).unwrap_or_default() {
                for name in std::iter::once(&named.name).chain(named.aliases) {
                    expect(
                        &place,
                        key,
                        &format!("{}: {}", key.name, yaml::quote_text(name)),
                        &mut broken,
                    );
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
}

#[test]
fn limits_numbers_to_their_range() {
    for place in places() {
        for key in place.group.all_keys() {
            let ValueType::Integer(range) = key.value else { continue };
            let found = |number: i64| {
                let found = place.diagnostics(&format!("{}: {number}", key.name), key.name);
                let is_about_number = |one: &&Diagnostic| {
                    !matches!(one.code, Code::CellBeyondTable | Code::IgnoredChartSetting)
                };
                found.iter().filter(is_about_number).count()
            };
            let (least, most) = (i64::from(range.min), i64::from(range.max));
            assert_eq!(
                [found(least), found(most), found(least - 1), found(most + 1)],
                [0, 0, 1, 1],
                "{}.{}",
                place.path,
                key.name
            );
        }
    }
}

#[test]
fn rejects_unknown_keys_and_accepts_private_keys() {
    for place in places() {
        let lines = |key: &str| with_sample(place.group, &format!("{key}: 1"), key);
        let found = diagnostics(place.root, &place.outline(&lines("frobnicate")));
        let [one] = found.as_slice() else { panic!("{}: {}", place.path, messages(&found)) };
        assert_eq!(one.severity, Severity::Error);
        assert!(
            one.message.starts_with("unknown key `frobnicate` in "),
            "{}: {}",
            place.path,
            one.message
        );
        let found = diagnostics(place.root, &place.outline(&lines("x_frobnicate")));
        assert!(found.is_empty(), "{}: {}", place.path, messages(&found));
    }
}

#[test]
fn base_theme_has_only_known_keys() {
    fn check(node: &Node, group: &KeyGroup) {
        for (key, value) in node.as_mapping().unwrap_or_default() {
            let known = group
                .find_key(&key.name)
                .unwrap_or_else(|| panic!("`{}` has no line in `{}`", key.name, group.name));
            let items = value.as_sequence().unwrap_or(std::slice::from_ref(value));
            let inner = match known.value {
                ValueType::List(value) => value.key_groups(),
                value => value.key_groups(),
            };
            items.iter().for_each(|item| inner.iter().for_each(|group| check(item, group)));
        }
    }
    let text = include_str!("../src/theme/builtin/plain.yaml");
    let source = Source::new("plain.yaml", text.to_owned());
    let root = yaml::parse(&source, SourceId(0), &mut Diagnostics::default()).expect("a theme");
    check(&root, &THEME);
}

#[test]
fn every_key_is_described() {
    for place in places() {
        for key in place.group.all_keys() {
            let path = format!("{}.{}", place.path, key.name);
            assert!(
                key.about.ends_with(['.', ';']) || key.about.ends_with("`."),
                "{path}: {}",
                key.about
            );
            assert!(!key.example.is_empty(), "{path} has no example");
            for named in choices(&key.value).map(ChoiceTable::choice_infos).unwrap_or_default() {
                assert!(!named.about.is_empty(), "{path}: {} says nothing", named.name);
            }
        }
    }
}
