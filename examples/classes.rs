//! Classes with names: `classes` generates an enum. Targets, predictions, cells of CSV files, and reports use it.
//!
//! `cargo run --release --example classes`

use mlp::prelude::*;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/optdigits");
const OUTPUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target");

network! {
    /// Is a handwritten digit small, of middle size, or large?
    struct Size;

    input 64;
    dense 64 relu;
    dense 3 softmax;
    classes Small = "0 to 2", Middle = "3 to 6", Large = "7 to 9";
    loss sparse_categorical;
    optimizer adam lr=1e-3;
    epochs 30;
}

network! {
    /// Is it even? One output tells two classes apart: the second is the yes.
    struct Parity;

    input 64;
    dense 64 relu;
    dense 1 sigmoid;
    classes Odd, Even;
    loss binary;
    optimizer adam lr=1e-3;
    epochs 30;
}

fn main() -> mlp::Result<()> {
    let (train, test) = mlp::data::idx_folder::<f32, 64>(DATA)?;
    let (train, test) = (train.scale(1.0 / 16.0)?, test.scale(1.0 / 16.0)?);

    println!("{:?}, shown as {}", SizeClass::ALL, SizeClass::ALL.map(|class| class.to_string()).join(", "));
    println!("by name {:?}, by number {:?}", "3 to 6".parse::<SizeClass>()?, SizeClass::try_from(2)?);
    if let Err(error) = "10 to 12".parse::<SizeClass>() {
        println!("and what there is not: {error}\n");
    }

    let size = |digit: &usize| match digit {
        0..3 => SizeClass::Small,
        3..7 => SizeClass::Middle,
        _ => SizeClass::Large,
    };
    let (sizes, of_test) = (train.clone().map_targets(size)?, test.clone().map_targets(size)?);
    let mut model = Size::init(1);
    Trainer::new(&mut model).fit(&sizes)?;
    println!("{}\n", model.evaluate(&of_test)?);
    let class: SizeClass = model.predict_class(&of_test.inputs()[0]);
    println!("the first digit of the test set is {class} ({class:?})\n");

    let parity = |digit: &usize| if digit.is_multiple_of(2) { ParityClass::Even } else { ParityClass::Odd };
    let (parities, of_test) = (train.map_targets(parity)?, test.map_targets(parity)?);
    let mut model = Parity::init(1);
    Trainer::new(&mut model).fit(&parities)?;
    println!("{}\n", model.evaluate(&of_test)?);

    // A table with the classes by name, as others may send it, is read into the same enum.
    let path = format!("{OUTPUT}/parity.csv");
    let written = std::fs::create_dir_all(OUTPUT).and_then(|()| std::fs::write(&path, table(&of_test)));
    written.map_err(|source| Error::File { path: path.clone().into(), source })?;
    let read: Dataset<[f32; 64], ParityClass> = Dataset::from_csv(&path, &["parity"])?;
    let same = read.inputs() == of_test.inputs() && read.targets() == of_test.targets();
    println!("{path} begins with an {} digit; read back, all {} are the same: {same}", read.targets()[0], read.len());
    Ok(())
}

/// A column for each pixel, and one for the name of the class.
fn table(set: &Dataset<[f32; 64], ParityClass>) -> String {
    let names: String = (1..=64).map(|pixel| format!("pixel{pixel},")).collect();
    let line = |(x, class): (&[f32; 64], &ParityClass)| {
        let pixels: String = x.iter().map(|ink| format!("{ink},")).collect();
        format!("{pixels}{class}\n")
    };
    format!("{names}parity\n") + &set.inputs().iter().zip(set.targets()).map(line).collect::<String>()
}
