//! The text of a page over its drawing: transparent, in the order and with the meaning of the
//! structure tree. It can be selected, and screen readers read it.

use std::collections::BTreeMap;

use super::element_items::{ASCENT_EM, ElementItems};
use super::markup::{escape, push_escaped};
use super::number::push_number;
use super::spoken_lines::{PartContent, SpokenLine, collect_lines};
use crate::geometry::{Rect, Size};
use crate::scene::{ElementId, ItemKind, LinkTarget, ListNumbering, Page, Role, Scene, Structure};
use crate::serve::is_safe_uri;

/// Writes the texts of pages.
pub(super) struct TextLayerWriter<'s> {
    structure: &'s Structure,
    levels: BTreeMap<ElementId, u16>,
    /// The id of each page.
    page_ids: &'s [String],
}

/// The text of one page while it is written.
struct LayerState<'s> {
    content: ElementItems<'s>,
    size: Size,
    page: usize,
}

impl<'s> TextLayerWriter<'s> {
    /// Creates a writer for the pages of a scene, whose ids are known.
    pub(super) fn new(scene: &'s Scene, page_ids: &'s [String]) -> Self {
        let steps = scene.step_pages(crate::show::StepSelection::Last);
        let levels = scene.heading_levels(&steps).into_iter().collect();
        Self { structure: &scene.structure, levels, page_ids }
    }

    /// Appends the text of a page.
    pub(super) fn write_page(&self, out: &mut String, index: usize, page: &'s Page) {
        let content = ElementItems::of_page(page, self.structure);
        let state = LayerState { content, size: page.size, page: index };
        out.push_str("<div class=text>");
        for &slide in state.content.children_of(Structure::ROOT) {
            self.write_element(out, &state, slide);
        }
        out.push_str("</div>");
    }

    fn write_element(&self, out: &mut String, state: &LayerState<'s>, id: ElementId) {
        let element = self.structure.get(id);
        match element.role {
            Role::Figure => return self.write_figure(out, state, id),
            Role::Link | Role::Reference if !self.has_text(state, id) => {
                return self.write_link_area(out, state, id);
            }
            _ => {}
        }
        let elements = state.content.inline_elements(id);
        let lines = collect_lines(&state.content, &elements);
        // Browsers say that it is an item of a list.
        if element.role == Role::Label && lines.iter().all(SpokenLine::is_bullet) {
            return;
        }
        let tag = self.tag_of(id);
        self.open_tag(out, id, tag);
        if lines.is_empty() && element.role.is_cell() {
            // A cell that shows its value in another way than as words.
            if let Some(text) = &element.text {
                out.push_str("<span class=unseen>");
                push_escaped(out, text);
                out.push_str("</span>");
            }
        }
        self.write_lines(out, state, id, &lines);
        self.write_children(out, state, id);
        self.write_own_links(out, state, id);
        out.push_str(&format!("</{}>", tag.name));
    }

    /// Writes the children that are no part of the lines of an element.
    fn write_children(&self, out: &mut String, state: &LayerState<'s>, id: ElementId) {
        let is_list = matches!(self.structure.get(id).role, Role::List(_));
        for &child in state.content.children_of(id) {
            let role = self.structure.get(child).role;
            if role.is_inline() && self.has_text(state, child) {
                continue;
            }
            let needs_item = is_list && role != Role::ListItem;
            if needs_item {
                out.push_str("<li>");
            }
            self.write_element(out, state, child);
            if needs_item {
                out.push_str("</li>");
            }
        }
    }

    fn has_text(&self, state: &LayerState<'s>, id: ElementId) -> bool {
        !collect_lines(&state.content, &state.content.inline_elements(id)).is_empty()
    }

    /// Writes a picture: an area with its alternative text. The words in it are only selected.
    fn write_figure(&self, out: &mut String, state: &LayerState<'s>, id: ElementId) {
        let element = self.structure.get(id);
        self.open_tag(out, id, Tag::new("figure"));
        let lines = collect_lines(&state.content, &[id]);
        match element.alt.as_deref().filter(|alt| !alt.is_empty()) {
            Some(alt) => {
                out.push_str(&format!("<div role=img aria-label=\"{}\"", escape(alt)));
                let is_drawn = |kind: &ItemKind| !matches!(kind, ItemKind::Link(_));
                let items = state.content.items_of(id).iter();
                let areas = items
                    .filter(|(_, item)| is_drawn(&item.kind))
                    .filter_map(|(_, item)| super::element_items::item_area(item));
                if let Some(area) = areas.reduce(Rect::union) {
                    push_area(out, area, state.size);
                }
                out.push_str("></div>");
                if !lines.is_empty() {
                    out.push_str("<div aria-hidden=true>");
                    self.write_lines(out, state, id, &lines);
                    out.push_str("</div>");
                }
            }
            None => self.write_lines(out, state, id, &lines),
        }
        for &child in state.content.children_of(id) {
            self.write_element(out, state, child);
        }
        self.write_own_links(out, state, id);
        out.push_str("</figure>");
    }

