//! Comments of reviewers, in the old and the new form of the format.

use crate::import::words::join_words;
use std::collections::BTreeMap;

use super::archive::PptxArchive;
use super::text::clean_text;
use super::xml::{XmlElement, attribute, child, children, descendants, name, parse_xml};

/// The most comments of a slide.
const MAX_COMMENTS: usize = 500;

/// A comment of a reviewer.
#[derive(Clone, Debug)]
pub(super) struct ReviewComment {
    author: String,
    text: String,
}

impl ReviewComment {
    /// Returns the comment as one line.
    pub(super) fn to_line(&self) -> String {
        match self.author.as_str() {
            "" => format!("Comment: {}", self.text),
            author => format!("Comment by {author}: {}", self.text),
        }
    }
}

/// Reads the names of the reviewers by their ids.
pub(super) fn read_authors(archive: &mut PptxArchive) -> BTreeMap<String, String> {
    let mut authors = BTreeMap::new();
    for path in ["ppt/commentAuthors.xml", "ppt/authors.xml"] {
        let Ok(text) = archive.read_xml(path) else { continue };
        let Ok(document) = parse_xml(&text) else { continue };
        for author in document.root_element().children().filter(|node| node.is_element()) {
            if let (Some(id), Some(name)) = (attribute(author, "id"), attribute(author, "name")) {
                authors.insert(id.to_owned(), join_words(&clean_text(name)));
            }
        }
    }
    authors
}

/// Reads the comments in a part, each before its replies.
pub(super) fn read_comments(
    root: XmlElement,
    authors: &BTreeMap<String, String>,
) -> Vec<ReviewComment> {
    let mut comments = Vec::new();
    for comment in children(root, "cm").take(MAX_COMMENTS) {
        comments.push(read_comment(comment, authors));
        let replies = child(comment, "replyLst").into_iter();
        let replies = replies.flat_map(|list| list.children());
        comments.extend(
            replies
                .filter(|reply| reply.is_element() && name(*reply) == "reply")
                .map(|reply| read_comment(reply, authors)),
        );
    }
    comments.retain(|comment| !comment.text.is_empty());
    comments
}

fn read_comment(node: XmlElement, authors: &BTreeMap<String, String>) -> ReviewComment {
    let text = match child(node, "text") {
        Some(text) => text.text().unwrap_or_default().to_owned(),
        None => child(node, "txBody")
            .into_iter()
            .flat_map(|body| descendants(body, "t"))
            .filter_map(|text| text.text())
            .collect::<Vec<_>>()
            .join(" "),
    };
    let author = attribute(node, "authorId").and_then(|id| authors.get(id));
    ReviewComment {
        author: author.cloned().unwrap_or_default(),
        text: join_words(&clean_text(&text)),
    }
}
