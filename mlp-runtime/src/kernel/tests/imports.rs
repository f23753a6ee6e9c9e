//! The kernels are layers: a file imports only from files below it, except inside the folder of one algorithm.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files of `folder`, as module paths below `kernel`, with the paths that they import from there.
fn imports(folder: &Path, module: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if stem == "tests" || module.is_empty() && stem == "mod" {
            continue;
        }
        if path.is_dir() {
            imports(&path, &format!("{module}{stem}/"), found);
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let name = if stem == "mod" { module.trim_end_matches('/').to_owned() } else { format!("{module}{stem}") };
        let uses = source.lines().filter_map(|line| line.strip_prefix("use crate::kernel::"));
        found.entry(name).or_default().extend(uses.map(|path| path.replace("::", "/")));
    }
}

/// The file that an import is from: the longest beginning of its path that is one.
fn file_of<'a>(import: &'a str, files: &BTreeMap<String, BTreeSet<String>>) -> &'a str {
    let ends = import.match_indices(['/', ';', '{']).map(|(end, _)| end).rev();
    ends.map(|end| &import[..end]).find(|file| files.contains_key(*file)).unwrap_or_default()
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
    let mut found = BTreeMap::new();
    imports(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kernel"), "", &mut found);
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, uses) in &found {
        files.insert(file, uses.iter().map(|import| file_of(import, &found)).collect());
    }
    assert!(files.len() > 20 && files["gemm/macrokernel"].contains("gemm/packing"), "{files:?}");
    // What remains after removing, again and again, every file whose imports are gone, is in a circle.
    loop {
        let remains_outside = |file: &str, used: &str| files.contains_key(used) && algorithm(used) != algorithm(file);
        let done: Vec<_> =
            files.iter().filter(|(file, uses)| !uses.iter().any(|used| remains_outside(file, used))).collect();
        let done: Vec<&str> = done.into_iter().map(|(file, _)| *file).collect();
        if done.is_empty() {
            break;
        }
        files.retain(|file, _| !done.contains(file));
    }
    assert!(files.is_empty(), "circles among {files:#?}");
}
