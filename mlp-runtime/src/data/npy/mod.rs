//! NumPy's files, `.npy` (an array) and `.npz` (a ZIP archive of arrays) → arrays and [`Dataset`]s.

#![allow(private_interfaces, reason = "a sealed trait reads from a private stream")]

mod archive;
mod header;
mod number;

use ndarray::{ArrayD, IxDyn, ShapeBuilder};

use self::header::Header;
use super::convert::RowBuilder;
use super::source::{Expected, Source, Stream};
use crate::{Dataset, Float, Result, Target};

/// A target that can be read from a NumPy array: `[f32; OUT]` or `[f64; OUT]` from any array of numbers whose rows have
/// `OUT` numbers, `usize` from a one-dimensional array of whole numbers of any dtype.
pub trait FromNpy: Target + sealed::Rows {}

impl<Y: Target + sealed::Rows> FromNpy for Y {}

mod sealed {
    /// What reads rows of an array. Only this crate implements it.
    pub trait Rows: Sized {
        /// The rows of the array that comes next in the stream.
        fn rows(stream: &mut super::Stream<'_>) -> crate::Result<Vec<Self>>;
    }
}

use sealed::Rows;

impl<T: Float, const N: usize> Rows for [T; N] {
    fn rows(stream: &mut Stream<'_>) -> Result<Vec<Self>> {
        let header = Header::read(stream)?;
        let row = header.shape.get(1..).unwrap_or_default();
        let width = row.iter().try_fold(1, |numbers: usize, &size| numbers.checked_mul(size));
        if header.shape.is_empty() || width != Some(N) {
            return Err(stream.wrong(format!("expected rows of {N} numbers, found the shape {}", header.shape())));
        }
        let mut rows = RowBuilder::default();
        if header.fortran && header.shape.len() > 1 {
            rows.extend(array::<T>(stream, &header)?.iter().copied());
        } else {
            header.numbers(stream, |value| rows.extend(std::iter::once(T::of(value))))?;
        }
        Ok(rows.finish())
    }
}

/// Above, f64 does not hold every integer.
const LARGEST: f64 = 9_007_199_254_740_992.0;

impl Rows for usize {
    fn rows(stream: &mut Stream<'_>) -> Result<Vec<Self>> {
        let header = Header::read(stream)?;
        if header.shape.len() != 1 {
            let found = format!("{} of the shape {}", header.dtype.name(), header.shape());
            return Err(stream.wrong(format!("expected classes, whole numbers in one dimension, found {found}")));
        }
        let (mut classes, mut wrong) = (Vec::new(), None);
        header.numbers(stream, |value| {
            if !(0.0..=LARGEST).contains(&value) || value.fract() != 0.0 {
                wrong = wrong.or(Some((classes.len(), value)));
            }
            classes.push(value as usize);
        })?;
        match wrong {
            Some((row, value)) => {
                Err(stream.wrong(format!("row {row}: expected a class, a whole number from 0 on, found {value}")))
            }
            None => Ok(classes),
        }
    }
}

fn array<T: Float>(stream: &mut Stream<'_>, header: &Header) -> Result<ArrayD<T>> {
    let mut numbers = Vec::new();
    header.numbers(stream, |value| numbers.push(T::of(value)))?;
    let shape = IxDyn(&header.shape).set_f(header.fortran);
    ArrayD::from_shape_vec(shape, numbers).map_err(|error| stream.wrong(format!("expected an array: {error}")))
}

/// Reads a NumPy array of numbers, of any dtype and order, as an array of `f32` or `f64`. `source` is a path or a
/// [`Source`].
///
/// # Errors
/// [`Error::File`](crate::Error::File) if it cannot be read, [`Error::Format`](crate::Error::Format) if it is not an
/// array of numbers, or its length differs from its shape.
///
/// ```no_run
/// let weights = mlp_runtime::data::read_npy::<f32>("weights.npy")?;
/// println!("{:?}", weights.shape());
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
#[doc(alias("load_npy", "numpy_load"))]
pub fn read_npy<'a, T: Float>(source: impl Into<Source<'a>>) -> Result<ArrayD<T>> {
    let mut stream = source.into().open(Expected::Npy)?;
    let header = Header::read(&mut stream)?;
    array(&mut stream, &header)
}

impl<T: Float, const N: usize, Y: FromNpy> Dataset<[T; N], Y> {
    /// A dataset from two NumPy files, whose first dimension is the rows: `np.save("inputs.npy", inputs)`. Images of
    /// 28×28 are rows of 784. Numbers of any dtype are converted; classes are whole numbers. Each of the two is a path
    /// or a [`Source`].
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if a file cannot be read, [`Error::Format`](crate::Error::Format) if it is
    /// not an array of numbers or its rows have another width than the type, and as [`Dataset::new`].
    ///
    /// ```no_run
    /// use mlp_runtime::Dataset;
    ///
    /// let digits: Dataset<[f32; 784], usize> = Dataset::from_npy("inputs.npy", "labels.npy")?;
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    #[doc(alias("load", "numpy"))]
    pub fn from_npy<'a>(inputs: impl Into<Source<'a>>, targets: impl Into<Source<'a>>) -> Result<Self> {
        let inputs = Rows::rows(&mut inputs.into().open(Expected::Npy)?)?;
        Self::new(inputs, Rows::rows(&mut targets.into().open(Expected::Npy)?)?)
    }

    /// Like [`from_npy`](Self::from_npy), from two arrays of an archive: `np.savez("digits.npz", x=inputs, y=labels)`,
    /// or `savez_compressed`.
    ///
    /// # Errors
    /// As [`from_npy`](Self::from_npy), and [`Error::Format`](crate::Error::Format) if there is no such array.
    ///
    /// ```no_run
    /// use mlp_runtime::Dataset;
    ///
    /// let digits: Dataset<[f32; 784], usize> = Dataset::from_npz("mnist.npz", "x_train", "y_train")?;
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    #[doc(alias = "load_npz")]
    pub fn from_npz<'a>(archive: impl Into<Source<'a>>, inputs: &str, targets: &str) -> Result<Self> {
        let archive = archive::Archive::open(archive.into())?;
        let inputs = Rows::rows(&mut archive.array(inputs)?)?;
        Self::new(inputs, Rows::rows(&mut archive.array(targets)?)?)
    }
}
