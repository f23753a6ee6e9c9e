//! ARCHITECTURE.md is true: the files it names exist, and its map has every folder and file at the top of each crate.

use std::fs;
use std::path::Path;

fn text() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Words in backquotes that are paths of files or folders.
fn paths(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_path = |word: &&str| {
        let known = [".rs", ".md", ".toml", ".py", "/"].iter().any(|end| word.ends_with(end));
        known && !word.contains([' ', '"', '<', '…'])
    };
    quoted.filter(is_path).collect()
}

#[test]
fn files_that_are_named_exist() {
    let text = text();
    let text = &text[text.find("## The walk").unwrap()..];
    let found = paths(text);
    assert!(found.len() > 40, "{found:?}");
    for path in found {
        let beside = ["", "mlp-runtime/src", "mlp-macros/src", "mlp-macros/src/parse", "mlp-macros/src/expand/layer"];
        assert!(beside.iter().any(|folder| root().join(folder).join(path).exists()), "there is no `{path}`");
    }
}

#[test]
fn the_map_is_the_tree() {
    let text = text();
    let map = text.split("```").nth(1).unwrap();
    for folder in ["mlp-runtime/src", "mlp-macros/src"] {
        let (_, rest) = map.split_once(&format!("\n{folder}/")).unwrap();
        let inside = rest.lines().skip(1).take_while(|line| line.starts_with("  "));
        let mut named: Vec<&str> = inside
            .filter(|line| !line.starts_with("   "))
            .filter_map(|line| line.split_whitespace().next())
            .map(|name| name.trim_end_matches('/'))
            .collect();
        named.sort_unstable();
        let entries = fs::read_dir(root().join(folder)).unwrap();
        let mut there: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        there.sort_unstable();
        assert_eq!(named, there, "{folder}");
    }
}

/// Sixteen entries are what a reader takes in at a glance.
#[test]
fn the_runtime_stays_small_at_the_top() {
    assert!(fs::read_dir(root().join("mlp-runtime/src")).unwrap().count() <= 16);
}
