//! The file itself: its head, its pages and what presents them.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::drawing::SvgPageDrawer;
use super::markup::{escape, json_for_script};
use super::number::number;
use super::pictures::{base64_of, data_address};
use super::text_layer::TextLayerWriter;
use crate::assets::{Fonts, MediaFile};
use crate::live::{PageView, Presentation};
use crate::scene::Scene;
use crate::serve::present::export_talk;
use crate::serve::{TalkBundle, bundle_talk};
use crate::show::{StepSelection, UnrevealedStyle};

/// What a file is written from.
pub(super) struct DocumentParts<'a> {
    pub(super) scene: &'a Scene,
    pub(super) fonts: &'a Fonts,
    /// The same deck as the windows of a talk show it.
    pub(super) talk: &'a Presentation,
    /// Returns the address of a file that is played.
    pub(super) media_of: &'a dyn Fn(&MediaFile) -> String,
    /// Whether some of these files are beside the document.
    pub(super) has_media_beside: bool,
}

/// Writes a document.
pub(super) fn write_document(parts: &DocumentParts<'_>) -> String {
    let scene = parts.scene;
    let prefix = id_prefix(scene);
    let mut drawer = SvgPageDrawer::new(parts.fonts, &prefix);
    let pages = write_pages(scene, &mut drawer);
    let definitions = drawer.into_definitions();
    let version = hex_digest(&[&definitions, &pages]);
    let talk = write_talk(parts, version);
    let TalkBundle { script, style, views } = bundle_talk();
    let script_hash = base64_of(&Sha256::digest(script.as_bytes()));
    let media_source = if parts.has_media_beside { " 'self' file:" } else { "" };
    let title = if scene.info.title.is_empty() { "Slides" } else { &scene.info.title };
    let direction = if scene.info.from_right { "rtl" } else { "ltr" };
    let lang = if scene.info.lang.is_empty() { "en" } else { &scene.info.lang };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\" dir={direction} data-scheme=dark>\n<head>\n\
         <meta charset=utf-8>\n\
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; \
         script-src 'sha256-{script_hash}'; style-src 'unsafe-inline'; img-src data: blob:; \
         media-src data: blob:{media_source}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=viewport content=\"width=device-width, initial-scale=1\">\n\
         <meta name=generator content=plenary>\n<title>{}</title>\n",
        escape(lang),
        escape(title)
    );
    for author in &scene.info.authors {
        out.push_str(&format!("<meta name=author content=\"{}\">\n", escape(author)));
    }
    let icon = data_address("image/svg+xml", include_bytes!("../serve/page/icon.svg"));
    out.push_str(&format!("<link rel=icon href=\"{icon}\">\n<style>\n{style}"));
    if let Some(page) = scene.pages.first() {
        let (width, height) = (number(page.size.width), number(page.size.height));
        out.push_str(&format!("@page {{ size: {width}pt {height}pt; margin: 0 }}\n"));
    }
    out.push_str("</style>\n");
    let window_style = |out: &mut String, name: &str, style: &str| {
        out.push_str(&format!("<style media=\"not all\" data-view={name}>\n{style}</style>\n"));
    };
    for view in &views {
        window_style(&mut out, view.name, &view.style);
    }
    out.push_str("</head>\n<body>\n");
    out.push_str(&format!(
        "<svg width=0 height=0 class=definitions id=\"{prefix}-all\" aria-hidden=true>\
         {definitions}</svg>\n"
    ));
    out.push_str(&write_start_bar(title));
    out.push_str(&pages);
    for view in &views {
        out.push_str(&format!(
            "<template id=\"{prefix}-{}\">\n{}</template>\n",
            view.name, view.body
        ));
    }
    out.push_str(&format!(
        "<script type=application/json id=\"{prefix}-talk\">{}</script>\n\
         <script data-prefix=\"{prefix}\">{script}</script>\n</body>\n</html>\n",
        json_for_script(&talk)
    ));
    out
}

/// Returns what the ids of the file start with, so that they differ from those of slides.
fn id_prefix(scene: &Scene) -> String {
    let mut prefix = String::from("g");
    while scene.destinations.iter().any(|destination| destination.id.starts_with(&prefix)) {
        prefix.push('_');
    }
    prefix
}

/// Writes the bar above the slides. It needs the script, which shows it.
fn write_start_bar(title: &str) -> String {
    format!(
        "<header class=start lang=en dir=ltr hidden>\
         <p dir=auto>{}</p>\
         <button type=button class=main data-start=audience>Present</button>\
         <button type=button data-start=presenter>Presenter view</button>\
         </header>\n",
        escape(title)
    )
}

/// Writes the slides, one below the other.
fn write_pages(scene: &Scene, drawer: &mut SvgPageDrawer<'_>) -> String {
    let (ids, numbers) = page_ids(scene);
    let texts = TextLayerWriter::new(scene, &ids);
    let unrevealed = match scene.show.unrevealed {
        UnrevealedStyle::Hidden => "hidden",
        UnrevealedStyle::Dimmed => "dimmed",
    };
    let mut out = format!("<main class=slides data-unrevealed={unrevealed}>\n");
    for (index, page) in scene.pages.iter().enumerate() {
        out.push_str(&format!(
            "<section class=sheet id=\"{}\" data-page={index} style=\"aspect-ratio:{}/{}\">",
            escape(&ids[index]),
            number(page.size.width),
            number(page.size.height)
        ));
        if let Some(number) = &numbers[index] {
            out.push_str(&format!("<i id=\"{}\"></i>", escape(number)));
        }
        drawer.draw_page(&mut out, page);
        texts.write_page(&mut out, index, page);
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n");
    out
}

/// Returns the id of each page, to which links lead, and its printed number if that is another
/// address of it.
fn page_ids(scene: &Scene) -> (Vec<String>, Vec<Option<String>>) {
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut ids = vec![None; scene.pages.len()];
    for destination in &scene.destinations {
        if let Some(id) = ids.get_mut(destination.page)
            && id.is_none()
            && used.insert(destination.id.clone())
        {
            *id = Some(destination.id.clone());
        }
    }
    let mut numbers = vec![None; scene.pages.len()];
    for (index, page) in scene.pages.iter().enumerate() {
        let is_free = !page.label.is_empty() && used.insert(page.label.clone());
        if is_free && ids[index].is_none() {
            ids[index] = Some(page.label.clone());
        } else if is_free {
            numbers[index] = Some(page.label.clone());
        }
    }
    let ids = ids.into_iter().enumerate().map(|(index, id)| {
        id.unwrap_or_else(|| {
            let mut id = format!("page-{}", index + 1);
            while !used.insert(id.clone()) {
                id.push('_');
            }
            id
        })
    });
    (ids.collect(), numbers)
}

/// Returns the deck as the windows of a talk read it. The address of the image of a page says
/// which page of the document it is, and at which step.
fn write_talk(parts: &DocumentParts<'_>, version: String) -> String {
    let steps = parts.scene.step_pages(StepSelection::All);
    let image_of = |index: usize, _: &PageView| {
        steps.get(index).map_or(String::new(), |shown| format!("{}/{}", shown.page, shown.step))
    };
    export_talk(parts.talk, version, &image_of, parts.media_of)
}

/// Returns the start of a hash of some texts.
fn hex_digest(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.as_bytes());
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
