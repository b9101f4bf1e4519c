//! Changes bytes at random, always in the same way for the same number.

/// Parts that are special in some format.
const PARTS: [&[u8]; 36] = [
    b"\0",
    b"\r\n",
    b"\t",
    b"\n  - ",
    b"\n- ",
    b": ",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"'",
    b"#",
    b"&a ",
    b"*a",
    b"|\n",
    b">\n",
    b"---\n",
    b"!!str ",
    b"<",
    b"/>",
    b"=\"1e38\"",
    b"=\"-1\"",
    b"**",
    b"`",
    b"```\n",
    b"](",
    b"![",
    b"~",
    b"^",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe2\x80\x8f",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"99999999999",
];

/// A source of mutations.
pub struct Mutator {
    state: u64,
}

impl Mutator {
    /// Creates the source of the mutations with a number.
    pub fn new(number: u64) -> Self {
        Self { state: number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 }
    }

    /// Returns a mutated copy of one of the seeds.
    pub fn mutate(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(5) {
            self.mutate_once(&mut bytes, seeds);
        }
        bytes
    }

    fn mutate_once(&mut self, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
        let at = self.below(bytes.len() + 1);
        let end = (at + self.below(24)).min(bytes.len());
        match self.below(7) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => {
                let copy = bytes[at..end].to_vec();
                let to = self.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            3 => {
                let other = &seeds[self.below(seeds.len())];
                let from = self.below(other.len() + 1);
                let to = (from + self.below(200)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            5 if at < bytes.len() => bytes[at] = self.next() as u8,
            _ => {
                let part = PARTS[self.below(PARTS.len())];
                bytes.splice(at..at, part.iter().copied());
            }
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Returns the next number of a xorshift generator (Marsaglia 2003).
    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }
}
