//! Watches the process of the client. If it dies without closing the pipes and another process holds standard input open,
//! nothing else ends the server.

#[cfg(unix)]
use std::time::Duration;

/// How often to look whether the process is alive.
#[cfg(unix)]
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// Waits for the end of the process `id`. If the process is not visible when this is called, as with a server in a
/// container, the future waits forever. The process is looked at before the future is first polled: a client may die right
/// after the answer to `initialize`.
#[cfg(unix)]
pub(super) fn end_of(id: u32) -> impl Future<Output = ()> {
    let is_visible = is_alive(id);
    async move {
        if !is_visible {
            std::future::pending::<()>().await;
        }
        while is_alive(id) {
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }
}

/// Waits forever. On systems other than Unix the pipe to a dead client is always closed.
#[cfg(not(unix))]
pub(super) fn end_of(_: u32) -> impl Future<Output = ()> {
    std::future::pending()
}

#[cfg(unix)]
fn is_alive(id: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    let process = i32::try_from(id).ok().and_then(Pid::from_raw);
    // A process of another user cannot be signalled, which is an error of another kind.
    process.is_some_and(|it| test_kill_process(it) != Err(Errno::SRCH))
}
