//! The threads that share work, one pool for the process.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::LazyLock;
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, JoinHandle, available_parallelism, spawn};

use micropool::{ThreadPool, ThreadPoolBuilder};

use crate::kernel;

/// The main function of one of the pool's threads.
type WorkerMain = Box<dyn FnOnce() + Send>;

/// How often an idle thread looks for work before it sleeps; each look takes 10 to 50 ns.
const SPINS: usize = 10_000;

/// The threads beside the callers', as many as the system provides.
static POOL: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let mut threads: Vec<_> = (1..available()).map_while(|_| thread()).collect();
    if threads.is_empty() {
        return None;
    }
    let pool = ThreadPoolBuilder::default().num_threads(threads.len()).idle_spin_cycles(SPINS);
    let start = move |_, main: WorkerMain| match threads.pop() {
        Some((start, thread)) => {
            let _ = start.send(main); // the thread waits for it
            thread
        }
        None => spawn(main), // never: the pool was told how many there are
    };
    Some(pool.spawn_handler(start).build())
});

/// A thread that has allocated its workspace and waits to be told what to do.
fn thread() -> Option<(Sender<WorkerMain>, JoinHandle<()>)> {
    let (start, main) = channel::<WorkerMain>();
    let thread = Builder::new().name("mlp".to_owned()).spawn(move || {
        kernel::reserve();
        if let Ok(main) = main.recv() {
            main();
        }
    });
    Some((start, thread.ok()?))
}

/// How many threads the machine runs at once.
pub(crate) fn available() -> usize {
    static COUNT: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, std::num::NonZero::get));
    *COUNT
}

/// Does both, at the same time if another thread is free. A panic in either reaches the caller.
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
    catch_unwind(AssertUnwindSafe(work)) // the caller's panic leaves half-changed data behind anyway
}
