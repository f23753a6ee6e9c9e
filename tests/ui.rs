//! Every mistake is one error at the word that is wrong: one file a mistake, its `.stderr` beside it.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the `.stderr` files anew; review them like code.

#[test]
fn mistakes() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/parse/*.rs");
    cases.compile_fail("tests/ui/check/*.rs");
    cases.compile_fail("tests/ui/types/*.rs");
}
