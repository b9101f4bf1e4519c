//! The design of a deck: what a file that is edited further needs to know about its theme.

use super::Colour;

/// The design of a deck, for formats with themes of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesignTheme {
    /// Name of the theme.
    pub name: String,
    /// Font family of titles.
    pub heading_font: String,
    /// Weight of titles, from 100 to 900.
    pub heading_weight: u16,
    /// Font family of running text.
    pub body_font: String,
    /// Weight of running text, from 100 to 900.
    pub body_weight: u16,
    /// Colours of pages with a normal background.
    pub colours: Option<DesignColours>,
}

/// Colours by purpose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DesignColours {
    /// Text.
    pub text: Colour,
    /// Background of pages.
    pub background: Colour,
    /// Titles.
    pub title: Colour,
    /// Cards, callouts and other surfaces.
    pub surface: Colour,
    /// Labels, numbers, strong backgrounds.
    pub primary: Colour,
    /// Bullets, bars and other accents.
    pub accent: Colour,
    /// The first series of charts.
    pub series: [Colour; 4],
    /// Secondary text.
    pub muted: Colour,
    /// Rules and borders.
    pub line: Colour,
    /// Tips.
    pub tip: Colour,
    /// Warnings.
    pub warning: Colour,
    /// Links.
    pub link: Colour,
}

/// The kinds of pages, each of which has a slide layout of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlideLayoutKind {
    /// The cover of the deck.
    Cover,
    /// The start of a section.
    Section,
    /// A title above a body.
    #[default]
    Content,
    /// A few words that fill the page.
    Statement,
    /// A question.
    Question,
    /// A picture that fills the page.
    Picture,
    /// The end of the deck.
    End,
}
