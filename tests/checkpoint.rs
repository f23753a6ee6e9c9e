//! A training that is interrupted and resumed equals one that was not interrupted.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use mlp::optimizer::Optimizer;
use mlp::prelude::*;

mlp::network! {
    struct Net;
    input 3;
    standardize;
    dense 8;
    batch_norm tanh;
    dropout 0.2;
    dense 2 softmax;
    loss sparse_categorical;
    optimizer adam lr=1e-2;
    schedule cosine;
    batch 7;
    epochs 9;
}

mlp::network! {
    struct Wider;
    input 3;
    standardize;
    dense 9;
    batch_norm tanh;
    dense 2 softmax;
    loss sparse_categorical;
    optimizer adam lr=1e-2;
}

fn set(rows: usize) -> Dataset<[f32; 3], usize> {
    let row = |i: usize| std::array::from_fn(|k| ((i * 3 + k) as f32).sin() * 3.0 + k as f32);
    Dataset::new((0..rows).map(row).collect(), (0..rows).map(|i| i % 2).collect()).unwrap()
}

/// A file that is not there yet, in a folder that lives as long as the value beside it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("training.safetensors");
    (folder, path)
}

/// All but the time it took.
fn figures(history: &History) -> Vec<Epoch> {
    let mut epochs = history.epochs().to_vec();
    epochs.iter_mut().for_each(|epoch| epoch.seconds = 0.0);
    epochs
}

