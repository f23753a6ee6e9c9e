use super::*;
use crate::Error;

fn epoch(number: usize, loss: f64, validation_loss: Option<f64>) -> Epoch {
    Epoch {
        number,
        loss,
        metric: Some(0.5),
        validation_loss,
        validation_metric: validation_loss.map(|_| 0.25),
        learning_rate: 0.5,
        seconds: 0.125,
    }
}

fn history(losses: &[(f64, Option<f64>)]) -> History {
    let mut history = History::new("accuracy");
    for (i, &(loss, validation)) in losses.iter().enumerate() {
        history.push(epoch(i + 1, loss, validation));
    }
    history
}

#[test]
fn best_and_last() {
    let number = |epoch: Option<&Epoch>| epoch.map(|epoch| epoch.number);
    assert_eq!(number(history(&[]).best()), None);
    assert_eq!(number(history(&[(f64::NAN, None)]).best()), None);
    assert_eq!(number(history(&[(2.0, None), (1.0, None), (1.0, None)]).best()), Some(2));
    let validated = history(&[(9.0, Some(f64::NAN)), (2.0, Some(1.0)), (1.0, Some(3.0))]);
    assert_eq!((number(validated.best()), number(validated.last())), (Some(2), Some(3)));
}

#[test]
fn table() {
    assert_eq!(
        history(&[(0.7, Some(1e-7)), (f64::NAN, None)]).to_string(),
        "\
epoch        loss    accuracy  validation loss  validation accuracy   seconds
    1      0.7000      0.5000         1.000e-7               0.2500      0.12
    2         NaN      0.5000                -                    -      0.12
training figures are of training mode: dropout active, weights changing during the epoch;
validation figures are of prediction mode, after the epoch"
    );
    assert!(history(&[(0.7, None)]).to_string().starts_with("epoch        loss    accuracy   seconds\n"));
    let mut falling = history(&[(0.7, None)]);
    falling.push(Epoch { learning_rate: 0.00125, ..epoch(2, 0.6, None) });
    assert!(falling.to_string().starts_with(
        "\
epoch        loss    accuracy  learning rate   seconds
    1      0.7000      0.5000       5.000e-1      0.12
    2      0.6000      0.5000       1.250e-3      0.12
"
    ));
}

#[test]
fn csv() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.csv");
    history(&[(0.1, None), (1e-9, Some(0.5))]).write_csv(&path).unwrap();
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        "epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,seconds\n\
         1,0.1,0.5,,,0.5,0.125\n2,0.000000001,0.5,0.5,0.25,0.5,0.125\n"
    );
    let error = history(&[]).write_csv(folder.path()).unwrap_err();
    assert!(matches!(error, Error::File { .. }));
}

#[test]
fn the_table_says_how_training_ended() {
    let mut ended = history(&[(0.7, Some(0.4)), (0.6, Some(0.3)), (0.5, Some(0.5))]);
    let mut text = |stop, kept| {
        ended.end(Some(stop), kept);
        ended.to_string()
    };
    let early = text(Stop::EarlyStopping { patience: 1 }, Some(2));
    assert!(
        early.contains("    2      0.6000      0.5000           0.3000               0.2500      0.12  kept\n"),
        "{early}"
    );
    assert_eq!(early.matches("kept").count(), 1);
    let expected = "\nearly stopping after epoch 3: no lower validation loss for 1 epoch; the weights are those of epoch 2, the best one\n";
    assert!(early.contains(expected), "{early}");
    let all = text(Stop::Epochs, Some(3));
    assert!(all.contains("\nall 3 epochs trained; the weights are those of epoch 3, the last and best one\n"), "{all}");
    assert!(!text(Stop::Epochs, None).contains("weights are"));
    assert!(text(Stop::Callback, None).contains("\nended by the callback after epoch 3\n"));
    assert!(text(Stop::Diverged, Some(2)).contains("\ndiverged in epoch 3; the weights are those of epoch 2\n"));
    assert!(text(Stop::Diverged, None).contains("\ndiverged in epoch 3; the weights are those from before it\n"));
}
