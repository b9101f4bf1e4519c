//! Snapshots of scenes as text: positions, fonts and roles. `INSTA_UPDATE=always cargo test`
//! updates them.

use std::fmt::Write;
use std::path::Path;

use outlines::list_decks;
use plenary::assets::Fonts;
use plenary::scene::{ElementId, Item, ItemKind, LinkTarget, Paint, Role, Scene, Structure};
use plenary::{Input, LaidOutDeck, Options, lay_out};
use threads::map_on_threads;

#[allow(dead_code, reason = "other tests use the rest")]
mod outlines;
mod threads;

/// Outlines with snapshots. Each shows one kind of block.
const SNAPSHOTS: [&str; 10] = [
    "bullets",
    "checklist",
    "figures",
    "logos",
    "cards",
    "cascade",
    "table",
    "contact",
    "quote",
    "video",
];

fn describe_scene(scene: &Scene, fonts: &Fonts) -> String {
    let mut text = String::new();
    for page in &scene.pages {
        writeln!(text, "page {} ({} × {})", page.label, page.size.width, page.size.height).unwrap();
        let mut element = None;
        for item in &page.items {
            if item.element != element {
                element = item.element;
                writeln!(text, "  {}", role_path(&scene.structure, element)).unwrap();
            }
            writeln!(text, "    {}", describe_item(item, fonts)).unwrap();
        }
    }
    for entry in &scene.bookmarks {
        writeln!(
            text,
            "bookmark {}{} → {}",
            "  ".repeat(entry.level.into()),
            entry.title,
            entry.page + 1
        )
        .unwrap();
    }
    text
}

/// Returns the roles of an element and its ancestors, outermost first.
fn role_path(structure: &Structure, element: Option<ElementId>) -> String {
    let Some(element) = element else { return "artifact".into() };
    let mut names: Vec<String> = structure
        .ancestors(element)
        .map(|id| match structure.get(id) {
            element if element.role == Role::Figure => {
                format!("Figure “{}”", element.alt.as_deref().unwrap_or_default())
            }
            element => format!("{:?}", element.role),
        })
        .collect();
    names.reverse();
    names.split_off(2.min(names.len() - 1)).join(" › ")
}

fn describe_item(item: &Item, fonts: &Fonts) -> String {
    match &item.kind {
        ItemKind::Text(run) => {
            let first =
                run.glyphs.iter().map(|glyph| glyph.range.start).min().unwrap_or(0) as usize;
            let last = run.glyphs.iter().map(|glyph| glyph.range.end).max().unwrap_or(0) as usize;
            let face = fonts.get(run.face);
            let at = format!("{:.1},{:.1}", run.origin.x, run.origin.y);
            format!(
                "{at} {:.1} pt {face:?} #{:02x}{:02x}{:02x} {:?}",
                run.size,
                run.colour.r,
                run.colour.g,
                run.colour.b,
                &run.text[first..last]
            )
        }
        ItemKind::Shape(shape) => {
            let fill = match &shape.fill {
                Some(Paint::Solid(colour)) => {
                    format!(" fill #{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b)
                }
                Some(Paint::Gradient { .. }) => " gradient".into(),
                None => String::new(),
            };
            let stroke =
                shape.stroke.map_or(String::new(), |stroke| format!(" stroke {:.2}", stroke.width));
            let spoken = shape
                .actual_text
                .as_deref()
                .map_or(String::new(), |text| format!(" reads {text:?}"));
            format!("shape of {} steps{fill}{stroke}{spoken}", shape.path.len())
        }
        ItemKind::Image(image) => {
            let rect = image.rect;
            format!("image {:.1},{:.1} {:.1} × {:.1}", rect.x, rect.y, rect.width, rect.height)
        }
        ItemKind::Link(link) => {
            let target = match &link.target {
                LinkTarget::Uri(uri) => uri.clone(),
                LinkTarget::Page(page) => format!("page {}", page + 1),
                target => format!("{target:?}"),
            };
            format!("link to {target} {:?}", link.alt_text)
        }
        ItemKind::Media(area) => format!("plays {}", area.media.src),
        ItemKind::Clip(window) => format!("seen within {window:?}"),
    }
}

#[test]
fn scenes_match_their_snapshots() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in SNAPSHOTS {
        let outline = folder.join("slides").join(format!("{name}.yaml"));
        let LaidOutDeck { scene, fonts, .. } = lay_out(Input::File(outline), &Options::default());
        insta::with_settings!({ snapshot_path => folder.join("tests/reference"), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, describe_scene(&scene, &fonts));
        });
    }
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    map_on_threads(&list_decks(), |deck| {
        let render = || plenary::render(Input::File(deck.clone()), &Options::default());
        let first = render();
        let pdf =
            first.pdf.unwrap_or_else(|| panic!("{}: {:#?}", deck.display(), first.diagnostics));
        assert!(Some(&pdf) == render().pdf.as_ref(), "{} differs on a second run", deck.display());
    });
}
