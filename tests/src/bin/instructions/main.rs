//! How many instructions it takes to open a draft, to edit it and to answer a request, counted by valgrind, so that a
//! busy machine counts the same. Compares them with the committed table, in which TRAVAUX_BLESS=1 writes those of today,
//! and fails where one has grown by more than a tenth. Its argument is the table; `tests/instructions` builds and runs it.

mod table;
mod valgrind;
mod workload;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(argument) = std::env::args_os().nth(1) else {
        eprintln!("instructions: which table to compare with is not said");
        return ExitCode::from(2);
    };
    if argument == valgrind::WORK {
        workload::run();
        return ExitCode::SUCCESS;
    }
    if !cfg!(target_arch = "x86_64") {
        println!("instructions: the committed counts are of another processor, so nothing was counted");
        return ExitCode::SUCCESS;
    }
    let is_blessed = std::env::var_os("TRAVAUX_BLESS").is_some();
    match valgrind::counts().and_then(|counts| table::compared(Path::new(&argument), &counts, is_blessed)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("instructions: {error}");
            ExitCode::from(2)
        }
    }
}
