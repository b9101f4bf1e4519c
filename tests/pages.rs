//! Compares a few pages with reference images, for what text snapshots do not show. `UPDATE_PAGES=1
//! cargo test --test pages` updates them.

mod drawing;

use std::path::Path;

/// The page number, from 1, and the name of its image.
const PAGE_IMAGES: [(usize, &str); 4] =
    [(1, "cover"), (4, "cascade"), (12, "question"), (14, "checklist")];

#[test]
fn pages_match_their_images() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    let update = std::env::var_os("UPDATE_PAGES").is_some();
    let drawn = drawing::draw_pages("slides.yaml", None, &PAGE_IMAGES.map(|(page, _)| page));
    let wrong: Vec<String> = PAGE_IMAGES
        .iter()
        .zip(&drawn)
        .filter_map(|((_, name), now)| {
            drawing::compare_picture(now, &folder.join(format!("{name}.png")), update)
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
