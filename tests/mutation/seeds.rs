//! The valid inputs that are mutated.

use std::fs;
use std::io::Read;
use std::path::Path;

/// The largest seed, in bytes. Small inputs are read fast, and a mutation is likely to matter.
const MAX_SEED_BYTES: u64 = 40_000;
/// The largest outline that is a seed, in bytes. Other tests render the longer ones.
const MAX_OUTLINE_BYTES: usize = 2_600;

/// Returns the seeds of a kind of input.
pub fn read_seeds(kind: &str) -> Vec<Vec<u8>> {
    match kind {
        "outline" => {
            let mut outlines =
                [read_files("slides", &["yaml"]), read_files("tests/suite", &["yaml"])].concat();
            outlines.retain(|outline| outline.len() <= MAX_OUTLINE_BYTES);
            outlines
        }
        "formula" => read_formulas(),
        "theme" => read_files("src/theme/builtin", &["yaml"]),
        "markdown" => read_files("tests/import", &["md", "qmd"]),
        "pptx" => [read_files("tests/import/powerpoint", &["pptx"]), read_slides()].concat(),
        "csv" => read_files("tests/mutation/seeds", &["csv"]),
        "svg" => [read_files("images", &["svg"]), read_files("tests", &["svg"])].concat(),
        "raster" => read_files("tests/fixtures", &["png", "jpg", "webp"]),
        "font" => read_files("tests/fixtures/fonts", &["ttf", "ttc"]),
        "pdf" => vec![render_pdf()],
        "lsp" => read_files("tests/mutation/seeds", &["jsonl"]),
        "http" => read_files("tests/mutation/seeds", &["http"]),
        _ => panic!("{kind} has no seeds"),
    }
}

/// Reads the formulas that the tests of the layout draw.
fn read_formulas() -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout/formulas.txt");
    let text = fs::read_to_string(path).unwrap();
    let formulas = text.lines().filter(|line| !line.is_empty() && !line.starts_with([' ', '#']));
    formulas.map(|line| line.as_bytes().to_vec()).collect()
}

/// Reads the slides of a PowerPoint deck, unpacked.
fn read_slides() -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/powerpoint/odd.pptx");
    let mut deck = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut slides = Vec::new();
    for index in 0..deck.len() {
        let mut part = deck.by_index(index).unwrap();
        if part.name().unwrap().starts_with("ppt/slides/slide") {
            let mut slide = Vec::new();
            part.read_to_end(&mut slide).unwrap();
            slides.push(slide);
        }
    }
    slides
}

/// Renders a small deck.
fn render_pdf() -> Vec<u8> {
    let outline = "title: Deck\nslides:\n  - title: One\n    bullets: [a, b]\n  - text: Two\n";
    let input = plenary::Input::Bytes(outline.into());
    plenary::render(input, &plenary::Options::default()).pdf.unwrap()
}

/// Reads the small files in a folder of the project and in its subfolders, sorted by their path.
fn read_files(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending) && entry.metadata().unwrap().len() <= MAX_SEED_BYTES
            {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}
