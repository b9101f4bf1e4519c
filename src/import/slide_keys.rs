//! Converts directives and the front matter of slides to keys, and the words of layouts of other
//! tools.

use super::ImportContext;
use super::footnote_place::write_in_parentheses;
use super::slide::SlideDraft;
use super::verify::is_valid_slide;
use super::write::OutlineValue;

/// Layouts of other tools and their names in plenary. An empty name means the inferred layout.
const LAYOUT_NAMES: &[(&str, &str)] = &[
    ("cover", "cover"),
    ("intro", "cover"),
    ("title", "cover"),
    ("section", "section"),
    ("center", "statement"),
    ("statement", "statement"),
    ("lead", "statement"),
    ("invert", ""),
    ("default", ""),
    ("two-cols", ""),
    ("two-cols-header", ""),
    ("image", "image"),
    ("image-left", "image_left"),
    ("image-right", "image_right"),
    ("quote", "quote"),
    ("fact", "fact"),
    ("end", "end"),
    ("none", ""),
    ("full", ""),
    ("iframe", ""),
    ("iframe-left", ""),
    ("iframe-right", ""),
];

/// The longest number of a slide that shows one, and the longest name below a quotation, in
/// characters.
const MAX_FACT_CHARS: usize = 24;
const MAX_SPEAKER_CHARS: usize = 80;

impl SlideDraft {
    /// Applies a directive or a key of Slidev's front matter.
    pub(super) fn apply_key(
        &mut self,
        key: &str,
        value: &str,
        line: usize,
        context: &mut ImportContext,
    ) {
        match key {
            "layout" | "class" => self.apply_layout(key, value, line, context),
            "background" | "background_image" | "image" => {
                self.apply_background(value, line, context)
            }
            "background_color" if is_colour(value) => {
                self.set_key("background", OutlineValue::text(value))
            }
            "background_video" | "background_iframe" | "background_gradient" => {
                let what = key.trim_start_matches("background_");
                let shown: String = value.chars().take(200).collect();
                context.report_missing(
                    line,
                    format!("the background {what} `{shown}` is not imported"),
                    "write `background:` with a colour or a picture, or show a film with `video`",
                );
            }
            "visibility" => {
                if value == "hidden" {
                    self.set_key("hide", OutlineValue::word("true"));
                }
            }
            "paginate" if matches!(value, "true" | "false") => {
                self.set_key("paginate", OutlineValue::word(value))
            }
            "paginate" if matches!(value, "skip" | "hold") => {
                self.set_key("paginate", OutlineValue::word("false"))
            }
            "paginate" => {}
            "header" | "footer" | "title" => {
                let value = &context.leave_out_pictures(value, line);
                let find = |label: &str| context.footnotes.get(label).cloned();
                self.set_key(key, OutlineValue::Text(write_in_parentheses(value, find)))
            }
            "hide" | "disabled" if value == "true" => {
                self.set_key("hide", OutlineValue::word("true"))
            }
            "url" => {
                context.report_missing(
                    line,
                    "a page of the web is not shown, only its address",
                    "show a picture of the page with `figure`",
                );
                self.below.push(("text", OutlineValue::Text(format!("<{value}>"))));
            }
            "id" | "route_alias" => self.set_key("id", OutlineValue::text(value)),
            "lang" => self.set_key("lang", OutlineValue::word(value)),
            "src" => {}
            "transition" | "theme" | "size" | "math" | "marp" | "headings" | "heading_divider"
            | "clicks" | "hide_in_toc" | "level" | "zoom" | "layout_class" | "toc_level" => {}
            _ => {
                let name = context.spell_key(key, line);
                context.report_changed(
                    line,
                    format!("`{name}` is not imported"),
                    "change the appearance of slides with `theme`",
                );
            }
        }
    }

    /// Applies the names in a `layout` or `class`. Unknown classes are ignored, since they only
    /// affect the appearance, which the theme determines.
    fn apply_layout(&mut self, key: &str, value: &str, line: usize, context: &mut ImportContext) {
        for word in value.split_whitespace() {
            match LAYOUT_NAMES.iter().find(|(name, _)| *name == word) {
                Some((_, "")) => {}
                Some((_, layout)) => {
                    self.layout = Some((*layout).to_owned());
                    self.is_class = key == "class";
                }
                None if key == "layout" => context.report_changed(
                    line,
                    format!("unknown layout `{word}`"),
                    "check the slide; its layout is inferred from the blocks",
                ),
                None => {}
            }
        }
    }

