//! The trainer: what it returns, what it refuses, and that the seed determines the result.

use std::ops::ControlFlow;

use mlp::prelude::*;

mlp::network! {
    struct Spiral;
    input 2;
    dense 16 tanh;
    dropout 0.1;
    dense 3 softmax;
    loss sparse_categorical;
    optimizer adam lr=1e-2;
    batch 32;
    epochs 4;
}

mlp::network! {
    struct Line;
    input 1;
    dense 1;
    loss rmse;
    optimizer sgd lr=0.05;
}

fn spirals(rows: usize) -> Dataset<[f32; 2], usize> {
    let inputs = (0..rows).map(|i| {
        let (t, class) = (i as f32 / rows as f32 * 4.0, (i % 3) as f32);
        [t * (t + class * 2.1).cos(), t * (t + class * 2.1).sin()]
    });
    Dataset::new(inputs.collect(), (0..rows).map(|i| i % 3).collect()).unwrap()
}

fn bits(model: &Spiral) -> Vec<u32> {
    let weights = [model.dense1.weight().as_flattened(), model.dense2.weight().as_flattened()];
    weights.concat().iter().map(|w| w.to_bits()).collect()
}

#[test]
fn starts_from_the_description_and_learns() {
    let set = spirals(250);
    let (train, test) = set.split(0.8, 1).unwrap();
    let mut model = Spiral::init(3);
    let before = model.evaluate(&test).unwrap();
    let history = Trainer::new(&mut model).validation(&test).epochs(60).fit(&train).unwrap();
    let after = model.evaluate(&test).unwrap();
    assert_eq!(history.epochs().len(), 60);
    assert!(after.loss() < before.loss() / 2.0, "{} → {}", before.loss(), after.loss());
    let last = history.last().unwrap();
    assert_eq!(last.validation_loss, Some(after.loss()));
    assert_eq!(last.validation_metric, after.accuracy());
    assert_eq!(Trainer::new(&mut model).fit(&train).unwrap().epochs().len(), 4, "as described");
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    let set = spirals(100);
    let train = |init, seed| {
        let mut model = Spiral::init(init);
        Trainer::new(&mut model).seed(seed).fit(&set).unwrap();
        bits(&model)
    };
    assert_eq!(train(1, 1), train(1, 1));
    assert_ne!(train(1, 1), train(1, 2));
    assert_ne!(train(1, 1), train(2, 1));
}

#[test]
fn a_second_fit_goes_on() {
    let set = spirals(90);
    let (mut once, mut twice) = (Spiral::init(1), Spiral::init(1));
    let whole = Trainer::new(&mut once).epochs(6).fit(&set).unwrap();
    let mut trainer = Trainer::new(&mut twice).epochs(3);
    trainer.fit(&set).unwrap();
    let rest = trainer.fit(&set).unwrap();
    assert_eq!(rest.epochs()[0].number, 4);
    assert_eq!(trainer.history().epochs().len(), 6);
    assert_eq!(rest.last().unwrap().loss, whole.last().unwrap().loss);
    drop(trainer);
    assert_eq!(bits(&once), bits(&twice));
}

