//! Checks what holds for any bytes as input of one kind.
#![no_main]

use libfuzzer_sys::fuzz_target;
use travaux_tests::arbitrary_input::Input;

fuzz_target!(|bytes: &[u8]| Input::Reports.check(bytes));
