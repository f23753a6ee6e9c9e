//! What cannot be the contents of a checkpoint.

use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

use super::*;

/// The file with another text, and without a checksum: the crate writes it.
pub(crate) fn with_text(bytes: &[u8], change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let file = SafeTensors::deserialize(bytes).unwrap();
    let text = change(std::str::from_utf8(file.tensor("trainer").unwrap().data()).unwrap());
    let tensors = file.tensors().into_iter().map(|(name, tensor)| match name.as_str() {
        "trainer" => (name, TensorView::new(Dtype::U8, vec![text.len()], text.as_bytes()).unwrap()),
        _ => (name, tensor),
    });
    safetensors::serialize(tensors, None).unwrap()
}

/// A tensor with one number changed, without a checksum.
fn with_number(bytes: &[u8], name: &str, number: f32) -> Vec<u8> {
    let file = SafeTensors::deserialize(bytes).unwrap();
    let mut data = file.tensor(name).unwrap().data().to_vec();
    data[..4].copy_from_slice(&number.to_le_bytes());
    let tensors = file.tensors().into_iter().map(|(found, tensor)| {
        let changed = TensorView::new(Dtype::F32, tensor.shape().to_vec(), &data);
        if found == name { (found, changed.unwrap()) } else { (found, tensor) }
    });
    safetensors::serialize(tensors, None).unwrap()
}

fn refused(bytes: &[u8]) -> Option<String> {
    Net::init(2).into_trainer().resume_bytes(bytes).err().map(|error| error.to_string())
}

/// Each value of the text that no training has.
#[test]
fn a_text_that_cannot_be_is_refused() {
    let (_folder, path) = place();
    interrupted(&path);
    let whole = std::fs::read(&path).unwrap();
    assert_eq!(refused(&with_text(&whole, &|text| text.into())), None);
    let line = |name: &str, value: &str| {
        let changed = with_text(&whole, &|text| {
            let change = |line: &str| {
                if line.starts_with(&format!("{name} ")) { format!("{name} {value}\n") } else { format!("{line}\n") }
            };
            text.lines().map(change).collect()
        });
        refused(&changed)
    };
    let mutants: [(&str, &[&str]); 8] = [
        ("updates", &["18446744073709551615", "9007199254740993", "-1", "1.5", "NaN", ""]),
        ("waited", &["18446744073709551615", "4", "-1", "inf"]),
        ("factor", &["-1", "0", "-0", "3", "inf", "NaN", "1e24"]),
        ("lowest", &["NaN", "-inf", "-1", "1e300"]),
        ("begin", &["4", "18446744073709551615", "-1"]),
        ("best", &["0", "4", "-1", "18446744073709551615"]),
        ("moments", &["0", "3", "18446744073709551615"]),
        ("optimizer", &["Sgd", ""]),
    ];
    for (name, values) in mutants {
        for value in values {
            assert!(line(name, value).is_some(), "`{name} {value}`");
        }
    }
    // The history, cell by cell: number, loss, accuracy, validation loss and accuracy, rate, seconds.
    let cell = |column: usize, value: &str| {
        let changed = with_text(&whole, &|text| {
            let change = |line: &str| {
                let mut cells: Vec<&str> = line.split(',').collect();
                if cells.len() == 7 && line.starts_with('2') {
                    cells[column] = value;
                }
                cells.join(",") + "\n"
            };
            text.lines().map(change).collect()
        });
        refused(&changed)
    };
    for (column, values) in [
        (0, &["1", "3", "-2", ""][..]),
        (1, &["NaN", "inf", "-inf", ""]),
        (2, &["NaN", "1.5", "-0.5"]),
        (4, &["0.5"]),
        (5, &["NaN", "-1", "inf", ""]),
        (6, &["NaN", "-1", "inf"]),
    ] {
        for value in values {
            assert!(cell(column, value).is_some(), "column {column}, `{value}`");
        }
    }
    assert!(refused(&with_text(&whole, &|text| format!("updates 1\n{text}"))).is_some(), "a line twice");
}

/// The text of a checkpoint of `Net`, the lines before the history given.
fn text(lines: &[&str], history: &[&str]) -> String {
    let head = ["epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,seconds"];
    let all = ["optimizer Adam", "moments 2"].iter().chain(lines).chain(&head).chain(history);
    all.map(|line| format!("{line}\n")).collect()
}

