//! Who may come in from the network: a phone that knows the one-time code.

use std::fmt::Write;
use std::time::Duration;

/// Digits of a code. With [`MAX_GUESSES`] a stranger finds one in twenty million times.
const CODE_DIGITS: u32 = 8;
/// After so many wrong codes, none is right until a new one is asked for.
const MAX_GUESSES: u32 = 5;
/// How long a code waits for its phone.
const CODE_LIFETIME: Duration = Duration::from_secs(15 * 60);
/// The most phones at a time; the one that came first has to go.
const MAX_PHONES: usize = 8;

/// Random bytes; `None` where the operating system has none to give.
pub type RandomSource<'r> = &'r mut dyn FnMut(&mut [u8]) -> Option<()>;

/// The door for phones.
#[derive(Debug, Default)]
pub struct Pairing {
    code: Option<PairingCode>,
    /// What the phones that came in show, the first first.
    phones: Vec<String>,
}

#[derive(Debug)]
struct PairingCode {
    digits: String,
    wrong_guesses: u32,
    valid_until: Duration,
}

/// What can be said of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeStatus {
    /// It waits for a phone.
    Valid(String),
    /// It was used, has waited too long, or was never made.
    None,
    /// It was guessed at too often.
    TooManyGuesses,
}

/// Why a phone may not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairingError {
    /// The code is another.
    WrongCode,
    /// No code is right: it was used, is too old, or was guessed at too often.
    NoValidCode,
    /// The operating system gives no random numbers.
    NoRandomness,
}

impl Pairing {
    /// Makes a new code; an old one is right no more. `now` is the time by a clock that never
    /// jumps.
    pub fn renew_code(&mut self, now: Duration, random: RandomSource) -> bool {
        // The remainder favours some codes by one part in ten to the eleventh.
        let mut bytes = [0; 8];
        let digits = random(&mut bytes)
            .map(|()| format!("{:08}", u64::from_le_bytes(bytes) % 10_u64.pow(CODE_DIGITS)));
        self.code = digits.map(|digits| PairingCode {
            digits,
            wrong_guesses: 0,
            valid_until: now + CODE_LIFETIME,
        });
        self.code.is_some()
    }

    /// What can be said of the code now.
    pub fn code_status(&self, now: Duration) -> CodeStatus {
        match &self.code {
            Some(code) if code.wrong_guesses >= MAX_GUESSES => CodeStatus::TooManyGuesses,
            Some(code) if now < code.valid_until => CodeStatus::Valid(code.digits.clone()),
            _ => CodeStatus::None,
        }
    }

    /// Lets a phone in that knows the code, which is used up by that. The phone is known from then
    /// on by the word that this gives.
    ///
    /// # Errors
    ///
    /// Why it may not come in.
    pub fn pair_phone(
        &mut self,
        tried: &str,
        now: Duration,
        random: RandomSource,
    ) -> Result<String, PairingError> {
        let code = self
            .code
            .as_mut()
            .filter(|code| code.wrong_guesses < MAX_GUESSES && now < code.valid_until)
            .ok_or(PairingError::NoValidCode)?;
        let tried: String =
            tried.chars().filter(|letter| !matches!(letter, ' ' | '-' | '\u{a0}')).collect();
        if !is_equal_in_constant_time(&tried, &code.digits) {
            code.wrong_guesses += 1;
            return Err(PairingError::WrongCode);
        }
        let mut bytes = [0; 32];
        random(&mut bytes).ok_or(PairingError::NoRandomness)?;
        let word = bytes.iter().fold(String::new(), |mut word, byte| {
            let _ = write!(word, "{byte:02x}");
            word
        });
        self.code = None;
        if self.phones.len() == MAX_PHONES {
            self.phones.remove(0);
        }
        self.phones.push(word.clone());
        Ok(word)
    }

    /// Whether a word is that of a phone that came in.
    pub fn is_paired(&self, word: &str) -> bool {
        self.phones.iter().any(|phone| is_equal_in_constant_time(phone, word))
    }

