//! Datasets of several files, in their usual folders → training set and test set.

use std::path::{Path, PathBuf};

use crate::{Dataset, Error, Float, Result};

/// A training set and a test set of images with classes.
type TrainAndTest<T, const N: usize> = (Dataset<[T; N], usize>, Dataset<[T; N], usize>);

/// The names of MNIST's files, each plain or with `.gz` appended.
const FILES: [&str; 4] =
    ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

/// Fashion-MNIST: 60,000 + 10,000 pictures of clothing, 28×28 gray pixels scaled to 0..=1, ten classes. `folder`
/// contains its four files, plain or `.gz` (Debian's package `dataset-fashion-mnist` installs them in
/// `/usr/share/datasets/fashion-mnist`).
///
/// # Errors
/// As [`idx_folder`].
///
/// ```no_run
/// let (train, test) = mlp_runtime::data::fashion_mnist("/usr/share/datasets/fashion-mnist")?;
/// assert_eq!((train.len(), test.len()), (60_000, 10_000));
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
#[doc(alias = "FashionMNIST")]
pub fn fashion_mnist(folder: impl AsRef<Path>) -> Result<TrainAndTest<f32, 784>> {
    let (train, test) = idx_folder(folder)?;
    Ok((train.scale(1.0 / 255.0)?, test.scale(1.0 / 255.0)?))
}

/// A folder of four IDX files with MNIST's names (`train-images-idx3-ubyte`, …, each plain or `.gz`): training set and
/// test set, pixels as stored. `N` is the number of pixels.
///
/// # Errors
/// [`Error::Format`] if a file is missing, and as [`Dataset::from_idx`].
///
/// ```
/// use mlp_runtime::data;
///
/// # #[cfg(feature = "gzip")] {
/// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/optdigits");
/// // Handwritten digits of 8×8 pixels, 0..=16.
/// let (train, test) = data::idx_folder::<f32, 64>(folder)?;
/// assert_eq!((train.len(), test.len()), (3823, 1797));
/// let (train, test) = (train.scale(1.0 / 16.0)?, test.scale(1.0 / 16.0)?);
/// # }
/// # Ok::<(), mlp_runtime::Error>(())
/// ```
#[doc(alias("MNIST", "mnist"))]
pub fn idx_folder<T: Float, const N: usize>(folder: impl AsRef<Path>) -> Result<TrainAndTest<T, N>> {
    let folder = folder.as_ref();
    let file = |name| find(folder, name);
    let [train_images, train_labels, test_images, test_labels] = FILES.map(file);
    // Find all four before reading the first.
    let (train, test) = ((train_images?, train_labels?), (test_images?, test_labels?));
    Ok((Dataset::from_idx(train.0, train.1)?, Dataset::from_idx(test.0, test.1)?))
}

/// The file with this name, or its compressed version.
fn find(folder: &Path, name: &str) -> Result<PathBuf> {
    let plain = folder.join(name);
    let packed = folder.join(format!("{name}.gz"));
    if plain.is_file() {
        Ok(plain)
    } else if packed.is_file() {
        Ok(packed)
    } else {
        let all = FILES.join("`, `");
        let problem = format!("expected the files `{all}`, each plain or `.gz`; there is no `{name}`");
        Err(Error::format(folder, problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_files_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        let fails = |expected: &str| {
            let error = fashion_mnist(folder.path()).unwrap_err().to_string();
            assert!(error.starts_with(&folder.path().display().to_string()), "{error}");
            assert!(error.contains("expected the files `train-images-idx3-ubyte`, `train-labels-"), "{error}");
            assert!(error.ends_with(expected), "{error}");
        };
        fails("there is no `train-images-idx3-ubyte`");
        std::fs::write(folder.path().join("train-images-idx3-ubyte.gz"), "").unwrap();
        fails("there is no `train-labels-idx1-ubyte`");
    }

    #[test]
    fn pixels_are_scaled_to_one() {
        let folder = tempfile::tempdir().unwrap();
        for (images, labels) in [(FILES[0], FILES[1]), (FILES[2], FILES[3])] {
            let mut bytes = vec![0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28];
            bytes.extend([255; 784]);
            std::fs::write(folder.path().join(images), bytes).unwrap();
            std::fs::write(folder.path().join(labels), [0, 0, 8, 1, 0, 0, 0, 1, 9]).unwrap();
        }
        let (train, test) = fashion_mnist(folder.path()).unwrap();
        assert_eq!(train.inputs(), [[1.0; 784]]);
        assert_eq!(test.targets(), [9]);
    }
}
