//! What the parser reads with. It knows which words begin a statement, and nothing of what a statement says.
//!
//! `punctuation` ← `tokens` ← `recovery`, `split_words`: each knows those before it.

pub(crate) mod punctuation;
mod recovery;
pub(crate) mod split_words;
mod tokens;

pub(crate) use recovery::{is_statement, looks_like_statement, rest_of_statement};
pub(crate) use tokens::{ErrorReported, Parsed, Tokens};
