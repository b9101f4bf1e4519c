//! Licences of what is bundled.

use std::fs;
use std::path::Path;

#[test]
fn every_font_and_picture_has_a_licence_beside_it() {
    for folder in ["fonts", "icons", "images"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let has_licence = fs::read_dir(&folder).unwrap().any(|entry| {
            let name = entry.unwrap().file_name().to_string_lossy().to_uppercase();
            name.starts_with("LICENSE") || name.starts_with("OFL")
        });
        assert!(has_licence, "{} has no licence", folder.display());
    }
}
