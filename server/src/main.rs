//! The `travaux` command.
fn main() {}
