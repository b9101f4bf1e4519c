//! What is said in the terminal while a deck's files are followed: `watch`, `preview` and `present`
//! say it here, in the same words.

use std::path::{Path, PathBuf};

use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::source::Sources;

use super::messages::MessageArgs;
use super::terminal::{self, plural};

/// What is said at the start.
pub const FOLLOWED: &str = "saved files are followed until Ctrl-C";

/// The findings of a deck that is followed. People are told each of them once, programs all of them
/// at every save.
pub struct Findings {
    outline: PathBuf,
    messages: MessageArgs,
    /// What is known to those who read along.
    told: Vec<Told>,
}

/// By what a finding is known again, should lines above it come or go.
#[derive(Clone, PartialEq)]
struct Told {
    severity: Severity,
    code: Code,
    message: String,
    line: String,
}

/// How the deck stands after a save.
pub struct Standing {
    /// What was saved, as people name it.
    name: String,
    mistakes: usize,
    /// Warnings that were told before.
    warnings: usize,
    /// Whether what was found before is not found any more.
    is_mended: bool,
}

impl Findings {
    /// Of the deck of `outline`; nothing is told yet.
    pub fn new(outline: &Path, messages: MessageArgs) -> Self {
        Self { outline: outline.to_owned(), messages, told: Vec::new() }
    }

    /// Says what was found after these files were `saved`; at the start, none were. How the deck
    /// stands is for people.
    pub fn say(
        &mut self,
        found: &[Diagnostic],
        sources: &Sources,
        saved: &[PathBuf],
    ) -> Option<Standing> {
        let now: Vec<Told> = found.iter().map(|finding| told(finding, sources)).collect();
        let mut known = std::mem::take(&mut self.told);
        let mistakes = now.iter().filter(|told| told.is_mistake()).count();
        // Of several mistakes, all that are left are said again: who mends them one by one need not
        // look for the rest.
        let same_mistakes = now
            .iter()
            .filter(|told| told.is_mistake())
            .eq(known.iter().filter(|told| told.is_mistake()));
        let is_mended =
            mistakes == 0 && known.iter().any(|told| told.is_mistake() || now.is_empty());
        let mut new = Vec::new();
        let mut warnings = 0;
        for (finding, told) in found.iter().zip(&now) {
            let before =
                known.iter().position(|other| other == told).map(|at| known.swap_remove(at));
            if before.is_none() || (told.is_mistake() && !same_mistakes) {
                new.push(finding.clone());
            } else if !told.is_mistake() {
                warnings += 1;
            }
        }
        let is_for_people = self.messages.is_for_people();
        self.messages.show(if is_for_people { &new } else { found }, sources);
        self.told = now;
        if mistakes > 0 {
            // A mistake may keep a warning from being found; it is none of the news when that is
            // mended.
            self.told.extend(known.into_iter().filter(|told| !told.is_mistake()));
        }
        let name = if saved.is_empty() { self.outline.display().to_string() } else { names(saved) };
        is_for_people.then_some(Standing { name, mistakes, warnings, is_mended })
    }
}

impl Told {
    fn is_mistake(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl Standing {
    /// Whether a mistake keeps the deck from being shown.
    pub fn is_broken(&self) -> bool {
        self.mistakes > 0
    }

    /// Says how the deck stands where nothing else of it is said: what people see `stays`, or is
    /// mended.
    pub fn say(&self, stays: &str, quiet: bool) {
        if self.is_broken() {
            terminal::say(&self.broken(stays));
        } else if self.is_mended && !quiet {
            terminal::say(&self.sound(None));
        }
    }

    /// The line of a deck that cannot be shown as it is now: what people see meanwhile `stays`.
    pub fn broken(&self, stays: &str) -> String {
        format!(
            "{}: {}; {stays}, waiting for the next save",
            self.name,
            plural(self.mistakes, "mistake")
        )
    }

    /// The line of a deck that can be shown: what is `new` in it.
    pub fn sound(&self, new: Option<&str>) -> String {
        let still =
            (self.warnings > 0).then(|| format!("still {}", plural(self.warnings, "warning")));
        let parts = [self.is_mended.then_some("mended"), new, still.as_deref()];
        format!("{}: {}", self.name, parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
    }
}

fn told(finding: &Diagnostic, sources: &Sources) -> Told {
    let line = finding.span.map(|span| {
        let source = sources.get(span.source);
        source.line(source.position(span.start as usize).line).trim().to_owned()
    });
    Told {
        severity: finding.severity,
        code: finding.code,
        message: finding.message.clone(),
        line: line.unwrap_or_default(),
    }
}

/// Names of files, the last part of each: "slides.yaml", "slides.yaml and logo.svg", "slides.yaml
/// and 3 more".
fn names(files: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
    };
    match files {
        [] => String::new(),
        [one] => name(one),
        [one, other] => format!("{} and {}", name(one), name(other)),
        [one, rest @ ..] => format!("{} and {} more", name(one), rest.len()),
    }
}