    /// Applies a background colour or picture. In an image layout, the picture becomes a figure.
    fn apply_background(&mut self, value: &str, line: usize, context: &mut ImportContext) {
        let inside = value.strip_prefix("url(").and_then(|rest| match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
            _ => rest.split(')').next(),
        });
        let path = inside.unwrap_or(value).trim_matches(['"', '\'']);
        if is_colour(path) {
            self.set_key("background", OutlineValue::text(path));
            return;
        }
        if !path.contains('.') || path.contains("gradient(") {
            if !matches!(path, "" | "none" | "inherit" | "transparent") {
                context.report_changed(
                    line,
                    format!("the background `{path}` is not imported"),
                    "write `background:` with a colour such as `#123456`, or with a picture",
                );
            }
            return;
        }
        let Some(path) = context.resolve_picture(path, line) else { return };
        if matches!(self.layout.as_deref(), Some("image" | "image_left" | "image_right")) {
            self.push_decoration(path);
        } else {
            self.set_key("background", OutlineValue::text(path));
        }
    }

    /// Makes the words of a layout what they are there: a number and its label, or a quotation and
    /// its speaker.
    pub(super) fn finish_layout(&mut self) {
        match self.layout.as_deref() {
            Some("fact") => self.build_fact(),
            Some("quote") => self.build_quote(),
            _ => {}
        }
    }

    fn build_fact(&mut self) {
        let is_number = |title: &String| title.chars().count() <= MAX_FACT_CHARS;
        if !self.titles.first().is_some_and(is_number) {
            return;
        }
        let value = self.titles.remove(0);
        let mut entries = vec![("value".to_owned(), OutlineValue::Text(value))];
        let label = match self.titles.pop() {
            Some(subtitle) => Some(OutlineValue::Text(subtitle)),
            None if self.blocks.first().is_some_and(|(key, _)| *key == "text") => {
                Some(self.blocks.remove(0).1)
            }
            None => None,
        };
        entries.extend(label.map(|label| ("label".to_owned(), label)));
        let stats = OutlineValue::List(vec![OutlineValue::Map(entries)]);
        self.blocks.insert(0, ("stats", stats));
    }

    fn build_quote(&mut self) {
        if self.blocks.iter().any(|(key, _)| *key == "quote") {
            return;
        }
        let mut lines = std::mem::take(&mut self.titles).into_iter();
        let text = lines.next().map(OutlineValue::Text);
        let text = text.or_else(|| {
            let is_text = self.blocks.first().is_some_and(|(key, _)| *key == "text");
            is_text.then(|| self.blocks.remove(0).1)
        });
        let Some(OutlineValue::Text(text)) = text else { return };
        let text = text.trim_matches(['"', '“', '”', '„', '«', '»']).to_owned();
        let by = lines.next().or_else(|| match self.blocks.as_slice() {
            [("text", OutlineValue::Text(by))] if by.chars().count() <= MAX_SPEAKER_CHARS => {
                let by = by.clone();
                self.blocks.clear();
                Some(by)
            }
            _ => None,
        });
        let quote = OutlineValue::Text(text);
        let quote = match by {
            Some(by) => {
                let by = by.trim_start_matches(['-', '–', '—', ' ']).to_owned();
                OutlineValue::Map(vec![
                    ("text".to_owned(), quote),
                    ("by".to_owned(), OutlineValue::Text(by)),
                ])
            }
            None => quote,
        };
        self.blocks.insert(0, ("quote", quote));
    }
}

/// Whether an outline reads a text as a colour.
pub(super) fn is_colour(text: &str) -> bool {
    let is_hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let may_be = text.strip_prefix('#').is_some_and(is_hexadecimal)
        || text.split_once('(').is_some_and(|(name, rest)| is_colour_function(name, rest))
        || text.chars().all(|c| c.is_ascii_alphabetic());
    let key = |key: &str, value: &str| (key.to_owned(), OutlineValue::text(value));
    may_be && !text.is_empty() && is_valid_slide(vec![key("title", "A"), key("background", text)])
}

/// Returns whether a text is written like `rgb(0 0 0)`, which neither `url(boat.png)` nor the name
/// `Boat (2).jpg` is.
fn is_colour_function(name: &str, rest: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !name.contains("gradient")
        && name != "url"
        && rest.ends_with(')')
        && !rest.contains('/')
}
