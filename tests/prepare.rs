//! The constants of `standardize`: which calls learn them, and which require them.

use mlp::Float;
use mlp::prelude::*;

mlp::network! { struct Net; input 2; standardize; dense 8 relu; dense 1; loss mse; optimizer sgd lr=1e-2; batch 4; }

mod part {
    mlp::network! { pub(super) struct Part; input 2; standardize; dense 3 tanh; }
}
use part::Part;

mlp::network! { struct Outer; input 2; layer Part; dense 1; loss mse; }
mlp::network! { struct Plain; input 2; dense 1; loss mse; }

const X: [[f32; 2]; 4] = [[1000.0, 5.0], [1002.0, 5.5], [1004.0, 4.5], [1006.0, 7.0]];
const Y: [[f32; 1]; 4] = [[0.0], [1.0], [0.5], [1.0]];

fn set() -> Dataset<[f32; 2], [f32; 1]> {
    Dataset::new(X.to_vec(), Y.to_vec()).unwrap()
}

fn refused<M: Trainable<Input = [f32; 2], Target = [f32; 1]>>(model: M) {
    let mut trainer = model.into_trainer();
    for _ in 0..2 {
        let error = trainer.step(&X, &Y).unwrap_err();
        assert!(matches!(error, Error::Unprepared));
        assert!(error.to_string().contains("`Trainer::prepare(&dataset)`") && error.to_string().contains("`fit`"));
    }
    trainer.prepare(&set()).unwrap();
    assert!(trainer.step(&X, &Y).unwrap().widen().is_finite());
}

#[test]
fn a_step_without_them_is_an_error() {
    refused(Net::init(1));
    refused(Outer::init(1));
    Plain::init(1).into_trainer().step(&X, &Y).unwrap();
}

#[test]
fn prepare_learns_what_fit_learns() {
    let mut prepared = Net::init(1).into_trainer().shuffle(false);
    prepared.prepare(&set()).unwrap();
    let mut fitted = Net::init(1).into_trainer().shuffle(false).epochs(1);
    fitted.fit(&set()).unwrap();
    prepared.step(&X, &Y).unwrap();
    assert_eq!(prepared.model(), fitted.model());
    assert_eq!(prepared.model().tensor("standardize.mean").unwrap()[0], 1003.0);
    // Once known they stay.
    let other = Dataset::new(vec![[0.0, 0.0], [1.0, 1.0]], vec![[0.0]; 2]).unwrap();
    prepared.prepare(&other).unwrap();
    assert_eq!(prepared.model().tensor("standardize.mean"), fitted.model().tensor("standardize.mean"));
}

/// A file that was saved before them does not pass for one with them; one that was saved after them does.
#[test]
fn a_file_says_whether_they_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    Net::init(1).save(&path).unwrap();
    refused(Net::load(&path).unwrap());
    let mut late = Net::load(&path).unwrap();
    Trainer::new(&mut late).epochs(1).fit(&set()).unwrap();
    let mut early = Net::init(1);
    Trainer::new(&mut early).epochs(1).fit(&set()).unwrap();
    assert_eq!(late, early);
    late.save(&path).unwrap();
    let loaded = Net::load(&path).unwrap();
    assert_eq!(loaded, late);
    loaded.into_trainer().step(&X, &Y).unwrap();

    // Columns whose constants are 0 and 1 are known, too.
    let unit = Dataset::new(vec![[-1.0, 1.0], [1.0, -1.0]], vec![[0.0], [1.0]]).unwrap();
    let mut model = Net::init(1);
    Trainer::new(&mut model).epochs(1).fit(&unit).unwrap();
    assert_eq!(model.tensor("standardize.mean").unwrap().as_slice().unwrap(), [0.0; 2]);
    model.save(&path).unwrap();
    Net::load(&path).unwrap().into_trainer().step(&X, &Y).unwrap();
}