#[test]
fn a_trainer_with_its_own_network_may_go_to_another_thread() {
    struct Learner(Trainer<'static, Spiral>);
    let set = spirals(100);
    let mut model = Spiral::init(1);
    let mut borrowing = Trainer::new(&mut model).callback(|_, _| {});
    let mut learner = Learner(Spiral::init(1).into_trainer().callback(|_, _| {}));
    let own = std::thread::scope(|scope| {
        let learned = scope.spawn(|| {
            learner.0.fit(&set).unwrap();
            learner.0.step(set.inputs(), set.targets()).unwrap();
            learner.0
        });
        learned.join().unwrap()
    });
    borrowing.fit(&set).unwrap();
    borrowing.step(set.inputs(), set.targets()).unwrap();
    assert_eq!(own.model().predict(&[1.0, 2.0]), borrowing.model().predict(&[1.0, 2.0]));
    let (own, copy) = (own.into_model(), borrowing.into_model());
    assert_eq!(bits(&own), bits(&copy));
    assert_eq!(bits(&own), bits(&model));
}

#[test]
fn epochs_are_pooled_over_rows_and_the_last_batch_is_what_is_left() {
    // 5 rows in batches of 2; a learning rate of almost 0 keeps the network as it is.
    let set = Dataset::new((0..5).map(|i| [i as f32]).collect(), (0..5).map(|i| [2.0 * i as f32]).collect()).unwrap();
    let mut model = Line::init(1);
    let w = model.dense1.weight()[0][0];
    let trainer = Trainer::new(&mut model).optimizer(Sgd::new(1e-30)).epochs(1).batch_size(2);
    let history = { trainer }.fit(&set).unwrap();
    // d = (w − 2)·x: the root of the pooled mean square, not the mean of the batches' roots.
    let expected = f64::from(w - 2.0).abs() * (30.0_f64 / 5.0).sqrt();
    assert!((history.epochs()[0].loss - expected).abs() < 1e-6, "{} {expected}", history.epochs()[0].loss);
    assert!((model.evaluate(&set).unwrap().loss() - expected).abs() < 1e-6);
}

#[test]
fn rmse_at_zero_error_stays() {
    let mut model = Line::init(1);
    model.dense1.weight_mut()[0] = [2.0];
    let before = model.clone();
    let mut trainer = Trainer::new(&mut model);
    assert_eq!(trainer.step(&[[1.0], [3.0]], &[[2.0], [6.0]]).unwrap(), 0.0);
    drop(trainer);
    assert_eq!(model, before);
}

#[test]
fn a_callback_sees_every_epoch_and_may_stop() {
    let set = spirals(60);
    let mut seen = Vec::new();
    let mut model = Spiral::init(1);
    let history = Trainer::new(&mut model)
        .epochs(50)
        .callback(|epoch, model: &Spiral| {
            seen.push((epoch.number, model.dense2.bias()[0]));
            if epoch.number == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .fit(&set)
        .unwrap();
    assert_eq!(history.epochs().len(), 3);
    assert_eq!(seen.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 3]);
    assert_ne!(seen[0].1, seen[2].1, "the network moves");
}

#[test]
fn wrong_input_is_refused_before_the_first_step() {
    let set = spirals(10);
    let wrong = Dataset::new(set.inputs().to_vec(), vec![0, 1, 2, 3, 0, 0, 0, 0, 0, 0]).unwrap();
    let mut model = Spiral::init(1);
    let before = bits(&model);
    let message = |error: Error| error.to_string();
    let mut trainer = Trainer::new(&mut model);
    assert_eq!(
        message(trainer.fit(&wrong).unwrap_err()),
        "the target of row 3: expected a class of 0..=2, for 3 outputs, found 3"
    );
    assert_eq!(message(trainer.step(&[], &[]).unwrap_err()), "a data set needs at least one row, found none");
    assert_eq!(message(trainer.step(&[[0.0; 2]; 2], &[1]).unwrap_err()), "targets of the batch: expected 2, found 1");
    let mut trainer = trainer.validation(&wrong);
    assert!(matches!(trainer.fit(&set), Err(Error::Target { row: 3, .. })), "the validation set too");
    assert_eq!(
        message(trainer.batch_size(0).fit(&set).unwrap_err()),
        "batch_size: expected a whole number above 0, found 0"
    );
    assert_eq!(
        message(Trainer::new(&mut model).threads(0).fit(&set).unwrap_err()),
        "threads: expected a whole number above 0, found 0"
    );
    for (optimizer, name) in [
        (Sgd::new(-1.0), "learning_rate"),
        (Sgd::new(f64::NAN), "learning_rate"),
        (Sgd::new(0.1).momentum(1.0), "momentum"),
        (Sgd::new(0.1).nesterov(true), "momentum"),
        (Sgd::new(0.1).weight_decay(-0.1), "weight_decay"),
    ] {
        let error = Trainer::new(&mut model).optimizer(optimizer).fit(&set).unwrap_err();
        assert!(message(error).starts_with(name));
    }
    let error = Trainer::new(&mut model).clip_norm(0.0).fit(&set).unwrap_err();
    assert_eq!(message(error), "clip_norm: expected a number above 0, found 0");
    assert_eq!(bits(&model), before, "nothing has moved");
}

#[test]
fn a_diverging_run_is_an_error_that_keeps_the_history() {
    let set = Dataset::new(vec![[1e3_f32]; 4], vec![[1.0]; 4]).unwrap();
    let mut model = Line::init(1);
    let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(1e34)).epochs(20);
    let error = trainer.fit(&set).unwrap_err();
    assert!(matches!(error, Error::Diverged { .. }), "{error}");
    assert!(!trainer.history().epochs().is_empty());
    assert!(!trainer.history().last().unwrap().loss.is_finite());
}

#[test]
fn no_epochs_is_no_error() {
    let mut model = Spiral::init(1);
    assert!(Trainer::new(&mut model).epochs(0).fit(&spirals(9)).unwrap().epochs().is_empty());
}

#[test]
fn clipping_bounds_the_step() {
    let mut model = Line::init(1);
    let before = (model.dense1.weight()[0][0], model.dense1.bias()[0]);
    let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(1.0)).clip_norm(0.01);
    trainer.step(&[[100.0]], &[[-100.0]]).unwrap();
    drop(trainer);
    let after = (model.dense1.weight()[0][0], model.dense1.bias()[0]);
    let moved = ((after.0 - before.0).powi(2) + (after.1 - before.1).powi(2)).sqrt();
    assert!((moved - 0.01).abs() < 1e-4, "{moved}");
}

