//! The kernels are layers: a file imports only from files below it, except inside the folder of one algorithm.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files of `folder`, as module paths below `kernel`, with the module paths that they import from there.
fn imports(folder: &Path, module: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if stem != "tests" {
                imports(&path, &format!("{module}{stem}/"), found);
            }
        } else if stem != "tests" && !(module.is_empty() && stem == "mod") {
            let source = fs::read_to_string(&path).unwrap();
            let name = if stem == "mod" { module.trim_end_matches('/').to_owned() } else { format!("{module}{stem}") };
            let uses = source.lines().filter_map(|line| line.strip_prefix("use crate::kernel::"));
            let modules = uses.map(|path| {
                path.split("::").take_while(|part| part.starts_with(char::is_lowercase)).collect::<Vec<_>>().join("/")
            });
            found.entry(name).or_default().extend(modules.map(|module| module.trim_end_matches(';').to_owned()));
        }
    }
}

/// The algorithm that a file belongs to: its folder, or itself.
fn algorithm(file: &str) -> &str {
    match file.split('/').next() {
        Some(folder @ ("gemm" | "simd")) => folder,
        _ => file,
    }
}

#[test]
fn files_import_only_from_below() {
    let mut files = BTreeMap::new();
    imports(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kernel"), "", &mut files);
    assert!(files.len() > 20 && files["gemm/macrokernel"].contains("gemm/packing"), "{files:?}");
    // What is left after removing, again and again, every file that imports nothing that is left, is in a circle.
    loop {
        let done: Vec<_> = files
            .iter()
            .filter(|(file, uses)| {
                uses.iter().all(|used| !files.contains_key(used) || algorithm(used) == algorithm(file))
            })
            .map(|(file, _)| file.clone())
            .collect();
        if done.is_empty() {
            break;
        }
        files.retain(|file, _| !done.contains(file));
    }
    assert!(files.is_empty(), "circles among {files:#?}");
}
