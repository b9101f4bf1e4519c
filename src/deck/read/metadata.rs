//! The deck's own keys.

use super::super::direction::Writing;
use super::super::language::Language;
use super::super::slide::{Deck, Filling, FitPolicy, Metadata};
use super::super::text::Text;
use super::super::vocabulary::{DECK, FITS, HYPHENATIONS, WRITINGS};
use super::{Context, figure, page, room, show};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Span;
use crate::yaml::{Field, Fields, Node, NodeKind};

/// Reads all but the slides, which are returned as they stand.
pub fn read<'n>(root: &'n Node, context: &mut Context) -> (Deck, &'n [Node]) {
    let mut deck = Deck {
        metadata: Metadata { lang: "en".to_owned(), ..Metadata::default() },
        theme: None,
        page_size: page::DEFAULT,
        logos: Vec::new(),
        header: None,
        footer: None,
        paginate: false,
        fit: FitPolicy::default(),
        steps: false,
        transition: None,
        advance: None,
        duration: None,
        fullscreen: false,
        room: None,
        check: None,
        direction: None,
        filling: Filling::default(),
        slides: Vec::new(),
        hidden: Vec::new(),
    };
    if let NodeKind::Sequence(items) = &root.kind {
        let hint = "write `slides:` above the list";
        context.reader.error(
            Code::SlidesWithoutKey,
            "the outline is a list, without the key `slides`",
            root.span.head(),
            hint,
        );
        return (deck, items);
    }
    if root.mapping().is_none() {
        let hint = "write `title:` and `slides:`, each on a line of its own, and the slides below";
        context.reader.error(
            Code::NotAnOutline,
            "this is not an outline: it has no keys",
            root.span.head(),
            hint,
        );
        return (deck, &[]);
    }
    let Some(mut fields) = context.reader.fields(root, "a deck", &DECK) else { return (deck, &[]) };
    let slides = slides(&mut fields, root.span, context);
    deck.page_size = page::read(fields.take("aspect_ratio"), fields.take("page_size"), context);
    deck.metadata = metadata(&mut fields, context);
    if let Some(node) = fields.value("theme") {
        deck.theme = context.reader.path(node, "`theme`").map(|name| (name, node.span));
    }
    if let Some(node) = fields.value("logos") {
        deck.logos = figure::list(node, "`logos`", context);
    }
    deck.header = text(&mut fields, "header", context);
    deck.footer = text(&mut fields, "footer", context);
    if let Some(node) = fields.value("paginate") {
        deck.paginate = context.reader.boolean(node, "`paginate`").unwrap_or_default();
    }
    if let Some(node) = fields.value("fit") {
        deck.fit = context.reader.one_of(node, "`fit`", FITS).unwrap_or_default();
    }
    deck.direction = direction(&mut fields, context);
    deck.filling = filling(&mut fields, context);
    show::read(&mut fields, &mut deck, context);
    deck.room = fields.value("room").and_then(|node| room::read(node, context));
    deck.check = fields.value("check").cloned();
    context.later(&mut fields, &DECK);
    fields.finish(&mut context.reader);
    (deck, slides)
}

/// The text of the field called `name`, if it is there.
pub fn text(fields: &mut Fields, name: &str, context: &mut Context) -> Option<Text> {
    let node = fields.value(name)?;
    context.text(node, &format!("`{name}`"))
}

/// The language of the field `lang`, if it is there and looks like one.
pub fn language(fields: &mut Fields, context: &mut Context) -> Option<String> {
    let node = fields.value("lang")?;
    let lang = context.reader.word(node, "`lang`")?;
    match Language::of(&lang) {
        Language::Code => Some(lang),
        Language::Meant(code) => {
            let message = format!("`{lang}` is not the code of a language, but `{code}` is");
            let finding = Diagnostic::warning(Code::UnknownLanguage, message, node.span);
            context
                .reader
                .diagnostics
                .push(finding.hint(format!("write: lang: {code}")).fix(node.span, code.as_str()));
            Some(code)
        }
        Language::Unknown => {
            let hint = "write a code such as `en`, `de`, `pt-BR` or `zh-Hans`, without quotes";
            context.reader.error(
                Code::UnknownLanguage,
                format!("`{lang}` is not the code of a language"),
                node.span,
                hint,
            );
            None
        }
    }
}

