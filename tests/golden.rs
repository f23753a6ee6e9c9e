//! PyTorch's training runs, reproduced through `Trainer::step` in f64 and in f32.
//!
//! The error of a tensor is max|a − b| / max(max|b|, 1e-3). In f64 it may be 1e-10 for gradients and 1e-9 for all else
//! (the same operations in another order, 25 steps long); in f32 1e-3, where rounding alone gives 1.3e-4.

#[path = "golden/run.rs"]
mod run;

use mlp::optimizer::{Adagrad, Adam, AdamW, Adamax, Lion, NAdam, Optimizer, RAdam, RmsProp, Sgd};
use mlp::prelude::*;
use mlp::{Float, Row, Schedule};
use run::{Run, Targets, deviation, read};
use serde_json::Value;

/// The largest deviations so far, gradients and all else, each with its place.
#[derive(Default)]
struct Deviations {
    gradients: f64,
    others: f64,
}

fn reproduce<M: Trainable>(run: &Run) -> Deviations
where
    M::Target: Targets,
{
    let model = run.initial::<M>();
    let lr = run.option("lr").unwrap();
    let option = |name, default| run.option(name).unwrap_or(default);
    let (decay, momentum) = (option("weight_decay", 0.0), option("momentum", 0.0));
    let epsilon = option("eps", 1e-8);
    let betas = &run.train["optimizer"]["betas"];
    let [beta1, beta2] = [(0, 0.9), (1, 0.999)].map(|(i, default)| betas[i].as_f64().unwrap_or(default));
    match run.train["optimizer"]["kind"].as_str().unwrap() {
        "sgd" => {
            let nesterov = run.train["optimizer"].get("nesterov").and_then(Value::as_bool).unwrap_or(false);
            train(run, model, Sgd::new(lr).momentum(momentum).nesterov(nesterov).weight_decay(decay))
        }
        "adam" => {
            let amsgrad = run.train["optimizer"].get("amsgrad").and_then(Value::as_bool).unwrap_or(false);
            let adam = Adam::new(lr).beta1(beta1).beta2(beta2).epsilon(epsilon);
            train(run, model, adam.weight_decay(decay).amsgrad(amsgrad))
        }
        "adamax" => train(run, model, Adamax::new(lr)),
        "lion" => train(run, model, Lion::new(lr).weight_decay(decay)),
        "nadam" => train(run, model, NAdam::new(lr)),
        "radam" => train(run, model, RAdam::new(lr)),
        "adamw" => {
            let adamw = AdamW::new(lr).beta1(beta1).beta2(beta2).epsilon(epsilon);
            train(run, model, adamw.weight_decay(option("weight_decay", 0.01)))
        }
        "rmsprop" => {
            let rmsprop = RmsProp::new(lr).alpha(option("alpha", 0.99)).epsilon(epsilon).momentum(momentum);
            train(run, model, rmsprop.weight_decay(decay))
        }
        "adagrad" => train(run, model, Adagrad::new(lr).epsilon(option("eps", 1e-10)).weight_decay(decay)),
        other => panic!("unknown optimizer {other}"),
    }
}

fn train<M: Trainable, O: Optimizer>(run: &Run, mut model: M, optimizer: O) -> Deviations
where
    M::Target: Targets,
{
    let (inputs, targets) = (run.rows::<M::Input>("inputs"), M::Target::read(run));
    let mut worst = Deviations::default();

    let first = inputs.len().min(run.option("batch").unwrap() as usize);
    let (_, gradient) = model.gradient(&inputs[..first], &targets[..first]).unwrap();
    for (name, (_, expected)) in &run.tensors {
        if let Some(name) = name.strip_prefix("gradient.") {
            worst.gradients = worst.gradients.max(deviation(gradient.tensor(name).unwrap(), expected));
        }
    }

    let mut trainer = Trainer::new(&mut model).optimizer(optimizer);
    if let Some(norm) = run.option("clip_norm") {
        trainer = trainer.clip_norm(norm);
    }
    worst.others = repeat(run, trainer);
    worst.others = worst.others.max(compare_end(run, &model));
    worst
}

