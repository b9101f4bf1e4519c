//! Reads the keys of the deck.

use super::super::citation::CiteMode;
use super::super::language_code::LanguageLookup;
use super::super::slide::{Deck, DeckMetadata, FitPolicy, Pagination, ParagraphOptions};
use super::super::text::Text;
use super::super::text_direction::TextDirection;
use super::super::vocabulary::{
    AGENDA_INSERTIONS, AgendaInsertion, DECK, FIT_POLICIES, HYPHENATIONS, MAX_DPI_RANGE,
    TEXT_DIRECTIONS, TONES,
};
use super::pagination::read_pagination;
use super::{ReadContext, citations, figure, footnotes, page_size, room, show};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::{Field, Fields, Node, NodeKind, ScalarStyle};

/// Reads all keys of the deck except `slides`, whose nodes are returned.
pub(crate) fn read_deck_keys<'n>(root: &'n Node, context: &mut ReadContext) -> (Deck, &'n [Node]) {
    let mut deck = empty_deck();
    if let NodeKind::Sequence(items) = &root.kind {
        let help = "write `slides:` on a line of its own above the first slide";
        context.reader.report_error(
            Code::MissingSlidesKey,
            "missing key `slides` above the list of slides",
            root.span.start_point(),
            help,
        );
        return (deck, items);
    }
    if root.as_mapping().is_none() {
        let help = "write `title:` and `slides:` on lines of their own, and the slides below";
        context.reader.report_error(
            Code::NotAnOutline,
            "this is not an outline: the file has no keys",
            root.span.start_point(),
            help,
        );
        return (deck, &[]);
    }
    let Some(mut fields) = context.reader.read_fields(root, "a deck", &DECK) else {
        return (deck, &[]);
    };
    let slides = take_slides(&mut fields, root.span, context);
    // Their values are in the texts already.
    let _ = fields.take_value("vars");
    // Before all texts: it decides whether `@` is a citation.
    deck.bibliography = citations::read_citation_keys(&mut fields, context);
    deck.page_size =
        page_size::read_page_size(fields.take("aspect_ratio"), fields.take("page_size"), context);
    deck.metadata = read_metadata(&mut fields, context);
    if let Some(node) = fields.take_value("theme") {
        match node.as_mapping() {
            Some(_) => deck.own_theme = Some(node.clone()),
            None => {
                let name = context.reader.read_path(node, "`theme`");
                deck.theme = name.map(|name| (name, node.span));
            }
        }
    }
    if let Some(node) = fields.take_value("tone") {
        deck.tone = context.reader.read_choice(node, "`tone`", TONES);
    }
    if let Some(node) = fields.take_value("logos") {
        deck.logos = figure::read_plain_figures(node, "`logos`", context);
    }
    if let Some(node) = fields.take_value("agenda") {
        let insertion = context.reader.read_choice(node, "`agenda`", AGENDA_INSERTIONS);
        deck.inserts_agendas = insertion == Some(AgendaInsertion::EachSection);
    }
    deck.header = read_running_text(&mut fields, "header", context).filter(|text| !text.is_blank());
    deck.footer = read_running_text(&mut fields, "footer", context).filter(|text| !text.is_blank());
    deck.paginate = read_pagination(&mut fields, context).unwrap_or_default();
    if let Some(node) = fields.take_value("fit") {
        deck.fit = context.reader.read_choice(node, "`fit`", FIT_POLICIES).unwrap_or_default();
    }
    deck.direction = read_text_direction(&mut fields, context);
    deck.paragraph = read_paragraph_options(&mut fields, context);
    show::read_show_keys(&mut fields, &mut deck, context);
    if let Some(node) = fields.take_value("max_dpi") {
        deck.max_dpi = context.reader.read_integer(node, "`max_dpi`", MAX_DPI_RANGE.into());
    }
    deck.question_panels = show::read_flag(&mut fields, "question_panels", context).unwrap_or(true);
    deck.room = fields.take_value("room").and_then(|node| room::read_room(node, context));
    deck.check = fields.take_value("check").cloned();
    footnotes::refuse_deck_calls(context);
    footnotes::read_footnotes(&mut fields, context);
    deck.footnotes = std::mem::take(&mut context.footnotes.named);
    context.citations.mode =
        deck.bibliography.as_ref().map_or_else(CiteMode::default, |it| it.cite);
    context.warn_without_effect(&mut fields, &DECK);
    fields.report_unknown_keys(&mut context.reader);
    (deck, slides)
}

fn empty_deck() -> Deck {
    Deck {
        metadata: DeckMetadata { lang: "en".to_owned(), ..DeckMetadata::default() },
        theme: None,
        own_theme: None,
        tone: None,
        page_size: page_size::DEFAULT_PAGE_SIZE,
        logos: Vec::new(),
        header: None,
        footer: None,
        paginate: Pagination::None,
        fit: FitPolicy::default(),
        steps: false,
        transition: None,
        advance: None,
        duration: None,
        fullscreen: false,
        max_dpi: None,
        question_panels: true,
        inserts_agendas: false,
        room: None,
        check: None,
        direction: None,
        paragraph: ParagraphOptions::default(),
        footnotes: Vec::new(),
        bibliography: None,
        slides: Vec::new(),
        hidden: Vec::new(),
    }
}

/// Reads the field `name` as a text, if it exists.
pub(crate) fn read_text(
    fields: &mut Fields,
    name: &str,
    context: &mut ReadContext,
) -> Option<Text> {
    let node = fields.take_value(name)?;
    context.read_text(node, &format!("`{name}`"))
}