/// Values that are in their ranges, and contradict each other; beside each a neighbor that does not.
#[test]
fn a_text_that_contradicts_itself_is_refused() {
    let (_folder, path) = place();
    interrupted(&path);
    let whole = std::fs::read(&path).unwrap();
    let refused = |lines: &[&str], history: &[&str]| {
        let lines: Vec<&str> = ["updates 12", "begin 0"].iter().chain(lines).copied().collect();
        refused(&with_text(&whole, &|_| text(&lines, history)))
    };
    let fall: &[&str] = &["1,0.5,0.7,,,0.01,1", "2,0.25,0.8,,,0.01,1", "3,0.5,0.9,,,0.01,1", "4,0.5,0.9,,,0.01,1"];
    let best = "best 2";
    assert_eq!(refused(&[best, "lowest 0.25", "waited 2", "factor 1"], fall), None);
    for (lines, why) in [
        (&["best 1"][..], "a later epoch has a lower loss"),
        (&[best, "lowest 0.25", "waited 3", "factor 1"], "two epochs follow the lowest"),
        (&[best, "lowest 0.5", "waited 2", "factor 1"], "one epoch follows the first that it can be"),
        (&[best, "lowest 0.5", "waited 0", "factor 1.5"], "the rate has never been higher"),
        (&[best, "lowest 0.3", "waited 0", "factor 1"], "no epoch had this loss"),
        (&[best, "lowest inf", "waited 4", "factor 1"], "each of the epochs was lower"),
        (&[best, "waited 1", "factor 0.5"], "without the loss that was waited for"),
        (&[best, "factor 0.5"], "without the loss that was waited for"),
        (&[], "the file has the weights of a best epoch"),
    ] {
        assert!(refused(lines, fall).is_some(), "{lines:?}: {why}");
    }

    // Losses of training and of validation are not compared: waiting began again with epoch 3.
    let switched: &[&str] =
        &["1,0.5,0.7,,,0.01,1", "2,0.1,0.8,,,0.01,1", "3,0.5,0.9,0.6,0.5,0.01,1", "4,0.5,0.9,0.7,0.5,0.01,1"];
    assert_eq!(refused(&["best 3", "lowest 0.6", "waited 1", "factor 0.5"], switched), None);
    assert!(refused(&["best 2"], switched).is_some(), "the best one is of the other kind");
    assert!(refused(&["best 3", "lowest 0.1", "waited 2", "factor 1"], switched).is_some(), "the lowest one is");
    assert!(refused(&["best 3", "lowest 0.6", "waited 2", "factor 1"], switched).is_some(), "one epoch follows it");

    for line in [
        "2,0.25,,,,0.01,1",
        "2,0.25,0.8,0.3,,0.01,1",
        "2,0.25,0.8,,0.3,0.01,1",
        "2,-0.25,0.8,,,0.01,1",
        "2,0.25,0.8,-1,0.5,0.01,1",
        "2,0.25,0.8,0.5,1.5,0.01,1",
    ] {
        assert!(refused(&["best 1"], &["1,0.2,0.7,,,0.01,1", line]).is_some(), "`{line}`");
    }
    for history in [&["2,0.2,0.7,,,0.01,1"][..], &["1,0.2,0.7,,,0.01,1", "1,0.2,0.7,,,0.01,1"]] {
        assert!(refused(&["best 1"], history).is_some(), "{history:?}");
    }
}

/// Numbers that no network has.
#[test]
fn numbers_that_cannot_be_are_refused() {
    let (_folder, path) = place();
    interrupted(&path);
    let whole = std::fs::read(&path).unwrap();
    for (name, number) in [
        ("model.dense1.weight", f32::NAN),
        ("model.dense1.weight", f32::INFINITY),
        ("best.dense1.bias", f32::NEG_INFINITY),
        ("model.batch_norm1.running_var", -1e-9),
        ("best.batch_norm1.running_var", -1.0),
        ("model.standardize.deviation", 0.0),
        ("model.standardize.deviation", -1.0),
        ("moment1.dense1.weight", f32::NAN),
    ] {
        let message = refused(&with_number(&whole, name, number));
        assert!(message.as_ref().is_some_and(|message| message.contains(name)), "{name} {number}: {message:?}");
        if name.starts_with("best") {
            assert!(Net::load_bytes(&with_number(&whole, name, number)).is_err());
        }
    }
    assert_eq!(refused(&with_number(&whole, "moment2.dense1.weight", f32::INFINITY)), None, "a moment may overflow");
}

/// Every byte of a checkpoint, one bit of it flipped: refused.
#[test]
fn no_flip_goes_unnoticed() {
    let (_folder, path) = place();
    interrupted(&path);
    let mut whole = std::fs::read(&path).unwrap();
    assert_eq!(refused(&whole), None);
    for at in 0..whole.len() {
        let bit = 1 << (at % 8);
        whole[at] ^= bit;
        assert!(refused(&whole).is_some(), "byte {at}");
        whole[at] ^= bit;
    }
}
