//! Mistakes, and all that is said about each.

mod blocks;
mod classes;
mod layers;
mod not_yet;
mod parts;
mod schedules;
mod training;
mod whole;

use super::messages;

/// Descriptions, and the messages each gives.
type Cases = &'static [(&'static str, &'static [&'static str])];

#[test]
fn mistakes_and_messages() {
    let cases = [
        blocks::CASES,
        classes::CASES,
        layers::CASES,
        not_yet::CASES,
        parts::CASES,
        schedules::CASES,
        training::CASES,
        whole::CASES,
    ]
    .concat();
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(description, expected)| messages(description) != *expected)
        .map(|(description, expected)| {
            format!("{description}\n  says {:#?}\n  not {expected:#?}", messages(description))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
