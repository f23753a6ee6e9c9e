//! Every mistake is one error at the word that is wrong: one file a mistake, its `.stderr` beside it.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the `.stderr` files and `ui/MESSAGES.md` anew; review them like
//! code.

use std::fmt::Write;
use std::fs;
use std::path::Path;

#[test]
fn mistakes() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/parse/*.rs");
    cases.compile_fail("tests/ui/check/*.rs");
    cases.compile_fail("tests/ui/types/*.rs");
    cases.compile_fail("tests/ui/derive/*.rs");
    drop(cases);
    messages();
}

/// All messages in one file, `ui/MESSAGES.md`, to be read in one go.
fn messages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let mut page =
        "# What is said about each mistake\n\nWritten by `TRYBUILD=overwrite cargo test --test ui` from the \
                    `.stderr` files; not to be edited.\n"
            .to_owned();
    for (kind, about) in [
        ("parse", "A statement is wrong by itself."),
        ("check", "Statements do not go together."),
        ("types", "What only rustc can know: values of constants, other types."),
        ("derive", "`#[derive(mlp::Tensors)]` on a struct of your own."),
    ] {
        write!(page, "\n## {kind}\n\n{about}\n\n| case | line | message |\n| --- | --- | --- |\n").unwrap();
        let mut files: Vec<_> = fs::read_dir(folder.join(kind)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "stderr")) {
            let case = file.file_stem().unwrap().to_string_lossy().into_owned();
            for (line, message) in errors(&fs::read_to_string(file).unwrap()) {
                writeln!(page, "| {case} | {} | {} |", code(&line), message.replace('|', "\\|")).unwrap();
            }
        }
    }
    let file = folder.join("MESSAGES.md");
    if std::env::var_os("TRYBUILD").is_some() {
        return fs::write(file, page).unwrap();
    }
    assert!(fs::read_to_string(file).unwrap() == page, "MESSAGES.md is stale: TRYBUILD=overwrite cargo test --test ui");
}

/// The line and the message of each error in a `.stderr` file.
fn errors(text: &str) -> Vec<(String, String)> {
    let (mut errors, mut place): (Vec<(String, String)>, Option<&str>) = (Vec::new(), None);
    for line in text.lines() {
        if let Some((_, message)) = line.split_once(": ").filter(|(head, _)| head.starts_with("error")) {
            let message = message.strip_prefix("evaluation panicked: ").unwrap_or(message);
            errors.push((String::new(), message.to_owned()));
            place = None;
        } else if let (None, Some((_, at))) = (place, line.split_once("--> ")) {
            place = at.split(':').nth(1);
        } else if let (Some((number, source)), Some((shown, _))) = (line.split_once(" | "), errors.last_mut())
            && shown.is_empty()
            && place == Some(number.trim())
        {
            source.trim_start_matches(['/', ' ']).clone_into(shown);
        }
    }
    errors
}

/// A line of the description in a table.
fn code(line: &str) -> String {
    let fence = if line.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", line.replace('|', "\\|"))
}
