//! Counts the instructions of the real server for keys in a draft, with all that leaves it.

use std::io;
use std::path::Path;

use tempfile::TempDir;
use travaux_model::document::Document;
use travaux_tests::benchmark_drafts::{Edit, Key, Press, Profile, presses, rounded};
use travaux_tests::benchmark_editor::Editor;
use travaux_tests::binary::binary;
use travaux_tests::callgrind;

/// The function of a cheap request. Callgrind writes the counts so far each time that it is called.
const OPTIONS: [&str; 1] = ["--dump-before=travaux_features::definition::definition"];

/// The request that the function answers.
const REQUEST: &str = "textDocument/definition";

/// The parts of a text at which keys are pressed, in percent.
const PLACES: [usize; 3] = [10, 50, 90];

/// The keys after which the requests are counted by which an editor shows a draft again.
const SHOWN_AFTER: [Key; 2] = [Key::Opening, Key::Letter];

/// Counts the instructions of each key in a draft of a profile, on average over some places.
pub(crate) fn counts(profile: Profile, size: usize) -> io::Result<Vec<(String, u64)>> {
    let text = profile.draft(size).text;
    let document = Document::parse(&text, None, 0);
    let mut server = CountedServer::started(&text)?;
    let mut counts = Vec::new();
    server.editor.show_again();
    server.take_counts()?;
    for key in Key::ALL {
        let presses: Vec<Press> = PLACES.into_iter().flat_map(|percent| presses(&document, key, percent, 1)).collect();
        let (mut sum, mut shown) = (0, 0);
        for Press { preparation, edit, undo } in &presses {
            preparation.iter().try_for_each(|it| server.count(it).map(drop))?;
            sum += server.count(edit)?;
            if SHOWN_AFTER.contains(&key) {
                server.editor.show_again();
                shown += server.take_counts()?;
            }
            undo.iter().try_for_each(|it| server.count(it).map(drop))?;
        }
        let (draft, key) = (format!("{profile}, {}", rounded(size)), key.name());
        let rows = [(format!("{draft}: {key}"), sum), (format!("{draft}: shown again after {key}"), shown)];
        let rows = rows.into_iter().filter(|it| it.1 > 0);
        counts.extend(rows.map(|(name, sum)| (name, sum / presses.len() as u64)));
    }
    Ok(counts)
}

/// A server under callgrind.
struct CountedServer {
    editor: Editor,
    folder: TempDir,
    /// The number of the last file of counts.
    part: usize,
}

impl CountedServer {
    fn started(text: &str) -> io::Result<CountedServer> {
        let folder = tempfile::tempdir()?;
        let mut editor = Editor::with(callgrind::command(folder.path(), &OPTIONS, Path::new(binary())));
        editor.open(text);
        let mut server = CountedServer { editor, folder, part: 0 };
        server.take_counts()?;
        Ok(server)
    }

    /// Edits the draft, and returns the instructions until the server has finished.
    fn count(&mut self, edit: &Edit) -> io::Result<u64> {
        self.editor.edit(edit);
        self.take_counts()
    }

    /// Returns the number of instructions since the last time.
    fn take_counts(&mut self) -> io::Result<u64> {
        self.editor.wait_until_idle();
        self.editor.request_at_start(REQUEST);
        self.editor.wait_until_idle();
        let mut sum = 0;
        while let Some(count) = callgrind::part(self.folder.path(), self.part + 1)? {
            sum += count;
            self.part += 1;
        }
        if sum == 0 { Err(io::Error::other("valgrind did not count the requests of the server")) } else { Ok(sum) }
    }
}