    /// How many phones came in.
    pub fn phone_count(&self) -> usize {
        self.phones.len()
    }

    /// Sends all phones away.
    pub fn unpair_all(&mut self) {
        self.phones.clear();
    }
}

/// Whether two words are the same; takes as long for one that is nearly right as for any other.
fn is_equal_in_constant_time(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(100);

    /// Bytes that are another each time.
    fn counting_random() -> impl FnMut(&mut [u8]) -> Option<()> {
        let mut count = 0;
        move |bytes| {
            count += 1;
            bytes.fill(count);
            Some(())
        }
    }

    fn current_code(pairing: &Pairing) -> String {
        match pairing.code_status(NOW) {
            CodeStatus::Valid(code) => code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn pairs_one_phone_per_code() {
        let (mut pairing, mut random) = (Pairing::default(), counting_random());
        assert_eq!(
            pairing.pair_phone("00000000", NOW, &mut random),
            Err(PairingError::NoValidCode)
        );
        pairing.renew_code(NOW, &mut random);
        let code = current_code(&pairing);
        assert_eq!(code.len(), 8);
        let spaced = format!("{} {}", &code[..4], &code[4..]);
        let word = pairing.pair_phone(&spaced, NOW, &mut random).unwrap();
        assert!(
            pairing.is_paired(&word) && !pairing.is_paired("") && !pairing.is_paired(&word[1..])
        );
        assert_eq!(
            pairing.pair_phone(&code, NOW, &mut random),
            Err(PairingError::NoValidCode),
            "a second time"
        );
        assert_eq!(pairing.code_status(NOW), CodeStatus::None);
        pairing.unpair_all();
        assert!(!pairing.is_paired(&word));
    }

    #[test]
    fn refuses_all_codes_after_too_many_guesses() {
        let (mut pairing, mut random) = (Pairing::default(), counting_random());
        pairing.renew_code(NOW, &mut random);
        let right = current_code(&pairing);
        for _ in 0..MAX_GUESSES {
            assert_eq!(
                pairing.pair_phone("12345678", NOW, &mut random),
                Err(PairingError::WrongCode)
            );
        }
        assert_eq!(pairing.code_status(NOW), CodeStatus::TooManyGuesses);
        assert_eq!(pairing.pair_phone(&right, NOW, &mut random), Err(PairingError::NoValidCode));
        pairing.renew_code(NOW, &mut random);
        assert_ne!(current_code(&pairing), right);
        assert!(pairing.pair_phone(&current_code(&pairing), NOW, &mut random).is_ok());
    }

    #[test]
    fn expires_codes() {
        let (mut pairing, mut random) = (Pairing::default(), counting_random());
        pairing.renew_code(NOW, &mut random);
        let code = current_code(&pairing);
        assert_eq!(pairing.code_status(NOW + CODE_LIFETIME), CodeStatus::None);
        assert_eq!(
            pairing.pair_phone(&code, NOW + CODE_LIFETIME, &mut random),
            Err(PairingError::NoValidCode)
        );
    }

    #[test]
    fn makes_no_code_without_randomness() {
        let mut pairing = Pairing::default();
        assert!(!pairing.renew_code(NOW, &mut |_| None));
        assert_eq!(pairing.code_status(NOW), CodeStatus::None);
    }

    #[test]
    fn unpairs_the_oldest_phone_at_the_limit() {
        let (mut pairing, mut random) = (Pairing::default(), counting_random());
        let mut words = Vec::new();
        for _ in 0..=MAX_PHONES {
            pairing.renew_code(NOW, &mut random);
            words.push(pairing.pair_phone(&current_code(&pairing), NOW, &mut random).unwrap());
        }
        assert_eq!(pairing.phone_count(), MAX_PHONES);
        assert!(!pairing.is_paired(&words[0]) && pairing.is_paired(&words[1]));
    }
}
