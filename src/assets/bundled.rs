//! The faces inside the program. Their licences stand beside them in `fonts/`.

/// Font files, text faces first: the order in which they are asked for a character.
pub(super) const FACES: [&[u8]; 7] = [
    include_bytes!("../../fonts/SourceSans3_400Regular.ttf"),
    include_bytes!("../../fonts/SourceSans3_400Regular_Italic.ttf"),
    include_bytes!("../../fonts/SourceSans3_600SemiBold.ttf"),
    include_bytes!("../../fonts/SourceSans3_700Bold.ttf"),
    include_bytes!("../../fonts/SourceSans3_700Bold_Italic.ttf"),
    include_bytes!("../../fonts/SourceCodePro_400Regular.ttf"),
    include_bytes!("../../fonts/SourceCodePro_700Bold.ttf"),
];
