//! Who may come in from the network: a phone that knows the one-time code.

use std::fmt::Write;
use std::time::Duration;

/// Digits of a code. With [`MOST_GUESSES`] a stranger finds one in twenty million times.
const DIGITS: u32 = 8;
/// After so many wrong codes, none is right until a new one is asked for.
const MOST_GUESSES: u32 = 5;
/// How long a code waits for its phone.
const WAITS: Duration = Duration::from_secs(15 * 60);
/// The most phones at a time; the one that came first has to go.
const MOST_PHONES: usize = 8;

/// Random bytes; `None` where the operating system has none to give.
pub type Random<'r> = &'r mut dyn FnMut(&mut [u8]) -> Option<()>;

/// The door for phones.
#[derive(Debug, Default)]
pub struct Pairing {
    code: Option<Code>,
    /// What the phones that came in show, the first first.
    phones: Vec<String>,
}

#[derive(Debug)]
struct Code {
    digits: String,
    wrong: u32,
    until: Duration,
}

/// What can be said of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It waits for a phone.
    Waits(String),
    /// It was used, has waited too long, or was never made.
    None,
    /// It was guessed at too often.
    Guessed,
}

/// Why a phone may not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The code is another.
    Wrong,
    /// No code is right: it was used, is too old, or was guessed at too often.
    NoCode,
    /// The operating system gives no random numbers.
    NoChance,
}

impl Pairing {
    /// Makes a new code; an old one is right no more. `now` is the time by a clock that never
    /// jumps.
    pub fn renew(&mut self, now: Duration, random: Random) -> bool {
        // The remainder favours some codes by one part in ten to the eleventh.
        let mut bytes = [0; 8];
        let digits = random(&mut bytes)
            .map(|()| format!("{:08}", u64::from_le_bytes(bytes) % 10_u64.pow(DIGITS)));
        self.code = digits.map(|digits| Code { digits, wrong: 0, until: now + WAITS });
        self.code.is_some()
    }

    /// What can be said of the code now.
    pub fn status(&self, now: Duration) -> Status {
        match &self.code {
            Some(code) if code.wrong >= MOST_GUESSES => Status::Guessed,
            Some(code) if now < code.until => Status::Waits(code.digits.clone()),
            _ => Status::None,
        }
    }

    /// Lets a phone in that knows the code, which is used up by that. The phone is known from then
    /// on by the word that this gives.
    ///
    /// # Errors
    ///
    /// Why it may not come in.
    pub fn enter(&mut self, tried: &str, now: Duration, random: Random) -> Result<String, Refused> {
        let code = self
            .code
            .as_mut()
            .filter(|code| code.wrong < MOST_GUESSES && now < code.until)
            .ok_or(Refused::NoCode)?;
        let tried: String =
            tried.chars().filter(|letter| !matches!(letter, ' ' | '-' | '\u{a0}')).collect();
        if !is_same(&tried, &code.digits) {
            code.wrong += 1;
            return Err(Refused::Wrong);
        }
        let mut bytes = [0; 32];
        random(&mut bytes).ok_or(Refused::NoChance)?;
        let word = bytes.iter().fold(String::new(), |mut word, byte| {
            let _ = write!(word, "{byte:02x}");
            word
        });
        self.code = None;
        if self.phones.len() == MOST_PHONES {
            self.phones.remove(0);
        }
        self.phones.push(word.clone());
        Ok(word)
    }

    /// Whether a word is that of a phone that came in.
    pub fn knows(&self, word: &str) -> bool {
        self.phones.iter().any(|phone| is_same(phone, word))
    }

    /// How many phones came in.
    pub fn phones(&self) -> usize {
        self.phones.len()
    }

    /// Sends all phones away.
    pub fn forget(&mut self) {
        self.phones.clear();
    }
}

/// Whether two words are the same; takes as long for one that is nearly right as for any other.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(100);

    /// Bytes that are another each time.
    fn counted() -> impl FnMut(&mut [u8]) -> Option<()> {
        let mut count = 0;
        move |bytes| {
            count += 1;
            bytes.fill(count);
            Some(())
        }
    }

    fn code(pairing: &Pairing) -> String {
        match pairing.status(NOW) {
            Status::Waits(code) => code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_code_lets_one_phone_in() {
        let (mut pairing, mut random) = (Pairing::default(), counted());
        assert_eq!(pairing.enter("00000000", NOW, &mut random), Err(Refused::NoCode));
        pairing.renew(NOW, &mut random);
        let code = code(&pairing);
        assert_eq!(code.len(), 8);
        let spaced = format!("{} {}", &code[..4], &code[4..]);
        let word = pairing.enter(&spaced, NOW, &mut random).unwrap();
        assert!(pairing.knows(&word) && !pairing.knows("") && !pairing.knows(&word[1..]));
        assert_eq!(pairing.enter(&code, NOW, &mut random), Err(Refused::NoCode), "a second time");
        assert_eq!(pairing.status(NOW), Status::None);
        pairing.forget();
        assert!(!pairing.knows(&word));
    }

    #[test]
    fn guessing_closes_the_door_until_a_new_code_is_made() {
        let (mut pairing, mut random) = (Pairing::default(), counted());
        pairing.renew(NOW, &mut random);
        let right = code(&pairing);
        for _ in 0..MOST_GUESSES {
            assert_eq!(pairing.enter("12345678", NOW, &mut random), Err(Refused::Wrong));
        }
        assert_eq!(pairing.status(NOW), Status::Guessed);
        assert_eq!(pairing.enter(&right, NOW, &mut random), Err(Refused::NoCode));
        pairing.renew(NOW, &mut random);
        assert_ne!(code(&pairing), right);
        assert!(pairing.enter(&code(&pairing), NOW, &mut random).is_ok());
    }

    #[test]
    fn a_code_does_not_wait_for_ever() {
        let (mut pairing, mut random) = (Pairing::default(), counted());
        pairing.renew(NOW, &mut random);
        let code = code(&pairing);
        assert_eq!(pairing.status(NOW + WAITS), Status::None);
        assert_eq!(pairing.enter(&code, NOW + WAITS, &mut random), Err(Refused::NoCode));
    }

    #[test]
    fn without_chance_there_is_no_code() {
        let mut pairing = Pairing::default();
        assert!(!pairing.renew(NOW, &mut |_| None));
        assert_eq!(pairing.status(NOW), Status::None);
    }

    #[test]
    fn the_first_phone_makes_room_for_the_ninth() {
        let (mut pairing, mut random) = (Pairing::default(), counted());
        let mut words = Vec::new();
        for _ in 0..=MOST_PHONES {
            pairing.renew(NOW, &mut random);
            words.push(pairing.enter(&code(&pairing), NOW, &mut random).unwrap());
        }
        assert_eq!(pairing.phones(), MOST_PHONES);
        assert!(!pairing.knows(&words[0]) && pairing.knows(&words[1]));
    }
}
