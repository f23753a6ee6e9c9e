//! The two number types: where the products are compiled, once and here, not again for each network. Those of one row
//! alone are small and compiled for each layer.

use std::cell::Cell;

use super::by_columns;
use super::dots::Dots;
use super::factors::{Across, Along};
use super::groups;
use super::halves::Halved;
use super::last::LastColumn;
use super::product::Product;
use super::room::Room;
use super::simd::vectors::Vectors;
use super::simd::{Simd, dispatch};
use super::thin::{Outer, Sums};

/// The products for one number type. It is a supertrait of the public [`Float`](crate::Float), so its methods could be
/// called from outside the crate, but each takes a value of a type that only the kernels can make and name.
#[allow(private_bounds, private_interfaces)] // for this module's own use
pub trait Scalar: Sized {
    /// An instruction set with its vectors of this type: the set itself, but code for any type does not know that.
    #[doc(hidden)]
    type Vectors<S: Simd>: Vectors<Self>;

    #[doc(hidden)]
    fn vectors<S: Simd>(simd: S) -> Self::Vectors<S>;

    /// Allocates one of this thread's rooms.
    #[doc(hidden)]
    fn reserve(room: Room);

    /// This thread's room; until it is given back there is none.
    #[doc(hidden)]
    fn take_scratch(room: Room) -> Vec<Self>;

    #[doc(hidden)]
    fn give_scratch(room: Room, scratch: Vec<Self>);

    #[doc(hidden)]
    fn along(product: Product<'_, Self, Along<'_, Self>>);

    #[doc(hidden)]
    fn halved(product: Halved<'_, Self>);

    #[doc(hidden)]
    fn across(product: Product<'_, Self, Across<'_, Self>>);

    #[doc(hidden)]
    fn dots(dots: Dots<'_, Self>);

    #[doc(hidden)]
    fn outer(outer: Outer<'_, Self>);

    #[doc(hidden)]
    fn sums(sums: Sums<'_, Self>);
}

macro_rules! scalar {
    ($type:ty, $inside:ident, $around:ident) => {
        thread_local! {
            /// This thread's rooms.
            static $inside: Cell<Vec<$type>> = const { Cell::new(Vec::new()) };
            static $around: Cell<Vec<$type>> = const { Cell::new(Vec::new()) };
        }

        #[allow(private_bounds, private_interfaces)]
        impl Scalar for $type {
            type Vectors<S: Simd> = S;

            #[inline(always)]
            fn vectors<S: Simd>(simd: S) -> S {
                simd
            }

            fn reserve(room: Room) {
                match room {
                    Room::Inside => $inside.set(vec![0.0; groups::ROOM]),
                    Room::Around => $around.set(vec![0.0; by_columns::ROOM]),
                }
            }

            fn take_scratch(room: Room) -> Vec<Self> {
                match room {
                    Room::Inside => $inside.take(),
                    Room::Around => $around.take(),
                }
            }

            fn give_scratch(room: Room, scratch: Vec<Self>) {
                match room {
                    Room::Inside => $inside.set(scratch),
                    Room::Around => $around.set(scratch),
                }
            }

            #[inline(never)]
            fn along(mut product: Product<'_, Self, Along<'_, Self>>) {
                product.scratch = $inside.take();
                if dispatch(&mut product) {
                    dispatch(LastColumn(&mut product));
                }
                $inside.set(product.scratch);
            }

            #[inline(never)]
            fn halved(product: Halved<'_, Self>) {
                dispatch(product);
            }

            #[inline(never)]
            fn across(mut product: Product<'_, Self, Across<'_, Self>>) {
                product.scratch = $inside.take();
                if dispatch(&mut product) {
                    dispatch(LastColumn(&mut product));
                }
                $inside.set(product.scratch);
            }

            #[inline(never)]
            fn dots(dots: Dots<'_, Self>) {
                dispatch(dots);
            }

            #[inline(never)]
            fn outer(outer: Outer<'_, Self>) {
                dispatch(outer);
            }

            #[inline(never)]
            fn sums(sums: Sums<'_, Self>) {
                dispatch(sums);
            }
        }
    };
}

scalar!(f32, INSIDE_F32, AROUND_F32);
scalar!(f64, INSIDE_F64, AROUND_F64);
