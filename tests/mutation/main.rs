//! Every kind of input, mutated: plenary answers with a result or an error, and never panics.
//!
//! The mutations are always the same. `PLENARY_CASES=5000 cargo test --release --test mutation`
//! tries more; `fuzz/` searches with the coverage of the code as its guide.
#![allow(clippy::disallowed_methods, reason = "tests create and read files as a user would")]

mod mutate;
mod seeds;
mod targets;
#[path = "../threads/mod.rs"]
mod threads;

use std::panic::catch_unwind;

use mutate::Mutator;
use threads::map_on_threads;

/// Number of mutated inputs of each kind.
const CASES: u64 = 24;

/// Mutates the seeds of a kind and runs its target on each. Failing inputs are kept in a folder, so
/// that they can become tests.
fn run_mutations(name: &str) {
    let (_, target) = targets::TARGETS.iter().find(|(kind, _)| *kind == name).unwrap();
    let seeds = seeds::read_seeds(name);
    assert!(!seeds.is_empty(), "{name} has no seeds");
    // Other tests render and check the outlines as they are.
    if name != "outline" {
        map_on_threads(&seeds, |seed| target(seed));
    }
    let cases = std::env::var("PLENARY_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases: Vec<u64> = (0..cases.unwrap_or(CASES)).collect();
    map_on_threads(&cases, |&case| {
        let input = Mutator::new(case).mutate(&seeds);
        if catch_unwind(|| target(&input)).is_err() {
            let folder = std::env::temp_dir().join("plenary-mutation");
            std::fs::create_dir_all(&folder).unwrap();
            let file = folder.join(format!("{name}-{case}"));
            std::fs::write(&file, &input).unwrap();
            panic!("{name}, case {case}: the input is in {}", file.display());
        }
    });
}

/// Defines a test for each kind of input, so that they run at the same time.
macro_rules! mutation_tests {
    ($($test:ident: $name:literal),* $(,)?) => {
        $(#[test] fn $test() { run_mutations($name); })*
        #[test]
        fn every_kind_has_a_test_and_a_fuzz_target() {
            let tested = [$($name),*];
            for (name, _) in targets::TARGETS {
                assert!(tested.contains(&name), "{name} is not tested");
                let target = format!("{}/fuzz/targets/{name}.rs", env!("CARGO_MANIFEST_DIR"));
                assert!(std::fs::exists(&target).unwrap(), "{target} is missing");
            }
        }
    };
}

mutation_tests! {
    mutated_outlines: "outline",
    mutated_formulas: "formula",
    mutated_themes: "theme",
    mutated_markdown: "markdown",
    mutated_powerpoint: "pptx",
    mutated_tables: "csv",
    mutated_drawings: "svg",
    mutated_pictures: "raster",
    mutated_fonts: "font",
    mutated_pdfs: "pdf",
    mutated_messages: "lsp",
    mutated_requests: "http",
}
