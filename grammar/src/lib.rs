//! Reads treaty-style drafts.
