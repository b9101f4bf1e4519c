//! Reads `paginate` of a deck or slide.

use super::ReadContext;
use crate::deck::Pagination;
use crate::deck::vocabulary::PAGINATIONS;
use crate::yaml::Fields;

/// Reads `paginate`, if it exists: `true`, `false` or `total`.
pub(super) fn read_pagination(
    fields: &mut Fields,
    context: &mut ReadContext,
) -> Option<Pagination> {
    let node = fields.take_value("paginate")?;
    let word = node.as_scalar().map(|scalar| scalar.value.trim().to_lowercase());
    let choice = PAGINATIONS.iter().find(|choice| word.as_deref() == Some(choice.name));
    if let Some(choice) = choice {
        return Some(choice.value);
    }
    let is_numbered =
        context.reader.read_boolean_or(node, "`paginate`", "`true`, `false` or `total`")?;
    Some(if is_numbered { Pagination::Number } else { Pagination::None })
}
