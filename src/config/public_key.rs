//! A key that is no secret: whoever has it can tell what was signed, and sign nothing.

/// Bytes of a key of Ed25519.
const BYTES: usize = 32;

/// A public key of Ed25519. That it is one at all is for whoever uses it to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; BYTES]);

impl PublicKey {
    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().as_bytes();
        let mut key = [0; BYTES];
        if digits.len() != 2 * BYTES {
            return None;
        }
        for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
            let [high, low] = [pair[0], pair[1]].map(|digit| char::from(digit).to_digit(16));
            *byte = u8::try_from(high? * 16 + low?).ok()?;
        }
        Some(Self(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_four_digits_and_nothing_else() {
        let text = "00ff10".to_owned() + &"aB".repeat(29);
        let key = PublicKey::parse(&format!(" {text}\n")).unwrap().0;
        assert_eq!((&key[..4], key.len()), (&[0, 255, 16, 0xab][..], 32));
        for wrong in ["", "ab", &text[1..], &format!("{text}0"), &text.replace("ff", "fg"), &text.replace("ff", "+f")] {
            assert_eq!(PublicKey::parse(wrong), None, "{wrong}");
        }
    }
}
