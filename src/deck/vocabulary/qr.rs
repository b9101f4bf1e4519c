//! The keys of QR codes.

use crate::qr::QrLevel;
use crate::vocabulary::ValueType::{Boolean, Choice as OneOf, Text, Word};
use crate::vocabulary::{Choice, KeyGroup, KeySpec, key};

/// `level` of a QR code.
pub static QR_LEVELS: &[Choice<QrLevel>] = &[
    Choice::new("low", QrLevel::Low, &["l"], "A code can be read with 7 % of it hidden."),
    Choice::new("medium", QrLevel::Medium, &["m"], "15 %."),
    Choice::new("quartile", QrLevel::Quartile, &["q"], "25 %."),
    Choice::new("high", QrLevel::High, &["h"], "30 %."),
];

/// The long form of `qr`.
pub static QR: KeyGroup = KeyGroup {
    name: "qr",
    about: "A QR code with its caption.",
    included: &[],
    sample: "data: https://example.org",
    keys: &[
        key("data", Word, "The address or text that the code holds.", "https://example.org/river")
            .required(),
        key("caption", Text, "The caption below the code.", "Join the survey"),
        key(
            "level",
            OneOf(&QR_LEVELS),
            "How much of the code may be hidden. A code has a higher level if it does not get \
                larger.",
            "high",
        )
        .with_default("medium"),
    ],
};

/// `qr` of contacts.
pub(super) static CONTACT_QR: KeySpec = key(
    "qr",
    Boolean,
    "Whether to add a QR code with which a phone saves the contact (a vCard).",
    "true",
)
.with_default("false");
