//! One slide: its keys, and its blocks in the order written.

use rayon::prelude::*;

use super::super::block::{Block, Figure};
use super::super::slide::{Background, Filling, Layout, Section, Slide};
use super::super::vocabulary::{FITS, GROUND, SECTION, SLIDE};
use super::metadata::{direction, filling, language, text};
use super::show::{self, flag};
use super::{Context, block, figure, layout, prose};
use crate::diagnostic::{Code, Diagnostics};
use crate::show::Standing;
use crate::source::Span;
use crate::yaml::{Fields, Node, Reader};

/// A slide as read, before its layout is known.
pub struct Read {
    /// The slide.
    pub slide: Slide,
    /// Its id and where that is written.
    pub id: Option<(String, Span)>,
    /// Whether the author named its layout.
    pub layout_named: bool,
}

/// Reads every slide. None needs to know of another; links between them are checked when all are
/// known.
pub fn read_all(nodes: &[Node], context: &mut Context) -> Vec<Read> {
    let (source, files) = (context.reader.source, context.files);
    let alone = |node: &Node| {
        let mut diagnostics = Diagnostics::default();
        let mut context =
            Context { reader: Reader::new(source, &mut diagnostics), files, links: Vec::new() };
        let slide = read(node, &mut context);
        (slide, context.links, diagnostics)
    };
    let mut slides = Vec::with_capacity(nodes.len());
    for (slide, links, diagnostics) in nodes.par_iter().map(alone).collect::<Vec<_>>() {
        slides.extend(slide);
        context.links.extend(links);
        context.reader.diagnostics.extend(diagnostics.into_sorted());
    }
    slides
}

fn read(node: &Node, context: &mut Context) -> Option<Read> {
    if node.scalar().is_some() {
        // A slide that is but a text is a title.
        let title = context.text(node, "a slide")?;
        let slide = Slide { title: Some(title), ..empty(node.span) };
        return Some(Read { slide, id: None, layout_named: false });
    }
    let mut fields = context.reader.fields(node, "a slide", &SLIDE)?;
    let blocks = fields.take_all(|name| name != "logos" && block::is_name(name));
    let mut slide = empty(node.span);
    let id = id(&mut fields, context);
    slide.id = id.as_ref().map(|(id, _)| id.clone());
    let named = fields.value("layout").map(|node| layout::named(node, context));
    slide.layout = named.flatten().unwrap_or_default();
    slide.title = text(&mut fields, "title", context);
    slide.subtitle = text(&mut fields, "subtitle", context);
    slide.kicker = text(&mut fields, "kicker", context);
    slide.section = fields.value("section").and_then(|node| section(node, context));
    slide.notes = fields.value("notes").map(|node| notes(node, context)).unwrap_or_default();
    slide.background = fields.value("background").and_then(|node| background(node, context));
    slide.logos = fields.value("logos").map(|node| logos(node, context));
    slide.header = text(&mut fields, "header", context);
    slide.footer = text(&mut fields, "footer", context);
    slide.paginate = flag(&mut fields, "paginate", context);
    slide.steps = flag(&mut fields, "steps", context);
    slide.transition = show::transition(&mut fields, context);
    slide.duration = show::seconds(&mut fields, "duration", context);
    let is_backup = flag(&mut fields, "backup", context).unwrap_or_default();
    slide.lang = language(&mut fields, context);
    slide.fit = fields.value("fit").and_then(|node| context.reader.one_of(node, "`fit`", FITS));
    slide.direction = direction(&mut fields, context);
    slide.filling = filling(&mut fields, context);
    let is_hidden = flag(&mut fields, "hide", context).unwrap_or_default();
    slide.standing = match (is_hidden, is_backup) {
        (true, _) => Standing::Hidden,
        (_, true) => Standing::Backup,
        _ => Standing::Counted,
    };
    fields.finish(&mut context.reader);
    slide.blocks = blocks.into_iter().flat_map(|field| block::read(&field, context)).collect();
    Some(Read { slide, id, layout_named: named.is_some() })
}

fn empty(span: Span) -> Slide {
    Slide {
        id: None,
        layout: Layout::Content,
        title: None,
        subtitle: None,
        kicker: None,
        section: None,
        notes: Vec::new(),
        background: None,
        logos: None,
        header: None,
        footer: None,
        paginate: None,
        steps: None,
        transition: None,
        duration: None,
        standing: Standing::Counted,
        lang: None,
        fit: None,
        direction: None,
        filling: Filling::default(),
        blocks: Vec::new(),
        span,
    }
}

/// `section`: its name, or `{title, duration}`.
fn section(node: &Node, context: &mut Context) -> Option<Section> {
    if node.mapping().is_none() {
        let title = context.text(node, "`section`")?;
        return Some(Section { title, duration: None, span: node.span });
    }
    let mut fields = context.reader.fields(node, "`section`", &SECTION)?;
    let title = fields.value("title");
    let time = fields.value("duration");
    fields.finish(&mut context.reader);
    let duration = time.and_then(|time| context.reader.seconds(time, "`duration`"));
    let Some(title) = title else {
        let hint =
            "write `title:` and its name, as in `section: { title: Results, duration: 5min }`";
        context.reader.error(
            Code::MissingKey,
            "a `section` has no `title`",
            node.span.head(),
            hint,
        );
        return None;
    };
    let title = context.text(title, "`title`")?;
    Some(Section { title, duration, span: time.map_or(node.span, |time| time.span) })
}

/// What the speaker says: Markdown, or a list of it.
fn notes(node: &Node, context: &mut Context) -> Vec<Block> {
    let parts = context.reader.one_or_many(node, "`notes`");
    parts.iter().flat_map(|part| prose::blocks(part, "`notes`", context)).collect()
}

fn id(fields: &mut Fields, context: &mut Context) -> Option<(String, Span)> {
    let node = fields.value("id")?;
    let id = context.reader.word(node, "`id`")?;
    if id.contains(char::is_whitespace) {
        let hint = format!("write `id: {}`", id.split_whitespace().collect::<Vec<_>>().join("-"));
        context.reader.error(Code::IdWithSpaces, "an `id` cannot hold spaces", node.span, hint);
        return None;
    }
    Some((id.trim_start_matches('#').to_owned(), node.span))
}

/// The logos of one slide; `logos: []` and `logos: none` take the deck's away.
fn logos(node: &Node, context: &mut Context) -> Vec<Figure> {
    match node.scalar() {
        Some(scalar) if matches!(scalar.value.as_str(), "none" | "false") => Vec::new(),
        _ => figure::list(node, "`logos`", context),
    }
}

/// A colour or a picture.
fn background(node: &Node, context: &mut Context) -> Option<Background> {
    if node.mapping().is_some() {
        let mut fields = context.reader.fields(node, "`background`", &GROUND)?;
        if let Some(field) = fields.take_all(|name| matches!(name, "color" | "colour")).first() {
            let colour = context.reader.word(field.value, "`color`")?;
            fields.finish(&mut context.reader);
            return Some(Background::Colour(colour, field.value.span));
        }
        return figure::one(node, "`background`", context).map(Background::Image);
    }
    let word = context.reader.word(node, "`background`")?;
    let extension =
        word.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let picture = matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "svg" | "webp" | "gif")
        || word.contains('/');
    Some(if picture {
        Background::Image(Figure::of(word, node.span))
    } else {
        Background::Colour(word, node.span)
    })
}

impl Read {
    /// The section's name stands in for the title of a slide that has nothing else.
    pub fn name_by_section(&mut self) {
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
