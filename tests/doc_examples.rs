//! Every item on the front page of the docs, every word of the language, and every method of the types that users hold
//! shows an example. (That the examples run is what the doctests are for.)

use std::fs;
use std::path::{Path, PathBuf};

fn runtime() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("mlp-runtime/src")
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path.as_ref()).unwrap()
}

/// The sources below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The names that a file exports with `pub use …::{A, B};`.
fn exports(text: &str) -> Vec<&str> {
    let uses = text.split("\npub use ").skip(1).filter_map(|rest| rest.split_once(';'));
    let names = uses.flat_map(|(path, _)| path.rsplit_once("::{").map_or(path, |(_, list)| list).split(','));
    names.map(|name| name.rsplit("::").next().unwrap().trim_matches([' ', '\n', '}'])).collect()
}

/// Whether a line declares a public item: of this name, or any.
fn declares(line: &str, name: &str) -> bool {
    let Some(item) = line.trim_start().strip_prefix("pub ") else { return false };
    let item = item.strip_prefix("const fn ").or_else(|| item.strip_prefix("fn ")).or_else(|| {
        let kinds = ["struct ", "enum ", "trait ", "type "];
        kinds.iter().find_map(|kind| item.strip_prefix(kind))
    });
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    item.is_some_and(|item| name.is_empty() || item.split(|letter| !is_name(letter)).next() == Some(name))
}

/// Whether the docs above a line have an example.
fn has_example(lines: &[&str], line: usize) -> bool {
    let above = lines[..line].iter().rev().map(|line| line.trim_start());
    let mut docs = above.skip_while(|line| !line.starts_with("///")).take_while(|line| line.starts_with("///"));
    docs.any(|line| line.contains("```"))
}

#[test]
fn items_of_the_front_page_and_words_of_the_language() {
    let texts: Vec<String> = sources(&runtime()).into_iter().map(read).collect();
    let front = read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let modules = ["activation", "loss", "optimizer", "metrics", "data"];
    let exported: Vec<String> = modules.map(|module| read(runtime().join(module).join("mod.rs"))).into();
    let of_front = exports(&front).into_iter().filter(|name| name.starts_with(char::is_uppercase));
    // `Adam` and `AdamW` are declared by a macro; the others are not for users to name.
    let left_out = ["", "Adam", "AdamW", "Own", "Classifies", "CrossEntropy", "FromNpy", "FromCells"];
    let names: Vec<&str> = of_front.chain(exported.iter().flat_map(|text| exports(text))).collect();
    assert!(names.len() > 80, "{names:?}");
    for name in names.iter().filter(|name| !left_out.contains(name)) {
        let shown = texts.iter().any(|text| {
            let lines: Vec<&str> = text.lines().collect();
            (0..lines.len()).any(|at| declares(lines[at], name) && has_example(&lines, at))
        });
        assert!(shown, "`{name}` has no example in its docs");
    }
}

#[test]
fn methods_of_what_users_hold() {
    let files = [
        "data/convert.rs",
        "data/csv/mod.rs",
        "data/npy/mod.rs",
        "data/scaler.rs",
        "data/source/mod.rs",
        "data/split.rs",
        "formats/safetensors/public.rs",
        "model/predictor.rs",
        "train/checkpoint/mod.rs",
        "train/fit.rs",
        "train/history/mod.rs",
        "train/mod.rs",
        "train/monitor.rs",
        "train/schedule/mod.rs",
        "train/schedule/options.rs",
        "train/setters.rs",
        "train/step.rs",
    ];
    for file in files {
        let text = read(runtime().join(file));
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| declares(line, "") && line.contains("fn ")) {
            assert!(has_example(&lines, at), "{file}: no example in the docs of `{}`", line.trim());
        }
    }
}

#[test]
fn methods_of_models() {
    for file in ["model/mod.rs", "model/trainable.rs"] {
        let text = read(runtime().join(file));
        let lines: Vec<&str> = text.lines().collect();
        let methods = lines.iter().enumerate().filter(|(_, line)| line.starts_with("    fn "));
        for (at, line) in methods {
            assert!(has_example(&lines, at), "{file}: no example in the docs of `{}`", line.trim());
        }
    }
}
