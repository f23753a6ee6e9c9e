//! Every link of the README works, on the page of the repository and in the docs.

use std::collections::BTreeMap;
use std::path::Path;

const README: &str = include_str!("../README.md");
const DOCS: [&str; 3] = [include_str!("../src/links.md"), README, include_str!("../src/files.md")];

/// The links that are defined in a text. In Markdown the first definition of a link counts.
fn definitions(text: &str) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    for line in text.lines() {
        if let Some((name, target)) = line.strip_prefix('[').and_then(|line| line.split_once("]: ")) {
            found.entry(name).or_insert(target);
        }
    }
    found
}

/// The parts between `start` and `end`.
fn between<'t>(text: &'t str, start: &str, end: char) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(part, _)| part).collect()
}

/// Text without its listings, in which brackets are Rust's.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The anchors of the headings, as rustdoc and GitHub make them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text
        .lines()
        .filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')));
    headings.map(|heading| heading.to_lowercase().replace(' ', "-").replace(',', "")).collect()
}

#[test]
fn on_the_repository_page() {
    let (defined, text) = (definitions(README), prose(README));
    let used = between(&text, "][", ']');
    assert!(used.len() >= 17, "{used:?}");
    for name in &used {
        assert!(defined.contains_key(name), "[{name}] is not defined");
    }
    for (name, target) in defined {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(target).exists(), "[{name}]: {target}");
        assert!(used.contains(&name), "[{name}] is not used");
    }
}

#[test]
fn in_the_docs() {
    let (docs, repository) = (DOCS.join("\n"), definitions(README));
    let (defined, anchors) = (definitions(&docs), anchors(&prose(&docs)));
    for (name, target) in &repository {
        match defined[name] {
            "crate::guide" => {} // rustdoc itself denies a broken one
            picture if picture.starts_with("data:image/svg+xml,") => assert_eq!(*name, "loss curve"),
            place => {
                let anchor = place.strip_prefix('#').unwrap_or_else(|| panic!("[{name}] is {place} in the docs"));
                assert!(anchors.iter().any(|there| there == anchor), "[{name}]: there is no heading for #{anchor}");
                assert!(DOCS[2].contains(&format!("| {name} | `{target}` |")), "{target} is not in src/files.md");
            }
        }
    }
    // A link with its target in parentheses would lead to a file that the docs do not have.
    for target in between(&prose(README), "](", ')') {
        assert!(target.starts_with("https://"), "{target}: define it at the end of README.md and in src/links.md");
    }
}

/// The docs show the picture itself, so that it is there without a network.
#[test]
fn the_picture() {
    let picture = definitions(DOCS[0])["loss curve"].strip_prefix("data:image/svg+xml,").unwrap();
    let mut bytes = Vec::new();
    let mut rest = picture.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped =
            (first == b'%').then(|| u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
        bytes.push(escaped.unwrap_or(first));
        rest = &after[if escaped.is_some() { 2 } else { 0 }..];
    }
    let svg = include_str!("../examples/pictures/digits.svg");
    assert_eq!(String::from_utf8(bytes).unwrap(), svg, "write the new picture into src/links.md, percent-encoded");
}
