//! PyTorch's training runs, reproduced through `Trainer::step` in f64 and in f32.
//!
//! The error of a tensor is max|a − b| / max(max|b|, 1e-3). In f64 it may be 1e-10 for gradients and 1e-9 for all else
//! (the same operations in another order, 25 steps long); in f32 1e-3, where rounding alone gives 1.3e-4.

use std::collections::HashMap;
use std::path::PathBuf;

use mlp::optimizer::{Adagrad, Adam, AdamW, Adamax, Lion, NAdam, Optimizer, RAdam, RmsProp, Sgd};
use mlp::prelude::*;
use mlp::{Float, Row};
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde_json::Value;

/// A reference run: its tensors as f64, its `train` metadata.
struct Run {
    tensors: HashMap<String, (Vec<usize>, Vec<f64>)>,
    train: Value,
    network: String,
}

fn read(name: &str) -> Run {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.safetensors"));
    let bytes = std::fs::read(path).unwrap();
    let (_, metadata) = SafeTensors::read_metadata(&bytes).unwrap();
    let metadata = metadata.metadata().clone().unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let wide = |view: &TensorView<'_>| -> Vec<f64> {
        let words = view.data().as_chunks::<8>().0.iter();
        match view.dtype() {
            Dtype::F64 => words.map(|word| f64::from_le_bytes(*word)).collect(),
            _ => words.map(|word| i64::from_le_bytes(*word) as f64).collect(),
        }
    };
    Run {
        tensors: tensors.iter().map(|(name, view)| (name.into(), (view.shape().to_vec(), wide(&view)))).collect(),
        train: serde_json::from_str(&metadata["train"]).unwrap(),
        network: metadata["network"].clone(),
    }
}

impl Run {
    fn values(&self, name: &str) -> &[f64] {
        &self.tensors[name].1
    }

    fn option(&self, name: &str) -> Option<f64> {
        self.train.get(name).or_else(|| self.train["optimizer"].get(name))?.as_f64()
    }

    fn rows<R: Row>(&self, name: &str) -> Vec<R> {
        self.values(name)
            .chunks(R::WIDTH)
            .map(|values| {
                let mut row = R::ZERO;
                row.as_mut_slice().iter_mut().zip(values).for_each(|(to, from)| *to = R::Scalar::of(*from));
                row
            })
            .collect()
    }

    /// The network with the parameters before the first step, through a file like PyTorch's.
    fn initial<M: Model>(&self) -> M {
        let initial = self.tensors.iter().filter_map(|(name, (shape, values))| {
            let values: Vec<u8> = match M::Scalar::NAME {
                "f32" => values.iter().flat_map(|v| (*v as f32).to_le_bytes()).collect(),
                _ => values.iter().flat_map(|v| v.to_le_bytes()).collect(),
            };
            Some((name.strip_prefix("init.")?, shape.clone(), values))
        });
        let initial: Vec<_> = initial.collect();
        let dtype = if M::Scalar::NAME == "f32" { Dtype::F32 } else { Dtype::F64 };
        let views =
            initial.iter().map(|(name, shape, data)| (*name, TensorView::new(dtype, shape.clone(), data).unwrap()));
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), safetensors::serialize(views, None).unwrap()).unwrap();
        M::load(file.path()).unwrap()
    }
}

/// Targets of a run, in the type of the loss.
trait Targets: Sized {
    fn read(run: &Run) -> Vec<Self>;
}

impl Targets for usize {
    fn read(run: &Run) -> Vec<Self> {
        run.values("targets").iter().map(|class| *class as usize).collect()
    }
}

impl<T: Float, const N: usize> Targets for [T; N] {
    fn read(run: &Run) -> Vec<Self> {
        run.rows("targets")
    }
}

/// The largest deviations so far, gradients and all else, each with its place.
#[derive(Default)]
struct Deviations {
    gradients: f64,
    others: f64,
}

