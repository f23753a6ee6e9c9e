//! An autoencoder: two networks, trained as one to reproduce their input from eight numbers, and then used separately.
//! It is compared with the best linear method, the first eight principal components.
//!
//! `cargo run --release --example autoencoder`

use std::fmt::Write;

use mlp::prelude::*;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/optdigits");
const OUTPUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target");
const CODE: usize = 8;

type Image = [f32; 64];

network! {
    /// 64 pixels → a code.
    struct Encoder;
    input 64;
    dense 128 relu;
    dense CODE;
}

network! {
    /// A code → 64 pixels.
    struct Decoder;
    input CODE;
    dense 128 relu;
    dense 64 sigmoid;
}

network! {
    struct Autoencoder;
    input 64;
    layer Encoder;
    layer Decoder;
    loss mse;
    optimizer adam lr=2e-3;
    schedule cosine;
    batch 32;
    epochs 100;
}

fn main() -> mlp::Result<()> {
    let (train, test) = mlp::data::idx_folder::<f32, 64>(DATA)?;
    let images = |set: Dataset<Image, usize>| -> mlp::Result<Dataset<Image, Image>> {
        let images = set.scale(1.0 / 16.0)?.into_parts().0;
        Dataset::new(images.clone(), images) // the target is the input
    };
    let (train, test) = (images(train)?, images(test)?);

    let mut model = Autoencoder::init(1);
    println!("{}\n", model.summary());
    Trainer::new(&mut model).seed(1).progress(true).fit(&train)?;

    let linear = principal_components(train.inputs());
    let squares = |to: &dyn Fn(&Image) -> Image| -> f64 {
        let error = |x: &Image| to(x).iter().zip(x).map(|(y, x)| f64::from((y - x).powi(2))).sum::<f64>();
        test.inputs().iter().map(error).sum::<f64>() / (64 * test.len()) as f64
    };
    println!("\nMean squared error on digits of people it has never seen, through {CODE} numbers:");
    println!("autoencoder           {:.4}", model.evaluate(&test)?.loss());
    println!("principal components  {:.4}", squares(&linear));

    // The parts are networks of their own.
    let (encoder, decoder): (&Encoder, &Decoder) = (&model.encoder, &model.decoder);
    println!("\nThe code of the first digit: {:.1?}", encoder.predict(&test.inputs()[0]));

    let sheet: Vec<[Image; 3]> =
        test.inputs()[..16].iter().map(|x| [*x, decoder.predict(&encoder.predict(x)), linear(x)]).collect();
    let path = format!("{OUTPUT}/autoencoder.svg");
    let written = std::fs::create_dir_all(OUTPUT).and_then(|()| std::fs::write(&path, draw(&sheet)));
    written.map_err(|source| Error::File { path: path.clone().into(), source })?;
    println!("Digits, their reconstructions, and those of principal components, one below the other: {path}");
    Ok(())
}

/// x → mean + Σ (v·(x − mean))·v over the first CODE principal components v, found by power iteration.
fn principal_components(rows: &[Image]) -> impl Fn(&Image) -> Image {
    let mean: Image = std::array::from_fn(|i| rows.iter().map(|x| x[i]).sum::<f32>() / rows.len() as f32);
    let mut rest: Vec<Image> = rows.iter().map(|x| std::array::from_fn(|i| x[i] - mean[i])).collect();
    let mut components = Vec::new();
    for _ in 0..CODE {
        let mut v: Image = std::array::from_fn(|i| (1.0 + i as f32).sin());
        for _ in 0..100 {
            let mut next = [0.0; 64];
            for x in &rest {
                let along = dot(x, &v);
                next.iter_mut().zip(x).for_each(|(next, x)| *next += along * x);
            }
            let length = dot(&next, &next).sqrt();
            v = next.map(|value| value / length);
        }
        for x in &mut rest {
            let along = dot(x, &v);
            x.iter_mut().zip(&v).for_each(|(x, v)| *x -= along * v);
        }
        components.push(v);
    }
    move |x| {
        let centred: Image = std::array::from_fn(|i| x[i] - mean[i]);
        components.iter().fold(mean, |y, v| {
            let along = dot(&centred, v);
            std::array::from_fn(|i| y[i] + along * v[i])
        })
    }
}

fn dot(a: &Image, b: &Image) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Columns of images as SVG, dark ink on white.
fn draw(columns: &[[Image; 3]]) -> String {
    let (width, height) = (columns.len() * 10, 3 * 10);
    let mut svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="960">"#);
    svg += r#"<rect width="100%" height="100%" fill="white"/>"#;
    for (column, images) in columns.iter().enumerate() {
        for (row, image) in images.iter().enumerate() {
            for (i, ink) in image.iter().enumerate() {
                let (x, y, ink) = (column * 10 + 1 + i % 8, row * 10 + 1 + i / 8, ink.clamp(0.0, 1.0));
                let _ = write!(svg, r#"<rect x="{x}" y="{y}" width="1.02" height="1.02" opacity="{ink:.2}"/>"#);
            }
        }
    }
    svg + "</svg>"
}
