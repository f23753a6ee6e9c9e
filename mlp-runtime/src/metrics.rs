//! Task
/// Task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task { /// r
 Regression, /// b
 Binary, /// c
 Classes, /// s
 Signs }
