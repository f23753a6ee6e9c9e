//! A training reports when and why it ended, and which weights it kept. A trainer's borrow ends with its last use.

use mlp::prelude::*;
use mlp::{Callback, Stop};

mlp::network! { struct Net; input 2; dense 8 tanh; dense 1; loss mse; optimizer adam lr=5e-2; batch 4; }

fn set(seed: usize) -> Dataset<[f32; 2], [f32; 1]> {
    let number = |i: usize| ((i * 7919 + seed * 31) as f32).sin();
    Dataset::new((0..24).map(|i| [number(i), number(i + 99)]).collect(), (0..24).map(|i| [number(i * 3)]).collect())
        .unwrap()
}

/// What README shows: train, ask the trainer, then the network, while the trainer is still in scope.
#[test]
fn the_network_is_free_after_the_last_use_of_the_trainer() {
    let (train, validation, folder) = (set(1), set(2), tempfile::tempdir().unwrap());
    let mut model = Net::init(1);
    let losses = std::sync::Mutex::new(Vec::new());
    let mut trainer = Trainer::new(&mut model)
        .epochs(3)
        .validation(&validation)
        .callback(|epoch, _| losses.lock().unwrap().push(epoch.loss))
        .optimizer(Sgd::new(0.1));
    trainer.fit(&train).unwrap();
    model.save(folder.path().join("net.safetensors")).unwrap();
    assert_eq!(losses.lock().unwrap().len(), 3);

    let mut trainer = Trainer::new(&mut model);
    trainer.fit(&train).unwrap();
    assert!(model.evaluate(&validation).unwrap().loss().is_finite());
}

/// Of a callback that borrows nothing the type has no trace; of one that borrows a lifetime of its own.
#[test]
fn trainers_with_callbacks_have_names() {
    struct Learner(Trainer<'static, Net>);
    struct Watcher<'m, 'c>(Trainer<'m, Net, Adam, Callback<'c, Net>>);
    fn sends(_: &impl Send) {}
    let (sender, receiver) = std::sync::mpsc::channel();
    let trainer = Net::init(1).into_trainer().epochs(2);
    let mut learner = Learner(trainer.callback(move |epoch, _| sender.send(epoch.number).unwrap()));
    sends(&learner.0);
    learner.0.fit(&set(1)).unwrap();
    assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [1, 2]);

    let (mut model, mut seen) = (Net::init(1), 0);
    let mut watcher = Watcher(Trainer::new(&mut model).callback(|_, _| {
        seen += 1;
        std::ops::ControlFlow::Break(())
    }));
    assert_eq!(watcher.0.fit(&set(1)).unwrap().stop(), Some(Stop::Callback));
    drop(watcher);
    assert_eq!(seen, 1);
    let _never_called = Net::init(1).into_trainer().callback(|_, _| todo!());
}

#[test]
fn early_stopping_says_when_and_why() {
    let (train, validation) = (set(1), set(2));
    let mut model = Net::init(1);
    let trainer = Trainer::new(&mut model).epochs(500).validation(&validation).early_stopping(6);
    let history = { trainer }.fit(&train).unwrap();
    let (best, last) = (history.best().unwrap().number, history.last().unwrap().number);
    assert_eq!(last, best + 6);
    assert_eq!((history.stop(), history.kept()), (Some(Stop::EarlyStopping { patience: 6 }), Some(best)));
    assert_eq!(model.evaluate(&validation).unwrap().loss(), history.best().unwrap().validation_loss.unwrap());
    let sentence = format!(
        "\nearly stopping after epoch {last}: no lower validation loss for 6 epochs; the weights are those of epoch {best}, the best one\n"
    );
    let table = history.to_string();
    assert!(table.contains(&sentence), "{table}");
    let marked: Vec<&str> = table.lines().filter(|line| line.ends_with("  kept")).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].split_whitespace().next(), Some(best.to_string().as_str()));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("loss.svg");
    history.plot(&path).unwrap();
    let picture = std::fs::read_to_string(path).unwrap();
    assert!(picture.contains(&format!("kept: epoch {best}, stopped after {last}")));
}

/// In another process, whose standard error stream is read.
#[test]
fn the_progress_lines_say_it_too() {
    if std::env::var_os("MLP_PROGRESS").is_some() {
        let (train, validation) = (set(1), set(2));
        let mut model = Net::init(1);
        let trainer = Trainer::new(&mut model).epochs(500).validation(&validation).early_stopping(6);
        { trainer }.progress(true).fit(&train).unwrap();
        return;
    }
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["the_progress_lines_say_it_too", "--exact", "--nocapture"]).env("MLP_PROGRESS", "1");
    let text = String::from_utf8(command.output().unwrap().stderr).unwrap();
    let (first, last) = (text.lines().next().unwrap(), text.lines().last().unwrap());
    assert!(first.starts_with("epoch 1/500  loss "), "{text}");
    assert!(first.contains(" in all, at most ") && first.ends_with(" left"), "{text}");
    assert!(last.starts_with("early stopping after epoch ") && last.ends_with(", the best one"), "{text}");
}
