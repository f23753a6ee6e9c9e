//! The two number types: here the products are compiled, once for all networks. Those of a single row, and of small layers,
//! are compiled for each layer.

use std::cell::Cell;

use crate::kernel::blocking::{PACKING_ELEMENTS, RESULT_ELEMENTS, line};
use crate::kernel::gemm::Gemm;
use crate::kernel::gemm::operands::{RowMajorLhs, TransposedLhs};
use crate::kernel::gemm::remainder::LastColumn;
use crate::kernel::gemm::split_k::SplitK;
use crate::kernel::level2::column_sums::ColumnSums;
use crate::kernel::level2::dot::Dot;
use crate::kernel::level2::ger::Ger;
use crate::kernel::simd::vectors::Vectors;
use crate::kernel::simd::{Simd, dispatch};
use crate::kernel::workspace::Buffer;

/// The products for one number type. It is a supertrait of the public [`Float`](crate::Float), so its methods could be
/// called from outside the crate, but each takes a value of a type that only the kernels can make and name.
#[allow(private_bounds, private_interfaces)] // for the kernels' own use
pub trait Scalar: Sized {
    /// An instruction set with its vectors of this type: the set itself, but generic code does not know that.
    #[doc(hidden)]
    type Vectors<S: Simd>: Vectors<Self>;

    #[doc(hidden)]
    fn vectors<S: Simd>(simd: S) -> Self::Vectors<S>;

    /// Allocates one of this thread's buffers.
    #[doc(hidden)]
    fn reserve(buffer: Buffer);

    /// This thread's buffer; until it is put back there is none.
    #[doc(hidden)]
    fn take_buffer(buffer: Buffer) -> Vec<Self>;

    #[doc(hidden)]
    fn put_back(buffer: Buffer, elements: Vec<Self>);

    #[doc(hidden)]
    fn gemm(gemm: Gemm<'_, Self, RowMajorLhs<'_, Self>>);

    #[doc(hidden)]
    fn gemm_transposed(gemm: Gemm<'_, Self, TransposedLhs<'_, Self>>);

    #[doc(hidden)]
    fn split_k(split: SplitK<'_, Self>);

    #[doc(hidden)]
    fn dot(dot: Dot<'_, Self>);

    #[doc(hidden)]
    fn ger(ger: Ger<'_, Self>);

    #[doc(hidden)]
    fn column_sums(sums: ColumnSums<'_, Self>);
}

macro_rules! scalar {
    ($type:ty, $packing:ident, $result:ident) => {
        thread_local! {
            static $packing: Cell<Vec<$type>> = const { Cell::new(Vec::new()) };
            static $result: Cell<Vec<$type>> = const { Cell::new(Vec::new()) };
        }

        #[allow(private_bounds, private_interfaces)]
        impl Scalar for $type {
            type Vectors<S: Simd> = S;

            #[inline(always)]
            fn vectors<S: Simd>(simd: S) -> S {
                simd
            }

            fn reserve(buffer: Buffer) {
                let count = match buffer {
                    Buffer::Packing => PACKING_ELEMENTS,
                    Buffer::Result => RESULT_ELEMENTS,
                };
                Self::put_back(buffer, vec![0.0; count + line::<Self>()]);
            }

            fn take_buffer(buffer: Buffer) -> Vec<Self> {
                match buffer {
                    Buffer::Packing => $packing.take(),
                    Buffer::Result => $result.take(),
                }
            }

            fn put_back(buffer: Buffer, elements: Vec<Self>) {
                match buffer {
                    Buffer::Packing => $packing.set(elements),
                    Buffer::Result => $result.set(elements),
                }
            }

            #[inline(never)]
            fn gemm(mut gemm: Gemm<'_, Self, RowMajorLhs<'_, Self>>) {
                gemm.workspace = $packing.take();
                if dispatch(&mut gemm) {
                    dispatch(LastColumn(&mut gemm));
                }
                $packing.set(gemm.workspace);
            }

            #[inline(never)]
            fn gemm_transposed(mut gemm: Gemm<'_, Self, TransposedLhs<'_, Self>>) {
                gemm.workspace = $packing.take();
                if dispatch(&mut gemm) {
                    dispatch(LastColumn(&mut gemm));
                }
                $packing.set(gemm.workspace);
            }

            #[inline(never)]
            fn split_k(split: SplitK<'_, Self>) {
                dispatch(split);
            }

            #[inline(never)]
            fn dot(dot: Dot<'_, Self>) {
                dispatch(dot);
            }

            #[inline(never)]
            fn ger(ger: Ger<'_, Self>) {
                dispatch(ger);
            }

            #[inline(never)]
            fn column_sums(sums: ColumnSums<'_, Self>) {
                dispatch(sums);
            }
        }
    };
}

scalar!(f32, PACKING_F32, RESULT_F32);
scalar!(f64, PACKING_F64, RESULT_F64);
