//! Replays the fuzzing corpus, which includes the failures found by the fuzzer and the property tests. Each case is
//! also replayed with its positions interpreted in the other encodings.

use std::fs;
use std::path::Path;

use travaux_model::text::Encoding;
use travaux_tests::oracle::{Case, replay};

#[test]
fn every_case_of_the_corpus_equals_the_full_parse() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let files = fs::read_dir(&folder).expect("the corpus is beside the tests");
    let files: Vec<_> = files.map(|it| it.expect("a folder that can be read").path()).collect();
    assert!(files.len() > 30, "only {} cases", files.len());
    for file in files {
        let bytes = fs::read(&file).expect("a file that can be read");
        let case = Case::read(&bytes);
        assert_eq!(case.to_string().as_bytes(), bytes, "{} is not in the canonical form of a case", file.display());
        assert!(!case.messages.is_empty(), "{} has no edits", file.display());
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            if let Err(fault) = replay(&Case { encoding, ..case.clone() }) {
                panic!("{}: {fault}", file.display());
            }
        }
    }
}
