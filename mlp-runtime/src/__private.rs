//! What only the expansion of `mlp::network!` and of `#[derive(mlp::Tensors)]` names. It changes without notice.
//!
//! The expansion writes `mlp::__private::NAME` for what stands here, and `mlp::NAME` for what users hold as well:
//! `Dense`, `Layer`, `activation::relu`. Modules keep their names, so that `check::size` is `__private::check::size`.

pub use crate::data::cells::FromCells;
pub use crate::kernel::Set;
pub use crate::layer::dropout::{Draw, Dropped};
pub use crate::layer::norm::Normalized;
pub use crate::layer::summary::LayerSummary;
pub use crate::layer::{InputDelta, IntoInputDelta, part, residual, row};
pub use crate::model::class::AsTarget;
pub use crate::model::target::Target;
pub use crate::model::weights;
pub use crate::optimizer::Rule;
pub use crate::tensor::field;
pub use crate::tensor::rows::{Activated, Batch};
pub use crate::tensor::visit::{Path, Shape, Spec, Tensor, Update, Visit, VisitOutputs};
pub use crate::train::elsewhere::Elsewhere;

/// The derivative of an activation, and a stand-in for one of the user's own.
pub mod activation {
    pub use crate::activation::batch::backward;
    pub use crate::activation::own::{Own, OwnActivation};
}

/// A class from the cell of a table.
pub mod cells {
    pub use crate::data::cells::{Problem, class};
}

/// Checks of constants, made by rustc.
pub mod check {
    pub use crate::check::constants::{
        Last, block, classes, dtype, inner, largest, not_negative, part, positive, share, size,
    };
}

/// The names and numbers of classes.
pub mod class {
    pub use crate::model::class::{named, numbered, show, value};
}

/// A stand-in for a loss of the user's own.
pub mod loss {
    pub use crate::loss::own::{Own, OwnLoss};
}

/// Keeps items that need the feature `files`: a `#[cfg]` in an expansion would ask the user's crate.
#[cfg(feature = "files")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_files {
    ($($items:tt)*) => { $($items)* };
}

/// Drops items that need the feature `files`.
#[cfg(not(feature = "files"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_files {
    ($($items:tt)*) => {};
}

pub use crate::__if_files as if_files;
pub use ndarray;