    /// Writes links of an element that is no link itself.
    fn write_own_links(&self, out: &mut String, state: &LayerState<'s>, id: ElementId) {
        if matches!(self.structure.get(id).role, Role::Link | Role::Reference) {
            return;
        }
        for (_, item) in state.content.items_of(id) {
            if let ItemKind::Link(link) = &item.kind {
                self.push_link(out, state, &link.target, link.rect, &link.alt_text);
            }
        }
    }

    fn write_link_area(&self, out: &mut String, state: &LayerState<'s>, id: ElementId) {
        for element in state.content.inline_elements(id) {
            for (_, item) in state.content.items_of(element) {
                if let ItemKind::Link(link) = &item.kind {
                    self.push_link(out, state, &link.target, link.rect, &link.alt_text);
                }
            }
        }
    }

    fn push_link(
        &self,
        out: &mut String,
        state: &LayerState<'s>,
        target: &LinkTarget,
        area: Rect,
        alt: &str,
    ) {
        let Some(address) = self.address(state.page, target) else { return };
        let name = if alt.is_empty() { address.trim_start_matches('#') } else { alt };
        out.push_str(&format!("<a href=\"{}\" aria-label=\"{}\"", escape(&address), escape(name)));
        push_area(out, area, state.size);
        out.push_str("></a>");
    }

    /// Returns the address to which a link leads; `None` if browsers must not open it.
    fn address(&self, page: usize, target: &LinkTarget) -> Option<String> {
        let of_page = |page: usize| self.page_ids.get(page).map(|id| format!("#{id}"));
        match target {
            LinkTarget::Uri(uri) => is_safe_uri(uri).then(|| uri.clone()),
            LinkTarget::Page(page) => of_page(*page),
            // The footnote is on the same page.
            LinkTarget::SamePage { .. } => of_page(page),
            LinkTarget::Footnote(_)
            | LinkTarget::FootnoteCall(_)
            | LinkTarget::Work(_)
            | LinkTarget::WorkEntry(_) => None,
        }
    }

