//! Threads only change how long training takes: the bits are the same with any number, and no step allocates.
//!
//! It is one test, because the allocator counts the allocations of all threads.

#![allow(unsafe_code)] // an allocator is an unsafe trait; this one passes everything on to the system's

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use mlp::optimizer::Optimizer;
use mlp::prelude::*;

struct Counting;

/// Allocations of all threads but the harness's, which speaks up when a test takes a minute.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Whether any thread has allocated: the harness's is the first.
static BEGUN: AtomicBool = AtomicBool::new(false);

thread_local! {
    static COUNTS: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Counts an allocation of this thread.
fn count() {
    let counts = COUNTS.get().unwrap_or_else(|| BEGUN.swap(true, Ordering::Relaxed));
    COUNTS.set(Some(counts));
    COUNT.fetch_add(usize::from(counts), Ordering::Relaxed);
}

// SAFETY: every call goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Wide enough for all that can be shared to be shared: every layer, and widths that fit no register.
mod wide {
    mlp::network! {
        pub(super) struct Part;
        input 97;
        dense 66 tanh;
        layer_norm;
        dense 129 elu;
    }
    mlp::network! {
        pub(super) struct Every;
        input 65;
        standardize;
        dense 97;
        batch_norm silu;
        dropout 0.1;
        residual relu { dense 65 selu; layer_norm gelu; dense 97; dropout 0.1; }
        layer Part;
        dense 113 relu bias=false l1=1e-6 l2=1e-6;
        dense 7 softmax;
        loss categorical label_smoothing=0.1;
    }
    mlp::network! {
        pub(super) struct Plain;
        dtype f64;
        input 65;
        dense 265 gelu;
        dense 33 sigmoid;
        dense 1;
        loss huber;
    }
    mlp::network! {
        pub(super) struct Long;
        input 517;
        dense 64 relu;
        dense 7 softmax;
        loss sparse_categorical;
    }
}
use wide::{Every, Long, Plain};

/// An epoch and some steps with batches of many sizes; gives the trained network and its predictions.
fn trained<M: Trainable>(
    threads: usize,
    optimizer: impl Optimizer,
    clips: bool,
    x: &[M::Input],
    targets: &[M::Target],
) -> (M, Vec<M::Output>) {
    let mut model = M::init(1);
    let set = Dataset::new(x.to_vec(), targets.to_vec()).expect("they fit");
    let trainer = Trainer::new(&mut model).optimizer(optimizer).threads(threads);
    let mut trainer = trainer.epochs(1).batch_size(51).validation(&set);
    if clips {
        trainer = trainer.clip_norm(1.0);
    }
    trainer.fit(&set).expect("they fit");
    // The first four steps of the largest batch are taken on all threads, before fewer are tried.
    for rows in [128, 5, 127, 2] {
        trainer.step(&x[..rows], &targets[..rows]).expect("they fit");
    }
    let before = COUNT.load(Ordering::Relaxed);
    for _ in 0..3 {
        for rows in [128, 3, 100] {
            trainer.step(&x[..rows], &targets[..rows]).expect("they fit");
        }
    }
    assert_eq!(COUNT.load(Ordering::Relaxed), before, "a step allocates on {threads} threads");
    drop(trainer);
    let mut predictor = model.predictor().threads(threads);
    predictor.predict_batch(x);
    let before = COUNT.load(Ordering::Relaxed);
    let outputs = predictor.predict_batch(x);
    assert_eq!(COUNT.load(Ordering::Relaxed), before, "a prediction allocates on {threads} threads");
    let outputs = outputs.to_vec();
    assert!(x.iter().zip(&outputs).all(|(x, y)| model.predict(x) == *y), "a row has other bits alone than in a batch");
    (model, outputs)
}

fn same<M: Trainable + PartialEq>(optimizer: &impl Optimizer, x: &[M::Input], target: impl Fn(usize) -> M::Target) {
    let targets: Vec<M::Target> = (0..x.len()).map(target).collect();
    for clips in [false, true] {
        let alone = trained::<M>(1, optimizer.clone(), clips, x, &targets);
        for threads in [2, 4] {
            assert!(trained::<M>(threads, optimizer.clone(), clips, x, &targets) == alone, "{threads} threads");
        }
    }
}

#[test]
fn the_same_bits_and_no_allocation_at_any_number() {
    let counted = || {
        let before = COUNT.load(Ordering::Relaxed);
        drop(std::hint::black_box(vec![0_u8; 99]));
        COUNT.load(Ordering::Relaxed) - before
    };
    assert_eq!([counted(), std::thread::spawn(counted).join().expect("it only allocates")], [1, 1]);

    let every: Vec<[f32; 65]> = (0..128).map(|row| std::array::from_fn(|i| ((row * 65 + i) as f32).sin())).collect();
    let plain: Vec<[f64; 65]> = every.iter().map(|row| row.map(f64::from)).collect();
    let class = |row: usize| std::array::from_fn(|i| f32::from(u8::from(row % 7 == i)));
    let value = |row: usize| [(row as f64).cos()];
    same::<Every>(&Adam::new(1e-3), &every, class);
    same::<Every>(&RmsProp::new(1e-3).momentum(0.9), &every, class);
    let long: Vec<[f32; 517]> =
        every.iter().map(|row| std::array::from_fn(|i| row[i % 65] * i as f32 / 517.0)).collect();
    same::<Long>(&Sgd::new(0.01), &long, |row| row % 7);
    same::<Plain>(&Sgd::new(0.01), &plain, value);
    same::<Plain>(&Sgd::new(0.01).momentum(0.9), &plain, value);
    same::<Plain>(&Adam::new(1e-3), &plain, value);
}