fn deviation<T: Float>(found: impl IntoIterator<Item = T>, expected: &[f64]) -> f64 {
    let found: Vec<f64> = found.into_iter().map(Float::widen).collect();
    assert_eq!(found.len(), expected.len());
    let scale = expected.iter().fold(1e-3_f64, |scale, b| scale.max(b.abs()));
    found.iter().zip(expected).fold(0.0_f64, |worst, (a, b)| worst.max((a - b).abs())) / scale
}

fn reproduce<M: Trainable>(run: &Run) -> Deviations
where
    M::Target: Targets,
{
    let model = run.initial::<M>();
    let [lr, decay, momentum] = ["lr", "weight_decay", "momentum"].map(|name| run.option(name));
    let lr = lr.unwrap();
    match run.train["optimizer"]["kind"].as_str().unwrap() {
        "sgd" => {
            let nesterov = run.train["optimizer"].get("nesterov").and_then(Value::as_bool).unwrap_or(false);
            let sgd = Sgd::new(lr).momentum(momentum.unwrap_or(0.0)).nesterov(nesterov);
            train(run, model, sgd.weight_decay(decay.unwrap_or(0.0)))
        }
        "adam" => {
            let amsgrad = run.train["optimizer"].get("amsgrad").and_then(Value::as_bool).unwrap_or(false);
            train(run, model, Adam::new(lr).amsgrad(amsgrad))
        }
        "adamax" => train(run, model, Adamax::new(lr)),
        "lion" => train(run, model, Lion::new(lr).weight_decay(decay.unwrap())),
        "nadam" => train(run, model, NAdam::new(lr)),
        "radam" => train(run, model, RAdam::new(lr)),
        "adamw" => train(run, model, AdamW::new(lr).weight_decay(decay.unwrap())),
        "rmsprop" => train(run, model, RmsProp::new(lr)),
        "adagrad" => train(run, model, Adagrad::new(lr)),
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

golden! { batch_norm_adam: input 7; dense 12 bias=false; batch_norm; dense 8 leaky_relu(0.1); dense 3 softmax; loss sparse_categorical; }
golden! { binary_xor: input 2; dense 8 tanh; dense 1 sigmoid; loss binary; }
golden! { categorical_momentum: input 9; dense 8 tanh; dense 4 softmax; loss categorical; }
golden! { categorical_one_hot: input 9; dense 8 mish; dense 4 softmax; loss categorical; }
golden! { decay_sgd: input 7; dense 12 hard_sigmoid; dense 2; loss mse; }
golden! { gelu_silu_adamw: input 7; dense 12 gelu; dense 12 silu; dense 2; loss mse; }
golden! { huber_rmsprop: input 6; dense 10 elu(1.0); dense 3; loss huber(0.5); }
golden! { layer_norm_clip: input 7; dense 12 selu; layer_norm; dense 3 softmax; loss sparse_categorical; }
golden! { mae_nesterov: input 6; dense 10 softplus; dense 2 bias=false; loss mae; }
golden! { mse_adam: input 13; dense 24 relu; dense 24 relu; dense 1; loss mse; }
golden! { mse_l1_l2: input 13; dense 12 tanh l1=0.001; dense 12 relu l2=0.01; dense 2 l1=0.002 l2=0.003; loss mse; }
golden! { optimizer_adamax: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { optimizer_amsgrad: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { optimizer_lion: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { optimizer_nadam: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { optimizer_radam: input 5; dense 7 tanh; dense 2; loss mse; }
golden! { residual_adagrad: input 8; dense 10 relu; residual { dense 6 tanh; dense 10; } dense 1; loss mse; }
golden! { rmse_sgd: input 6; dense 10 sigmoid; dense 2; loss rmse; }
golden! { sparse_label_smoothing: input 12; dense 16 sigmoid; dense 5 softmax; loss sparse_categorical label_smoothing=0.1; }
golden! { sparse_sgd: input 12; dense 16 relu; dense 5 softmax; loss sparse_categorical; }

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
        M::Loss: mlp::Classifies<M::Output, PerClass = [f64; 4]>,
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
