//! After the first one, training steps and predictions allocate nothing, and training needs the memory that the docs
//! state. The allocator of this test counts.

#![allow(unsafe_code)] // an allocator is an unsafe trait; this one passes everything on to the system's

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use mlp::optimizer::Optimizer;
use mlp::prelude::*;

struct Counting;

thread_local! {
    /// Allocations of this thread.
    static COUNT: Cell<usize> = const { Cell::new(0) };
    /// Bytes that it has allocated, less those it has freed.
    static LIVE: Cell<isize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        LIVE.set(LIVE.get() + layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get() - layout.size() as isize);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        LIVE.set(LIVE.get() + size as isize - layout.size() as isize);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

/// Steps with full and smaller batches, then predictions.
fn steps<M: Trainable<Input = [f32; 5]>>(optimizer: impl Optimizer, target: impl Fn(usize) -> M::Target) {
    steps_of::<M>(optimizer, target, &[24, 7, 1, 24]);
}

/// The same with batches of so many rows. Without clipping, the update may be part of the backward pass.
#[allow(clippy::needless_pass_by_value, reason = "the calls are a list of optimizers")]
fn steps_of<M: Trainable<Input = [f32; 5]>>(
    optimizer: impl Optimizer,
    target: impl Fn(usize) -> M::Target,
    batches: &[usize],
) {
    let x: Vec<[f32; 5]> = (0..24).map(|row| std::array::from_fn(|i| ((row * 5 + i) as f32).sin())).collect();
    let targets: Vec<M::Target> = (0..24).map(target).collect();
    let mut model = M::init(1);
    for clips in [false, true] {
        let mut trainer = Trainer::new(&mut model).optimizer(optimizer.clone());
        if clips {
            trainer = trainer.clip_norm(1.0);
        }
        trainer.prepare(&Dataset::new(x.clone(), targets.clone()).unwrap()).unwrap();
        assert!(allocations(|| drop(trainer.step(&x, &targets))) > 0, "the counter counts");
        // The first step of a size may allocate: a product of fewer rows takes another path, with room of its own.
        batches.iter().for_each(|rows| drop(trainer.step(&x[..*rows], &targets[..*rows])));
        for &rows in batches {
            let count = allocations(|| {
                let loss = trainer.step(&x[..rows], &targets[..rows]);
                assert!(loss.is_ok());
            });
            assert_eq!(count, 0, "a step of {rows} rows, clipping {clips}");
        }
    }
    assert_eq!(allocations(|| _ = std::hint::black_box(model.predict(&x[0]))), 0, "a prediction");
    let mut predictor = model.predictor();
    predictor.predict_batch(&x);
    assert_eq!(allocations(|| assert_eq!(predictor.predict_batch(&x[..9]).len(), 9)), 0, "a predictor's batch");
}

/// Every optimizer with each kind of moments.
fn every_optimizer<M: Trainable<Input = [f32; 5]>>(target: impl Fn(usize) -> M::Target) {
    steps::<M>(Sgd::new(1e-3), &target);
    steps::<M>(Sgd::new(1e-3).momentum(0.9).nesterov(true), &target);
    steps::<M>(Adam::new(1e-3), &target);
    steps::<M>(AdamW::new(1e-3), &target);
    steps::<M>(RmsProp::new(1e-3), &target);
    steps::<M>(RmsProp::new(1e-3).momentum(0.9), &target);
    steps::<M>(Adagrad::new(1e-2), &target);
    steps::<M>(Adam::new(1e-3).amsgrad(true), &target);
    steps::<M>(Adamax::new(1e-3), &target);
    steps::<M>(NAdam::new(1e-3), &target);
    steps::<M>(RAdam::new(1e-3), &target);
    steps::<M>(Lion::new(1e-4), &target);
}

/// A gradient of 90 kB: large enough for every optimizer to update as the backward pass comes by.
macro_rules! losses {
    ($($test:ident: $width:literal $last:ident $loss:ident, $target:expr;)*) => { $(
        #[test]
        fn $test() {
            mlp::network! {
                input 5;
                dropout 0.1;
                dense 128 gelu;
                dropout 0.3;
                dense 160 relu bias=false;
                dense $width $last;
                loss $loss;
            }
            every_optimizer::<Network>($target);
        }
    )* };
}

losses! {
    mse: 3 linear mse, |row| [row as f32 / 24.0; 3];
    rmse: 3 tanh rmse, |row| [row as f32 / 24.0; 3];
    mae: 3 silu mae, |row| [row as f32 / 24.0; 3];
    huber: 3 linear huber, |row| [row as f32 / 24.0; 3];
    log_cosh: 3 linear log_cosh, |row| [row as f32 / 24.0; 3];
    poisson: 3 softplus poisson, |row| [row as f32; 3];
    binary: 3 sigmoid binary, |row| [(row % 2) as f32; 3];
    hinge: 3 tanh hinge, |row| [if row % 2 == 0 { 1.0 } else { -1.0 }; 3];
    categorical: 3 softmax categorical, |row| std::array::from_fn(|i| f32::from(u8::from(row % 3 == i)));
    kl_divergence: 3 softmax kl_divergence, |_| [0.25, 0.25, 0.5];
    sparse_categorical: 3 softmax sparse_categorical, |row| row % 3;
}

#[test]
fn perceptron() {
    mlp::network! { input 5; dense 3 step; loss perceptron; }
    steps::<Network>(Sgd::new(0.1), |row| [(row % 2) as f32; 3]);
}

#[test]
fn penalties() {
    mlp::network! { input 5; dense 16 gelu l1=1e-4; dense 8 relu; dense 3 l2=1e-3; loss mse; }
    every_optimizer::<Network>(|row| [row as f32 / 24.0; 3]);
}

/// A model of 4 MB, with gradient and moments 17 MB: more than a core's caches.
#[test]
fn more_than_a_cache() {
    mlp::network! { input 5; dense 1024 relu; dense 1024 relu; dense 3 softmax; loss sparse_categorical; }
    steps_of::<Network>(Sgd::new(1e-3), |row| row % 3, &[24, 1, 24]);
    steps_of::<Network>(Adam::new(1e-3), |row| row % 3, &[24, 1, 24]);
}

#[test]
fn class_weights() {
    mlp::network! { input 5; dense 16 tanh; dense 3 softmax; loss sparse_categorical; }
    let (x, targets) = (vec![[0.5; 5]; 24], vec![1; 24]);
    let mut model = Network::init(1);
    let mut trainer = Trainer::new(&mut model).class_weights([1.0, 2.0, 3.0]);
    trainer.step(&x, &targets).unwrap();
    for rows in [24, 7, 24] {
        assert_eq!(allocations(|| _ = trainer.step(&x[..rows], &targets[..rows])), 0, "a step of {rows} rows");
    }
}

#[test]
fn every_layer() {
    mod part {
        mlp::network! { pub(super) struct Part; input 16; dense 12 tanh; layer_norm; dense 8 elu; }
    }
    use part::Part;
    mlp::network! {
        input 5;
        standardize;
        dense 16;
        batch_norm silu;
        dropout 0.1;
        residual relu { dense 8 selu; layer_norm gelu; dense 16; dropout 0.1; }
        layer Part;
        dense 3 softmax;
        loss categorical label_smoothing=0.1;
    }
    let target = |row: usize| std::array::from_fn(|i| f32::from(u8::from(row % 3 == i)));
    let rows = [24, 7, 2, 24];
    steps_of::<Network>(Adam::new(1e-3), target, &rows);
    steps_of::<Network>(Sgd::new(0.1), target, &rows);
}

/// Model, gradient, moments and batch, within a percent: buffers begin at cache lines, running statistics have copies.
fn memory<M: Trainable<Input = [f32; 5]>>(optimizer: &impl Optimizer, copies: usize, clips: bool, target: M::Target) {
    const ROWS: usize = 256;
    let (x, targets) = (vec![[0.5; 5]; ROWS], vec![target; ROWS]);
    let set = Dataset::new(x.clone(), targets.clone()).unwrap();
    let found = || {
        let before = LIVE.get();
        let mut model = M::init(1);
        let mut trainer = Trainer::new(&mut model).optimizer(optimizer.clone());
        if clips {
            trainer = trainer.clip_norm(1.0);
        }
        trainer.prepare(&set).expect("they fit");
        trainer.step(&x, &targets).expect("they fit");
        LIVE.get() - before
    };
    // Once for what a thread keeps: room for a panel of a product.
    found();
    let stated = copies * M::PARAMETERS * size_of::<f32>() + ROWS * M::WORKSPACE_BYTES;
    let share = found() as f64 / stated as f64;
    assert!((1.0..1.01).contains(&share), "{share} of {stated} bytes");
}

/// A fit keeps the weights of an epoch's start while it runs, or those of the best epoch: once more the parameters, and
/// never twice more. Epochs after the first allocate nothing but their line of the history.
#[test]
fn a_fit_keeps_the_weights_once_more() {
    mlp::network! { input 5; dense 300 relu; dense 160 relu; dense 3 softmax; loss sparse_categorical; batch 256; epochs 8; }
    let set = Dataset::new(vec![[0.5; 5]; 256], vec![1; 256]).unwrap();
    // Once before for what a thread keeps: room for a panel of a product.
    Trainer::new(&mut Network::init(1)).optimizer(Sgd::new(0.1)).shuffle(false).fit(&set).unwrap();
    for patience in [None, Some(20)] {
        let mut model = Network::init(1);
        let (begin, mut live, mut counts) = (LIVE.get(), Vec::new(), Vec::new());
        let mut trainer = Trainer::new(&mut model).optimizer(Sgd::new(0.1)).shuffle(false).callback(|_, _| {
            live.push(LIVE.get() - begin);
            counts.push(COUNT.get());
        });
        if let Some(patience) = patience {
            trainer = trainer.early_stopping(patience);
        }
        trainer.fit(&set).unwrap();
        drop(trainer);
        let stated = Network::PARAMETERS * size_of::<f32>() + 256 * Network::WORKSPACE_BYTES;
        let share = *live.iter().max().unwrap() as f64 / stated as f64;
        assert!((1.0..1.02).contains(&share), "{share} of {stated} bytes");
        if patience.is_none() {
            let each: Vec<usize> = counts.windows(2).map(|two| two[1] - two[0]).collect();
            assert!(each.iter().all(|count| *count <= 3), "{each:?}: lines of the history, no weights");
        }
    }
}

/// 20,000 classes have 400 million pairs, of which few occur.
#[test]
fn confusion_takes_memory_for_what_occurs() {
    use mlp::metrics::{Meter, Task};

    let before = LIVE.get();
    let mut meter = Meter::new(Task::Classes, 20_000);
    for class in 0..1000 {
        let mut output = [0.0; 3];
        output[class % 3] = 1.0;
        meter.add(&output, &class);
    }
    let taken = LIVE.get() - before;
    assert!(taken < 1_000_000, "{taken} bytes");
    let evaluation = meter.evaluation(0.0);
    assert_eq!(evaluation.confusion().unwrap().count(4, 1), 1);
}

#[test]
fn memory_is_as_stated() {
    mod networks {
        mlp::network! { pub(super) struct Plain; input 5; dense 128 gelu; dense 160 relu; dense 3 softmax; loss sparse_categorical; }
        mlp::network! { pub(super) struct Small; input 5; dense 128 gelu; dense 64 relu; dense 3 softmax; loss sparse_categorical; }
        mlp::network! {
            pub(super) struct Every;
            input 5;
            standardize;
            dense 128;
            batch_norm silu;
            dropout 0.1;
            residual relu { dense 64 selu; layer_norm gelu; dense 128; }
            dense 3 softmax;
            loss sparse_categorical;
        }
    }
    use networks::{Every, Plain, Small};
    memory::<Plain>(&Sgd::new(0.1), 1, false, 0);
    memory::<Plain>(&Sgd::new(0.1).momentum(0.9), 2, false, 0);
    memory::<Plain>(&Adam::new(0.1), 3, false, 0);
    memory::<Plain>(&Adam::new(0.1), 4, true, 0);
    memory::<Small>(&Sgd::new(0.1), 1, false, 0);
    memory::<Small>(&Sgd::new(0.1).momentum(0.9), 3, false, 0);
    memory::<Every>(&Sgd::new(0.1), 2, false, 0);
    memory::<Every>(&Adagrad::new(0.1), 3, false, 0);
    memory::<Every>(&RmsProp::new(0.1).momentum(0.9), 4, false, 0);
    memory::<Every>(&Adam::new(0.1), 4, false, 0);
}
