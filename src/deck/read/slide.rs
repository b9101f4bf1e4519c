//! Reads slides: their keys, and their blocks in the order of the outline.

use rayon::prelude::*;

use super::super::block::Block;
use super::super::figure::Figure;
use super::super::footnote::UnresolvedFootnotes;
use super::super::slide::{Background, DeckSection, Slide};
use super::super::vocabulary::{
    BACKGROUND, COMPOSITIONS, FIT_POLICIES, SECTION, SLIDE, THEME_COLOURS,
};
use super::include::read_include;
use super::metadata::{
    read_language, read_paragraph_options, read_running_text, read_text, read_text_direction,
};
use super::pagination::read_pagination;
use super::show::{self, read_flag};
use super::{ReadContext, agenda, block, citations, figure, footnotes, layout, prose};
use crate::diagnostic::{Code, Diagnostics};
use crate::diagram::parse_css_colour;
use crate::show::Visibility;
use crate::source::Span;
use crate::yaml::{Fields, Node, NodeReader, to_snake_case};

/// A slide whose layout may not be known yet.
pub(crate) struct ParsedSlide {
    /// The slide.
    pub slide: Slide,
    /// The id and its span.
    pub id: Option<(String, Span)>,
    /// The footnotes, until they are numbered.
    pub footnotes: UnresolvedFootnotes,
}

/// Reads all slides in parallel. Links between them are checked later.
pub(crate) fn read_slides(nodes: &[Node], context: &mut ReadContext) -> Vec<ParsedSlide> {
    let (citations, deck_date) = (&context.citations, &context.deck_date);
    let (source, files, included) = (context.reader.source, context.files, context.included);
    let alone = |node: &Node| {
        let mut diagnostics = Diagnostics::default();
        let origin = included.iter().find(|outline| outline.id == node.span.source);
        let mut reader =
            NodeReader::new(origin.map_or(source, |outline| outline.source), &mut diagnostics);
        reader.path_resolver = origin.map(|outline| &*outline.resolve_path);
        let mut context = ReadContext {
            reader,
            included,
            files,
            links: Vec::new(),
            wordless_links: Vec::new(),
            footnotes: UnresolvedFootnotes::default(),
            citations: citations.clone(),
            column_depth: 0,
            deck_date: deck_date.clone(),
        };
        let mut slide = read_slide(node, &mut context);
        if let Some(slide) = &mut slide {
            slide.footnotes = context.footnotes;
        }
        (slide, context.links, context.wordless_links, diagnostics)
    };
    let mut slides = Vec::with_capacity(nodes.len());
    for (slide, links, wordless, diagnostics) in nodes.par_iter().map(alone).collect::<Vec<_>>() {
        slides.extend(slide);
        context.links.extend(links);
        context.wordless_links.extend(wordless);
        context.reader.diagnostics.extend(diagnostics);
    }
    slides
}

fn read_slide(node: &Node, context: &mut ReadContext) -> Option<ParsedSlide> {
    if node.as_scalar().is_some() {
        // A slide that is only text is a slide with that title.
        let title = context.read_text(node, "a slide")?;
        let slide = Slide { title: Some(title), ..Slide::empty(node.span) };
        return Some(ParsedSlide::new(slide, None));
    }
    let mut fields = context.reader.read_fields(node, "a slide", &SLIDE)?;
    citations::read_cite_mode(&mut fields, context);
    // The slides of other outlines are in their places already.
    if let Some(node) = fields.take_value("include") {
        read_include(node, &mut context.reader);
    }
    let blocks = fields.take_matching(|name| name != "logos" && block::is_block_name(name));
    let mut slide = Slide::empty(node.span);
    let id = read_id(&mut fields, context);
    slide.id = id.as_ref().map(|(id, _)| id.clone());
    let named = fields.take_value("layout").map(|node| layout::read_layout(node, context));
    slide.is_layout_named = named.is_some();
    slide.layout = named.flatten().unwrap_or_default();
    slide.compose = fields
        .take_value("compose")
        .and_then(|node| context.reader.read_choice(node, "`compose`", COMPOSITIONS));
    slide.title = read_text(&mut fields, "title", context);
    slide.subtitle = read_text(&mut fields, "subtitle", context);
    slide.kicker = read_text(&mut fields, "kicker", context);
    slide.section = fields.take_value("section").and_then(|node| read_section(node, context));
    slide.notes =
        fields.take_value("notes").map(|node| read_notes(node, context)).unwrap_or_default();
    slide.background =
        fields.take_value("background").and_then(|node| read_background(node, context));
    slide.logos = fields.take_value("logos").map(|node| read_logos(node, context));
    slide.header = read_running_text(&mut fields, "header", context);
    slide.footer = read_running_text(&mut fields, "footer", context);
    slide.paginate = read_pagination(&mut fields, context);
    slide.steps = read_flag(&mut fields, "steps", context);
    slide.transition = show::read_transition(&mut fields, context);
    slide.duration = show::read_seconds(&mut fields, "duration", context);
    let is_backup = read_flag(&mut fields, "backup", context).unwrap_or_default();
    slide.lang = read_language(&mut fields, context);
    slide.fit = fields
        .take_value("fit")
        .and_then(|node| context.reader.read_choice(node, "`fit`", FIT_POLICIES));
    slide.direction = read_text_direction(&mut fields, context);
    slide.paragraph = read_paragraph_options(&mut fields, context);
    let is_hidden = read_flag(&mut fields, "hide", context).unwrap_or_default();
    slide.visibility = match (is_hidden, is_backup) {
        (true, _) => Visibility::Hidden,
        (_, true) => Visibility::Backup,
        _ => Visibility::Shown,
    };
    slide.source = read_text(&mut fields, "source", context);
    footnotes::read_footnotes(&mut fields, context);
    fields.report_unknown_keys(&mut context.reader);
    slide.blocks =
        blocks.into_iter().flat_map(|field| block::read_block(&field, context)).collect();
    agenda::add_to_layout(&mut slide);
    Some(ParsedSlide::new(slide, id))
}

