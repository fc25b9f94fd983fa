//! The files of a project: reading and writing drafts, searching folders, finding travaux.toml, and loading all of it as a
//! workspace. Apart from the language server, this is the only module that accesses the disk. It knows neither rules nor
//! output formats.

pub mod discover;
pub mod fault;
pub mod load;
pub mod positions;
pub mod project;
pub mod projects;
pub mod source;
pub mod walk;

pub mod atomic_write;
pub mod decode;
mod office;
pub mod panic_guard;
pub mod paths;
pub mod read;
