//! NumPy's number types: bytes → `f64`.

/// How a number is stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dtype {
    kind: Kind,
    /// Bytes of a number.
    pub(super) size: usize,
    big_endian: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Bool,
    Signed,
    Unsigned,
    Float,
}

impl Dtype {
    /// From `<f4`, `|u1` and the like.
    pub(super) fn parse(descr: &str) -> Option<Self> {
        let (order, kind, size) = (descr.get(..1)?, descr.get(1..2)?, descr.get(2..)?.parse().ok()?);
        let kind = match (kind, size) {
            ("b", 1) => Kind::Bool,
            ("i", 1 | 2 | 4 | 8) => Kind::Signed,
            ("u", 1 | 2 | 4 | 8) => Kind::Unsigned,
            ("f", 2 | 4 | 8) => Kind::Float,
            _ => return None,
        };
        let big_endian = match order {
            "<" | "|" => false,
            ">" => true,
            "=" => cfg!(target_endian = "big"),
            _ => return None,
        };
        Some(Self { kind, size, big_endian })
    }

    /// As NumPy calls it: `float32`.
    pub(super) fn name(self) -> String {
        let bits = 8 * self.size;
        match self.kind {
            Kind::Bool => "bool".into(),
            Kind::Signed => format!("int{bits}"),
            Kind::Unsigned => format!("uint{bits}"),
            Kind::Float => format!("float{bits}"),
        }
    }

    /// The number in these bytes, `size` of them. Integers beyond 2⁵³ are rounded.
    pub(super) fn number(self, bytes: &[u8]) -> f64 {
        let digit = |bits: u64, &byte: &u8| bits << 8 | u64::from(byte);
        let bits = if self.big_endian { bytes.iter().fold(0, digit) } else { bytes.iter().rev().fold(0, digit) };
        match (self.kind, self.size) {
            (Kind::Float, 2) => half(bits as u16),
            (Kind::Float, 4) => f64::from(f32::from_bits(bits as u32)),
            (Kind::Float, _) => f64::from_bits(bits),
            (Kind::Signed, 1) => f64::from(bits as u8 as i8),
            (Kind::Signed, 2) => f64::from(bits as u16 as i16),
            (Kind::Signed, 4) => f64::from(bits as u32 as i32),
            (Kind::Signed, _) => bits as i64 as f64,
            (Kind::Bool | Kind::Unsigned, _) => bits as f64,
        }
    }
}

/// IEEE 754's binary16: a sign, 5 bits of the exponent, 10 of the fraction.
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023) / 1024.0);
    let size = match exponent {
        0 => fraction * 2_f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2_f64.powi(exponent - 15),
    };
    if bits >> 15 == 1 { -size } else { size }
}
