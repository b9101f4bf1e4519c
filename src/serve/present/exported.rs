//! A talk in a file, which needs no server.

use super::shared_talk::build_sequence;
use super::talk::Schedule;
use super::wire::{DeckAddresses, PresentDeck};
use crate::assets::MediaFile;
use crate::live::{PageView, Presentation};
use crate::serve::wire::to_json;

/// Returns a deck as the JSON that the windows of a talk read. `image_of` returns the address of
/// the image of a page, `media_of` that of a file that is played.
pub fn export_talk(
    deck: &Presentation,
    version: String,
    image_of: &dyn Fn(usize, &PageView) -> String,
    media_of: &dyn Fn(&MediaFile) -> String,
) -> String {
    let sequence = build_sequence(deck, None);
    let schedule = Schedule::from_sequence(&sequence);
    let addresses = DeckAddresses { image_of, media_of };
    to_json(&PresentDeck::new(deck, version, &addresses, &sequence, &schedule))
}
