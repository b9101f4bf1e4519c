//! Charts.

use std::sync::Arc;

use super::text::Text;
use crate::chart::Chart;

/// A chart with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBlock {
    /// The chart.
    pub chart: Arc<Chart>,
    /// What it shows, above it.
    pub title: Option<Text>,
    /// Where the data comes from, below it.
    pub source: Option<Text>,
    /// The caption below it.
    pub caption: Option<Text>,
    /// Alternative text, if the author sets it.
    pub alt: Option<String>,
    /// What is revealed one by one.
    pub steps: ChartSteps,
}

/// What parts of a chart are revealed one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartSteps {
    /// Nothing.
    #[default]
    None,
    /// The series.
    Series,
    /// The categories.
    Categories,
}

impl ChartBlock {
    /// Returns the alternative text: that of the author, or words made from the data.
    pub fn alt_text(&self, lang: &str) -> String {
        let title = self.title.as_ref().map(Text::to_single_line).unwrap_or_default();
        self.alt.clone().unwrap_or_else(|| self.chart.describe(&title, lang))
    }

    /// Returns the texts around the chart, in reading order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.title.iter().chain(&self.caption).chain(&self.source)
    }
}
