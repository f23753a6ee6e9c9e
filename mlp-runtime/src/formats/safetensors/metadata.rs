//! The metadata of a file: the program that wrote it, the network, and the [checksum](super::checksum).

use std::fmt::Write;

use super::checksum::{ALGORITHM, DIGITS};
use super::header::{CHECKSUM, METADATA, VERSION};
use crate::Layer;

const NETWORK: &str = "mlp.network";
const CLASSES: &str = "mlp.classes";

/// The description of a network, apart from its tensors.
#[derive(Default)]
pub(crate) struct About {
    /// Its layers, `input 784; dense 128 relu; dense 10 softmax`.
    pub(crate) network: Option<String>,
    /// The names of `classes`.
    pub(crate) classes: &'static [&'static str],
}

impl About {
    pub(crate) fn of<M: Layer>() -> Self {
        Self { network: Some(network::<M>()), classes: M::CLASSES }
    }
}

/// The layers, as in a description.
pub(crate) fn network<M: Layer>() -> String {
    let mut text = format!("input {}", M::INPUTS);
    for layer in M::LAYERS {
        let outputs = if layer.kind == "dense" { format!(" {}", layer.outputs) } else { String::new() };
        let detail = if layer.detail.is_empty() { String::new() } else { format!(" {}", layer.detail) };
        let _ = write!(text, "; {}{outputs}{detail}", layer.kind); // a string takes all
    }
    text
}

/// `"__metadata__":{…}` with zeros for the checksum's digits, and where among its bytes these are. All values are
/// texts, as the format wants; the classes are a JSON array in one.
pub(super) fn entry(about: &About) -> (String, usize) {
    let mut text = format!("{}:{{{}:\"{ALGORITHM}", quoted(METADATA), quoted(CHECKSUM));
    let digits = text.len();
    text.extend(std::iter::repeat_n('0', DIGITS));
    text.push('"');
    let classes: Vec<String> = about.classes.iter().map(|class| quoted(class)).collect();
    let classes = (!classes.is_empty()).then(|| format!("[{}]", classes.join(",")));
    let version = env!("CARGO_PKG_VERSION").to_owned();
    for (key, value) in [(CLASSES, classes), (NETWORK, about.network.clone()), (VERSION, Some(version))] {
        if let Some(value) = value {
            let _ = write!(text, ",{}:{}", quoted(key), quoted(&value)); // a string takes all
        }
    }
    text.push('}');
    (text, digits)
}

/// A text in JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\0'..' ' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character)); // a string takes all
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