/// Makes the steps of a run; the deviation of their losses.
fn repeat<M: Trainable, O: Optimizer>(run: &Run, mut trainer: Trainer<'_, M, O>) -> f64
where
    M::Target: Targets,
{
    let (inputs, targets) = (run.rows::<M::Input>("inputs"), M::Target::read(run));
    let (batch, steps) = (run.option("batch").unwrap() as usize, run.option("steps").unwrap() as usize);
    let (mut losses, mut row) = (Vec::new(), 0);
    for _ in 0..steps {
        let end = inputs.len().min(row + batch);
        losses.push(trainer.step(&inputs[row..end], &targets[row..end]).unwrap());
        row = if end == inputs.len() { 0 } else { end };
    }
    deviation(losses, run.values("losses"))
}

/// The deviation of a network, and of its predictions, after the steps of a run.
fn compare_end<M: Model>(run: &Run, model: &M) -> f64 {
    let (mut worst, mut tensors) = (0.0_f64, 0);
    for (name, (_, expected)) in &run.tensors {
        if let Some(name) = name.strip_prefix("final.") {
            tensors += 1;
            worst = worst.max(deviation(model.tensor(name).unwrap(), expected));
        }
    }
    assert_eq!(tensors, model.tensor_names().len());
    let inputs = run.rows::<M::Input>("inputs");
    let predictions = model.predict_batch(&inputs);
    let flat = predictions.iter().flat_map(|row| row.as_slice().to_vec());
    worst = worst.max(deviation(flat, run.values("predictions")));
    let single: Vec<_> = inputs.iter().map(|x| model.predict(x)).collect();
    let flat = single.iter().flat_map(|row| row.as_slice().to_vec());
    worst.max(deviation(flat, run.values("predictions")))
}

macro_rules! golden {
    ($name:ident: $($description:tt)*) => {
        mod $name {
            mod wide {
                mlp::network! { pub(super) struct Reference; dtype f64; $($description)* }
            }
            mod narrow {
                mlp::network! { pub(super) struct Reference; $($description)* }
            }

            #[test]
            fn reproduces_pytorch() {
                let run = super::read(stringify!($name));
                let squeezed = |text: &str| text.split_whitespace().collect::<String>();
                assert_eq!(squeezed(stringify!($($description)*)), squeezed(&run.network));
                let wide = super::reproduce::<wide::Reference>(&run);
                let narrow = super::reproduce::<narrow::Reference>(&run);
                println!(
                    "{}: f64 gradients {:.1e}, others {:.1e}; f32 gradients {:.1e}, others {:.1e}",
                    stringify!($name), wide.gradients, wide.others, narrow.gradients, narrow.others
                );
                assert!(wide.gradients <= 1e-10, "f64 gradients {:e}", wide.gradients);
                assert!(wide.others <= 1e-9, "f64 {:e}", wide.others);
                assert!(narrow.gradients <= 1e-3, "f32 gradients {:e}", narrow.gradients);
                assert!(narrow.others <= 1e-3, "f32 {:e}", narrow.others);
            }
        }
    };
}

golden! { adagrad_decay: input 6; dense 9 tanh; dense 2; loss mse; }
golden! { adamw_options: input 6; dense 9 tanh; dense 2; loss mse; }
golden! { batch_norm_adam: input 7; dense 12 bias=false; batch_norm; dense 8 leaky_relu(0.1); dense 3 softmax; loss sparse_categorical; }
golden! { binary_xor: input 2; dense 8 tanh; dense 1 sigmoid; loss binary; }
golden! { categorical_momentum: input 9; dense 8 tanh; dense 4 softmax; loss categorical; }
golden! { categorical_one_hot: input 9; dense 8 mish; dense 4 softmax; loss categorical; }
golden! { decay_sgd: input 7; dense 12 hard_sigmoid; dense 2; loss mse; }
golden! { gelu_silu_adamw: input 7; dense 12 gelu; dense 12 silu; dense 2; loss mse; }
golden! { hinge_softsign: input 6; dense 9 softsign; dense 2; loss hinge; }
golden! { huber_rmsprop: input 6; dense 10 elu(1.0); dense 3; loss huber(0.5); }
golden! { layer_norm_clip: input 7; dense 12 selu; layer_norm; dense 3 softmax; loss sparse_categorical; }
golden! { log_cosh_adam_decay: input 6; dense 9 softsign; dense 2; loss log_cosh; }
golden! { mae_nesterov: input 6; dense 10 softplus; dense 2 bias=false; loss mae; }
golden! { mse_adam: input 13; dense 24 relu; dense 24 relu; dense 1; loss mse; }
golden! { mse_l1_l2: input 13; dense 12 tanh l1=0.001; dense 12 relu l2=0.01; dense 2 l1=0.002 l2=0.003; loss mse; }
golden! { optimizer_adamax: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { optimizer_amsgrad: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { optimizer_lion: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { optimizer_nadam: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { optimizer_radam: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { nesterov_decay: input 6; dense 9 tanh; dense 2; loss mse; }
golden! { residual_adagrad: input 8; dense 10 relu; residual { dense 6 tanh; dense 10; } dense 1; loss mse; }
golden! { rmsprop_decay: input 6; dense 9 tanh; dense 2; loss mse; }
golden! { rmsprop_momentum: input 6; dense 9 tanh; dense 2; loss mse; }
golden! { rmse_sgd: input 6; dense 10 sigmoid; dense 2; loss rmse; }
golden! { sparse_label_smoothing: input 12; dense 16 sigmoid; dense 5 softmax; loss sparse_categorical label_smoothing=0.1; }
golden! { sparse_sgd: input 12; dense 16 relu; dense 5 softmax; loss sparse_categorical; }

/// PyTorch's schedulers, stepped after each update: through `fit`, its losses and rates epoch by epoch, and the weights
/// at the end.
#[test]
fn schedules_are_those_of_pytorch() {
    mlp::network! { input 4; dense 6 tanh; dense 1; loss mse; dtype f64; }
    let schedules = [
        ("warmup_cosine", Schedule::cosine().warmup(2.0)),
        ("cosine_minimum", Schedule::cosine().minimum(0.1)),
        ("step", Schedule::step(2.0, 0.5)),
        ("exponential", Schedule::exponential(0.7)),
    ];
    for (name, schedule) in schedules {
        let run = read(&format!("schedule_{name}"));
        let set = Dataset::new(run.rows::<[f64; 4]>("inputs"), run.rows::<[f64; 1]>("targets")).unwrap();
        let (batch, updates) = (run.option("batch").unwrap() as usize, run.values("rates").len());
        let an_epoch = set.len() / batch;
        let mut model = run.initial::<Network>();
        let trainer = Trainer::new(&mut model).optimizer(Sgd::new(run.option("lr").unwrap())).schedule(schedule);
        let history = { trainer }.shuffle(false).batch_size(batch).epochs(updates / an_epoch).fit(&set).unwrap();
        for (epoch, (losses, rates)) in
            history.epochs().iter().zip(run.values("losses").chunks(an_epoch).zip(run.values("rates").chunks(an_epoch)))
        {
            let loss = losses.iter().sum::<f64>() / an_epoch as f64;
            let found = [epoch.loss, epoch.learning_rate];
            let off = deviation([found[0]], &[loss]).max(deviation([found[1]], &[rates[an_epoch - 1]]));
            assert!(off <= 1e-9, "{name}, epoch {}: {found:?}, not {loss}, {rates:?}", epoch.number);
        }
        let end = compare_end(&run, &model);
        assert!(end <= 1e-9, "{name}: {end:e}");
    }
}

/// `CrossEntropyLoss(weight=…)`, in steps and as the loss of a whole set.
#[test]
fn class_weights_are_those_of_pytorch() {
    mod wide {
        mlp::network! { pub(super) struct Reference; dtype f64; input 5; dense 7 tanh; dense 4 softmax; loss sparse_categorical; }
    }
    mod narrow {
        mlp::network! { pub(super) struct Reference; input 5; dense 7 tanh; dense 4 softmax; loss sparse_categorical; }
    }
    fn deviates<M: Trainable<Target = usize>>() -> f64
    where
        M::Loss: mlp::loss::Classifies<M::Output, PerClass = [f64; 4]>,
    {
        let run = read("class_weights");
        let weights = std::array::from_fn(|class| run.train["class_weights"][class].as_f64().unwrap());
        let (lr, momentum) = (run.option("lr").unwrap(), run.option("momentum").unwrap());
        let mut model = run.initial::<M>();
        let trainer = Trainer::new(&mut model).optimizer(Sgd::new(lr).momentum(momentum));
        let losses = repeat(&run, trainer.class_weights(weights));
        let end = compare_end(&run, &model);

        // One epoch that moves nothing, for the figures of training and validation.
        let set = Dataset::new(run.rows::<M::Input>("inputs"), usize::read(&run)).unwrap();
        let trainer = Trainer::new(&mut model).optimizer(Sgd::new(1e-30)).epochs(1).validation(&set);
        let history = { trainer }.class_weights(weights).fit(&set).unwrap();
        let epoch = history.last().unwrap();
        let loss = [epoch.loss, epoch.validation_loss.unwrap()].map(M::Scalar::of);
        let expected = run.values("loss")[0];
        losses.max(end).max(deviation(loss, &[expected, expected]))
    }
    let (wide, narrow) = (deviates::<wide::Reference>(), deviates::<narrow::Reference>());
    println!("class weights: f64 {wide:.1e}, f32 {narrow:.1e}");
    assert!(wide <= 1e-9, "f64 {wide:e}");
    assert!(narrow <= 1e-3, "f32 {narrow:e}");
}
