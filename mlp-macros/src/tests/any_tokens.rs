//! No token stream makes the macro panic, and every refusal says something, in the language's own style.
//!
//! `MLP_STREAMS=1000000 cargo test -p mlp-macros --release any_tokens` tries a million of each kind.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::{check, expand, parse};

const VALID: &[&str] = &[
    "/// Docs. \n pub struct Net; dtype f64; input 28 * 28; hidden: dense HIDDEN leaky_relu(0.1) init=he_normal \
     bias=false l2=1e-4; dropout 0.2; dense 10 softmax; loss sparse_categorical label_smoothing=0.1; \
     optimizer sgd lr=0.1 momentum=0.9 nesterov=true; batch 32; epochs 10;",
    "struct Net; input 64; standardize; dense 64; batch_norm relu momentum=0.1 epsilon=1e-3; \
     residual relu { dense 32; layer_norm gelu; residual { dense 32; } dense 64; dropout 0.1; } \
     layer crate::Encoder; other: layer Scale<64>; dense 3 softmax; loss sparse_categorical; \
     classes Shirt, TShirt = \"T-shirt/top\", Bag; schedule step every=10 factor=0.1 warmup=2; \
     weights \"digits.safetensors\";",
    "input 2; dense 1 step; loss perceptron; classes No, Yes; optimizer rmsprop momentum=0.5 alpha=0.9; \
     schedule cosine minimum=0.01;",
];

const PIECES: &[&str] = &[
    "input",
    "dense",
    "dropout",
    "loss",
    "optimizer",
    "batch",
    "epochs",
    "dtype",
    "standardize",
    "residual",
    "batch_norm",
    "layer_norm",
    "layer",
    "classes",
    "schedule",
    "weights",
    "cosine",
    "step",
    "perceptron",
    "every",
    "factor",
    "warmup",
    "minimum",
    "momentum",
    "epsilon",
    "Shirt",
    "shirt",
    "Self",
    "Encoder",
    "BatchNormalization",
    "labels",
    "gamma",
    "1.0",
    "{ dense 2; }",
    "struct",
    "pub",
    "fn",
    "relu",
    "softmax",
    "leaky_relu",
    "ReLU",
    "nn",
    "crate",
    "mse",
    "sparse_categorical",
    "adam",
    "lr",
    "init",
    "l2",
    "bias",
    "he_normal",
    "true",
    "f64",
    "as",
    "HIDDEN",
    "_",
    "r#type",
    "__x",
    "activation",
    "units",
    "zürich",
    "128",
    "0",
    "1.5",
    "1.",
    "128relu",
    "1e-3",
    "1e999",
    "0x10",
    "99999999999999999999999999999999999999999999",
    "\"128\"",
    "\"x.safetensors\"",
    "\"\"",
    "'c'",
    "b'c'",
    "b\"x\"",
    "c\"x\"",
    "1u8",
    "1.5f32",
    "-",
    "+",
    "*",
    "/",
    "%",
    "=",
    "==",
    "=>",
    "->",
    ":",
    "::",
    ";",
    ";",
    ";",
    ",",
    ".",
    "..",
    "<",
    "<<",
    ">",
    "!",
    "#",
    "#![x]",
    "#[doc = \"x\"]",
    "'a",
    "$",
    "&&",
    "?",
    "@",
    "(",
    "[",
    "{",
    "none",
];

/// A xorshift generator: the same streams every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or_default()
    }
}

/// Random tokens, with groups of all four kinds.
fn tokens(dice: &mut Dice, most: usize) -> TokenStream {
    let mut stream = TokenStream::new();
    for _ in 0..dice.below(most) {
        let delimiter = match PIECES[dice.below(PIECES.len())] {
            "(" => Delimiter::Parenthesis,
            "[" => Delimiter::Bracket,
            "{" => Delimiter::Brace,
            "none" => Delimiter::None,
            piece => {
                stream.extend(piece.parse::<TokenStream>().expect("a token"));
                continue;
            }
        };
        let inside = tokens(dice, most / 2);
        stream.extend([TokenTree::from(Group::new(delimiter, inside))]);
    }
    stream
}

/// A valid description with some tokens left out, doubled, swapped or replaced.
fn mutated(dice: &mut Dice) -> TokenStream {
    let mut trees: Vec<TokenTree> =
        VALID[dice.below(VALID.len())].parse::<TokenStream>().expect("tokens").into_iter().collect();
    for _ in 0..=dice.below(4) {
        let (at, other) = (dice.below(trees.len()), dice.below(trees.len()));
        match dice.below(4) {
            0 => drop(trees.remove(at)),
            1 => trees.insert(at, trees[other].clone()),
            2 => trees.swap(at, other),
            _ => drop(trees.splice(at..=at, tokens(dice, 3))),
        }
    }
    trees.into_iter().collect()
}

fn judge(stream: &TokenStream) {
    let errors = match parse::parse(stream.clone()).and_then(check::check) {
        Ok(network) => return drop(expand::expand(&network, &quote::quote!(::mlp))),
        Err(errors) => errors,
    };
    let messages = errors.messages();
    assert!(!messages.is_empty(), "refused without a word: {stream}");
    for message in messages {
        let begins = message.starts_with(|first: char| first == '`' || first.is_lowercase());
        assert!(begins && !message.ends_with('.'), "not our style: {message}\n{stream}");
        assert_eq!(message.matches('`').count() % 2, 0, "a backtick is open: {message}\n{stream}");
    }
}

/// How many streams of a kind: some thousands, or as many as `MLP_STREAMS` says.
fn streams(usual: usize) -> usize {
    std::env::var("MLP_STREAMS").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

#[test]
fn random_tokens() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    (0..streams(6000)).for_each(|_| judge(&tokens(&mut dice, 24)));
}

#[test]
fn mutated_descriptions() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    (0..streams(4000)).for_each(|_| judge(&mutated(&mut dice)));
}

/// Blocks in blocks, deeper than anybody writes and than the stack of a thread can hold.
#[test]
fn deep_blocks() {
    for depth in [31, 32, 33, 200] {
        let description = format!("input 2; {}dense 2;{} dense 1;", "residual { ".repeat(depth), "}".repeat(depth));
        let tokens: TokenStream = description.parse().expect("tokens");
        judge(&tokens);
        let network = parse::parse(tokens).and_then(check::check);
        assert_eq!(network.is_ok(), depth <= 32, "{depth}");
    }
}
