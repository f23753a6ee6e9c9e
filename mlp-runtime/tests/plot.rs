//! Plots: every curve has a name and a line, for all losses.
#![cfg(feature = "plot")]

use mlp_runtime::{Epoch, History, plot};

fn history(losses: &[(f64, Option<f64>)]) -> History {
    let mut history = History::new("accuracy");
    for (i, &(loss, validation_loss)) in losses.iter().enumerate() {
        let mut epoch = Epoch::new(i + 1, loss);
        epoch.validation_loss = validation_loss;
        history.push(epoch);
    }
    history
}

/// The picture, kept under `name` in the folder `PLOTS` if that is set, to be looked at.
fn picture(name: &str, draw: impl Fn(&std::path::Path) -> mlp_runtime::Result<()>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plot.svg");
    draw(&path).unwrap();
    let svg = std::fs::read_to_string(&path).unwrap();
    if let Some(folder) = std::env::var_os("PLOTS") {
        std::fs::write(std::path::Path::new(&folder).join(name), &svg).unwrap();
    }
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
    svg
}

#[test]
fn training_and_validation() {
    let losses: Vec<_> = (1..=20).map(|i| (1.0 / f64::from(i), Some(1.1 / f64::from(i) + 0.05))).collect();
    let svg = picture("both.svg", |path| history(&losses).plot(path));
    for text in ["epoch", "loss", "training, in training mode", "validation", "Loss"] {
        assert!(svg.contains(&format!("\n{text}\n")), "{text}: {svg}");
    }
    assert!(svg.matches("<polyline").count() >= 2);
    let svg = picture("training.svg", |path| history(&[(0.7, None), (0.5, None)]).plot(path));
    assert!(!svg.contains("validation"));
}

#[test]
fn few_or_strange_losses() {
    let dots = |svg: &str| svg.matches("<circle").count();
    let one = picture("one.svg", |path| history(&[(0.7, Some(0.6))]).plot(path));
    assert_eq!(dots(&one), 2);
    picture("none.svg", |path| history(&[]).plot(path));
    picture("zero.svg", |path| history(&[(0.0, None), (0.0, None)]).plot(path));
    picture("negative.svg", |path| history(&[(-1e5, None), (2e6, None)]).plot(path));
    picture("constant.svg", |path| history(&[(0.3, None); 5]).plot(path));
    let nan = [(0.9, None), (f64::NAN, None), (0.5, None), (0.4, None), (f64::INFINITY, None)];
    assert_eq!(dots(&picture("gap.svg", |path| history(&nan).plot(path))), 3);
    picture("nothing.svg", |path| history(&[(f64::NAN, Some(f64::INFINITY)); 3]).plot(path));
    picture("huge.svg", |path| history(&[(1e-300, None), (1e99, None), (f64::MAX, None)]).plot(path));
}

#[test]
fn several_runs() {
    let good: Vec<f64> = (0..30).map(|i| 0.9 * 0.7_f64.powi(i) + 0.01).collect();
    let slow: Vec<f64> = (0..30).map(|i| 0.95 * 0.99_f64.powi(i)).collect();
    let wild: Vec<f64> = (0..30).map(|i| 1.7_f64.powi(i)).collect();
    let runs =
        [("lr=0.001 <too small>", &*slow), ("lr=0.1", &*good), ("lr=10 & diverges", &*wild), ("lr=100", &[f64::NAN])];
    let svg = picture("runs.svg", |path| plot::curves(path, "Learning rates", &runs));
    for text in ["lr=0.1", "lr=100", "Learning rates", "lr=0.001 &lt;too small&gt;", "lr=10 &amp; diverges"] {
        assert!(svg.contains(text), "{text}: {svg}");
    }
    let linear = picture("linear.svg", |path| plot::curves(path, "Learning rates", &runs[..2]));
    assert_ne!(svg, linear);
    let many: Vec<f64> = (0..1000).map(|i| 1.0 / f64::from(i + 10)).collect();
    picture("many.svg", |path| plot::curves(path, "Many", &[("run", &many)]));
    picture("no_runs.svg", |path| plot::curves(path, "Nothing", &[]));
}

#[test]
fn a_file_that_cannot_be_written() {
    let error = history(&[(0.7, None)]).plot("no/such/loss.svg").unwrap_err();
    assert!(error.to_string().starts_with("no/such/loss.svg: "), "{error}");
}