/// Layers that are updated as soon as their gradient is known move as with the whole gradient, bit for bit. `clip_norm`
/// asks for that one, and a bound that is never reached changes nothing else.
#[test]
fn an_update_on_the_way_is_that_of_the_whole_gradient() {
    use mlp::optimizer::Optimizer;

    mlp::network! {
        struct Wide;
        input 33;
        dense 150 tanh;
        dropout 0.1;
        residual relu { dense 40 silu bias=false; dense 150; }
        dense 3 softmax;
        loss sparse_categorical;
    }
    fn trained(optimizer: impl Optimizer, clips: bool) -> Wide {
        let x: Vec<[f32; 33]> = (0..70).map(|row| std::array::from_fn(|i| ((row * 33 + i) as f32).sin())).collect();
        let targets: Vec<usize> = (0..70).map(|row| row % 3).collect();
        let mut model = Wide::init(1);
        let mut trainer = Trainer::new(&mut model).optimizer(optimizer);
        if clips {
            trainer = trainer.clip_norm(1e30);
        }
        for rows in [70, 1, 2, 33] {
            trainer.step(&x[..rows], &targets[..rows]).unwrap();
        }
        drop(trainer);
        model
    }
    fn same(optimizer: impl Optimizer) {
        assert!(trained(optimizer.clone(), false) == trained(optimizer, true));
    }
    assert!(Wide::PARAMETERS * size_of::<f32>() > 1 << 16, "large enough to be updated on the way");
    same(Adam::new(1e-3).weight_decay(0.1));
    same(AdamW::new(1e-3));
    same(RmsProp::new(1e-3));
    same(RmsProp::new(1e-3).momentum(0.9));
    same(Adagrad::new(1e-2));
    same(Adam::new(1e-3).amsgrad(true));
    same(Adamax::new(1e-3));
    same(NAdam::new(1e-3));
    same(RAdam::new(1e-3));
    same(Lion::new(1e-4).weight_decay(0.1));
    same(Sgd::new(0.1).momentum(0.9).weight_decay(0.01));
    same(Sgd::new(0.1).momentum(0.9).nesterov(true));
}

/// The moments of a unit that never wakes shrink until they are subnormal, and would stay there: slow, and of no use.
#[test]
fn moments_that_die_away_become_zero() {
    use mlp::Tensors;
    use mlp::optimizer::Optimizer;

    fn dies_away<O: Optimizer>(optimizer: &O, moments: impl Fn(&O::Moments<Line>) -> Vec<&Line>) {
        let (mut model, mut gradient) = (Line::init(1), Line::zeros());
        let mut all = optimizer.moments::<Line>();
        gradient.dense1.weight_mut()[0] = [1e-18];
        optimizer.update(&mut model, &mut gradient, &mut all, 1);
        for step in 2..3000 {
            optimizer.update(&mut model, &mut Line::zeros(), &mut all, step);
        }
        for moment in moments(&all) {
            moment.tensors(&mlp::__private::Path::ROOT, &mut |_, tensor| {
                assert!(tensor.values.iter().all(|m| *m == 0.0), "{:?}", tensor.values);
            });
        }
    }
    dies_away(&Adam::new(1e-3), |([mean, square], _)| vec![mean, square]);
    dies_away(&Sgd::new(1e-3).momentum(0.9), |velocity| velocity.iter().collect());
    dies_away(&RmsProp::new(1e-3).momentum(0.9), |(_, velocity)| velocity.iter().collect());
}
