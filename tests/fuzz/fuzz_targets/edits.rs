//! Whatever bytes make of a draft and its edits, the oracle agrees.
#![no_main]

use libfuzzer_sys::fuzz_target;
use travaux_tests::oracle::{Case, replay};

fuzz_target!(|bytes: &[u8]| {
    if let Err(fault) = replay(&Case::read(bytes)) {
        panic!("{fault}");
    }
});
