//! The threads that share work, one pool for the process.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::LazyLock;
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, JoinHandle, available_parallelism, spawn};

use micropool::{ThreadPool, ThreadPoolBuilder};

use crate::kernel;

/// What a thread of the pool does all its life.
type Life = Box<dyn FnOnce() + Send>;

/// How often an idle thread looks for work before it sleeps; once is 10 to 50 ns.
const LOOKS: usize = 10_000;

/// The threads beside the callers', as many as the system gives.
static POOL: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let mut threads: Vec<_> = (1..available()).map_while(|_| thread()).collect();
    if threads.is_empty() {
        return None;
    }
    let pool = ThreadPoolBuilder::default().num_threads(threads.len()).idle_spin_cycles(LOOKS);
    let start = move |_, life: Life| match threads.pop() {
        Some((start, thread)) => {
            let _ = start.send(life); // it waits for that
            thread
        }
        None => spawn(life), // never: there are as many as the pool was told
    };
    Some(pool.spawn_handler(start).build())
});

/// A thread that has room for products, and waits to be told what to do.
fn thread() -> Option<(Sender<Life>, JoinHandle<()>)> {
    let (start, life) = channel::<Life>();
    let thread = Builder::new().name("mlp".to_owned()).spawn(move || {
        kernel::reserve();
        if let Ok(life) = life.recv() {
            life();
        }
    });
    Some((start, thread.ok()?))
}

/// How many threads the machine runs side by side.
pub(crate) fn available() -> usize {
    static COUNT: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, std::num::NonZero::get));
    *COUNT
}

/// Does both, side by side if another thread is free. A panic of either is one of the caller's.
pub(super) fn join(left: impl FnOnce() + Send, right: impl FnOnce() + Send) {
    match &*POOL {
        Some(pool) => {
            // The pool ends the process when one of its threads panics.
            let (left, right) = pool.join(|| caught(left), || caught(right));
            if let Err(panic) = left.and(right) {
                resume_unwind(panic);
            }
        }
        None => {
            left();
            right();
        }
    }
}

fn caught(work: impl FnOnce()) -> Result<(), Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(work)) // what it was changing, the caller's panic leaves behind
}
