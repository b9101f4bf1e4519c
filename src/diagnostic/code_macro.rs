//! The macro that makes the type of the codes from their table in `code.rs`.

/// Declares [`Code`]. The doc comment above a code is its title.
macro_rules! codes {
    ($(#[doc = $title:literal] $name:ident = $number:literal,)*) => {
        /// The kind of problem that a diagnostic reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// All codes, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the code as users see it and look it up: `E0103`.
            pub fn number(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            /// Returns the title: one phrase without a full stop.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }.trim()
            }

            /// Returns the explanation as Markdown without a heading: the reason, an example and
            /// its correction.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("explain/", $number, ".md")),)* }
            }
        }
    };
}
