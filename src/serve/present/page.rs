//! The files that the pages are made of.

use crate::serve::Asset;

/// What phones need: nothing of it knows the deck.
macro_rules! remote_files {
    ($($more:expr),* $(,)?) => {
        &[
            Asset { path: "/page/talk.js", text: include_str!("../page/present/talk.js") },
            Asset { path: "/page/clock.js", text: include_str!("../page/present/clock.js") },
            Asset { path: "/page/words.js", text: include_str!("../page/present/words.js") },
            Asset { path: "/page/remote.js", text: include_str!("../page/present/remote.js") },
            Asset { path: "/page/remote.css", text: include_str!("../page/present/remote.css") },
            $($more),*
        ]
    };
}

/// The files of the remote control.
pub const REMOTE: &[Asset] = remote_files![Asset { path: "/", text: include_str!("../page/present/remote.html") }];

/// The files of the windows on this machine.
pub const LOCAL: &[Asset] = remote_files![
    Asset { path: "/", text: include_str!("../page/present/presenter.html") },
    Asset { path: "/audience", text: include_str!("../page/present/audience.html") },
    Asset { path: "/page/presenter.js", text: include_str!("../page/present/presenter.js") },
    Asset { path: "/page/presenter.css", text: include_str!("../page/present/presenter.css") },
    Asset { path: "/page/audience.js", text: include_str!("../page/present/audience.js") },
    Asset { path: "/page/audience.css", text: include_str!("../page/present/audience.css") },
    Asset { path: "/page/keys.js", text: include_str!("../page/present/keys.js") },
    Asset { path: "/page/slide.js", text: include_str!("../page/present/slide.js") },
    Asset { path: "/page/slide.css", text: include_str!("../page/present/slide.css") },
    Asset { path: "/page/ink.js", text: include_str!("../page/present/ink.js") },
    Asset { path: "/page/screens.js", text: include_str!("../page/present/screens.js") },
    Asset { path: "/page/overview.js", text: include_str!("../page/present/overview.js") },
    Asset { path: "/page/tools.js", text: include_str!("../page/present/tools.js") },
    Asset { path: "/page/door.js", text: include_str!("../page/present/door.js") },
];
