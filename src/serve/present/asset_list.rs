//! The files that the pages are made of.

use crate::serve::Asset;
use crate::serve::page::files;

/// What the windows on this machine and phones have in common: nothing of it knows the deck.
pub const COMMON_ASSETS: &[Asset] = files!["../page/present/": "talk.js" "clock.js" "words.js"];

/// The page of the remote control.
pub const REMOTE_ASSETS: &[Asset] =
    files!["../page/present/": "remote.js" "remote.css"; "remote.html" at "/"];

/// The windows on this machine.
pub const LOCAL_ASSETS: &[Asset] = files![
    "../page/present/":
    "presenter.js" "presenter.css" "audience.js" "audience.css" "keys.js" "slide.js" "slide.css" "ink.js" "screens.js" "overview.js" "tools.js"
    "door.js";
    "presenter.html" at "/", "audience.html" at "/audience"
];
