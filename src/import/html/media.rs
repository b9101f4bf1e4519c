//! Writes pictures, videos and recordings.

use super::dom::{HtmlElement, HtmlNode};
use super::rewrite::MarkdownWriter;
use crate::import::picture_options::read_length;
use crate::import::words::join_words;

impl MarkdownWriter<'_, '_> {
    pub(super) fn write_media(&mut self, element: &HtmlElement) {
        let Some(markdown) = self.describe_media(element, None) else { return };
        let is_alone = self.current.trim().is_empty();
        if is_alone && element.name != "img" {
            return self.push_block(vec![(markdown, self.number_at(element.line))]);
        }
        // A picture at the start of a line is a paragraph of its own.
        if is_alone && !self.lines.is_empty() && !self.is_in_html {
            self.end_paragraph();
        }
        self.push_words(&markdown, element.line);
    }

    /// Returns a picture or film in Markdown; `caption` is that of the figure around it.
    pub(super) fn describe_media(
        &mut self,
        element: &HtmlElement,
        caption: Option<&str>,
    ) -> Option<String> {
        let number = self.number_at(element.line);
        let (path, kind) = match element.name.as_str() {
            "img" => (find_source(element), ""),
            "audio" => (find_source(element), "audio"),
            "youtube" => (
                element.attribute("id").map(|id| format!("https://www.youtube.com/watch?v={id}")),
                "video",
            ),
            "video" | "slidevvideo" | "source" => (find_source(element), "video"),
            // A page or post inside the slide.
            _ => {
                let address = match element.attribute("id").filter(|_| element.name == "tweet") {
                    Some(id) => Some(format!("https://twitter.com/i/status/{id}")),
                    None => find_source(element),
                };
                let name = self.context.spell_tag(&element.name, number);
                self.context.report_missing(
                    number,
                    format!("`<{name}>` is not imported, only its address"),
                    "show a picture of the page with `figure`",
                );
                return address.map(|address| match address.contains("://") {
                    true => format!("<{address}>"),
                    false => format!("[{address}](<{address}>)"),
                });
            }
        };
        let Some(path) = path else {
            self.context.report_missing(
                number,
                format!("`<{}>` without a path is not imported", element.name),
                "show it with `figure`, `video` or `audio`",
            );
            return None;
        };
        let mut attributes = Vec::new();
        if !kind.is_empty() {
            attributes.push(format!(".{kind}"));
        }
        let alt = element.attribute("alt").or_else(|| element.attribute("aria-label"));
        let quote = |text: &str| {
            let text = join_words(text);
            match (text.contains('"'), text.contains('\'')) {
                (false, _) => format!("\"{text}\""),
                (true, false) => format!("'{text}'"),
                (true, true) => format!("\"{}\"", text.replace('"', "”")),
            }
        };
        let shown = caption.or(element.attribute("title"));
        if alt.is_some() || kind.is_empty() && shown.is_some() {
            attributes.push(format!("fig-alt={}", quote(alt.unwrap_or_default())));
        }
        let width = element
            .attribute("width")
            .map(str::to_owned)
            .or_else(|| element.style("width"))
            .or_else(|| element.classes().find_map(width_of_class));
        if let Some(width) = width.filter(|width| read_length(width).is_some()) {
            attributes.push(format!("width={}", width.trim()));
        }
        if let Some(poster) = element.attribute("poster") {
            attributes.push(format!("poster={}", quote(poster)));
        }
        for flag in ["autoplay", "loop"] {
            let has = |name: &str| element.attributes.iter().any(|(key, _)| key == name);
            if !kind.is_empty() && (has(flag) || has(&format!("data-{flag}"))) {
                attributes.push(format!("{flag}=true"));
            }
        }
        let caption = shown.unwrap_or_default();
        let caption = caption.replace('[', "\\[").replace(']', "\\]");
        Some(format!("![{caption}](<{path}>){{{}}}", attributes.join(" ")))
    }

    /// Writes a figure with its caption.
    pub(super) fn write_figure(&mut self, element: &HtmlElement) -> bool {
        let find = |wanted: &[&str]| {
            element.children.iter().find_map(|node| match node {
                HtmlNode::Element(child) if wanted.contains(&child.name.as_str()) => Some(child),
                _ => None,
            })
        };
        let (Some(picture), Some(caption)) =
            (find(&["img", "video", "audio"]), find(&["figcaption"]))
        else {
            return false;
        };
        let words = self.collect_words(&caption.children);
        let number = self.number_at(picture.line);
        if let Some(markdown) = self.describe_media(picture, Some(&words)) {
            self.push_block(vec![(markdown, number)]);
        } else {
            self.push_block(vec![(words, number)]);
        }
        let others: Vec<HtmlNode> = element
            .children
            .iter()
            .filter(|node| match node {
                HtmlNode::Element(child) => child != picture && child != caption,
                _ => true,
            })
            .cloned()
            .collect();
        self.write_nodes(&others);
        self.end_paragraph();
        true
    }
}

/// Returns the path in the element or in its first source.
fn find_source(element: &HtmlElement) -> Option<String> {
    let own = |element: &HtmlElement| {
        let names = ["src", "data-src", ":src", "url"];
        names.iter().find_map(|name| element.attribute(name)).map(str::to_owned)
    };
    own(element).or_else(|| {
        element.children.iter().find_map(|node| match node {
            HtmlNode::Element(child) if child.name == "source" => own(child),
            _ => None,
        })
    })
}

/// Returns the width that a class of UnoCSS sets: `w-80` for 20 rem, `w-1/2`.
fn width_of_class(class: &str) -> Option<String> {
    let width = class.strip_prefix("w-")?;
    if let Some((above, below)) = width.split_once('/') {
        let share = above.parse::<f32>().ok()? / below.parse::<f32>().ok()? * 100.0;
        return (share > 0.0 && share <= 100.0).then(|| format!("{share:.0}%"));
    }
    let exact = width.strip_prefix('[').and_then(|width| width.strip_suffix(']'));
    exact.map(str::to_owned).or_else(|| Some(format!("{}px", width.parse::<f32>().ok()? * 4.0)))
}
