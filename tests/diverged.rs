//! A training that diverges is an error, keeps the last good weights, and writes no file.

use mlp::prelude::*;

mlp::network! {
    struct Net;
    input 3;
    dense 16 tanh;
    dense 1;
    loss mse;
    epochs 1;
    batch 64;
}

fn set() -> Dataset<[f32; 3], [f32; 1]> {
    let inputs = (0..64).map(|i| [(i as f32).sin(), (i as f32).cos(), 1.0]).collect();
    Dataset::new(inputs, (0..64).map(|i| [(i as f32 * 0.1).sin()]).collect()).unwrap()
}

fn finite(model: &Net) -> bool {
    model.tensor_names().iter().all(|name| model.tensor(name).unwrap().iter().all(|w| w.is_finite()))
}

/// One update of a rate beyond f32: the loss before it is finite.
#[test]
fn the_last_update_counts_too() {
    let mut model = Net::init(1);
    let before = model.clone();
    let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(1e39));
    let error = trainer.fit(&set()).unwrap_err();
    assert!(matches!(error, Error::Diverged { epoch: 1, loss, .. } if loss.is_finite()));
    assert!(error.to_string().starts_with("epoch 1: the weights became NaN or infinite;"), "{error}");
    let history = trainer.history();
    assert_eq!((history.epochs().len(), history.stop(), history.kept()), (1, Some(mlp::Stop::Diverged), None));
    assert_eq!(model, before);
}

/// The weights after an error are those of the epoch before: the same as of a training that ends there. Optimizers
/// whose moments are broken too start afresh.
#[test]
fn the_last_good_weights_stay() {
    let rate = |epoch: usize| if epoch == 4 { 1e30 } else { 1e-2 };
    let train = |epochs: usize, patience: Option<usize>| {
        let mut model = Net::init(1);
        // A schedule that is steep enough to break the fourth epoch: 1e-2 · 1e32.
        let schedule = Schedule::step(3.0, rate(4) / rate(1));
        let mut trainer = Trainer::new(&mut model).optimizer(Adam::new(1e-2)).batch_size(7).schedule(schedule);
        trainer = trainer.epochs(epochs);
        if let Some(patience) = patience {
            trainer = trainer.early_stopping(patience);
        }
        let found = trainer.fit(&set());
        let (kept, again) = (trainer.history().kept(), trainer.step(&[[0.5; 3]], &[[0.5]]));
        assert!(again.unwrap().is_finite());
        drop(trainer);
        assert!(finite(&model));
        (model, found, kept)
    };
    // Without the step that `train` makes at the end, which is the same for both.
    let (broken, error, kept) = train(9, None);
    assert!(matches!(error.unwrap_err(), Error::Diverged { epoch: 4, .. }));
    assert_eq!(kept, Some(3));
    let mut expected = Net::init(1);
    Trainer::new(&mut expected).optimizer(Adam::new(1e-2)).batch_size(7).epochs(3).fit(&set()).unwrap();
    Trainer::new(&mut expected).optimizer(Adam::new(1e-2)).step(&[[0.5; 3]], &[[0.5]]).unwrap();
    assert_eq!(broken, expected);
    let (broken, error, kept) = train(9, Some(20));
    assert!(error.is_err());
    assert_eq!(kept, Some(3), "the loss falls in each of the first epochs");
    assert_eq!(broken, expected);
}

#[test]
fn no_file_has_weights_that_are_not_finite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let mut model = Net::init(1);
    model.save(&path).unwrap();
    let good = std::fs::read(&path).unwrap();
    model.dense1.weight_mut()[2][5] = f32::NAN;
    model.dense2.bias_mut()[0] = f32::INFINITY;
    let expected = |message: &str| format!("{}: {message}", path.display());
    let problem = "tensor `dense1.weight` has NaN at [5, 2]: every number must be finite";
    assert_eq!(model.save(&path).unwrap_err().to_string(), expected(&format!("not written: {problem}")));
    assert_eq!(std::fs::read(&path).unwrap(), good, "the good file is still there");

    // What another program wrote.
    let file = safetensors::SafeTensors::deserialize(&good).unwrap();
    for (value, shown) in [(f32::NAN, "NaN"), (f32::INFINITY, "inf"), (f32::NEG_INFINITY, "-inf")] {
        let mut weight = file.tensor("dense1.weight").unwrap().data().to_vec();
        let byte = (5 * 3 + 2) * size_of::<f32>();
        weight[byte..byte + size_of::<f32>()].copy_from_slice(&value.to_le_bytes());
        let broken = safetensors::tensor::TensorView::new(safetensors::Dtype::F32, vec![16, 3], &weight).unwrap();
        let tensors = file.tensors().into_iter().map(|(name, tensor)| {
            let tensor = if name == "dense1.weight" { broken.clone() } else { tensor };
            (name, tensor)
        });
        std::fs::write(&path, safetensors::serialize(tensors, None).unwrap()).unwrap();
        let problem = format!("tensor `dense1.weight` has {shown} at [5, 2]: every number must be finite");
        assert_eq!(Net::load(&path).unwrap_err().to_string(), expected(&problem));
        let mut untouched = Net::init(7);
        mlp::files::load_into(&mut untouched, &path).unwrap_err();
        assert_eq!(untouched, Net::init(7));
    }
}
