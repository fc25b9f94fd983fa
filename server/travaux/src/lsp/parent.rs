//! The watch over the client's process. A client that dies without a word may leave a standard input that another
//! process holds open; then nothing else tells of its end.

use std::time::Duration;

/// How long an orphan lives at most.
#[cfg(unix)]
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Waits for the end of the process `id`. A process that is not to be seen at the beginning lives elsewhere, as the
/// client of a server in a container does, and is not waited for.
#[cfg(unix)]
pub(super) async fn end_of(id: u32) {
    if !is_alive(id) {
        std::future::pending::<()>().await;
    }
    while is_alive(id) {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Waits for ever: elsewhere than on Unix, where the pipe to a dead client is closed in any case, nobody is watched.
#[cfg(not(unix))]
pub(super) async fn end_of(_: u32) {
    std::future::pending().await
}

#[cfg(unix)]
fn is_alive(id: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    let process = i32::try_from(id).ok().and_then(Pid::from_raw);
    // Another's process may not be touched, and is there.
    process.is_some_and(|it| test_kill_process(it) != Err(Errno::SRCH))
}
