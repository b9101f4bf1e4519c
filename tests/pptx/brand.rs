//! Themes made of the brands of other programs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn plenary(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).args(arguments).output().unwrap()
}

fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Returns a folder with two logos.
fn folder_with_logos() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("logos")).unwrap();
    for (name, colour) in [("black", "#000"), ("white", "#fff")] {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><circle cx='20' \
             cy='20' r='20' fill='{colour}'/></svg>"
        );
        fs::write(folder.path().join(format!("logos/{name}.svg")), svg).unwrap();
    }
    folder
}

#[test]
fn a_brand_of_quarto_becomes_a_theme() {
    let folder = folder_with_logos();
    let brand = "meta: { name: { short: Acme, full: Acme Water } }\nlogo:\n  images: { main: \
                 logos/black.svg }\n  medium: { light: main, dark: { path: logos/white.svg } }\n\
                 color:\n  palette: { blue: \"#0B4F8A\", sea: blue }\n  primary: sea\n  tertiary: \
                 \"#123456\"\ntypography: { base: Open Sans, headings: { family: No Such Font } }\n";
    fs::write(folder.path().join("_brand.yml"), brand).unwrap();
    fs::create_dir(folder.path().join("other")).unwrap();
    let output = plenary(folder.path(), &["themes", "from", "_brand.yml", "-o", "other/acme.yaml"]);
    let messages = stderr_of(&output);
    assert!(output.status.success(), "{messages}");
    for expected in ["the colour `tertiary` of the brand", "plenary has no font `No Such Font`"] {
        assert!(messages.contains(expected), "{messages}");
    }
    let theme = fs::read_to_string(folder.path().join("other/acme.yaml")).unwrap();
    let expected = "extends: plain\nname: Acme\nlogo:\n  src: logos/black.svg\n  dark: \
                    logos/white.svg\nprimary: \"#0B4F8A\"\nfonts:\n  body: Open Sans\n";
    assert_eq!(theme, expected);
    assert!(folder.path().join("other/logos/white.svg").is_file());

    let again = plenary(folder.path(), &["themes", "from", "_brand.yml", "-o", "other/acme.yaml"]);
    assert_eq!(again.status.code(), Some(2));
    let used = plenary(folder.path(), &["themes", "check", "_brand.yml"]);
    assert!(stderr_of(&used).contains("plenary themes from _brand.yml"), "{}", stderr_of(&used));
}

#[test]
fn a_powerpoint_template_becomes_a_theme() {
    let folder = folder_with_logos();
    let deck = "title: A\ntheme: { extends: plain, primary: \"#0B4F8A\", font: Open Sans, logo: \
                logos/black.svg }\nslides:\n  - title: B\n    text: C\n";
    fs::write(folder.path().join("slides.yaml"), deck).unwrap();
    plenary(folder.path(), &["render", "slides.yaml", "-o", "corporate.pptx"]);
    let output = plenary(folder.path(), &["themes", "from", "corporate.pptx"]);
    assert!(output.status.success(), "{}", stderr_of(&output));
    let theme = fs::read_to_string(folder.path().join("brand.yaml")).unwrap();
    for expected in ["extends: plain\n", "primary: \"#0B4F8A\"", "font: Open Sans", "logo: images/"]
    {
        assert!(theme.contains(expected), "{theme}");
    }
    let checked = plenary(folder.path(), &["themes", "check", "brand.yaml"]);
    assert!(checked.status.success(), "{}", stderr_of(&checked));
    let outline = plenary(folder.path(), &["themes", "from", "slides.yaml", "-o", "x.yaml"]);
    assert_eq!(outline.status.code(), Some(1));
    assert!(stderr_of(&outline).contains("this file is no brand"), "{}", stderr_of(&outline));
    assert!(!folder.path().join("x.yaml").exists());
}
