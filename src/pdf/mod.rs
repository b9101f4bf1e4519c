//! [`Scene`](crate::scene::Scene) → PDF bytes. The only module that knows the PDF library.
