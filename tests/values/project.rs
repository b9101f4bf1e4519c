//! A folder with outlines, and what plenary says about them.

use std::fs;
use std::path::Path;

use plenary::diagnostic::Diagnostic;
use plenary::source::Sources;
use plenary::template::Values;
use plenary::{Input, Options, export, lay_out};

/// A folder with the files of a test.
pub(crate) struct Project(tempfile::TempDir);

/// The result of laying out an outline.
pub(crate) struct Outcome {
    /// The whole text of the deck.
    pub text: String,
    /// The paths of its pictures.
    pub pictures: Vec<String>,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

impl Project {
    /// Creates a folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let project = Self(folder);
        files.iter().for_each(|(name, text)| project.write(name, text.as_bytes()));
        project
    }

    /// Creates a file.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// Returns the folder.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Lays out `slides.yaml`.
    pub(crate) fn lay_out(&self, values: Values) -> Outcome {
        let options = Options { values, ..Options::default() };
        let deck = lay_out(Input::File(self.0.path().join("slides.yaml")), &options);
        let pictures = deck.outline.as_ref().map(|outline| {
            outline.deck.picture_paths().into_iter().map(|(path, _)| path.to_owned()).collect()
        });
        let text = export::extract_text(&deck.scene);
        let lines: Vec<&str> = text.lines().collect();
        // Titles are underlined. Their numbers do not matter here.
        let is_rule = |line: Option<&&str>| line.is_some_and(|line| line.starts_with("=="));
        let plain = |(index, line): (usize, &&str)| {
            let title = line.split_once(". ").filter(|_| is_rule(lines.get(index + 1)));
            title.map_or(*line, |(_, title)| title).to_owned() + "\n"
        };
        Outcome {
            text: lines.iter().enumerate().map(plain).collect(),
            pictures: pictures.unwrap_or_default(),
            diagnostics: deck.diagnostics.into_sorted(),
            sources: deck.sources,
        }
    }
}

/// Lays out one outline without values from outside.
pub(crate) fn lay_out_text(outline: &str) -> Outcome {
    Project::new(&[("slides.yaml", outline)]).lay_out(Values::default())
}

/// Returns values as `--set` gives them.
pub(crate) fn set(values: &[(&str, &str)]) -> Values {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Values { assignments: values.iter().map(own).collect(), ..Values::default() }
}

impl Outcome {
    /// Returns the diagnostics: file, line and column, code, message, and where the values come
    /// from.
    pub(crate) fn reports(&self) -> Vec<String> {
        let place = |span: plenary::source::Span| {
            let source = self.sources.get(span.source);
            let at = source.position(span.start as usize);
            let name = source.name.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{name}:{}:{}", at.line, at.column)
        };
        let report = |diagnostic: &Diagnostic| {
            let at = diagnostic.span.map(place).unwrap_or_default();
            let mut line = format!("{at} {} {}", diagnostic.code.number(), diagnostic.message);
            for related in &diagnostic.related {
                line += &format!(" ({} {})", place(related.span), related.message);
            }
            line
        };
        self.diagnostics.iter().map(report).collect()
    }

    /// Returns the help of all diagnostics.
    pub(crate) fn help(&self) -> String {
        self.diagnostics.iter().flat_map(|diagnostic| &diagnostic.help).cloned().collect()
    }
}
