//! Converts blocks to plain text, for programs that show speaker notes without formatting.

use super::block::{Block, BlockKind, Contact, List, ListKind};
use super::figure::Figure;
use super::text::Text;

/// Returns blocks as plain text: one line for each paragraph, list items after a dash or number,
/// and nested blocks indented.
pub fn to_plain_text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    blocks.iter().for_each(|block| push_block(block, "", &mut lines));
    lines.join("\n")
}

fn push_block(block: &Block, indent: &str, lines: &mut Vec<String>) {
    let mut line = |text: &Text| lines.push(format!("{indent}{}", text.to_single_line()));
    match &block.kind {
        BlockKind::Text(text) | BlockKind::Heading(text) => line(text),
        BlockKind::List(list) => push_list(list, indent, lines),
        BlockKind::Quote { text, by, .. } => text.iter().chain(by).for_each(line),
        BlockKind::Callout { title, blocks, .. } => {
            title.iter().for_each(line);
            blocks.iter().for_each(|block| push_block(block, indent, lines));
        }
        BlockKind::Table(table) => {
            table.caption.iter().for_each(line);
            for row in table.all_rows() {
                let cells: Vec<String> =
                    row.iter().map(|cell| cell.text.to_single_line()).collect();
                lines.push(format!("{indent}{}", cells.join(" | ")));
            }
        }
        BlockKind::Code(code) => {
            code.title.iter().for_each(&mut line);
            let code_lines = code.lines.iter().map(|line| format!("{indent}{}", line.text));
            lines.extend(code_lines);
            lines.extend(
                code.caption.iter().map(|text| format!("{indent}{}", text.to_single_line())),
            );
        }
        BlockKind::Columns { columns, .. } => {
            columns.iter().flatten().for_each(|block| push_block(block, indent, lines))
        }
        BlockKind::Group { blocks, .. } => {
            blocks.iter().for_each(|block| push_block(block, indent, lines))
        }
        BlockKind::Cards { cards, .. } => {
            for card in cards {
                let title = card.title.iter().map(Text::to_single_line);
                lines.extend(title.map(|title| format!("{indent}{title}")));
                card.blocks.iter().for_each(|block| push_block(block, indent, lines));
            }
        }
        BlockKind::Cascade { levels, .. } => {
            for level in levels {
                lines.push(format!("{indent}{}", level.label.to_single_line()));
                level.blocks.iter().for_each(|block| push_block(block, indent, lines));
            }
        }
        BlockKind::Stats(stats) => stats.iter().for_each(|stat| {
            let words: Vec<String> = stat.texts().map(Text::to_single_line).collect();
            lines.push(format!("{indent}{}", words.join(" ")));
        }),
        BlockKind::Math(math) => {
            let number = math.number.label().map_or_else(String::new, |label| format!(" {label}"));
            lines.push(format!("{indent}{}{number}", math.formula.plain()));
        }
        BlockKind::Diagram(diagram) => {
            let words = diagram.alt.clone().unwrap_or_else(|| diagram.diagram.describe("en"));
            lines.push(format!("{indent}{words}"));
            lines.extend(
                diagram.caption.iter().map(|text| format!("{indent}{}", text.to_single_line())),
            );
        }
        BlockKind::Timeline(timeline) => {
            for item in &timeline.items {
                let texts = item.lane.clone().into_iter().chain(item.time_text());
                let words: Vec<String> =
                    texts.chain(item.title.clone()).map(|text| text.to_single_line()).collect();
                lines.push(format!("{indent}{}", words.join(": ")));
                let inner = format!("{indent}  ");
                item.blocks.iter().for_each(|block| push_block(block, &inner, lines));
            }
        }
        BlockKind::Chart(chart) => {
            chart.title.iter().for_each(&mut line);
            for row in chart.chart.to_table("en").rows {
                lines.push(format!("{indent}{}", row.join(" | ")));
            }
        }
        BlockKind::References(list) => {
            for entry in &list.entries {
                let label = entry.label.iter().map(|label| label.to_single_line() + " ");
                let label: String = label.collect();
                lines.push(format!("{indent}{label}{}", entry.text.to_single_line()));
            }
        }
        BlockKind::People(block) => {
            for person in &block.people {
                let texts = person.texts().map(|text| format!("{indent}{}", text.to_single_line()));
                lines.extend(texts);
                person.blocks.iter().for_each(|block| push_block(block, indent, lines));
            }
        }
        BlockKind::Agenda(agenda) => {
            let titles = agenda.entries.iter().map(|entry| &entry.title);
            titles.for_each(line);
        }
        BlockKind::Icon(icon) => {
            lines.extend(icon.alt.iter().map(|alt| format!("{indent}{alt}")));
        }
        BlockKind::Qr(qr) => {
            let caption = qr.caption.iter().map(|text| text.to_single_line() + ": ");
            lines.push(format!("{indent}{}{}", caption.collect::<String>(), qr.data));
        }
        BlockKind::Media(media) => lines.push(format!("{indent}{}", media.description())),
        BlockKind::Contacts(contacts) => {
            contacts.iter().flat_map(Contact::texts).for_each(line);
        }
        BlockKind::Figures(figures) | BlockKind::Logos(figures) => {
            figures
                .iter()
                .filter_map(describe_figure)
                .for_each(|words| lines.push(format!("{indent}{words}")));
        }
    }
}

fn push_list(list: &List, indent: &str, lines: &mut Vec<String>) {
    for (index, item) in list.items.iter().enumerate() {
        let mark = match &list.kind {
            ListKind::Numbered { start, .. } => format!("{}.", u64::from(*start) + index as u64),
            ListKind::Bullets(_) | ListKind::Checklist(_) => {
                item.done.map_or("-", |done| if done { "☑" } else { "☐" }).to_owned()
            }
        };
        lines.push(format!("{indent}{mark} {}", item.text.to_single_line()));
        let inner = format!("{indent}  ");
        item.children.iter().for_each(|block| push_block(block, &inner, lines));
    }
}

/// Returns the alternative text of a picture, or else its caption.
fn describe_figure(figure: &Figure) -> Option<String> {
    figure
        .alt
        .clone()
        .or_else(|| figure.caption.as_ref().map(Text::to_single_line))
        .filter(|words| !words.trim().is_empty())
}
