//! Replaces `include` by the slides of another outline.

use std::path::{Component, Path, PathBuf};

use super::expand::{Expander, Frame, IncludedFile, NodePlace};
use crate::deck::{Include, find_slides, read_include};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Source;
use crate::yaml::{self, Node, NodeReader, find_key, to_snake_case};

/// The maximum number of outlines that include each other.
const MAX_INCLUDE_DEPTH: usize = 32;
/// The maximum number of includes in a deck: each may contain several others.
const MAX_INCLUDES: usize = 1000;

impl Expander<'_> {
    /// Returns the slides that replace `include`, the value of that key in `slide`.
    pub(super) fn include_slides(
        &mut self,
        slide: &Node,
        include: &Node,
        frame: &Frame,
    ) -> Vec<Node> {
        self.report_other_keys(slide);
        let node = self.expand_node(include, &frame.scope, NodePlace::Any);
        let source = self.sources.get(node.span.source);
        let mut reader = NodeReader::new(source, self.diagnostics);
        let Some(include) = read_include(&node, &mut reader) else { return Vec::new() };
        let Some((root, inner)) = self.open_include(&include, frame) else { return Vec::new() };
        let Some(slides) = find_slides(&root) else {
            self.report(
                Code::InvalidInclude,
                format!("`{}` has no slides", include.file),
                include.span,
                "name an outline with `slides:`",
            );
            return Vec::new();
        };
        match &include.slides {
            None => self.expand_slides(slides, &inner),
            Some(_) => {
                let chosen = self.choose_slides(slides, &include);
                self.expand_slides(&chosen, &inner)
            }
        }
    }

    fn report_other_keys(&mut self, slide: &Node) {
        for (key, _) in slide.as_mapping().unwrap_or_default() {
            let name = to_snake_case(&key.name);
            if !matches!(name.as_str(), "include" | "when") && !name.starts_with("x_") {
                self.report(
                    Code::InvalidInclude,
                    format!("`{}` next to `include` has no effect", key.name),
                    key.span,
                    "remove it, or start a slide of its own with it: `- title: …`",
                );
            }
        }
    }

    /// Reads the outline that is included. Returns its tree and its variables.
    fn open_include(&mut self, include: &Include, frame: &Frame) -> Option<(Node, Frame)> {
        let file = &include.file;
        let joined =
            if frame.folder.is_empty() { file.clone() } else { format!("{}/{file}", frame.folder) };
        let path = self.files.locate_file(&joined, "").unwrap_or_else(|| PathBuf::from(&joined));
        let path = normalize_path(&path);
        let mut chain = frame.chain.clone();
        let is_cycle = chain.iter().any(|earlier| normalize_path(earlier) == path);
        chain.push(path.clone());
        if is_cycle || chain.len() > MAX_INCLUDE_DEPTH {
            let names: Vec<String> = chain.iter().map(|path| path.display().to_string()).collect();
            self.report(
                Code::IncludeCycle,
                format!("`{file}` includes itself: {}", names.join(" → ")),
                include.span,
                "remove one of these includes, or choose slides with `slides: [ids]`",
            );
            return None;
        }
        if self.included.len() >= MAX_INCLUDES {
            self.report(
                Code::IncludeCycle,
                format!("the deck includes more than {MAX_INCLUDES} outlines"),
                include.span,
                "include fewer outlines",
            );
            return None;
        }
        let text = match self.files.read_text(&joined, "") {
            Ok(text) => text,
            Err(error) => {
                self.diagnostics.push(error.into_diagnostic(include.span));
                return None;
            }
        };
        let id = self.sources.add(Source::new(&path, text));
        let folder =
            Path::new(&joined).parent().map(|folder| folder.to_string_lossy().into_owned());
        let folder = folder.unwrap_or_default();
        self.included.push(IncludedFile { source: id, folder: folder.clone() });
        let root = yaml::parse(self.sources.get(id), id, self.diagnostics)?;
        let own = self.add_vars(find_key(&root, "vars"), &frame.scope);
        let scope = match include.vars {
            Some(vars) => self.override_vars(vars, &own),
            None => own,
        };
        Some((root, Frame { scope, folder, chain }))
    }

    /// Returns the slides with the ids that are asked for, in that order.
    fn choose_slides(&mut self, slides: &[Node], include: &Include) -> Vec<Node> {
        let id_of = |slide: &Node| {
            let id = find_key(slide, "id")?.as_scalar()?;
            Some(id.value.trim_start_matches('#').to_owned())
        };
        let ids: Vec<Option<String>> = slides.iter().map(id_of).collect();
        let mut chosen = Vec::new();
        for (wanted, span) in include.slides.iter().flatten() {
            let wanted = wanted.trim_start_matches('#');
            match ids.iter().position(|id| id.as_deref() == Some(wanted)) {
                Some(at) => chosen.push(slides[at].clone()),
                None => {
                    let message = format!("`{}` has no slide with the id `{wanted}`", include.file);
                    let diagnostic = Diagnostic::error(Code::InvalidInclude, message, *span);
                    let nearest = find_nearest(wanted, ids.iter().flatten().map(String::as_str));
                    self.diagnostics.push(match nearest {
                        Some(near) => diagnostic
                            .with_help(format!("did you mean `{near}`?"))
                            .with_suggested_edit(*span, near),
                        None => diagnostic.with_help(format!(
                            "add `id: {wanted}` to a slide of `{}`",
                            include.file
                        )),
                    });
                }
            }
        }
        chosen
    }
}

/// Returns a path without `.` and without folders that `..` leaves again.
pub fn normalize_path(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(normal.components().next_back(), Some(Component::Normal(_))) =>
            {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}
