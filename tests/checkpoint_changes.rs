//! A checkpoint is compared with settings, data, and writer, and impossible contents are refused.

#[path = "checkpoint_changes/contents.rs"]
mod contents;
#[path = "checkpoint_changes/losses.rs"]
mod losses;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use mlp::prelude::*;
use safetensors::SafeTensors;

mlp::network! {
    struct Net;
    input 3;
    standardize;
    dense 4;
    batch_norm tanh;
    dense 2 softmax;
    loss sparse_categorical;
    classes Cold, Warm;
    optimizer adam lr=1e-2;
    schedule cosine;
    batch 7;
    epochs 6;
}

fn set(rows: usize) -> Dataset<[f32; 3], NetClass> {
    let row = |i: usize| std::array::from_fn(|k| ((i * 3 + k) as f32).sin() * 3.0 + k as f32);
    Dataset::new((0..rows).map(row).collect(), (0..rows).map(|i| NetClass::ALL[i % 2]).collect()).unwrap()
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("training.safetensors");
    (folder, path)
}

/// A checkpoint after three of six epochs.
fn interrupted(path: &Path) -> Net {
    let mut model = Net::init(1);
    let trainer = Trainer::new(&mut model).seed(5).reduce_on_plateau(0.5, 1).early_stopping(5).checkpoint(path);
    let stop = |epoch: &Epoch, _: &Net| match epoch.number {
        3 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    { trainer }.callback(stop).fit(&set(40)).unwrap();
    model
}

/// What breaks the bits is refused by name, and allowed on request.
#[test]
fn other_settings_and_data_are_refused() {
    let (_folder, path) = place();
    interrupted(&path);
    let changed = |name: &str, change: &dyn Fn(Trainer<'_, Net>) -> Result<History>| {
        let mut model = Net::init(2);
        let error =
            change(Trainer::new(&mut model).seed(5).reduce_on_plateau(0.5, 1).resume(&path).unwrap()).unwrap_err();
        assert!(matches!(&error, Error::Changed { setting, .. } if *setting == name), "{name}: {error}");
        assert!(error.to_string().contains("allow_changes()"), "{error}");
        let mut model = Net::init(2);
        let trainer = Trainer::new(&mut model).seed(5).reduce_on_plateau(0.5, 1).allow_changes();
        assert_eq!(change(trainer.resume(&path).unwrap()).unwrap().epochs().len(), 6);
    };
    let train = set(40);
    changed("seed", &|trainer| { trainer }.seed(6).fit(&train));
    changed("batch_size", &|trainer| { trainer }.batch_size(8).fit(&train));
    changed("shuffle", &|trainer| { trainer }.shuffle(false).fit(&train));
    changed("clip_norm", &|trainer| { trainer }.clip_norm(1.0).fit(&train));
    changed("class_weights", &|trainer| { trainer }.class_weights([1.0, 2.0]).fit(&train));
    changed("data", &|trainer| { trainer }.fit(&set(41)));
    let mut targets = train.targets().to_vec();
    targets.swap(0, 1);
    let other = Dataset::new(train.inputs().to_vec(), targets).unwrap();
    changed("data", &|trainer| { trainer }.fit(&other));

    let mut model = Net::init(2);
    let trainer = Trainer::new(&mut model).optimizer(Adam::new(1e-2).beta1(0.8)).seed(5).reduce_on_plateau(0.5, 1);
    let error = { trainer.resume(&path).unwrap() }.fit(&train).unwrap_err();
    assert!(matches!(&error, Error::Changed { setting, .. } if *setting == "optimizer_settings"), "{error}");
}

/// Rate, schedule and number of epochs are free: the schedule is that of the new number from the first epoch on.
#[test]
fn rate_and_epochs_may_change() {
    let (_folder, path) = place();
    interrupted(&path);
    let mut model = Net::init(2);
    let trainer = Trainer::new(&mut model).optimizer(Adam::new(1e-3)).seed(5).epochs(12);
    let history = { trainer.resume(&path).unwrap() }.fit(&set(40)).unwrap();
    assert_eq!(history.epochs().len(), 12);
    // The last update of epoch 4 is the 24th of 72: half a cosine is at its 23rd.
    let expected = 1e-3 * 0.5 * (1.0 + (std::f64::consts::PI * 23.0 / 72.0).cos());
    assert!((history.epochs()[3].learning_rate / expected - 1.0).abs() < 1e-9, "{history}");
}

/// Checkpoints of before have no settings: they resume as they did.
#[test]
fn a_checkpoint_without_settings_is_compared_with_nothing() {
    let (_folder, path) = place();
    interrupted(&path);
    let bytes = contents::with_text(&std::fs::read(&path).unwrap(), &|text| {
        let old = ["optimizer ", "moments", "updates", "begin", "best", "lowest", "waited", "factor", "epoch,"];
        let kept = |line: &&str| {
            old.iter().any(|name| line.starts_with(name)) || line.starts_with(|c: char| c.is_ascii_digit())
        };
        text.lines().filter(kept).map(|line| format!("{line}\n")).collect()
    });
    let mut model = Net::init(2);
    let trainer = Trainer::new(&mut model).seed(6).resume_bytes(&bytes).unwrap();
    assert_eq!({ trainer }.fit(&set(41)).unwrap().epochs().len(), 6);
}

#[test]
fn bytes_and_readers_resume_as_files_do() {
    let (_folder, path) = place();
    interrupted(&path);
    let (train, bytes) = (set(40), std::fs::read(&path).unwrap());
    let (mut file, mut memory, mut reader) = (Net::init(2), Net::init(2), Net::init(2));
    { Trainer::new(&mut file).seed(5).resume(&path).unwrap() }.fit(&train).unwrap();
    { Trainer::new(&mut memory).seed(5).resume_bytes(&bytes).unwrap() }.fit(&train).unwrap();
    { Trainer::new(&mut reader).seed(5).resume_reader(&bytes[..]).unwrap() }.fit(&train).unwrap();
    assert!(file == memory && file == reader);
    assert!(Net::load_reader(&bytes[..]).unwrap() == Net::load(&path).unwrap());

    let mut stepped = Net::init(3).into_trainer();
    stepped.prepare(&train).unwrap();
    stepped.step(&train.inputs()[..8], &train.targets()[..8]).unwrap();
    let bytes = stepped.to_bytes().unwrap();
    let mut resumed = Net::init(4).into_trainer().resume_bytes(&bytes).unwrap();
    for trainer in [&mut stepped, &mut resumed] {
        trainer.step(&train.inputs()[8..16], &train.targets()[8..16]).unwrap();
    }
    assert!(stepped.model() == resumed.model(), "moments and counters too");
}

/// The file says what it is of.
#[test]
fn metadata_name_the_network_and_its_classes() {
    let (_folder, path) = place();
    let model = interrupted(&path);
    for bytes in [std::fs::read(&path).unwrap(), model.to_bytes().unwrap()] {
        let (_, metadata) = SafeTensors::read_metadata(&bytes).unwrap();
        let metadata = metadata.metadata().as_ref().unwrap();
        assert_eq!(metadata["mlp.network"], "input 3; standardize; dense 4 linear; batch_norm tanh; dense 2 softmax");
        assert_eq!(metadata["mlp.classes"], r#"["Cold","Warm"]"#);
        assert_eq!(metadata["mlp.version"], env!("CARGO_PKG_VERSION"));
    }
    assert_eq!(model.to_bytes().unwrap(), model.to_bytes().unwrap(), "the same bytes each time");
}

/// Two trainings with one file: the second one fails, and says who has it.
#[test]
fn one_writes_at_a_time() {
    let (folder, path) = place();
    let train = set(40);
    let mut first = Net::init(1);
    let trainer = Trainer::new(&mut first).checkpoint(&path).callback(|_, _| {
        let mut second = Net::init(2);
        let mut trainer = Trainer::new(&mut second).checkpoint(&path);
        let error = trainer.fit(&train).unwrap_err().to_string();
        assert!(
            error.contains(&format!("this process ({}) is writing this checkpoint", std::process::id())),
            "{error}"
        );
        assert!(trainer.history().epochs().is_empty());
    });
    { trainer }.fit(&train).unwrap();
    // No file remains, and a file left by a killed process is not a lock.
    std::fs::write(folder.path().join("training.safetensors.lock"), "1\n").unwrap();
    Trainer::new(&mut first).checkpoint(&path).fit(&train).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A folder that cannot be written to for a while costs a warning, and no training.
#[cfg(unix)]
#[test]
fn a_failed_write_is_tried_again() {
    let (folder, path) = place();
    let train = set(40);
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let path_inside = inner.join("training.safetensors");
    let mut model = Net::init(1);
    let trainer = Trainer::new(&mut model).epochs(4).checkpoint(&path_inside).callback(|epoch, _| match epoch.number {
        1 => std::fs::rename(&inner, &path).unwrap(),
        3 => std::fs::rename(&path, &inner).unwrap(),
        _ => {}
    });
    assert_eq!({ trainer }.fit(&train).unwrap().epochs().len(), 4);
    assert!(Net::load(&path_inside).unwrap() == model);

    let trainer = Trainer::new(&mut model).epochs(4).checkpoint(&path_inside).callback(|epoch, _| {
        if epoch.number == 1 {
            std::fs::rename(&inner, &path).unwrap();
        }
    });
    let mut trainer = trainer;
    let error = trainer.fit(&train).unwrap_err();
    assert!(matches!(error, Error::File { .. }), "the last error is the result");
    assert_eq!(trainer.history().epochs().len(), 4, "after all epochs");
}
