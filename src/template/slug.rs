//! The filter `slug`: a text as a part of a file name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The maximum length of a slug in bytes, so that file systems accept names made of it.
const MAX_SLUG_BYTES: usize = 100;

/// Returns a text in lower case with `-` in place of everything but letters and digits. Letters
/// lose their accents.
pub(super) fn to_slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let other = match c {
            'ß' => "ss",
            'æ' => "ae",
            'ø' => "o",
            'œ' => "oe",
            'ł' => "l",
            'đ' | 'ð' => "d",
            'þ' => "th",
            'ı' => "i",
            _ => "",
        };
        if !other.is_empty() {
            slug.push_str(other);
        } else if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '’' {
            slug.push('-');
        }
    }
    slug.truncate(slug.floor_char_boundary(MAX_SLUG_BYTES));
    slug.trim_end_matches('-').nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::to_slug;

    #[test]
    fn slugs_are_short_plain_names() {
        assert_eq!(to_slug("São Tomé & Príncipe"), "sao-tome-principe");
        assert_eq!(to_slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(to_slug("L'Aquila – Straße 5"), "laquila-strasse-5");
        assert_eq!(to_slug("广州 Guangzhou"), "广州-guangzhou");
        assert_eq!(to_slug("Åre, Łódź"), "are-lodz");
        assert!(to_slug(&"a".repeat(500)).len() <= 100);
    }
}
