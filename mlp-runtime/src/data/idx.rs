//! IDX, the format of MNIST: two zero bytes, a type, the number of dimensions, their sizes (big-endian), the numbers.

use std::path::Path;

use super::convert::collect_rows;
use super::source::{format, read};
use crate::{Dataset, Float, Result};

impl<T: Float, const N: usize> Dataset<[T; N], usize> {
    /// A data set of two IDX files of bytes, plain or gzip: `images` with `N` pixels a row (28×28 are 784), `labels`
    /// with a class a row. The pixels keep their values, 0..=255; [`scale`](Dataset::scale) them.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) when a file cannot be read, [`Error::Format`](crate::Error::Format) when it
    /// is not IDX, not of bytes, not as long as it says, or its rows are not `N` wide,
    /// [`Error::Shape`](crate::Error::Shape) when there are not as many labels as images.
    ///
    /// ```no_run
    /// use mlp_runtime::Dataset;
    ///
    /// let digits = Dataset::<[f32; 784], usize>::from_idx("train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz")?;
    /// let digits = digits.scale(1.0 / 255.0)?;
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    pub fn from_idx(images: impl AsRef<Path>, labels: impl AsRef<Path>) -> Result<Self> {
        Self::new(read_images(images.as_ref())?, read_labels(labels.as_ref())?)
    }
}

fn read_images<T: Float, const N: usize>(path: &Path) -> Result<Vec<[T; N]>> {
    let bytes = read(path)?;
    let (sizes, values) = parse(&bytes).map_err(|problem| format(path, problem))?;
    let (rows, row) = sizes.split_first().unwrap_or((&0, &[]));
    if row.iter().try_fold(1, |numbers: usize, size| numbers.checked_mul(*size)) != Some(N) {
        let problem = format!("expected rows of {N} numbers, found rows of {}", by(row));
        return Err(format(path, problem));
    }
    let numbers = values.iter().map(|&value| T::of(f64::from(value)));
    Ok(collect_rows(numbers, *rows))
}

fn read_labels(path: &Path) -> Result<Vec<usize>> {
    let bytes = read(path)?;
    let (sizes, values) = parse(&bytes).map_err(|problem| format(path, problem))?;
    if sizes.len() != 1 {
        let problem = format!(
            "expected labels, one dimension, found {} dimensions, {}: are these the images?",
            sizes.len(),
            by(&sizes)
        );
        return Err(format(path, problem));
    }
    Ok(values.iter().map(|&label| label.into()).collect())
}

/// The sizes of the dimensions, at least one, and exactly as many bytes as they give.
fn parse(bytes: &[u8]) -> Result<(Vec<usize>, &[u8]), String> {
    let (&[zero1, zero2, kind, dimensions], rest) =
        bytes.split_first_chunk().ok_or_else(|| format!("expected an IDX file, found only {} bytes", bytes.len()))?;
    if (zero1, zero2) != (0, 0) {
        return Err(format!("expected an IDX file, which begins with the bytes 00 00, found {zero1:02x} {zero2:02x}"));
    }
    if kind != 0x08 {
        return Err(format!("expected unsigned bytes (IDX type 08), found {} (IDX type {kind:02x})", kind_name(kind)));
    }
    let (sizes, values) = rest
        .split_at_checked(4 * usize::from(dimensions))
        .ok_or_else(|| format!("expected the sizes of {dimensions} dimensions, but the file ends before"))?;
    let sizes: Vec<usize> = sizes.as_chunks().0.iter().map(|&size| u32::from_be_bytes(size) as usize).collect();
    if sizes.is_empty() {
        return Err("expected at least one dimension, found none".into());
    }
    let expected = sizes.iter().try_fold(1, |product: usize, &size| product.checked_mul(size));
    if expected != Some(values.len()) {
        return Err(format!(
            "expected {} bytes after the header, as its dimensions say, found {}",
            by(&sizes),
            values.len()
        ));
    }
    Ok((sizes, values))
}

