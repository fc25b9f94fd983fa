//! The arguments of the benchmark.

use std::fs;

use travaux_tests::benchmark_drafts::{Draft, Profile};

use crate::real_texts;

pub(crate) const USAGE: &str = "usage: tests/bench [--batch] [--profile PROFILE] [--text FILE] [BYTES]...
profiles: conference, compilation and adopted; the latter two also in another language, such as compilation-ar";

/// The sizes of drafts in bytes, unless others are given.
const SIZES: [usize; 3] = [100_000, 1_000_000, 5_000_000];

/// What is measured.
#[derive(Default)]
pub(crate) struct Arguments {
    /// Whether the command line is measured and not the server.
    pub(crate) batch: bool,
    profile: Option<Profile>,
    text: Option<Draft>,
    sizes: Vec<usize>,
}

impl Arguments {
    /// Parses the arguments. Returns `None` if there is a fault in them, or if the text cannot be read.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Option<Arguments> {
        let mut parsed = Arguments::default();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--batch" => parsed.batch = true,
                "--profile" => parsed.profile = Some(Profile::named(&arguments.next()?)?),
                "--text" => {
                    let name = arguments.next()?;
                    let text = fs::read_to_string(&name).ok()?;
                    parsed.text = Some(Draft { name, text });
                }
                size => parsed.sizes.push(size.parse().ok()?),
            }
        }
        Some(parsed)
    }

    /// Returns whether no text, profile or size is given.
    pub(crate) fn is_default(&self) -> bool {
        self.profile.is_none() && self.text.is_none() && self.sizes.is_empty()
    }

    /// Returns the drafts to measure: the given text; those of the given profile; or those of all profiles, and the real
    /// texts that are there.
    pub(crate) fn drafts(&self) -> Vec<Draft> {
        let sizes = if self.sizes.is_empty() { &SIZES[..] } else { &self.sizes };
        self.drafts_of(sizes)
    }

    /// Returns the drafts to lint, all of one size.
    pub(crate) fn drafts_of_size(&self, default: usize) -> Vec<Draft> {
        self.drafts_of(&[self.sizes.first().copied().unwrap_or(default)])
    }

    fn drafts_of(&self, sizes: &[usize]) -> Vec<Draft> {
        if let Some(Draft { name, text }) = &self.text {
            return vec![Draft { name: name.clone(), text: text.clone() }];
        }
        let of_profile = |it: Profile| sizes.iter().map(move |size| it.draft(*size));
        match self.profile {
            Some(profile) => of_profile(profile).collect(),
            None => Profile::ENGLISH.into_iter().flat_map(of_profile).chain(real_texts::drafts(sizes)).collect(),
        }
    }
}
