//! Interprets bytes as a draft with edits, and checks it with the oracle.
#![no_main]

use libfuzzer_sys::fuzz_target;
use travaux_tests::oracle::{Case, replay};

fuzz_target!(|bytes: &[u8]| {
    if let Err(fault) = replay(&Case::read(bytes)) {
        panic!("{fault}");
    }
});