/// Trains for all epochs, and again with an end after `epochs` and a fresh trainer that resumes.
fn same(optimizer: impl Optimizer, ends_after: usize, patience: usize, path: &Path) {
    let (train, validation) = (set(40), set(17));
    let mut whole = Net::init(1);
    let trainer = Trainer::new(&mut whole).optimizer(optimizer.clone()).seed(5).reduce_on_plateau(0.5, 1);
    let expected = { trainer }.validation(&validation).early_stopping(patience).fit(&train).unwrap();

    let mut first = Net::init(1);
    let trainer = Trainer::new(&mut first).optimizer(optimizer.clone()).seed(5).reduce_on_plateau(0.5, 1);
    let trainer = trainer.validation(&validation);
    let trainer = trainer.early_stopping(patience).checkpoint(path).callback(|epoch, _| {
        if epoch.number == ends_after { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    { trainer }.fit(&train).unwrap();

    let mut rest = Net::init(2);
    let trainer = Trainer::new(&mut rest).optimizer(optimizer).seed(5).reduce_on_plateau(0.5, 1);
    let trainer = trainer.validation(&validation);
    let mut trainer = trainer.early_stopping(patience).resume(path).unwrap();
    let found = trainer.fit(&train).unwrap();
    assert_eq!(figures(&found), figures(&expected));
    drop(trainer);
    assert!(rest == whole, "the same bits");
}

#[test]
fn goes_on_with_the_same_bits() {
    let (_folder, path) = place();
    for ends_after in 1..9 {
        same(Adam::new(1e-2), ends_after, 100, &path);
        same(AdamW::new(1e-2), ends_after, 100, &path);
        same(Adagrad::new(1e-2), ends_after, 100, &path);
        same(Adam::new(1e-2).amsgrad(true), ends_after, 100, &path);
        same(Adamax::new(1e-2), ends_after, 100, &path);
        same(NAdam::new(1e-2), ends_after, 100, &path);
        same(RAdam::new(1e-2), ends_after, 100, &path);
        same(Lion::new(1e-3), ends_after, 100, &path);
        same(Sgd::new(1e-2), ends_after, 100, &path);
        same(Sgd::new(1e-2).momentum(0.9), ends_after, 100, &path);
        same(RmsProp::new(1e-2), ends_after, 100, &path);
        same(RmsProp::new(1e-2).momentum(0.9), ends_after, 100, &path);
    }
    // The best epoch is one before the interruption, or training has already ended there.
    for ends_after in 1..9 {
        same(Adam::new(0.3), ends_after, 1, &path);
        same(Adam::new(0.3), ends_after, 3, &path);
    }
}

#[test]
fn what_is_done_is_not_done_again() {
    let (_folder, path) = place();
    let train = set(40);
    let mut model = Net::init(1);
    Trainer::new(&mut model).checkpoint(&path).fit(&train).unwrap();
    let mut again = Net::init(2);
    let mut trainer = Trainer::new(&mut again).resume(&path).unwrap();
    assert_eq!(trainer.fit(&train).unwrap().epochs().len(), 9);
    assert!(*trainer.model() == model);
    // Only then another one begins.
    assert_eq!(trainer.fit(&train).unwrap().epochs()[0].number, 10);

    let mut longer = Net::init(2);
    let history = Trainer::new(&mut longer).epochs(12).resume(&path).unwrap().fit(&train).unwrap();
    assert_eq!(history.epochs().len(), 12);
    assert_eq!(history.epochs()[11].number, 12);
}

#[test]
fn what_is_no_checkpoint_of_this_training_is_refused() {
    let (folder, path) = place();
    let weights = folder.path().join("weights.safetensors");
    let mut model = Net::init(1);
    Trainer::new(&mut model).epochs(2).checkpoint(&path).fit(&set(40)).unwrap();
    model.save(&weights).unwrap();
    let message = |error: Error| error.to_string().rsplit_once("safetensors: ").unwrap().1.to_owned();

    let mut other = Wider::init(1);
    let before = other.clone();
    assert_eq!(
        message(Trainer::new(&mut other).resume(&path).err().unwrap()),
        "tensor `model.dense1.weight`: expected the shape [9, 3], found [8, 3]"
    );
    assert!(other == before, "nothing has changed");

    let mut fresh = Net::init(3);
    let before = fresh.clone();
    let refused = |trainer: Result<Trainer<'_, Net, Sgd>>| message(trainer.err().unwrap());
    assert_eq!(
        refused(Trainer::new(&mut fresh).optimizer(Sgd::new(0.1)).resume(&path)),
        "expected 0 moments of `Sgd`, found 2 of `Adam`: set the optimizer that it was written with"
    );
    assert_eq!(
        refused(Trainer::new(&mut fresh).optimizer(Sgd::new(0.1)).resume(&weights)),
        "expected the checkpoint of a trainer, found a file without `trainer`"
    );
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    assert!(refused(Trainer::new(&mut fresh).optimizer(Sgd::new(0.1)).resume(&path)).starts_with("expected a whole"));
    let missing = folder.path().join("missing.safetensors");
    assert!(matches!(Trainer::new(&mut fresh).resume(&missing).err().unwrap(), Error::File { .. }));
    assert!(fresh == before);

    // A place that cannot be written to is an error before the first epoch.
    let nowhere = folder.path().join("no such folder/training.safetensors");
    let mut trainer = Trainer::new(&mut fresh).checkpoint(nowhere);
    assert!(matches!(trainer.fit(&set(40)), Err(Error::File { .. })));
    assert_eq!(trainer.history().epochs().len(), 0);
}

/// A step breaks the weights, and the loss of the next would show it: there is none, with one batch an epoch. It is an
/// error all the same.
#[test]
fn broken_weights_are_neither_written_nor_the_best() {
    let (_folder, path) = place();
    let (train, validation) = (set(40), set(17));
    let mut model = Net::init(1);
    Trainer::new(&mut model).epochs(2).batch_size(64).checkpoint(&path).fit(&train).unwrap();
    let good = std::fs::read(&path).unwrap();
    let mut broken = model.clone();
    let trainer = Trainer::new(&mut broken).optimizer(Sgd::new(1e38).weight_decay(1e3)).epochs(1).batch_size(64);
    let error = { trainer }.checkpoint(&path).early_stopping(1).fit(&train).unwrap_err();
    assert!(matches!(error, Error::Diverged { epoch: 1, loss, .. } if loss.is_finite()), "{error}");
    assert!(broken == model);
    assert_eq!(std::fs::read(&path).unwrap(), good);

    let trainer = Trainer::new(&mut model).schedule(Schedule::exponential(1e12)).epochs(9).batch_size(64);
    let mut trainer = trainer.optimizer(Sgd::new(1e-2).weight_decay(0.1)).validation(&validation).early_stopping(9);
    assert!(trainer.fit(&train).is_err());
    drop(trainer);
    assert!(model.evaluate(&validation).unwrap().loss().is_finite());
}

#[test]
fn it_is_loaded_as_a_network_too() {
    let (_folder, path) = place();
    let (train, validation) = (set(40), set(17));
    let mut model = Net::init(1);
    Trainer::new(&mut model).checkpoint(&path).fit(&train).unwrap();
    assert!(Net::load(&path).unwrap() == model);
    // The best weights.
    let trainer = Trainer::new(&mut model).optimizer(Adam::new(0.3)).validation(&validation).early_stopping(3);
    let history = { trainer }.checkpoint(&path).fit(&train).unwrap();
    assert!(history.best().unwrap().number < history.epochs().len(), "{history}");
    assert!(Net::load(&path).unwrap() == model);
    let message = Wider::load(&path).err().unwrap().to_string();
    assert!(message.ends_with("tensor `best.dense1.weight`: expected the shape [9, 3], found [8, 3]"), "{message}");
}

#[test]
fn patience_that_was_not_set_before_begins_with_the_resumed_epochs() {
    let (_folder, path) = place();
    let (train, validation) = (set(40), set(17));
    let mut model = Net::init(1);
    Trainer::new(&mut model).epochs(6).checkpoint(&path).fit(&train).unwrap();
    let mut trainer = Trainer::new(&mut model).validation(&validation).early_stopping(3).resume(&path).unwrap();
    assert!(
        trainer.fit(&train).unwrap().epochs().len() > 6,
        "six epochs without a best one are not six that were waited"
    );
}

#[test]
fn a_diverged_network_does_not_replace_a_good_one() {
    let (_folder, path) = place();
    let mut model = Net::init(1);
    Trainer::new(&mut model).epochs(2).checkpoint(&path).fit(&set(40)).unwrap();
    let good = std::fs::read(&path).unwrap();
    let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(1e38)).checkpoint(&path);
    assert!(matches!(trainer.fit(&set(40)), Err(Error::Diverged { epoch: 1, .. })));
    assert_eq!(std::fs::read(&path).unwrap(), good);
}

/// The file is one that others read.
#[test]
fn it_is_a_safetensors_file_of_named_tensors() {
    let (_folder, path) = place();
    let mut model = Net::init(1);
    let (train, validation) = (set(40), set(17));
    let trainer = Trainer::new(&mut model).epochs(3).validation(&validation).early_stopping(2);
    { trainer }.checkpoint(&path).fit(&train).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    for part in ["model", "moment1", "moment2", "best"] {
        for name in model.tensor_names() {
            let tensor = file.tensor(&format!("{part}.{name}")).unwrap();
            assert_eq!(tensor.shape(), model.tensor(&name).unwrap().shape());
        }
    }
    assert_eq!(file.len(), 4 * model.tensor_names().len() + 1);
    let text = std::str::from_utf8(file.tensor("trainer").unwrap().data()).unwrap();
    assert!(text.starts_with("optimizer Adam\nmoments 2\nupdates 18\nbegin 0\nbest "), "{text}");
    assert!(
        text.contains("\nepoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,seconds\n1,"),
        "{text}"
    );
}