/// Reads `header` or `footer`. The word `none` removes it; in quotes it is text.
pub(crate) fn read_running_text(
    fields: &mut Fields,
    name: &str,
    context: &mut ReadContext,
) -> Option<Text> {
    let node = fields.take_value(name)?;
    let is_none = node
        .as_scalar()
        .is_some_and(|scalar| scalar.style == ScalarStyle::Plain && scalar.value == "none");
    if is_none {
        return Some(Text::plain("", node.span));
    }
    context.read_text(node, &format!("`{name}`"))
}

/// Reads the field `lang`, if it exists and is valid.
pub(crate) fn read_language(fields: &mut Fields, context: &mut ReadContext) -> Option<String> {
    let node = fields.take_value("lang")?;
    let lang = context.reader.read_word(node, "`lang`")?;
    match LanguageLookup::parse(&lang) {
        LanguageLookup::Valid => Some(lang),
        LanguageLookup::Alias(code) => {
            let message = format!("`{lang}` is not a valid language code, expected `{code}`");
            let diagnostic = Diagnostic::warning(Code::InvalidLanguage, message, node.span);
            context.reader.diagnostics.push(
                diagnostic
                    .with_help(format!("write `lang: {code}`"))
                    .with_certain_edit(node.span, code.as_str()),
            );
            Some(code)
        }
        LanguageLookup::Unknown => {
            let help = "write a code such as `en`, `de`, `pt-BR` or `zh-Hans`, without quotes";
            context.reader.report_error(
                Code::InvalidLanguage,
                format!("`{lang}` is not a valid language code"),
                node.span,
                help,
            );
            None
        }
    }
}

/// Reads the field `direction`, if it exists.
pub(crate) fn read_text_direction(
    fields: &mut Fields,
    context: &mut ReadContext,
) -> Option<TextDirection> {
    fields
        .take_value("direction")
        .and_then(|node| context.reader.read_choice(node, "`direction`", TEXT_DIRECTIONS))
}

/// Reads the fields `hyphenate` and `justify`.
pub(crate) fn read_paragraph_options(
    fields: &mut Fields,
    context: &mut ReadContext,
) -> ParagraphOptions {
    let hyphenate = fields
        .take_value("hyphenate")
        .and_then(|node| context.reader.read_choice(node, "`hyphenate`", HYPHENATIONS));
    let justify = fields
        .take_value("justify")
        .and_then(|node| context.reader.read_boolean(node, "`justify`"));
    ParagraphOptions { hyphenate, justify }
}

fn take_slides<'n>(fields: &mut Fields<'n>, span: Span, context: &mut ReadContext) -> &'n [Node] {
    let Some(field) = fields.take("slides").or_else(|| take_misspelt_slides(fields, context))
    else {
        let help = "write `slides:` on a line of its own, with a line `- title: …` below it for \
                each slide";
        context.reader.report_error(
            Code::NoSlides,
            "the deck has no slides",
            span.start_point(),
            help,
        );
        return &[];
    };
    let none = field.value.is_null() || field.value.as_sequence().is_some_and(<[Node]>::is_empty);
    if none {
        let help = "write a line `- title: …` below `slides:` for each slide";
        context.reader.report_error(Code::NoSlides, "the deck has no slides", field.key.span, help);
        return &[];
    }
    context.reader.read_list(field.value, "`slides`").unwrap_or(&[])
}

/// Takes the list of a misspelt key `slides`, so that errors within it are reported in the same
/// run.
fn take_misspelt_slides<'n>(
    fields: &mut Fields<'n>,
    context: &mut ReadContext,
) -> Option<Field<'n>> {
    let lists = |name: &str| {
        find_nearest(name, ["slides"]).is_some()
            || matches!(name, "folien" | "pages" | "diapositives")
    };
    let field = fields
        .take_matching(lists)
        .into_iter()
        .find(|field| field.value.as_sequence().is_some())?;
    let diagnostic = Diagnostic::error(
        Code::UnknownKey,
        format!("unknown key `{}` in a deck", field.key.name),
        field.key.span,
    );
    context.reader.diagnostics.push(
        diagnostic
            .with_help("did you mean `slides`?")
            .with_suggested_edit(field.key.span, "slides"),
    );
    Some(field)
}

fn read_metadata(fields: &mut Fields, context: &mut ReadContext) -> DeckMetadata {
    let keywords =
        fields.take_value("keywords").map(|node| read_keywords(node, context)).unwrap_or_default();
    let lang = read_language(fields, context);
    DeckMetadata {
        title: read_text(fields, "title", context),
        subtitle: read_text(fields, "subtitle", context),
        event: read_text(fields, "event", context),
        date: read_text(fields, "date", context),
        authors: read_names(fields, ["author", "authors"], context),
        institutes: read_names(fields, ["institute", "institutes"], context),
        subject: read_text(fields, "subject", context),
        keywords,
        rights: read_text(fields, "rights", context),
        is_lang_given: lang.is_some(),
        lang: lang.unwrap_or_else(|| "en".to_owned()),
    }
}

/// Reads one or more texts from a key in singular or plural form.
fn read_names(fields: &mut Fields, names: [&str; 2], context: &mut ReadContext) -> Vec<Text> {
    let matching = fields.take_matching(|name| names.contains(&name));
    matching
        .iter()
        .flat_map(|field| context.read_texts(field.value, &format!("`{}`", field.name)))
        .collect()
}

/// Reads keywords: a list, or one text with commas.
fn read_keywords(node: &Node, context: &mut ReadContext) -> Vec<String> {
    let nodes = context.reader.read_one_or_many(node, "`keywords`");
    let words: Vec<String> =
        nodes.iter().filter_map(|node| context.reader.read_text(node, "`keywords`")).collect();
    words
        .iter()
        .flat_map(|word| word.split(','))
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}
