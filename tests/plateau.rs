//! When the loss stops falling: training ends by itself with the best weights, or the learning rate falls.

use std::ops::ControlFlow;

use mlp::prelude::*;

mlp::network! {
    struct Line;
    input 1;
    dense 1 bias=false;
    loss mse;
    optimizer sgd lr=0.01;
    batch 4;
    epochs 100;
}

type Points = Dataset<[f32; 1], [f32; 1]>;

/// y = slope · x.
fn line(slope: f32) -> Points {
    let x = [-1.0, -0.5, 0.5, 1.0];
    Dataset::new(x.map(|x| [x]).to_vec(), x.map(|x| [slope * x]).to_vec()).unwrap()
}

/// On its way from 0 to the training set's slope, 2, a network passes by the validation set's, 1.
fn starting() -> (Line, Points, Points) {
    let mut model = Line::init(1);
    model.dense1.weight_mut()[0] = [0.0];
    (model, line(2.0), line(1.0))
}

#[test]
fn ends_after_the_best_epoch_and_leaves_its_weights() {
    let (mut model, train, validation) = starting();
    let history = Trainer::new(&mut model).validation(&validation).early_stopping(5).fit(&train).unwrap();
    let best = *history.best().unwrap();
    assert!(best.number > 1 && history.epochs().len() == best.number + 5, "{history}");
    assert_eq!(model.evaluate(&validation).unwrap().loss(), best.validation_loss.unwrap());
    assert!((model.dense1.weight()[0][0] - 1.0).abs() < 0.02, "{:?}", model.dense1);
}

#[test]
fn without_a_validation_set_the_training_loss_decides() {
    let (mut model, train, _) = starting();
    let mut seen = Vec::new();
    let trainer = Trainer::new(&mut model).optimizer(Sgd::new(0.5)).schedule(Schedule::exponential(1.3));
    let mut trainer = trainer.early_stopping(2).callback(|_, model: &Line| seen.push(model.clone()));
    let history = trainer.fit(&train).unwrap();
    drop(trainer);
    let best = history.best().unwrap().number;
    assert!(best > 1 && history.epochs().len() == best + 2, "{history}");
    assert_eq!(model, seen[best - 1]);
}

#[test]
fn however_training_ends_the_best_weights_are_left() {
    // All epochs made.
    let (mut model, train, validation) = starting();
    let trainer = Trainer::new(&mut model).epochs(80).validation(&validation).early_stopping(1000);
    let history = { trainer }.fit(&train).unwrap();
    assert_eq!(history.epochs().len(), 80);
    assert_eq!(Some(model.evaluate(&validation).unwrap().loss()), history.best().unwrap().validation_loss);

    // By the callback.
    let (mut model, train, validation) = starting();
    let trainer = Trainer::new(&mut model).validation(&validation).early_stopping(1000);
    let mut trainer = trainer
        .callback(|epoch, _| if epoch.number == 70 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) });
    let history = trainer.fit(&train).unwrap();
    drop(trainer);
    assert_eq!(history.epochs().len(), 70);
    assert_eq!(Some(model.evaluate(&validation).unwrap().loss()), history.best().unwrap().validation_loss);

    // By a loss that is not finite.
    let (mut model, train, validation) = starting();
    let trainer = Trainer::new(&mut model).validation(&validation).schedule(Schedule::exponential(1.5));
    let mut trainer = trainer.early_stopping(1000).epochs(1000);
    assert!(matches!(trainer.fit(&train), Err(Error::Diverged { .. })));
    let best = trainer.history().best().unwrap().validation_loss;
    drop(trainer);
    assert_eq!(Some(model.evaluate(&validation).unwrap().loss()), best);
}

#[test]
fn a_second_fit_has_its_own_best_epoch() {
    let (mut model, train, validation) = starting();
    let mut trainer = Trainer::new(&mut model).validation(&validation).early_stopping(3);
    let first = trainer.fit(&train).unwrap();
    let second = trainer.fit(&line(4.0)).unwrap();
    let number = |history: &History| history.epochs()[0].number;
    assert_eq!((number(&first), number(&second)), (1, first.epochs().len() + 1));
    let best = second.best().unwrap();
    assert_eq!(second.epochs().len(), best.number - first.epochs().len() + 3);
    let loss = best.validation_loss;
    drop(trainer);
    assert_eq!(Some(model.evaluate(&validation).unwrap().loss()), loss);
}

#[test]
fn a_rate_that_is_too_large_falls_until_it_fits() {
    // L = 0.625·(w − 2)²: an epoch multiplies w − 2 by 1 − 1.25·η, and the loss by the square of that: 4 for η = 2.4.
    let (mut model, train, _) = starting();
    let trainer = Trainer::new(&mut model).optimizer(Sgd::new(2.4)).epochs(10);
    let history = { trainer }.reduce_on_plateau(0.5, 3).fit(&train).unwrap();
    let losses: Vec<f64> = history.epochs().iter().map(|epoch| epoch.loss).collect();
    let expected = [4.0, 4.0, 4.0, 4.0, 0.25, 0.25, 0.25, 0.0625, 0.0625];
    for (pair, expected) in losses.windows(2).zip(expected) {
        assert!((pair[1] / pair[0] / expected - 1.0).abs() < 1e-4, "{history}");
    }
    // The first epoch is the lowest until the seventh.
    let rates: Vec<f64> = history.epochs().iter().map(|epoch| epoch.learning_rate).collect();
    assert_eq!(rates, [2.4, 2.4, 2.4, 2.4, 1.2, 1.2, 1.2, 0.6, 0.6, 0.6], "{history}");
    let message = |factor, patience| {
        let mut model = Line::init(1);
        Trainer::new(&mut model).reduce_on_plateau(factor, patience).fit(&train).unwrap_err().to_string()
    };
    assert_eq!(message(1.0, 3), "reduce_on_plateau: expected a factor between 0 and 1, found 1");
    assert_eq!(message(0.5, 0), "reduce_on_plateau: expected a whole number of epochs above 0, found 0");
}

#[test]
fn epochs_before_the_rule_do_not_count() {
    let (mut model, train, _) = starting();
    let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(2.4)).epochs(4);
    trainer.fit(&train).unwrap();
    let history = trainer.reduce_on_plateau(0.5, 3).fit(&train).unwrap();
    let losses: Vec<f64> = history.epochs().iter().map(|epoch| epoch.loss).collect();
    for pair in losses.windows(2) {
        assert!((pair[1] / pair[0] / 4.0 - 1.0).abs() < 1e-4, "{history}");
    }
}

/// The loss of training is far below that of validation: beside it no epoch would be a better one.
#[test]
fn a_validation_set_that_is_new_has_losses_of_its_own() {
    let (mut model, train, _) = starting();
    let validation = line(1.9);
    let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(0.4)).reduce_on_plateau(1e-9, 2).epochs(5);
    trainer.fit(&train).unwrap();
    let far = line(30.0);
    let history = trainer.validation(&validation).epochs(5).fit(&far).unwrap();
    let losses: Vec<f64> = history.epochs().iter().map(|epoch| epoch.loss).collect();
    // (1 − 1.25·0.4)² = 0.25. The validation loss rises, so that the third epoch is the last with that rate.
    assert!(losses[3] < 0.3 * losses[2] && losses[4] > 0.9 * losses[3], "{history}");
}

#[test]
fn a_patience_of_0_is_refused() {
    let (mut model, train, _) = starting();
    let error = Trainer::new(&mut model).early_stopping(0).fit(&train).unwrap_err();
    assert_eq!(error.to_string(), "early_stopping: expected a whole number of epochs above 0, found 0");
}
