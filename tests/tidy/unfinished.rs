//! Nothing in the code is left for later.

use crate::sources::{assert_none, read_rust_sources};

#[test]
fn code_has_no_placeholders() {
    let placeholders = ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!("];
    let mut violations = Vec::new();
    for file in read_rust_sources() {
        for (number, line) in file.numbered_lines() {
            if placeholders.iter().any(|placeholder| line.contains(placeholder)) {
                violations.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    assert_none(violations);
}
