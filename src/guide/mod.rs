//! The guide: nine short pages, from a first network to parts of your own. Every program in it is compiled and run as a
//! test.
//!
//! | page | answers |
//! | --- | --- |
//! | [`first_network`] | How do I describe, train, and use a network? |
//! | [`your_own_data`] | How do I get my table, my arrays, or my images in? |
//! | [`reading_the_errors`] | What does the compiler tell me, and what does `Error`? |
//! | [`choosing_a_loss`] | Which loss and which last activation fit my task? |
//! | [`overfitting`] | Why is it good in training and bad on new rows, and what helps? |
//! | [`saving_and_loading`] | How do weights get into a file, a binary, or PyTorch? |
//! | [`speed`] | What makes training and prediction fast? |
//! | [`deploying`] | How does a trained network get into a product? |
//! | [`your_own_parts`] | How do I write an activation, a loss, or a layer? |

#[doc = include_str!("first_network.md")]
pub mod first_network {}

#[doc = include_str!("your_own_data.md")]
pub mod your_own_data {}

#[doc = include_str!("reading_the_errors.md")]
pub mod reading_the_errors {}

#[doc = include_str!("choosing_a_loss.md")]
pub mod choosing_a_loss {}

#[doc = include_str!("overfitting.md")]
pub mod overfitting {}

#[doc = include_str!("saving_and_loading.md")]
pub mod saving_and_loading {}

#[doc = include_str!("speed.md")]
pub mod speed {}

#[doc = include_str!("deploying.md")]
pub mod deploying {}

#[doc = include_str!("your_own_parts.md")]
pub mod your_own_parts {}
