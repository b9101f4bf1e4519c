//! Values in an outline: expressions, conditions, variables and includes.

#![allow(clippy::disallowed_methods, reason = "tests write the files that outlines name")]

mod conditions;
mod expressions;
mod includes;
mod languages;
mod mutations;
#[path = "../outlines/mod.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod outlines;
mod project;
mod translations;
