//! The check on our side: `peer-mlp --check FOLDER T1b32,I1` reads the weights and batches that `run.py --check` wrote,
//! makes ten steps, and prints the loss of the eleventh batch; or prints its predictions for all eleven.

use mlp::optimizer::Optimizer;
use mlp::prelude::*;

mlp::network! { pub struct Digits; input 784; dense 128 relu; dense 10 softmax; loss sparse_categorical; }
mlp::network! { pub struct Logits; input 784; dense 128 relu; dense 10; loss mse; }
mlp::network! { pub struct Wide; input 784; dense 1024 relu; dense 1024 relu; dense 10 softmax; loss sparse_categorical; }
mlp::network! { pub struct Xor; input 2; dense 8 tanh; dense 1 sigmoid; loss binary; }
mlp::network! { pub struct Table; input 13; dense 64 relu; dense 64 relu; dense 1; loss mse; }
mlp::network! { pub struct Smooth; input 784; dense 128 sigmoid; dense 10 softmax; loss sparse_categorical; }
mlp::network! { pub struct Small; input 4; dense 32 tanh; dense 16 tanh; dense 4; loss mse; }

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, _, folder, names] = &arguments[..] else { panic!("peer-mlp --check FOLDER WORKLOADS") };
    for name in names.split(',') {
        let sgd = Sgd::new(0.1);
        let adam = Adam::new(1e-3);
        match name {
            "T1b1" => check::<Digits, _, _>(folder, name, 1, sgd, class),
            "T1b32" => check::<Digits, _, _>(folder, name, 32, sgd, class),
            "T1b128" => check::<Digits, _, _>(folder, name, 128, sgd, class),
            "T1b1024" => check::<Digits, _, _>(folder, name, 1024, sgd, class),
            "T2" => check::<Wide, _, _>(folder, name, 256, adam, class),
            "T3" => check::<Xor, _, 1>(folder, name, 4, sgd, |y| y),
            "T4" => check::<Table, _, 1>(folder, name, 64, adam, |y| y),
            "T5" => check::<Smooth, _, _>(folder, name, 32, sgd, class),
            "T6" => check::<Small, _, 4>(folder, name, 200, adam, |y| y),
            // As the others predict digits: without the softmax.
            "I1" => predict::<Logits, 784, 10>(folder, name, 1),
            "I2" => predict::<Logits, 784, 10>(folder, name, 1024),
            "I3" => predict::<Table, 13, 1>(folder, name, 1),
            "I4" => predict::<Xor, 2, 1>(folder, name, 1),
            other => panic!("no workload {other} to check"),
        }
    }
}

fn class(y: [f32; 1]) -> usize {
    y[0] as usize
}

/// `target` makes a target of the `N` numbers that the file has for a row.
fn check<M, O: Optimizer, const N: usize>(
    folder: &str,
    name: &str,
    batch: usize,
    optimizer: O,
    target: impl Fn([f32; N]) -> M::Target,
) where
    M: Trainable<Scalar = f32>,
    M::Input: FromNumbers,
{
    let (mut model, mut numbers) = read::<M>(folder, name);
    let mut trainer = Trainer::new(&mut model).optimizer(optimizer);
    let mut loss = 0.0;
    for _ in 0..11 {
        let x: Vec<M::Input> = (0..batch).map(|_| M::Input::fill(&mut numbers)).collect();
        let y: Vec<M::Target> = (0..batch).map(|_| target(std::array::from_fn(|_| numbers.next().unwrap()))).collect();
        loss = trainer.step(&x, &y).expect("the data fit");
    }
    println!("LOSS\tmlp\t{name}\t{loss:.7}");
}

fn predict<M, const I: usize, const O: usize>(folder: &str, name: &str, batch: usize)
where
    M: Model<Scalar = f32, Input = [f32; I], Output = [f32; O]>,
{
    let (model, mut numbers) = read::<M>(folder, name);
    print!("PRED\tmlp\t{name}\t");
    for _ in 0..11 {
        let x: Vec<[f32; I]> = (0..batch).map(|_| FromNumbers::fill(&mut numbers)).collect();
        let outputs =
            if batch == 1 { vec![model.predict(&x[0])] } else { model.predictor().predict_batch(&x).to_vec() };
        outputs.as_flattened().iter().for_each(|number| print!("{number} "));
    }
    println!();
}

/// The model with its weights, and the numbers of the batches.
fn read<M: Model<Scalar = f32>>(folder: &str, name: &str) -> (M, impl Iterator<Item = f32>) {
    let model = M::load(format!("{folder}/{name}.safetensors")).expect("the weights fit");
    let bytes = std::fs::read(format!("{folder}/{name}.batches")).expect("the batches are there");
    let numbers: Vec<f32> = bytes.chunks_exact(4).map(|four| f32::from_le_bytes(four.try_into().unwrap())).collect();
    (model, numbers.into_iter())
}

/// An array out of the numbers of a file.
trait FromNumbers {
    fn fill(numbers: &mut impl Iterator<Item = f32>) -> Self;
}

impl<const N: usize> FromNumbers for [f32; N] {
    fn fill(numbers: &mut impl Iterator<Item = f32>) -> Self {
        std::array::from_fn(|_| numbers.next().expect("the file is whole"))
    }
}
