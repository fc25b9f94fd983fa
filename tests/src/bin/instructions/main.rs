//! Counts with valgrind how many instructions it takes to open a draft, to edit it and to answer requests; how many the
//! real server takes for a key; and how many the command line takes for a byte. Unlike times, the counts do not depend on
//! the load of the machine. They are compared with the committed table, which is the argument, and the program fails if a count is more than 10 % higher. `TRAVAUX_BLESS=1` updates the table.
//! `tests/instructions` builds and runs this program.

mod jobs;

mod command_line;
mod server;
mod table;
mod valgrind;
mod workload;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(argument) = std::env::args_os().nth(1) else {
        eprintln!("instructions: no table was given to compare with");
        return ExitCode::from(2);
    };
    if argument == valgrind::WORKLOAD {
        workload::run();
        return ExitCode::SUCCESS;
    }
    if !cfg!(target_arch = "x86_64") {
        println!("instructions: the committed counts are for another processor architecture, so nothing was counted");
        return ExitCode::SUCCESS;
    }
    let is_blessed = std::env::var_os("TRAVAUX_BLESS").is_some();
    match jobs::counts().and_then(|counts| table::compare(Path::new(&argument), &counts, is_blessed)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("instructions: {error}");
            ExitCode::from(2)
        }
    }
}
