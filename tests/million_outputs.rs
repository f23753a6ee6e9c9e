//! Rows of a million outputs: we never put one on the stack, and no evaluation holds hundreds of them.

#![allow(unsafe_code)] // an allocator is an unsafe trait; this one passes everything on to the system's

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use mlp::prelude::*;

mlp::network! { struct Million; input 2; dense 1_000_000 softmax; loss sparse_categorical; batch 2; epochs 1; }

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SAFETY: every call goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        PEAK.fetch_max(LIVE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        PEAK.fetch_max(LIVE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size(), Ordering::Relaxed);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Half a MiB of stack, an eighth of one row, in a debug build: everything but what gives a row by value.
#[test]
fn half_a_mebibyte_of_stack_is_enough() {
    let work = || {
        let inputs: Vec<[f32; 2]> = (0..40).map(|i| [(i as f32).sin(), 1.0]).collect();
        let set = Dataset::new(inputs, (0..40).map(|i| i * 20_000).collect()).unwrap();
        let few = Dataset::new(set.inputs()[..4].to_vec(), set.targets()[..4].to_vec()).unwrap();
        let mut model = Million::init(1);
        assert!(model.predict_class(&[0.5, 0.5]) < 1_000_000);
        assert!(model.try_predict_class(&[0.5, 0.5]).unwrap() < 1_000_000);
        assert_eq!(model.predict_batch(&set.inputs()[..3]).len(), 3);
        let mut predictor = model.predictor();
        assert_eq!(predictor.predict_batch(&set.inputs()[..1]).len(), 1);
        drop(predictor);
        let history = Trainer::new(&mut model).validation(&few).early_stopping(3).fit(&few).unwrap();
        assert!(history.last().unwrap().loss.is_finite());

        let before = LIVE.load(Ordering::Relaxed);
        PEAK.store(before, Ordering::Relaxed);
        assert_eq!(model.evaluate(&set).unwrap().rows(), 40);
        let taken = PEAK.load(Ordering::Relaxed) - before;
        // 64 MiB of values in a chunk, and 24 MB for the million classes of the confusion matrix.
        assert!(taken < 150 << 20, "{} MiB", taken >> 20);
    };
    std::thread::Builder::new().stack_size(512 << 10).spawn(work).unwrap().join().unwrap();
}

/// A row that is given by value is the caller's, once: 4 MB of it, and half a MiB for all of ours.
#[test]
fn a_row_by_value_lies_on_the_stack_once() {
    let work = || {
        let model = Million::init(1);
        look(&model, Million::predict);
        look(&model, Million::predict_logits);
        look(&model, |model, x| model.predictor().predict(x));
    };
    // The caller's `output`, and the place that its own closure returns in, in a debug build.
    std::thread::Builder::new().stack_size(ROOM).spawn(work).unwrap().join().unwrap();
}

const ROOM: usize = 2 * 4_000_000 + (512 << 10);

#[inline(never)]
fn look(model: &Million, predict: impl Fn(&Million, &[f32; 2]) -> [f32; 1_000_000]) {
    let output = predict(model, &[0.5, 0.5]);
    assert!(output.iter().all(|y| y.is_finite()));
}
