//! Reads `qr`: the text to encode, or `{data, caption, level}`; and the codes of contacts.

use std::sync::Arc;

use super::super::block::{BlockKind, Contact};
use super::super::qr_block::QrBlock;
use super::super::vocabulary::{QR, QR_LEVELS};
use super::ReadContext;
use crate::diagnostic::Code;
use crate::qr::{QrLevel, QrSymbol};
use crate::source::Span;
use crate::yaml::Node;

/// A code with more modules on each side is hard to scan from a distance.
const MAX_EASY_SIZE: usize = 57;

/// Reads the value of `qr`.
pub(crate) fn read_qr(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let (data_node, caption, level) = if node.as_mapping().is_some() {
        let mut fields = context.reader.read_fields(node, "`qr`", &QR)?;
        let data = fields.take_value("data");
        let caption =
            fields.take_value("caption").and_then(|node| context.read_text(node, "`caption`"));
        let level = fields
            .take_value("level")
            .and_then(|node| context.reader.read_choice(node, "`level`", QR_LEVELS));
        fields.report_unknown_keys(&mut context.reader);
        if data.is_none() {
            context.reader.report_error(
                Code::MissingKey,
                "`qr` has no `data`",
                node.span.start_point(),
                "write `data:` and the address or text of the code",
            );
        }
        (data?, caption, level.unwrap_or_default())
    } else {
        (node, None, QrLevel::default())
    };
    let data = context.reader.read_text(data_node, "`qr`")?.trim().to_owned();
    let symbol = encode(&data, level, data_node.span, context)?;
    Some(BlockKind::Qr(QrBlock { data, symbol, caption }))
}

/// Adds the code of a contact, or reports that there is too much in it.
pub(crate) fn add_contact_code(contact: &mut Contact, context: &mut ReadContext) {
    contact.qr = encode(&contact.to_vcard(), QrLevel::Low, contact.span, context);
}

fn encode(
    data: &str,
    level: QrLevel,
    span: Span,
    context: &mut ReadContext,
) -> Option<Arc<QrSymbol>> {
    let symbol = QrSymbol::encode(data, level);
    let count = data.chars().count();
    match &symbol {
        None => context.reader.report_error(
            Code::QrTooLong,
            format!("{count} characters are too many for a QR code"),
            span,
            "shorten it: encode the address of a page that has the rest",
        ),
        Some(symbol) if symbol.size > MAX_EASY_SIZE => context.reader.report_warning(
            Code::QrTooLong,
            format!("this QR code of {count} characters is hard to scan from a distance"),
            span,
            "shorten it, for example to a short address",
        ),
        Some(_) => {}
    }
    symbol.map(Arc::new)
}
