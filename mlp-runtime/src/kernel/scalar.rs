//! The two number types: where the products are compiled, once and here, not again for each network. Those of one row
//! alone are small and compiled for each layer.

use std::cell::Cell;

use super::dots::Dots;
use super::factors::Along;
use super::groups;
use super::last::LastColumn;
use super::product::Product;
use super::set::{Set, enter};
use super::thin::{Outer, Row, Sums};
use super::tile::Across;

/// The products for one number type.
#[allow(private_bounds, private_interfaces)] // for this module's own use
pub trait Scalar: Sized {
    #[doc(hidden)]
    fn reserve();

    /// This thread's room; until it is given back there is none.
    #[doc(hidden)]
    fn take_scratch() -> Vec<Self>;

    #[doc(hidden)]
    fn give_scratch(scratch: Vec<Self>);

    #[doc(hidden)]
    fn along(product: Product<'_, Self, Along<'_, Self>>);

    #[doc(hidden)]
    fn across(product: Product<'_, Self, Across<'_, Self>>);

    /// Compiled where it is called, in a set that is entered already.
    #[doc(hidden)]
    fn row<S: Set>(set: S, row: Row<'_, Self>);

    /// Compiled where it is called, in a set that is entered already.
    #[doc(hidden)]
    fn dot<S: Set>(set: S, dots: Dots<'_, Self>);

    #[doc(hidden)]
    fn dots(dots: Dots<'_, Self>);

    #[doc(hidden)]
    fn outer(outer: Outer<'_, Self>);

    #[doc(hidden)]
    fn sums(sums: Sums<'_, Self>);
}

macro_rules! scalar {
    ($type:ty, $scratch:ident) => {
        thread_local! {
            /// Room for the panel of a product, kept from call to call.
            static $scratch: Cell<Vec<$type>> = const { Cell::new(Vec::new()) };
        }

        #[allow(private_bounds, private_interfaces)]
        impl Scalar for $type {
            fn reserve() {
                $scratch.set(vec![0.0; groups::ROOM]);
            }

            fn take_scratch() -> Vec<Self> {
                $scratch.take()
            }

            fn give_scratch(scratch: Vec<Self>) {
                $scratch.set(scratch);
            }

            #[inline(never)]
            fn along(mut product: Product<'_, Self, Along<'_, Self>>) {
                product.scratch = $scratch.take();
                if enter(&mut product) {
                    enter(LastColumn(&mut product));
                }
                $scratch.set(product.scratch);
            }

            #[inline(never)]
            fn across(mut product: Product<'_, Self, Across<'_, Self>>) {
                product.scratch = $scratch.take();
                if enter(&mut product) {
                    enter(LastColumn(&mut product));
                }
                $scratch.set(product.scratch);
            }

            #[inline(always)]
            fn row<S: Set>(set: S, row: Row<'_, Self>) {
                row.columns(set);
            }

            #[inline(always)]
            fn dot<S: Set>(set: S, dots: Dots<'_, Self>) {
                dots.all(set);
            }

            #[inline(never)]
            fn dots(dots: Dots<'_, Self>) {
                enter(dots);
            }

            #[inline(never)]
            fn outer(outer: Outer<'_, Self>) {
                enter(outer);
            }

            #[inline(never)]
            fn sums(sums: Sums<'_, Self>) {
                enter(sums);
            }
        }
    };
}

scalar!(f32, SCRATCH_F32);
scalar!(f64, SCRATCH_F64);