/// Which way the page is written, if the field `direction` says so.
pub fn direction(fields: &mut Fields, context: &mut Context) -> Option<Writing> {
    fields.value("direction").and_then(|node| context.reader.one_of(node, "`direction`", WRITINGS))
}

/// How lines are filled, as far as `hyphenate` and `justify` say it.
pub fn filling(fields: &mut Fields, context: &mut Context) -> Filling {
    let hyphenate = fields
        .value("hyphenate")
        .and_then(|node| context.reader.one_of(node, "`hyphenate`", HYPHENATIONS));
    let justify =
        fields.value("justify").and_then(|node| context.reader.boolean(node, "`justify`"));
    Filling { hyphenate, justify }
}

fn slides<'n>(fields: &mut Fields<'n>, span: Span, context: &mut Context) -> &'n [Node] {
    let Some(field) = fields.take("slides").or_else(|| nearly_slides(fields, context)) else {
        let hint =
            "write `slides:` on a line of its own, and below it a line `- title: …` for each slide";
        context.reader.error(Code::NoSlides, "the deck has no slides", span.head(), hint);
        return &[];
    };
    let none = field.value.is_null() || field.value.sequence().is_some_and(<[Node]>::is_empty);
    if none {
        let hint = "below `slides:`, write a line `- title: …` for each slide";
        context.reader.error(Code::NoSlides, "the deck has no slides", field.key.span, hint);
        return &[];
    }
    context.reader.list(field.value, "`slides`").unwrap_or(&[])
}

/// A list under a key that is nearly `slides`, so that what is wrong in it is found in the same
/// run.
fn nearly_slides<'n>(fields: &mut Fields<'n>, context: &mut Context) -> Option<Field<'n>> {
    let lists = |name: &str| {
        nearest(name, ["slides"]).is_some() || matches!(name, "folien" | "pages" | "diapositives")
    };
    let field =
        fields.take_all(lists).into_iter().find(|field| field.value.sequence().is_some())?;
    let finding = Diagnostic::error(
        Code::UnknownKey,
        format!("`{}` is not a key of a deck", field.key.name),
        field.key.span,
    );
    context
        .reader
        .diagnostics
        .push(finding.hint("did you mean `slides`?").guess(field.key.span, "slides"));
    Some(field)
}

fn metadata(fields: &mut Fields, context: &mut Context) -> Metadata {
    let keywords = fields.value("keywords").map(|node| keywords(node, context)).unwrap_or_default();
    let lang = language(fields, context);
    Metadata {
        title: text(fields, "title", context),
        subtitle: text(fields, "subtitle", context),
        event: text(fields, "event", context),
        date: text(fields, "date", context),
        authors: several(fields, ["author", "authors"], context),
        institutes: several(fields, ["institute", "institutes"], context),
        subject: text(fields, "subject", context),
        keywords,
        rights: text(fields, "rights", context),
        says_lang: lang.is_some(),
        lang: lang.unwrap_or_else(|| "en".to_owned()),
    }
}

/// One text or many, under the singular or the plural.
fn several(fields: &mut Fields, names: [&str; 2], context: &mut Context) -> Vec<Text> {
    let found = fields.take_all(|name| names.contains(&name));
    found
        .iter()
        .flat_map(|field| context.texts(field.value, &format!("`{}`", field.name)))
        .collect()
}

/// A list of words, or one text with commas between them.
fn keywords(node: &Node, context: &mut Context) -> Vec<String> {
    let nodes = context.reader.one_or_many(node, "`keywords`");
    let words: Vec<String> =
        nodes.iter().filter_map(|node| context.reader.text(node, "`keywords`")).collect();
    words
        .iter()
        .flat_map(|word| word.split(','))
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}
