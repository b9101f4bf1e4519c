//! Percent-encoded text: `%C3%BC` in addresses and paths.

/// Decodes the bytes that are written as `%` and two hexadecimal digits. If the result is not
/// UTF-8, the text is returned as it is.
pub(crate) fn decode_percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = text
            .get(at + 1..at + 3)
            .filter(|digits| bytes[at] == b'%' && digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::decode_percent;

    #[test]
    fn only_valid_sequences_are_decoded() {
        for (text, expected) in [
            ("my%20photo.jpg", "my photo.jpg"),
            ("%C3%BCber", "über"),
            ("100 %", "100 %"),
            ("%+1%zz", "%+1%zz"),
            ("%FF", "%FF"),
        ] {
            assert_eq!(decode_percent(text), expected);
        }
    }
}
