//! Pairing of phones: a phone on the network is paired when it sends the one-time code.

use std::fmt::Write;
use std::time::Duration;

use crate::serve::access_key::is_equal_in_constant_time;

/// Digits of a code. With [`MAX_GUESSES`] a stranger finds one in twenty million times.
const CODE_DIGITS: u32 = 8;
/// After this number of wrong codes, the code is no longer valid.
const MAX_GUESSES: u32 = 5;
/// How long a code is valid.
const CODE_LIFETIME: Duration = Duration::from_secs(15 * 60);
/// Maximum number of paired phones; one more unpairs the oldest.
const MAX_PHONES: usize = 8;

/// Fills a buffer with random bytes; `None` if the operating system provides none.
pub(super) type RandomSource<'r> = &'r mut dyn FnMut(&mut [u8]) -> Option<()>;

/// The paired phones, and the code for the next one.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    code: Option<PairingCode>,
    /// The tokens of the paired phones, the oldest first.
    phones: Vec<String>,
}

#[derive(Debug)]
struct PairingCode {
    digits: String,
    wrong_guesses: u32,
    valid_until: Duration,
}

/// The status of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CodeStatus {
    /// The code is valid.
    Valid(String),
    /// The code was used, has expired, or was never created.
    None,
    /// Too many wrong codes were entered.
    TooManyGuesses,
}

/// The reason why a phone is not paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PairingError {
    /// The code is wrong.
    WrongCode,
    /// No code is valid: it was used, has expired, or too many wrong codes were entered.
    NoValidCode,
    /// The operating system provides no random numbers.
    NoRandomness,
}

impl Pairing {
    /// Creates a new code, which replaces the old one. `now` is the time of a monotonic clock.
    /// Returns whether that is possible.
    pub(super) fn renew_code(&mut self, now: Duration, random: RandomSource) -> bool {
        // The remainder makes some codes more likely, but only by one part in 10¹¹.
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

    /// Returns the status of the code.
    pub(super) fn code_status(&self, now: Duration) -> CodeStatus {
        match &self.code {
            Some(code) if code.wrong_guesses >= MAX_GUESSES => CodeStatus::TooManyGuesses,
            Some(code) if now < code.valid_until => CodeStatus::Valid(code.digits.clone()),
            _ => CodeStatus::None,
        }
    }

    /// Pairs a phone that sends the code, which is then used up. Returns the token by which the
    /// phone is recognized from now on.
    ///
    /// # Errors
    ///
    /// Returns the reason why the phone is not paired.
    pub(super) fn pair_phone(
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
        let token = bytes.iter().fold(String::new(), |mut token, byte| {
            let _ = write!(token, "{byte:02x}");
            token
        });
        self.code = None;
        if self.phones.len() == MAX_PHONES {
            self.phones.remove(0);
        }
        self.phones.push(token.clone());
        Ok(token)
    }

    /// Tells whether a token belongs to a paired phone.
    pub(super) fn is_paired(&self, token: &str) -> bool {
        self.phones.iter().any(|phone| is_equal_in_constant_time(phone, token))
    }

    /// Returns the number of paired phones.
    pub(super) fn phone_count(&self) -> usize {
        self.phones.len()
    }

    /// Unpairs all phones.
    pub(super) fn unpair_all(&mut self) {
        self.phones.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(100);

    /// Returns a source of bytes that differ on each call.
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
        let token = pairing.pair_phone(&spaced, NOW, &mut random).unwrap();
        assert!(
            pairing.is_paired(&token) && !pairing.is_paired("") && !pairing.is_paired(&token[1..])
        );
        assert_eq!(
            pairing.pair_phone(&code, NOW, &mut random),
            Err(PairingError::NoValidCode),
            "a second time"
        );
        assert_eq!(pairing.code_status(NOW), CodeStatus::None);
        pairing.unpair_all();
        assert!(!pairing.is_paired(&token));
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
        let mut tokens = Vec::new();
        for _ in 0..=MAX_PHONES {
            pairing.renew_code(NOW, &mut random);
            tokens.push(pairing.pair_phone(&current_code(&pairing), NOW, &mut random).unwrap());
        }
        assert_eq!(pairing.phone_count(), MAX_PHONES);
        assert!(!pairing.is_paired(&tokens[0]) && pairing.is_paired(&tokens[1]));
    }
}
