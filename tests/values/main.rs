//! Values in an outline: expressions, conditions, variables and includes.

#![allow(clippy::disallowed_methods, reason = "tests write the files that outlines name")]

mod conditions;
mod expressions;
mod includes;
mod languages;
mod mutations;
mod project;
