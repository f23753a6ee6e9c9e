//! Vectors, arrays, and files → [`Dataset`]: rows of inputs with their targets, checked once.

pub(crate) mod cells;
mod convert;
#[cfg(feature = "csv")]
mod csv;
pub(crate) mod dataset;
mod folders;
mod idx;
#[cfg(feature = "npy")]
mod npy;
mod scaler;
mod source;
mod split;
pub(crate) mod statistics;

pub use cells::FromCells;
pub use convert::IntoRows;
#[cfg(feature = "csv")]
pub use csv::Csv;
pub use dataset::Dataset;
pub use folders::{fashion_mnist, idx_folder};
#[cfg(feature = "npy")]
pub use npy::{FromNpy, read_npy};
pub use scaler::Scaler;
pub use source::Source;
