//! Did Discord sign this? Ed25519 over the timestamp and the raw body, before anything else is looked at.
//!
//! `ed25519-dalek` by its strict check: it refuses what the looser ones of other libraries let pass (points of small order,
//! signatures written in more than one way), and is written in Rust. A key of small order, under which almost anything
//! would be signed, is refused at the start.

use axum::http::HeaderMap;
use ed25519_dalek::{Signature, VerifyingKey};

use crate::config::PublicKey;

/// Bytes of a signature.
const BYTES: usize = 64;
/// Digits of a timestamp in seconds; it has ten until the year 2286.
const STAMP_MAX_DIGITS: usize = 12;

/// Tells what Discord signed from what it did not.
#[derive(Debug, Clone)]
pub struct Verifier(VerifyingKey);

/// What the headers of a request claim; nothing of it is true before it was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim<'h> {
    signature: [u8; BYTES],
    /// The timestamp as it was written, which is signed before the body.
    pub stamp: &'h [u8],
}

impl<'h> Claim<'h> {
    /// What the headers claim; `None` where one is missing, there twice, or not of its form.
    #[must_use]
    pub fn of(headers: &'h HeaderMap) -> Option<Self> {
        let only = |name: &str| {
            let mut all = headers.get_all(name).iter();
            all.next().filter(|_| all.next().is_none()).map(axum::http::HeaderValue::as_bytes)
        };
        let (digits, stamp) = (only("x-signature-ed25519")?, only("x-signature-timestamp")?);
        let is_number = (1..=STAMP_MAX_DIGITS).contains(&stamp.len()) && stamp.iter().all(u8::is_ascii_digit);
        (digits.len() == 2 * BYTES && is_number).then_some(())?;
        let mut signature = [0; BYTES];
        for (byte, pair) in signature.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Some(Self { signature, stamp })
    }

    /// The timestamp, in seconds of Unix time.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.stamp.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'))
    }

    /// Bytes of the signature that no two signed requests share.
    #[must_use]
    pub fn mark(&self) -> u64 {
        self.signature[..8].iter().fold(0, |mark, byte| mark << 8 | u64::from(*byte))
    }
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl Verifier {
    /// A verifier by this key; `None` if it is no key, or one that forgeries would pass.
    #[must_use]
    pub fn new(key: PublicKey) -> Option<Self> {
        VerifyingKey::from_bytes(&key.0).ok().filter(|key| !key.is_weak()).map(Self)
    }

    /// Is this, the timestamp with the body after it, signed as the headers claim?
    #[must_use]
    pub fn is_signed(&self, claim: &Claim<'_>, stamp_and_body: &[u8]) -> bool {
        self.0.verify_strict(stamp_and_body, &Signature::from_bytes(&claim.signature)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};
    use ed25519_dalek::{Signer as _, SigningKey};

    use super::*;

    fn headers(rows: &[(&str, &str)]) -> HeaderMap {
        let row = |(name, value): &(&str, &str)| {
            (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap())
        };
        rows.iter().map(row).collect()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
            .collect()
    }

    #[test]
    fn what_was_signed_is_let_in_and_nothing_that_differs_by_a_bit() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let verifier = Verifier::new(PublicKey(key.verifying_key().to_bytes())).unwrap();
        let signed = b"1700000000{}";
        let signature = key.sign(signed).to_bytes();
        let check = |signature: &[u8], message: &[u8]| {
            let given = headers(&[("X-Signature-Ed25519", &hex(signature)), ("x-signature-timestamp", "1700000000")]);
            let claim = Claim::of(&given).unwrap();
            assert_eq!(claim.seconds(), 1_700_000_000);
            verifier.is_signed(&claim, message)
        };
        assert!(check(&signature, signed));
        for bit in 0..512 {
            let mut other = signature;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!check(&other, signed), "bit {bit} of the signature");
        }
        for bit in 0..signed.len() * 8 {
            let mut other = *signed;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!check(&signature, &other), "bit {bit} of the message");
        }
        let other = SigningKey::from_bytes(&[8; 32]);
        assert!(!check(&other.sign(signed).to_bytes(), signed));
    }

    #[test]
    fn a_signature_written_in_another_way_is_refused() {
        // The group's order: S and S + order stand for the same number.
        const ORDER: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let key = SigningKey::from_bytes(&[7; 32]);
        let verifier = Verifier::new(PublicKey(key.verifying_key().to_bytes())).unwrap();
        let mut signature = key.sign(b"1{}").to_bytes();
        let mut carry = 0;
        for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*byte) + u16::from(order) + carry;
            (*byte, carry) = (sum.to_le_bytes()[0], sum >> 8);
        }
        let given = headers(&[("x-signature-ed25519", &hex(&signature)), ("x-signature-timestamp", "1")]);
        assert!(!verifier.is_signed(&Claim::of(&given).unwrap(), b"1{}"));
    }

    #[test]
    fn headers_are_held_to_their_form() {
        let (name, stamp) = ("x-signature-ed25519", "x-signature-timestamp");
        let good = "aB".repeat(64);
        let good = good.as_str();
        assert!(Claim::of(&headers(&[(name, good), (stamp, "1")])).is_some());
        let half = &good[..64];
        let odd = format!("{}g", &good[1..]);
        let odd = odd.as_str();
        for rows in [
            &[][..],
            &[(name, good)],
            &[(stamp, "1")],
            &[(name, half), (stamp, "1")],
            &[(name, odd), (stamp, "1")],
            &[(name, good), (stamp, "")],
            &[(name, good), (stamp, "1.5")],
            &[(name, good), (stamp, "-1")],
            &[(name, good), (stamp, "1234567890123")],
            &[(name, good), (name, good), (stamp, "1")],
            &[(name, good), (stamp, "1"), (stamp, "2")],
        ] {
            assert_eq!(Claim::of(&headers(rows)), None, "{rows:?}");
        }
    }

    #[test]
    fn a_key_of_small_order_or_none_at_all_is_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        let no_point = (0..=255_u8).map(|byte| [byte; 32]).find(|bytes| VerifyingKey::from_bytes(bytes).is_err());
        for key in [[0; 32], identity, no_point.unwrap()] {
            assert!(Verifier::new(PublicKey(key)).is_none(), "{key:?}");
        }
    }
}