/// Reads `section`: its name, or `{title, duration}`.
fn read_section(node: &Node, context: &mut ReadContext) -> Option<DeckSection> {
    if node.as_mapping().is_none() {
        let title = context.read_text(node, "`section`")?;
        return Some(DeckSection { title, duration: None, span: node.span });
    }
    let mut fields = context.reader.read_fields(node, "`section`", &SECTION)?;
    let title = fields.take_value("title");
    let time = fields.take_value("duration");
    fields.report_unknown_keys(&mut context.reader);
    let duration = time.and_then(|time| context.reader.read_seconds(time, "`duration`"));
    let Some(title) = title else {
        let help =
            "write `title:` and the name, such as `section: { title: Results, duration: 5min }`";
        context.reader.report_error(
            Code::MissingKey,
            "`section` has no `title`",
            node.span.start_point(),
            help,
        );
        return None;
    };
    let title = context.read_text(title, "`title`")?;
    Some(DeckSection { title, duration, span: time.map_or(node.span, |time| time.span) })
}

/// Reads the speaker notes: Markdown, or a list of Markdown texts.
fn read_notes(node: &Node, context: &mut ReadContext) -> Vec<Block> {
    let parts = context.reader.read_one_or_many(node, "`notes`");
    parts.iter().flat_map(|part| prose::read_blocks(part, "`notes`", context)).collect()
}

pub(super) fn read_id(fields: &mut Fields, context: &mut ReadContext) -> Option<(String, Span)> {
    let node = fields.take_value("id")?;
    let id = context.reader.read_word(node, "`id`")?;
    if id.contains(char::is_whitespace) {
        let help = format!("write `id: {}`", id.split_whitespace().collect::<Vec<_>>().join("-"));
        context.reader.report_error(
            Code::IdWithSpaces,
            "`id` cannot contain spaces",
            node.span,
            help,
        );
        return None;
    }
    Some((id.trim_start_matches('#').to_owned(), node.span))
}

/// Reads the logos of a slide. `logos: []` and `logos: none` remove the deck's logos.
fn read_logos(node: &Node, context: &mut ReadContext) -> Vec<Figure> {
    match node.as_scalar() {
        Some(scalar) if matches!(scalar.value.as_str(), "none" | "false") => Vec::new(),
        _ => figure::read_plain_figures(node, "`logos`", context),
    }
}

/// Reads a background: a colour or a picture.
fn read_background(node: &Node, context: &mut ReadContext) -> Option<Background> {
    if node.as_mapping().is_some() {
        let mut fields = context.reader.read_fields(node, "`background`", &BACKGROUND)?;
        if let Some(field) = fields.take_matching(|name| matches!(name, "color" | "colour")).first()
        {
            let colour = context.reader.read_word(field.value, "`color`")?;
            fields.report_unknown_keys(&mut context.reader);
            return read_background_colour(&colour, field.value, context);
        }
        return figure::read_figure(node, "`background`", context)
            .map(|figure| Background::Image(Box::new(figure)));
    }
    let word = context.reader.read_path(node, "`background`")?;
    let extension =
        word.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let picture = matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "svg" | "webp" | "gif")
        || word.contains('/');
    if picture {
        return Some(Background::Image(Box::new(Figure::new(word, node.span))));
    }
    read_background_colour(&word, node, context)
}

/// Reads the colour of a background: `#rrggbb`, the name of a theme colour, or a CSS colour, which
/// becomes `#rrggbb`.
fn read_background_colour(
    word: &str,
    node: &Node,
    context: &mut ReadContext,
) -> Option<Background> {
    let name = to_snake_case(word);
    if THEME_COLOURS.contains(&name.as_str()) {
        return Some(Background::Colour(name, node.span));
    }
    if let Some([red, green, blue]) = parse_css_colour(word) {
        // `#rrggbbaa` keeps its opacity.
        if word.starts_with('#') && matches!(word.len(), 4 | 7 | 9) {
            return Some(Background::Colour(word.to_owned(), node.span));
        }
        return Some(Background::Colour(format!("#{red:02x}{green:02x}{blue:02x}"), node.span));
    }
    context.reader.report_error(
        Code::WrongValue,
        format!("`{word}` is not a colour or a picture"),
        node.span,
        "write a colour in quotes, such as `\"#003399\"`, the name of a theme colour, such as \
         `primary`, or the path of a picture",
    );
    None
}

impl ParsedSlide {
    fn new(slide: Slide, id: Option<(String, Span)>) -> Self {
        Self { slide, id, footnotes: UnresolvedFootnotes::default() }
    }

    /// Uses the section's name as the title of a slide without a title and blocks.
    pub(crate) fn use_section_title(&mut self) {
        let nothing_else = self.slide.title.is_none() && self.slide.blocks.is_empty();
        if nothing_else {
            self.slide.title = self
                .slide
                .section
                .as_ref()
                .map(|section| section.title.clone())
                .filter(|title| !title.is_blank());
        }
    }
}
