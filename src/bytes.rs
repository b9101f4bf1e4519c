//! Searches bytes.

/// Returns the position of the first `needle`, which is not empty.
pub(crate) fn find_bytes(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        from += bytes[from..].iter().position(|&byte| byte == needle[0])?;
        if bytes[from..].starts_with(needle) {
            return Some(from);
        }
        from += 1;
    }
}
