//! What is counted, in the order of the table. Several parts are counted at the same time.

use std::io;
use std::sync::Mutex;
use std::thread;

use travaux_grammar::Language;
use travaux_tests::benchmark_drafts::Profile;

use crate::{command_line, server, valgrind};

/// The size of the drafts in bytes.
const SIZE: usize = 1_000_000;

/// Names and the instruction counts of them.
type Counts = Vec<(String, u64)>;

/// A part of what is counted.
type Job = Box<dyn Fn() -> io::Result<Counts> + Send + Sync>;

/// Returns the name and the instruction count of everything that is counted.
pub(crate) fn counts() -> io::Result<Counts> {
    let jobs = jobs();
    let count = thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    let next = Mutex::new(0);
    let results: Vec<Mutex<Option<io::Result<Counts>>>> = jobs.iter().map(|_| Mutex::default()).collect();
    let work = || {
        loop {
            let index = {
                let mut next = next.lock().expect("no thread panics while holding it");
                *next += 1;
                *next - 1
            };
            let Some((job, result)) = jobs.get(index).zip(results.get(index)) else { return };
            *result.lock().expect("no other thread has this job") = Some(job());
        }
    };
    thread::scope(|scope| (0..count).for_each(|_| drop(scope.spawn(work))));
    let counts: io::Result<Vec<Counts>> = results
        .into_iter()
        .map(|it| it.into_inner().expect("its thread has ended").expect("every job was taken"))
        .collect();
    Ok(counts?.concat())
}

fn jobs() -> Vec<Job> {
    let linted = [
        Profile::Conference,
        Profile::Compilation(Language::En),
        Profile::Compilation(Language::Zh),
        Profile::Compilation(Language::Ar),
        Profile::Adopted(Language::En),
    ];
    let mut jobs: Vec<Job> = vec![Box::new(valgrind::counts)];
    jobs.extend(Profile::ENGLISH.map(|it| Box::new(move || server::counts(it, SIZE)) as Job));
    jobs.push(Box::new(command_line::start));
    jobs.extend(linted.map(|it| Box::new(move || command_line::counts(it, SIZE)) as Job));
    jobs
}
