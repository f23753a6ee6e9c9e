//! What a network costs a build: tokens, the macro's time, and `cargo check` over that of an empty crate.
//!
//! `cargo bench -p mlp-macros --bench compile_time`
//!
//! A procedural macro's crate exports nothing but macros, so this program, which is beside the macro's modules,
//! compiles them itself.

#![allow(unused_imports, dead_code, reason = "the modules' own tests are compiled here, but not run")]

extern crate proc_macro;

mod check;
mod conditions;
mod description;
mod errors;
mod expand;
mod layers;
mod network;
mod parse;
mod syntax;
mod words;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

const RUNS: usize = 5;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
    let krate = Crate::new(folder);
    let empty = krate.check("fn main() {}");
    println!("cargo check of an empty crate that depends on mlp: {} ms", empty.as_millis());
    println!(
        "{:>8} {:>8} {:>12} {:>22} {:>12}",
        "layers", "tokens", "macro (ms)", "cargo check, over (ms)", "per layer"
    );
    for layers in [1, 10, 100, 1000] {
        let description = description(layers);
        let (tokens, time) = expansion(&description);
        let over = krate.check(&program(&description)).saturating_sub(empty).as_secs_f64() * 1e3;
        let (time, each) = (time.as_secs_f64() * 1e3, over / layers as f64);
        println!("{layers:>8} {tokens:>8} {time:>12.2} {over:>22.0} {each:>12.2}");
    }
    for networks in [1, 10] {
        let modules = (0..networks).map(|i| format!("mod m{i} {{ mlp::network! {{ {} }} }}\n", description(10)));
        let source = modules.collect::<String>() + "fn main() {}";
        let over = krate.check(&source).saturating_sub(empty).as_millis();
        println!("{networks} networks of ten layers add {over} ms to cargo check");
    }
}

/// `layers` layers of 64 units.
fn description(layers: usize) -> String {
    let mut text = "pub struct Network; input 64;\n".to_owned();
    for _ in 1..layers {
        let _ = writeln!(text, "dense 64 relu;");
    }
    text + "dense 10 softmax; loss sparse_categorical;"
}

fn program(description: &str) -> String {
    format!("mlp::network! {{ {description} }}\nfn main() {{}}")
}

/// The number of tokens of the expansion, and the median of the time.
fn expansion(description: &str) -> (usize, Duration) {
    let mut tokens = 0;
    let times = (0..RUNS).map(|_| {
        let description: TokenStream = description.parse().expect("tokens of Rust");
        let start = Instant::now();
        match parse::parse(description).and_then(check::check) {
            Ok(network) => tokens = count(expand::expand(&network, &quote!(::mlp))),
            Err(errors) => panic!("{}", errors.into_tokens()),
        }
        start.elapsed()
    });
    let time = median(times.collect());
    (tokens, time)
}

fn count(tokens: TokenStream) -> usize {
    let size = |token| match token {
        TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(size).sum()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// A crate that depends on `mlp`, with what it depends on checked before.
struct Crate(PathBuf);

impl Crate {
    fn new(folder: PathBuf) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        std::fs::create_dir_all(folder.join("src")).expect("a folder for the crate");
        let manifest = format!(
            "[package]\nname = \"compile_time\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nmlp = {{ path = {:?} }}\n\n[workspace]\n",
            root.canonicalize().expect("the workspace")
        );
        std::fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
        Self(folder)
    }

    /// The median time of `cargo check` after a change of nothing but the program.
    fn check(&self, program: &str) -> Duration {
        self.run(program);
        median((0..RUNS).map(|_| self.run(program)).collect())
    }

    fn run(&self, program: &str) -> Duration {
        std::fs::write(self.0.join("src/main.rs"), program).expect("a program");
        let start = Instant::now();
        let output = Command::new(env!("CARGO")).args(["check", "--quiet"]).current_dir(&self.0).output();
        let time = start.elapsed();
        let output = output.expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        time
    }
}