    fn write_lines(
        &self,
        out: &mut String,
        state: &LayerState<'s>,
        block: ElementId,
        lines: &[SpokenLine<'s>],
    ) {
        for line in lines {
            if line.parts.first().is_some_and(|part| part.has_blank_before) {
                out.push(' ');
            }
            self.write_line(out, state, block, line);
        }
    }

    fn write_line(
        &self,
        out: &mut String,
        state: &LayerState<'s>,
        block: ElementId,
        line: &SpokenLine<'s>,
    ) {
        let (left, width) = line.extent();
        let Size { width: page_width, height: page_height } = state.size;
        out.push_str("<span style=\"left:");
        push_number(out, left / page_width * 100.0);
        out.push_str("%;top:");
        push_number(out, (line.baseline - line.size * ASCENT_EM) / page_height * 100.0);
        out.push_str("%;font-size:");
        push_number(out, line.size / page_width * 100.0);
        out.push_str("cqw\" data-w=");
        push_number(out, width / page_width * 100.0);
        out.push('>');
        let mut open: Vec<(ElementId, &str)> = Vec::new();
        for (index, part) in line.parts.iter().enumerate() {
            let chain = self.inline_chain(part.element, block);
            let common = open.iter().zip(&chain).take_while(|((id, _), own)| id == *own).count();
            while open.len() > common {
                let (_, name) = open.pop().unwrap_or((block, "span"));
                out.push_str(&format!("</{name}>"));
            }
            if part.has_blank_before && index > 0 {
                out.push(' ');
            }
            for &id in &chain[common..] {
                let name = self.open_inline(out, state, id);
                open.push((id, name));
            }
            if let Some(lang) = part.lang {
                out.push_str(&format!("<span lang=\"{}\">", escape(lang)));
            }
            match &part.content {
                PartContent::Text(text) => push_escaped(out, text),
                PartContent::Formula(mathml) => out.push_str(mathml),
            }
            if part.lang.is_some() {
                out.push_str("</span>");
            }
        }
        for (_, name) in open.iter().rev() {
            out.push_str(&format!("</{name}>"));
        }
        out.push_str("</span>");
    }

    /// Returns the inline elements from `block` to `element`, the outermost first.
    fn inline_chain(&self, element: ElementId, block: ElementId) -> Vec<ElementId> {
        let up = self.structure.ancestors(element);
        let mut chain: Vec<ElementId> = up.take_while(|&id| id != block).collect();
        chain.reverse();
        chain
    }

    fn open_inline(&self, out: &mut String, state: &LayerState<'s>, id: ElementId) -> &'static str {
        let element = self.structure.get(id);
        let name = match element.role {
            Role::Code => "code",
            Role::Link | Role::Reference => {
                let has_own_link = self.structure.get(id).role == Role::Link
                    || !state
                        .content
                        .children_of(id)
                        .iter()
                        .any(|&child| self.structure.get(child).role == Role::Link);
                let target = state.content.target_of(id).filter(|_| has_own_link);
                match target.and_then(|target| self.address(state.page, target)) {
                    Some(address) => {
                        out.push_str(&format!("<a href=\"{}\"", escape(&address)));
                        push_lang(out, element.lang.as_deref());
                        out.push('>');
                        return "a";
                    }
                    None => "span",
                }
            }
            _ => "span",
        };
        out.push_str(&format!("<{name}"));
        push_lang(out, element.lang.as_deref());
        out.push('>');
        name
    }

    fn open_tag(&self, out: &mut String, id: ElementId, tag: Tag) {
        out.push_str(&format!("<{}{}", tag.name, tag.attributes));
        let element = self.structure.get(id);
        push_lang(out, element.lang.as_deref());
        if let (true, Some(cell)) = (element.role.is_cell(), element.cell) {
            for (name, count) in [("colspan", cell.across), ("rowspan", cell.down)] {
                if count > 1 {
                    out.push_str(&format!(" {name}={count}"));
                }
            }
        }
        out.push('>');
    }

    fn tag_of(&self, id: ElementId) -> Tag {
        let element = self.structure.get(id);
        let parent = element.parent.map(|parent| self.structure.get(parent).role);
        match element.role {
            Role::Heading(_) => match self.levels.get(&id) {
                Some(1) => Tag::new("h1"),
                Some(2) => Tag::new("h2"),
                Some(3) => Tag::new("h3"),
                Some(4) => Tag::new("h4"),
                Some(5) => Tag::new("h5"),
                Some(_) => Tag::new("h6"),
                None => Tag::new("p"),
            },
            Role::Paragraph => Tag::new("p"),
            // Safari forgets lists that have no bullets.
            Role::List(ListNumbering::Unordered) => Tag { name: "ul", attributes: " role=list" },
            Role::List(_) => Tag { name: "ol", attributes: " role=list" },
            Role::ListItem => Tag::new("li"),
            Role::Caption if parent == Some(Role::Table) => Tag::new("caption"),
            Role::Caption if parent == Some(Role::Figure) => Tag::new("figcaption"),
            Role::BlockQuote => Tag::new("blockquote"),
            Role::Table => Tag::new("table"),
            Role::TableRow => Tag::new("tr"),
            Role::TableHeaderCell => Tag { name: "th", attributes: " scope=col" },
            Role::TableRowHeader => Tag { name: "th", attributes: " scope=row" },
            Role::TableCell => Tag::new("td"),
            Role::CodeListing => Tag::new("pre"),
            Role::CodeLine | Role::Code => Tag::new("code"),
            Role::Note => Tag { name: "div", attributes: " role=note" },
            Role::Label | Role::Span | Role::Link | Role::Reference | Role::InlineFormula => {
                Tag::new("span")
            }
            Role::Document
            | Role::Slide
            | Role::Figure
            | Role::ListBody
            | Role::Caption
            | Role::Division
            | Role::Formula => Tag::new("div"),
        }
    }
}

/// An HTML element.
#[derive(Clone, Copy)]
struct Tag {
    name: &'static str,
    attributes: &'static str,
}

impl Tag {
    fn new(name: &'static str) -> Self {
        Self { name, attributes: "" }
    }
}

fn push_lang(out: &mut String, lang: Option<&str>) {
    if let Some(lang) = lang {
        out.push_str(&format!(" lang=\"{}\"", escape(lang)));
    }
}

/// Appends the place of an element on its page.
fn push_area(out: &mut String, area: Rect, page: Size) {
    out.push_str(" style=\"");
    let parts = [
        ("left", area.x / page.width),
        ("top", area.y / page.height),
        ("width", area.width / page.width),
        ("height", area.height / page.height),
    ];
    for (name, share) in parts {
        out.push_str(name);
        out.push(':');
        push_number(out, share * 100.0);
        out.push_str("%;");
    }
    out.push('"');
}
