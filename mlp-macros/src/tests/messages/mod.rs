//! Mistakes, and all that is said about each.

mod blocks;
mod classes;
mod layers;
mod parts;
mod schedules;
mod training;
mod whole;

use super::messages;

/// Descriptions, and the messages each gives.
type Cases = &'static [(&'static str, &'static [&'static str])];

#[test]
fn mistakes_and_messages() {
    for (description, expected) in
        [blocks::CASES, classes::CASES, layers::CASES, parts::CASES, schedules::CASES, training::CASES, whole::CASES]
            .concat()
    {
        assert_eq!(messages(description), *expected, "{description}");
    }
}
