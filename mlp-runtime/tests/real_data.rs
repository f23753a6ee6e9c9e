//! The data in the repository is read as its sources describe it.

use mlp_runtime::data;
#[cfg(feature = "gzip")]
use mlp_runtime::{Dataset, Result};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data");

#[cfg(feature = "gzip")]
#[test]
fn handwritten_digits() -> Result<()> {
    let (train, test) = data::idx_folder::<f32, 64>(format!("{FOLDER}/optdigits"))?;
    assert_eq!((train.len(), test.len()), (3823, 1797));
    assert!(train.inputs().as_flattened().iter().all(|pixel| (0.0..=16.0).contains(pixel)));
    // The first row of optdigits.tra: 0,1,6,15,12,1,0,0, … and its class 0.
    assert_eq!(train.inputs()[0][..8], [0.0, 1.0, 6.0, 15.0, 12.0, 1.0, 0.0, 0.0]);
    assert_eq!(train.targets()[0], 0);
    // Rows a class, from optdigits.names.
    let count = |set: &Dataset<[f32; 64], usize>| -> [usize; 10] {
        std::array::from_fn(|class| set.targets().iter().filter(|&&label| label == class).count())
    };
    assert_eq!(count(&train), [376, 389, 380, 389, 387, 376, 377, 387, 380, 382]);
    assert_eq!(count(&test), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);

    let (first, second) = train.split(0.8, 7)?;
    assert_eq!((first.len(), second.len()), (3058, 765));
    assert_eq!(count(&second), [75, 78, 76, 78, 77, 75, 75, 78, 76, 77]);
    Ok(())
}

#[cfg(all(feature = "gzip", feature = "csv"))]
#[test]
fn power_plant() -> Result<()> {
    let plant: Dataset<[f64; 4], [f64; 1]> = Dataset::from_csv(format!("{FOLDER}/ccpp.csv.gz"), &["PE"])?;
    assert_eq!(plant.len(), 9568);
    assert_eq!(plant.inputs()[0], [14.96, 41.76, 1024.07, 73.17]);
    assert_eq!(plant.targets()[0], [463.26]);
    let scaler = mlp_runtime::Scaler::fit(plant.inputs())?;
    // Means of Tüfekci 2014, table 1: AT 19.65, V 54.31, AP 1013.26, RH 73.31.
    for (mean, published) in scaler.mean().iter().zip([19.65, 54.31, 1013.26, 73.31]) {
        assert!((mean - published).abs() < 0.005, "{mean} and {published}");
    }
    Ok(())
}

#[cfg(not(feature = "gzip"))]
#[test]
fn compressed_data_without_the_feature() {
    let error = data::idx_folder::<f32, 64>(format!("{FOLDER}/optdigits")).unwrap_err();
    assert!(error.to_string().contains("enable the feature `gzip`"), "{error}");
}
