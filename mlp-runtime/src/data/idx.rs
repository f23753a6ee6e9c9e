//! IDX, the format of MNIST: two zero bytes, a type, the number of dimensions, their sizes (big-endian), the numbers.

use super::convert::RowBuilder;
use super::source::{Expected, Source, Stream};
use crate::{Dataset, Float, Result};

impl<T: Float, const N: usize> Dataset<[T; N], usize> {
    /// A dataset from two IDX files of bytes, plain or gzip: `images` with `N` pixels each (784 for 28×28), and
    /// `labels` with a class for each image. The pixels keep their values, 0..=255; [`scale`](Dataset::scale) them.
    /// Each of the two is a path or a [`Source`].
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if a file cannot be read. [`Error::Format`](crate::Error::Format) if it is
    /// not IDX, does not contain bytes, has another length than its header says, or has rows of another width than `N`.
    /// [`Error::Shape`](crate::Error::Shape) if the number of labels differs from the number of images.
    ///
    /// ```no_run
    /// use mlp_runtime::Dataset;
    ///
    /// let digits = Dataset::<[f32; 784], usize>::from_idx("train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz")?;
    /// let digits = digits.scale(1.0 / 255.0)?;
    /// # Ok::<(), mlp_runtime::Error>(())
    /// ```
    #[doc(alias("mnist", "load_mnist"))]
    pub fn from_idx<'a>(images: impl Into<Source<'a>>, labels: impl Into<Source<'a>>) -> Result<Self> {
        Self::new(read_images(images.into())?, read_labels(labels.into())?)
    }
}

fn read_images<T: Float, const N: usize>(source: Source<'_>) -> Result<Vec<[T; N]>> {
    let mut stream = source.open(Expected::Idx)?;
    let sizes = header(&mut stream)?;
    let row = &sizes[1..];
    if row.is_empty() && N != 1 {
        return Err(stream.wrong(format!(
            "expected images of {N} numbers each, found one number each: are these the labels? The images come first"
        )));
    }
    if row.iter().try_fold(1, |numbers: usize, size| numbers.checked_mul(*size)) != Some(N) {
        return Err(stream.wrong(format!("expected rows of {N} numbers, found rows of {}", by(row))));
    }
    let mut rows = RowBuilder::<T, N>::default();
    numbers(&mut stream, &sizes, |bytes| rows.extend(bytes.iter().map(|&value| T::of(f64::from(value)))))?;
    Ok(rows.finish())
}

fn read_labels(source: Source<'_>) -> Result<Vec<usize>> {
    let mut stream = source.open(Expected::Idx)?;
    let sizes = header(&mut stream)?;
    if sizes.len() != 1 {
        return Err(stream.wrong(format!(
            "expected labels, one dimension, found {} dimensions, {}: are these the images?",
            sizes.len(),
            by(&sizes)
        )));
    }
    let mut labels = Vec::new();
    numbers(&mut stream, &sizes, |bytes| labels.extend(bytes.iter().map(|&label| usize::from(label))))?;
    Ok(labels)
}

/// The sizes of the dimensions, at least one.
fn header(stream: &mut Stream<'_>) -> Result<Vec<usize>> {
    let mut start = [0; 4];
    let length = stream.fill(&mut start)?;
    if length < start.len() {
        return Err(stream.wrong(format!("expected an IDX file, found only {length} bytes")));
    }
    let [zero1, zero2, kind, dimensions] = start;
    if (zero1, zero2) != (0, 0) {
        return Err(stream
            .wrong(format!("expected an IDX file, which begins with the bytes 00 00, found {zero1:02x} {zero2:02x}")));
    }
    if kind != 0x08 {
        return Err(stream
            .wrong(format!("expected unsigned bytes (IDX type 08), found {} (IDX type {kind:02x})", kind_name(kind))));
    }
    let mut sizes = vec![0; 4 * usize::from(dimensions)];
    if stream.fill(&mut sizes)? < sizes.len() {
        return Err(stream.wrong(format!("expected the sizes of {dimensions} dimensions, but the file ends early")));
    }
    if sizes.is_empty() {
        return Err(stream.wrong("expected at least one dimension, found none"));
    }
    Ok(sizes.as_chunks().0.iter().map(|&size| u32::from_be_bytes(size) as usize).collect())
}

/// Passes on the numbers, exactly as many as the dimensions say. Memory grows with the data, not with the stated sizes.
fn numbers(stream: &mut Stream<'_>, sizes: &[usize], mut take: impl FnMut(&[u8])) -> Result<()> {
    let expected = sizes.iter().try_fold(1, |product: usize, &size| product.checked_mul(size));
    let (mut left, mut found) = (expected.unwrap_or(usize::MAX), 0);
    let mut bytes = vec![0; 1 << 16];
    loop {
        let count = stream.fill(&mut bytes)?;
        found += count;
        if count > left || count == 0 {
            break;
        }
        take(&bytes[..count]);
        left -= count;
    }
    if expected == Some(found) {
        return Ok(());
    }
    let more = if found > expected.unwrap_or(usize::MAX) { "more" } else { &found.to_string() };
    let problem = format!("expected {} bytes after the header, as its dimensions say, found {more}", by(sizes));
    Err(stream.wrong(problem))
}

fn kind_name(kind: u8) -> &'static str {
    match kind {
        0x09 => "signed bytes",
        0x0b => "16-bit integers",
        0x0c => "32-bit integers",
        0x0d => "32-bit floats",
        0x0e => "64-bit floats",
        _ => "an unknown type",
    }
}

/// How many dimensions an error shows; a file may have 255.
const SHOWN: usize = 6;

/// `28 × 28`, and `1` for a row that is one number.
fn by(sizes: &[usize]) -> String {
    if sizes.is_empty() {
        return "1".into();
    }
    let shown: Vec<String> = sizes.iter().take(SHOWN).map(ToString::to_string).collect();
    shown.join(" × ") + if sizes.len() > SHOWN { " × …" } else { "" }
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
            "images: expected the sizes of 3 dimensions, but the file ends early"
        );
        assert_eq!(fails(&[0, 0, 8, 0], &LABELS), "images: expected at least one dimension, found none");
        assert_eq!(
            fails(&IMAGES[..23], &LABELS),
            "images: expected 2 × 2 × 2 bytes after the header, as its dimensions say, found 7"
        );
        assert_eq!(
            fails(&[&IMAGES[..], &[0]].concat(), &LABELS),
            "images: expected 2 × 2 × 2 bytes after the header, as its dimensions say, found more"
        );
        assert_eq!(
            fails(&LABELS, &IMAGES),
            "images: expected images of 4 numbers each, found one number each: are these the labels? The images come first"
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
