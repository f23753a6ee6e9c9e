//! tmp
use crate::network::{Word, WordKind};
pub(crate) fn default_init(activation: &Word) -> &'static str {
    match &activation.kind {
        WordKind::Vocabulary(w) => match w.to_string().as_str() {
            "relu" | "leaky_relu" | "elu" | "gelu" | "silu" | "mish" => "he_uniform",
            "selu" => "lecun_normal",
            _ => "glorot_uniform",
        },
        WordKind::Own(_) => "glorot_uniform",
    }
}