fn kind_name(kind: u8) -> &'static str {
    match kind {
        0x09 => "signed bytes",
        0x0b => "16-bit integers",
        0x0c => "32-bit integers",
        0x0d => "32-bit floats",
        0x0e => "64-bit floats",
        _ => "no type of this format",
    }
}

/// `28 × 28`, and `1` for a row that is one number.
fn by(sizes: &[usize]) -> String {
    if sizes.is_empty() {
        return "1".into();
    }
    let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
    sizes.join(" × ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMAGES: [u8; 24] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 255];
    const LABELS: [u8; 10] = [0, 0, 8, 1, 0, 0, 0, 2, 9, 0];

    fn load<const N: usize>(images: &[u8], labels: &[u8]) -> Result<Dataset<[f32; N], usize>, String> {
        let folder = tempfile::tempdir().unwrap();
        let paths = [folder.path().join("images"), folder.path().join("labels")];
        std::fs::write(&paths[0], images).unwrap();
        std::fs::write(&paths[1], labels).unwrap();
        Dataset::from_idx(&paths[0], &paths[1])
            .map_err(|error| error.to_string().replace(&format!("{}/", folder.path().display()), ""))
    }

    #[test]
    fn values_as_stored() {
        let data = load::<4>(&IMAGES, &LABELS).unwrap();
        assert_eq!(data.inputs(), [[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 255.0]]);
        assert_eq!(data.targets(), [9, 0]);
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn gzip_under_any_name() {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&IMAGES).unwrap();
        assert_eq!(load::<4>(&packed.finish().unwrap(), &LABELS), load::<4>(&IMAGES, &LABELS));
    }

    #[test]
    fn each_mistake_is_named() {
        let fails = |images: &[u8], labels: &[u8]| load::<4>(images, labels).unwrap_err();
        let changed = |at: usize, byte: u8| {
            let mut images = IMAGES;
            images[at] = byte;
            images
        };
        assert_eq!(fails(&[0, 0], &LABELS), "images: expected an IDX file, found only 2 bytes");
        assert_eq!(
            fails(b"PNG...", &LABELS),
            "images: expected an IDX file, which begins with the bytes 00 00, found 50 4e"
        );
        assert_eq!(
            fails(&changed(2, 0x0d), &LABELS),
            "images: expected unsigned bytes (IDX type 08), found 32-bit floats (IDX type 0d)"
        );
        assert_eq!(
            fails(&IMAGES[..10], &LABELS),
            "images: expected the sizes of 3 dimensions, but the file ends before"
        );
        assert_eq!(fails(&[0, 0, 8, 0], &LABELS), "images: expected at least one dimension, found none");
        assert_eq!(
            fails(&IMAGES[..23], &LABELS),
            "images: expected 2 × 2 × 2 bytes after the header, as its dimensions say, found 7"
        );
        assert_eq!(
            fails(&changed(4, 255), &LABELS),
            "images: expected 4278190082 × 2 × 2 bytes after the header, as its dimensions say, found 8"
        );
        assert_eq!(
            fails(&IMAGES, &IMAGES),
            "labels: expected labels, one dimension, found 3 dimensions, 2 × 2 × 2: are these the images?"
        );
        assert_eq!(
            fails(&IMAGES, &[0, 0, 8, 1, 0, 0, 0, 1, 9]),
            "rows of targets, one for each of the inputs: expected 2, found 1"
        );
        assert_eq!(
            load::<784>(&IMAGES, &LABELS).unwrap_err(),
            "images: expected rows of 784 numbers, found rows of 2 × 2"
        );
        let huge = [&[0, 0, 8, 4, 0, 0, 0, 0][..], &[255; 12]].concat();
        assert_eq!(
            fails(&huge, &LABELS),
            "images: expected rows of 4 numbers, found rows of 4294967295 × 4294967295 × 4294967295"
        );
        assert_eq!(
            fails(&[0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 4], &[0, 0, 8, 1, 0, 0, 0, 0]),
            "a data set needs at least one row, found none"
        );
    }
}
