//! stub
use crate::*;
pub(crate) fn save<M: Tensors>(_: &M, _: impl AsRef<std::path::Path>) -> Result<()> {
    Ok(())
}
pub(crate) fn load_into<M: Tensors>(_: &mut M, _: impl AsRef<std::path::Path>) -> Result<()> {
    Ok(())
}
